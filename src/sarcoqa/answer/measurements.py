"""All values that the text and the tables of a paper state for one study each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle

from ..schema import Document, Record, Span
from ..studies import labels_behind
from ..text import sentences
from .counts import RESPONSE, bare_rates, counted
from .measurement import COUNTS, MONTHS, NUMBER, Measurement, endpoints, segments
from .responders import RESPONDED, counted_responders, responded, statements

_AT = re.compile(
    rf"(?P<count>{NUMBER}|one|two|three|five)[\s-]*(?P<unit>week|month|year)s?\b", re.IGNORECASE
)
_VALUE = re.compile(
    rf"(?P<percent>{NUMBER})\s?%|"
    # "at 24 months" is when a rate was measured, and no value.
    rf"(?<!at )(?<![\d.])(?P<time>{NUMBER})\s*(?P<unit>week|month|year)s?\b|"
    r"(?P<open>(?:was |were )?not reached)",
    re.IGNORECASE,
)
# "below the 25% considered meaningful" bounds a value and does not state it.
_BOUND = re.compile(r"\b(?:below|above|exceed\w*|(?:less|more|greater|lower|higher) than)\b|[<>≤≥]")
REACH = 60  # characters between the name of an endpoint and its value


def measurements(document: Document, groups: Sequence[str]) -> tuple[Measurement, ...]:
    """All values that the text and the tables of `document` state for one study.

    `groups` are the subtypes (short forms) that a value may be given for.
    """
    tabled = tuple(_in_tables(document, groups))
    arms: dict[tuple[str, ...], set[str]] = {}
    for item in tabled:
        arms.setdefault(item.labels, set()).add(item.group)
    found = (*_in_text(document, groups, arms), *tabled)
    # A rate of 0 % says that nobody responded.
    none = [item for item in found if item.endpoint == RESPONSE and item.value == 0]
    none = [item for item in none if item.group not in ("", "several")]
    return (*found, *(replace(item, endpoint=RESPONDED, unit="") for item in none))


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
                yield from counted(sentence, document.text, labels, groups)
                yield from statements(sentence, document.text, labels, groups)


def _of_clauses(
    sentence: Span, text: str, labels: tuple[str, ...], groups: Sequence[str]
) -> Iterator[Measurement]:
    words = sentence.of(text)
    for name, value in pairs(words):
        stated = endpoint_value(words, name, value)
        if stated is None:
            continue
        endpoint, number, decimals, unit, months = stated
        span = _span(sentence, name, value)
        beside = words[value.end() :][:40].split("%")[0]  # "68% in the experimental group"
        group = group_in(beside, groups) or group_in(words, groups)
        yield Measurement(
            endpoint, number, decimals, unit, months, group, labels, None, span, span.of(text)
        )


def _span(place: Span, name: re.Match[str], value: re.Match[str]) -> Span:
    """Where the name and the value stand, matched in the text of `place`."""
    return Span(
        place.start + min(name.start(), value.start()), place.start + max(name.end(), value.end())
    )


Pair = tuple[re.Match[str], re.Match[str]]


def pairs(words: str) -> Iterator[Pair]:
    """(endpoint name, value) matches that belong together in one sentence.

    "the ORR was 13%, median PFS was 8.1 months": each name takes the next value, unless another
    name comes first; "ORR and PFS were 13% and 8 months respectively": in their order.
    """
    names = _names(words)
    values = list(_VALUE.finditer(words))
    if "respectively" in words:
        after = [value for value in values if names and value.start() > names[0].start()]
        named = names[-len(after) :] if len(names) > len(after) else names
        if named and after and len(after) % len(named) == 0:  # "... and, in the other arm, ..."
            yield from zip(cycle(named), after, strict=False)
        return
    taken: set[int] = set()
    for place, name in enumerate(names):
        limit = names[place + 1].start() if place + 1 < len(names) else len(words)
        following = [v for v in values if name.end() <= v.start() < min(limit, name.end() + REACH)]
        following = [v for v in following if not _BOUND.search(words, name.end(), v.start())]
        before = [
            v for v in values if v.start() not in taken and words[v.end() : name.start()] == " "
        ]
        if chosen := before[-1:] or following[:1]:  # "78% relapse-free survival"
            taken.add(chosen[0].start())
            yield name, chosen[0]


def _names(words: str) -> list[re.Match[str]]:
    """The endpoint names in `words`, the longest where several begin or overlap."""
    found = [match for endpoint in endpoints().values() for match in endpoint.names.finditer(words)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def endpoint_value(
    words: str, name: re.Match[str], value: re.Match[str]
) -> tuple[str, float, int, str, float | None] | None:
    """(endpoint, value, decimals, unit, time point in months), or None where they do not fit."""
    rate = value.group("percent") is not None
    printed = value.group("percent") or value.group("time") or "inf"
    decimals = len(printed.partition(".")[2])
    months = _time_point(words, name, value) if rate else None
    for endpoint, entry in endpoints().items():
        if not entry.names.fullmatch(name.group()):
            continue
        unit = entry.unit
        if unit == "%" and rate:
            return endpoint, float(printed), decimals, "%", None
        if unit == "% at time" and rate and months is not None:
            return endpoint, float(printed), decimals, "%", months
        if unit == "time" and not rate:
            counted = (value.group("unit") or "month").lower()
            return endpoint, float(printed) * MONTHS[counted], decimals, counted, None
    return None


def _time_point(words: str, name: re.Match[str], value: re.Match[str]) -> float | None:
    """The time point of a rate, in months."""
    found = time_point(words, name, value)
    if found is None:
        return None
    count = found.group("count").lower()
    return round(float(COUNTS.get(count, 0) or count) * MONTHS[found.group("unit").lower()], 1)


def time_point(words: str, name: re.Match[str], value: re.Match[str]) -> re.Match[str] | None:
    """Where the time point stands (`count`, `unit`): just before the name ("2-year DFS") or after
    it ("OS at 24 months").
    """
    before = list(_AT.finditer(words[max(0, name.start() - 25) : name.start()]))
    after = list(_AT.finditer(words[name.end() : max(name.end(), value.end()) + 25]))
    return before[-1] if before else next((m for m in after if m.start() != 0), None)


def group_in(words: str, groups: Sequence[str]) -> str:
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
                parts = [part for c in record.cell_spans for part in segments(c, document.text)]
                named = tuple(dict.fromkeys((*groups, *(group for _, group in parts if group))))
                for part, group in parts:
                    yield from _of_part(record, part, group, document.text, labels)
                    for item in _said(part, group, document.text, labels, named):
                        yield replace(item, home=record)


def _said(
    part: Span, group: str, text: str, labels: tuple[str, ...], named: Sequence[str]
) -> Iterator[Measurement]:
    """What a part of a cell, which is given for `group`, counts and says of the `named` groups."""
    yield from counted(part, text, labels, named)
    yield from statements(part, text, labels, named)
    place = counted_responders(part.of(text)) if group else None
    if place is not None:
        span = Span(part.start + place[0], part.start + place[1])
        yield responded(1.0, group, labels, span, text)


def _of_part(
    record: Record, place: Span, group: str, text: str, labels: tuple[str, ...]
) -> Iterator[Measurement]:
    """The values of one part of a cell, which is given for `group`."""
    words = place.of(text)
    for rate, decimals, (start, end) in bare_rates(words):
        span = Span(place.start + start, place.start + end)
        yield Measurement(
            RESPONSE, rate, decimals, "%", None, group, labels, record, span, span.of(text)
        )
    for name, value in pairs(words):
        stated = endpoint_value(words, name, value)
        if stated is None:
            continue
        endpoint, quantity, decimals, unit, months = stated
        span = _span(place, name, value)
        yield Measurement(
            endpoint, quantity, decimals, unit, months, group, labels, record, span, span.of(text)
        )
