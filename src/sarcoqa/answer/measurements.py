"""Values as a paper states them: endpoint, number, unit, time point, group, study and place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..schema import Document, Record, Span
from ..studies import labels_behind
from ..text import sentences

_NUMBER = r"\d+(?:\.\d+)?"
_TIME = rf"(?P<time>{_NUMBER})\s*(?P<unit>weeks?|months?|years?)"
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
_COUNTS = {word: count for count, word in enumerate(_NUMBER_WORDS.split(), start=1)}
_COUNTS["twenty"] = 20
_MONTHS = {"week": 12 / 52, "month": 1.0, "year": 12.0}
_AT = re.compile(
    rf"(?P<count>{_NUMBER}|one|two|three|five)[\s-]*(?P<unit>week|month|year)s?\b", re.IGNORECASE
)
_VALUE = re.compile(
    rf"(?P<percent>{_NUMBER})\s?%|(?P<time>{_NUMBER})\s*(?P<unit>week|month|year)s?\b|"
    r"(?P<open>(?:was |were )?not reached)",
    re.IGNORECASE,
)
_WORD = "|".join(_COUNTS)
_FRACTION = re.compile(
    rf"(?P<n>\d+|{_WORD})\s*(?:/|(?:out )?of(?: the)?)\s*(?P<total>\d+|{_WORD})\b", re.IGNORECASE
)
_GROUP = re.compile(r"(?:^|\s)([A-Z][\w-]*(?: [\w-]+){0,2}):\s")
REACH = 60  # characters between the name of an endpoint and its value


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value as stated in `span`, which holds the endpoint's name and the value.

    `value` is in % for rates, in months for times (infinite: not reached), else a count; `decimals`
    are those printed; `months` is the time point of a rate; `group` the subgroup it is given for
    ("" where none is named); `place` is "text" or "table"; `labels` are the references behind it.
    """

    endpoint: str
    value: float
    decimals: int
    unit: str
    months: float | None
    group: str
    labels: tuple[str, ...]
    place: str
    span: Span
    printed: str


@cache
def _endpoints() -> dict[str, tuple[re.Pattern[str], str]]:
    text = files(__package__).joinpath("endpoints.toml").read_text(encoding="utf-8")
    return {
        name: (
            re.compile(rf"(?<![\w-])(?:{entry['names']})(?![\w-])", re.IGNORECASE),
            entry["unit"],
        )
        for name, entry in tomllib.loads(text).items()
    }


def measurements(document: Document, groups: Sequence[str]) -> tuple[Measurement, ...]:
    """All values that the text and the tables of `document` state for one study.

    `groups` are the subtypes (short forms) that a value may be given for.
    """
    tabled = tuple(_in_tables(document, groups))
    arms: dict[tuple[str, ...], set[str]] = {}
    for item in tabled:
        arms.setdefault(item.labels, set()).add(item.group)
    return (*_in_text(document, groups, arms), *tabled)


def _in_text(
    document: Document, groups: Sequence[str], arms: Mapping[tuple[str, ...], set[str]]
) -> Iterator[Measurement]:
    """`arms` are the groups that the tables name for each study: the text may name them too."""
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            labels, _ = labels_behind(document, sentence)
            if len(labels) == 1:
                named = [*groups, *sorted(arms.get(labels, set()) - {"", *groups})]
                yield from _of_clauses(sentence, document.text, labels, named)
                yield from _counted(sentence, document.text, labels, groups, "text")


def _counted(
    place: Span, text: str, labels: tuple[str, ...], groups: Sequence[str], where: str
) -> Iterator[Measurement]:
    """Patients of a subgroup ("including 5 UPS"), and responders among them ("2 of 5 UPS")."""
    words = place.of(text)
    for group in groups:
        for match in re.finditer(
            rf"\bincluding (?:\w+ [A-Z]\w+ and )?(\d+) {re.escape(group)}\b", words
        ):
            span = Span(place.start + match.start(), place.start + match.end())
            yield Measurement(
                "number_of_patients", float(match.group(1)), 0, "", None, group, labels, where,
                span, span.of(text),
            )  # fmt: skip
        for match in re.finditer(
            rf"{_FRACTION.pattern} (?:patients with )?{re.escape(group)}\b[^.;,]*?"
            rf"\b(?:respon\w+|PRs?|CRs?)\b",
            words,
            re.IGNORECASE,
        ):
            share = fraction_value(match)
            if share is not None:
                span = Span(place.start + match.start(), place.start + match.end())
                yield Measurement(
                    "objective_response_rate", share, 0, "fraction", None, group, labels, where,
                    span, span.of(text),
                )  # fmt: skip


def _of_clauses(
    sentence: Span, text: str, labels: tuple[str, ...], groups: Sequence[str]
) -> Iterator[Measurement]:
    words = sentence.of(text)
    for name, value in _pairs(words):
        stated = _measured(words, name, value)
        if stated is None:
            continue
        endpoint, number, decimals, unit, months = stated
        span = Span(
            sentence.start + min(name.start(), value.start()),
            sentence.start + max(name.end(), value.end()),
        )
        beside = words[value.end() :][:40].split("%")[0]  # "68% in the experimental group"
        group = _group_in(beside, groups) or _group_in(words, groups)
        yield Measurement(
            endpoint, number, decimals, unit, months, group, labels, "text", span, span.of(text)
        )


Pair = tuple[re.Match[str], re.Match[str]]


def _pairs(words: str) -> Iterator[Pair]:
    """(endpoint name, value) matches that belong together in one sentence.

    "the ORR was 13%, median PFS was 8.1 months": each name takes the next value, unless another
    name comes first; "ORR and PFS were 13% and 8 months respectively": in their order.
    """
    names = _names(words)
    values = list(_VALUE.finditer(words))
    if "respectively" in words:
        after = [value for value in values if names and value.start() > names[0].start()]
        named = names[-len(after) :] if len(names) > len(after) else names
        if len(named) == len(after):
            yield from zip(named, after, strict=True)
        return
    taken: set[int] = set()
    for place, name in enumerate(names):
        limit = names[place + 1].start() if place + 1 < len(names) else len(words)
        following = [v for v in values if name.end() <= v.start() < min(limit, name.end() + REACH)]
        before = [
            v for v in values if v.start() not in taken and words[v.end() : name.start()] == " "
        ]
        if chosen := before[-1:] or following[:1]:  # "78% relapse-free survival"
            taken.add(chosen[0].start())
            yield name, chosen[0]


def _names(words: str) -> list[re.Match[str]]:
    """The endpoint names in `words`, the longest where several begin or overlap."""
    found = [match for pattern, _ in _endpoints().values() for match in pattern.finditer(words)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _measured(
    words: str, name: re.Match[str], value: re.Match[str]
) -> tuple[str, float, int, str, float | None] | None:
    """(endpoint, value, decimals, unit, time point in months), or None where they do not fit."""
    rate = value.group("percent") is not None
    printed = value.group("percent") or value.group("time") or "inf"
    decimals = len(printed.partition(".")[2])
    months = _time_point(words, name, value) if rate else None
    for endpoint, (pattern, unit) in _endpoints().items():
        if not pattern.fullmatch(name.group()):
            continue
        if unit == "%" and rate:
            return endpoint, float(printed), decimals, "%", None
        if unit == "% at time" and rate and months is not None:
            return endpoint, float(printed), decimals, "%", months
        if unit == "time" and not rate:
            counted = (value.group("unit") or "month").lower()
            return endpoint, float(printed) * _MONTHS[counted], decimals, counted, None
    return None


def _time_point(words: str, name: re.Match[str], value: re.Match[str]) -> float | None:
    """The time point just before the name ("2-year DFS") or after it ("OS at 24 months")."""
    before = list(_AT.finditer(words[max(0, name.start() - 25) : name.start()]))
    after = list(_AT.finditer(words[name.end() : max(name.end(), value.end()) + 25]))
    found = before[-1] if before else next((m for m in after if m.start() != 0), None)
    if found is None:
        return None
    count = found.group("count").lower()
    return round(float(_COUNTS.get(count, 0) or count) * _MONTHS[found.group("unit").lower()], 1)


def _group_in(words: str, groups: Sequence[str]) -> str:
    """The one group that the sentence names, else ""."""
    named = [
        group
        for group in groups
        if re.search(rf"(?<![\w-]){re.escape(group)}s?\b", words, re.IGNORECASE)
    ]
    return named[0] if len(named) == 1 else ("" if not named else "several")


def _in_tables(document: Document, groups: Sequence[str]) -> Iterator[Measurement]:
    for table in document.tables:
        for record in table.records:
            labels, _ = labels_behind(document, record.span)
            if len(labels) == 1:
                for place, cell in enumerate(record.cell_spans):
                    yield from _of_cell(record, place, document.text, labels)
                    yield from _counted(cell, document.text, labels, groups, "table")


def _of_cell(
    record: Record, place: int, text: str, labels: tuple[str, ...]
) -> Iterator[Measurement]:
    """The values of one cell; "UPS: ORR 40% MFS: ORR 0%" gives each its group."""
    cell = record.cell_spans[place]
    words = cell.of(text)
    starts = list(_GROUP.finditer(words))
    bounds = [(0, ""), *((match.start(), match.group(1)) for match in starts)]
    for number, (start, group) in enumerate(bounds):
        end = bounds[number + 1][0] if number + 1 < len(bounds) else len(words)
        part = words[start:end]
        for name, value in _pairs(part):
            stated = _measured(part, name, value)
            if stated is None:
                continue
            endpoint, quantity, decimals, unit, months = stated
            first, last = min(name.start(), value.start()), max(name.end(), value.end())
            span = Span(cell.start + start + first, cell.start + start + last)
            yield Measurement(
                endpoint, quantity, decimals, unit, months, group, labels, "table", span,
                span.of(text),
            )  # fmt: skip


def fractions(words: str) -> Iterator[tuple[float, int, re.Match[str], re.Match[str]]]:
    """(percentage, decimals, its match, the match of n/N) where both stand next to each other.

    >>> [(p, f.group()) for p, _, _, f in fractions("an ORR of 23% (9/40)")]
    [(23.0, '9/40')]
    """
    for percent in re.finditer(rf"({_NUMBER})\s?%", words):
        for fraction in _FRACTION.finditer(words):
            between = words[
                min(percent.end(), fraction.end()) : max(percent.start(), fraction.start())
            ]
            if len(between) <= 3 and not re.search(r"[.;,]", between):
                decimals = len(percent.group(1).partition(".")[2])
                yield float(percent.group(1)), decimals, percent, fraction


def fraction_value(fraction: re.Match[str]) -> float | None:
    """n/N in percent; None when N is 0 or less than n."""
    count, total = (
        float(_COUNTS.get(fraction.group(part).lower(), 0) or fraction.group(part))
        for part in ("n", "total")
    )
    return 100 * count / total if total > 0 and count <= total else None
