"""Where a paper disagrees with itself: text against table, table against table, % against n/N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isinf

from ..schema import Document, Span
from ..text import sentences
from .measurements import Measurement, fraction_value, fractions, measurements

ALL = frozenset({"", "all", "sts", "overall", "total"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two places of a paper that state different values for the same thing; no verdict."""

    kind: str
    about: str
    labels: tuple[str, ...]
    first: Span
    second: Span
    message: str


def disagreements(document: Document) -> tuple[Disagreement, ...]:
    """What `document` states in two ways, in the order of its text.

    Values are compared when study, endpoint, time point and group are the same; rounding (30 % and
    30.4 %) and other units (18 weeks and 4.2 months) are no disagreement.
    """
    groups = subgroups(document)
    found = [*_values(measurements(document, groups)), *_fractions(document)]
    return tuple(sorted(found, key=lambda item: (item.first, item.second)))


def subgroups(document: Document) -> tuple[str, ...]:
    """The short forms of the document that name a tumour."""
    shorts = [
        entry.short
        for entry in document.abbreviations
        if re.search(r"omas?\b|cancers?\b|tumou?rs?\b", entry.long.lower())
        and not entry.long.lower().startswith(("tumor ", "tumour "))
    ]
    return tuple(dict.fromkeys(shorts))


def _values(stated: Sequence[Measurement]) -> Iterator[Disagreement]:
    for one, other in combinations(stated, 2):
        same = (one.labels, one.endpoint, one.months) == (
            other.labels,
            other.endpoint,
            other.months,
        )
        if not same or not _same_group(one, other) or one.span == other.span:
            continue
        if one.place == other.place == "text" or agree(one, other):
            continue
        if _stated_elsewhere(one, other, stated) or _stated_elsewhere(other, one, stated):
            continue
        first, second = sorted((one, other), key=lambda item: item.span)
        about = one.endpoint.replace("_", " ")
        yield Disagreement(
            "text against table" if one.place != other.place else "table against table",
            about, one.labels, first.span, second.span,
            f"{about} [{one.labels[0]}]: “{first.printed}” and “{second.printed}”",
        )  # fmt: skip


def _same_group(one: Measurement, other: Measurement) -> bool:
    groups = {one.group.lower(), other.group.lower()}
    return groups <= ALL or (len(groups) == 1 and "several" not in groups)


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
                    (),
                    _within(sentence, percent),
                    _within(sentence, fraction),
                    f"“{percent.group()}” stands beside “{fraction.group()}”, "
                    f"which is {value:.1f}%",
                )


def _within(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())
