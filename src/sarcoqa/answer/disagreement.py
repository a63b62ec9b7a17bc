"""Where a paper disagrees with itself: text against table, table against table, % against n/N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isinf

from ..schema import Document, Span
from ..text import sentences
from .counts import PATIENTS, fraction_value, fractions, misfits
from .measurement import ALL, Measurement, segments
from .measurements import measurements


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two places of a paper that state different values for the same thing; no verdict.

    `group` is the subgroup that the values are of, "" for all patients or where it is not known.
    """

    kind: str
    about: str
    group: str
    labels: tuple[str, ...]
    first: Span
    second: Span

    def message(self, text: str) -> str:
        """What is stated in two ways, with both sides, cut from the paper's `text`."""
        first, second = self.first.of(text), self.second.of(text)
        return (
            f"The paper states the {self.about} in two ways ({self.kind}): "
            f"“{first}” and “{second}”."
        )


def disagreements(document: Document) -> tuple[Disagreement, ...]:
    """What `document` states in two ways, in the order of its text.

    Values are compared when study, endpoint, time point and group are the same; rounding (30 % and
    30.4 %) and other units (18 weeks and 4.2 months) are no disagreement.
    """
    stated = measurements(document, subgroups(document))
    found = [*_values(stated), *_time_points(stated), *_fractions(document)]
    found += _counts(document, stated)
    return tuple(dict.fromkeys(sorted(found, key=lambda item: (item.first, item.second))))


def subgroups(document: Document) -> tuple[str, ...]:
    """The short forms of the document that name a tumour, or a group of which it counts patients
    ("including 96 ABC").
    """
    counted = _counted(document.text)
    shorts = [
        entry.short
        for entry in document.abbreviations
        if (
            re.search(r"omas?\b|cancers?\b|tumou?rs?\b", entry.long.lower())
            and not entry.long.lower().startswith(("tumor ", "tumour "))
        )
        or re.search(rf"^.{{0,60}}\b\d+ {re.escape(entry.short)}\b", counted, re.MULTILINE)
    ]
    return tuple(dict.fromkeys(shorts))


def _counted(text: str) -> str:
    """What follows each "including " of `text` in its clause, one below the other."""
    return "\n".join(match[1] for match in re.finditer(r"\bincluding ([^.;()\n]{0,90})", text))


def _values(stated: Sequence[Measurement]) -> Iterator[Disagreement]:
    for one, other in combinations(stated, 2):
        same = (one.labels, one.endpoint, one.months) == (
            other.labels,
            other.endpoint,
            other.months,
        )
        # Two sentences, or two rows of one table, are about two arms more often than not.
        if not same or not _same_group(one, other) or one.place == other.place:
            continue
        if agree(one, other):
            continue
        if _stated_elsewhere(one, other, stated) or _stated_elsewhere(other, one, stated):
            continue
        kind = "text against table" if "text" in (one.place, other.place) else "table against table"
        yield _between(kind, one, other)


def _between(kind: str, one: Measurement, other: Measurement) -> Disagreement:
    first, second = sorted((one, other), key=lambda item: item.span)
    about = one.endpoint.replace("_", " ")
    group = one.group or other.group
    named = "" if group.lower() in ALL else group
    return Disagreement(kind, about, named, one.labels, first.span, second.span)


def _time_points(stated: Sequence[Measurement]) -> Iterator[Disagreement]:
    """One value of one study for one group, given at two time points.

    Only values with a decimal: round ones meet by chance.
    """
    timed = [item for item in stated if item.months is not None and item.decimals]
    for one, other in combinations(timed, 2):
        same = (one.labels, one.endpoint, one.value) == (other.labels, other.endpoint, other.value)
        if same and one.months != other.months and _same_group(one, other):
            yield _between("time point against time point", one, other)


def _counts(document: Document, stated: Sequence[Measurement]) -> Iterator[Disagreement]:
    """Rates in a table row that the counts of patients and responders in the same row refute."""
    for item in stated:
        if item.endpoint != PATIENTS or item.home is None or not item.value:
            continue
        for cell in item.home.cell_spans:
            for part, group in segments(cell, document.text):
                if group != item.group or not (
                    place := misfits(part.of(document.text), item.value)
                ):
                    continue
                span = Span(part.start + place[0], part.start + place[1])
                first, second = sorted((span, item.span))
                yield Disagreement(
                    "rate against count",
                    "objective response rate",
                    group,
                    item.labels,
                    first,
                    second,
                )


def _same_group(one: Measurement, other: Measurement) -> bool:
    if one.group.lower() == other.group.lower() != "several":
        return True
    return _is_everybody(one, other) and _is_everybody(other, one)


def _is_everybody(item: Measurement, other: Measurement) -> bool:
    """Whether the group of `item` is all that the study of both enrolled.

    That is what a table row says that names the group as the whole population of the study.
    """
    if item.group.lower() in ALL:
        return True
    rows = [m.home for m in (item, other) if m.home is not None]
    return any(
        {short.lower().removesuffix("s") for short in _SHORT.findall(value)}
        == {item.group.lower().removesuffix("s")}
        for row in rows
        for _, value in row.cells
        if not re.search(r"\d", value)
    )


_SHORT = re.compile(r"(?<![\w-])[A-Z]{2,}s?\b")


def _stated_elsewhere(one: Measurement, other: Measurement, stated: Sequence[Measurement]) -> bool:
    """Whether the side of `one` states the value of `other` too: two arms, not a dispute."""
    return any(
        item is not one
        and item.place == one.place
        and (item.labels, item.endpoint, item.months) == (one.labels, one.endpoint, one.months)
        and agree(item, other)
        for item in stated
    )


def agree(one: Measurement, other: Measurement) -> bool:
    """Whether two values are equal at the coarser of their two precisions."""
    if "fraction" in (one.unit, other.unit):
        return abs(one.value - other.value) <= 1  # papers round shares in both directions
    if isinf(one.value) or isinf(other.value):
        return one.value == other.value
    if one.unit == other.unit:
        decimals = min(one.decimals, other.decimals)
        return abs(one.value - other.value) <= 0.5 * 10.0**-decimals + 1e-9
    return abs(one.value - other.value) <= 0.5  # months, of which a week is a quarter


def _fractions(document: Document) -> Iterator[Disagreement]:
    places = list(document.paragraphs)
    places += [s for t in document.tables for r in t.records for s in r.cell_spans]
    for place in places:
        for sentence in sentences(place.of(document.text), place.start):
            words = sentence.of(document.text)
            for stated, decimals, percent, fraction in fractions(words):
                value = fraction_value(fraction)
                # One unit of the last printed digit: papers round in both directions.
                if value is None or abs(value - stated) <= 10**-decimals:
                    continue
                yield Disagreement(
                    "percentage against fraction",
                    "percentage",
                    "",
                    (),
                    _within(sentence, percent),
                    _within(sentence, fraction),
                )


def _within(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())
