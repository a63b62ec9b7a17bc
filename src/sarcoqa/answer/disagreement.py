"""Where a paper disagrees with itself: text against table, table against table, % against n/N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..schema import Document, Span
from ..text import sentences
from .code_names import differing_codes
from .counts import PATIENTS, fraction_value, fractions, misfits
from .measurement import ALL, Measurement, segments
from .measurements import measurements
from .own_design import differing_ages, differing_intervals
from .regimens import differing_regimens
from .sameness import agree, same_group, stated_elsewhere

TEXT_TABLE = "text against table"
TREATMENT = "treatment"
CODE_NAME = "code name"
AGES = "range of ages"
INTERVAL = "interval"


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
    found += [*_counts(document, stated), *_named(document)]
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
        if not same or not same_group(one, other) or one.place == other.place:
            continue
        if agree(one, other):
            continue
        if stated_elsewhere(one, other, stated) or stated_elsewhere(other, one, stated):
            continue
        kind = TEXT_TABLE if "text" in (one.place, other.place) else "table against table"
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
        if same and one.months != other.months and same_group(one, other):
            yield _between("time point against time point", one, other)


def _named(document: Document) -> Iterator[Disagreement]:
    """Drugs that text and table name differently for one study, code names with a slip,
    the ages of those taken in, and how often they are seen.
    """
    for one, other in differing_regimens(document):
        first, second = sorted((one.span, other.span))
        yield Disagreement(TEXT_TABLE, TREATMENT, "", (one.label,), first, second)
    for first, second in differing_ages(document):
        yield Disagreement("text against text", AGES, "", (), first, second)
    for first, second in differing_intervals(document):
        yield Disagreement("text against text", INTERVAL, "", (), first, second)
    for code, slip in differing_codes(document):
        first, second = sorted((code.span, slip.span))
        yield Disagreement("name against name", CODE_NAME, "", (code.label,), first, second)


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
