"""A quote that is too long to read → the part of it that answers; still the paper's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..schema import Span
from ..text import terms

LONGEST = 120  # words of a quote; the longest real sentences stay below it
WINDOW = 80  # words of the part that is taken of a longer one


def narrowed(span: Span, text: str, wanted: Sequence[str], rarity: Callable[[str], float]) -> Span:
    """`span`, or where it has more than `LONGEST` words the `WINDOW` of it that holds most of
    the terms `wanted`, by their weight.

    Such quotes are tables and lists that a file gives as one line. `text` is that of the document.
    """
    words = list(re.finditer(r"\S+", span.of(text)))
    if len(words) <= LONGEST:
        return span
    held = [set(terms(match.group())) for match in words]
    values = {term: rarity(term) for term in wanted}

    def value(start: int) -> float:
        window: set[str] = set().union(*held[start : start + WINDOW])
        return sum(weight for term, weight in values.items() if term in window)

    starts = range(0, len(words) - WINDOW + 1, WINDOW // 8)
    best = max(starts, key=lambda start: (value(start), -start))
    return Span(span.start + words[best].start(), span.start + words[best + WINDOW - 1].end())
