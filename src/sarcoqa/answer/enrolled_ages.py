"""The ages of those whom a paper took in, where it states them in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ..schema import Document, Span
from ..text import MARK, sentences

_RANGE = re.compile(
    r"(?<![\d.])(?P<low>\d{1,3})\s*(?P<unit>day|week|month|year)?s?\s*(?:-|–|to|and)\s*"
    r"(?P<high>\d{1,3})[\s-]*(?P<of>month|year)s?\b"
)
_AGED = re.compile(r"\b(?:age[ds]?|old|children|infants|adults)\b", re.IGNORECASE)
_TAKEN_IN = re.compile(r"\b(?:inclu(?:ded?|sion)|eligib\w+|enrol\w*|admitted|recruit\w*)\b")


def differing_ages(document: Document) -> Iterator[tuple[Span, Span]]:
    """Two places that begin the range of ages of those taken in alike and end it otherwise.

    Only in sentences of the paper on its own: what others took in is cited.
    """
    for one, other in combinations(_ranges(document), 2):
        same = (one[1]["low"], _unit(one[1]), one[1]["of"]) == (
            other[1]["low"], _unit(other[1]), other[1]["of"],
        )  # fmt: skip
        if same and one[1]["high"] != other[1]["high"]:
            yield one[0], other[0]


def _ranges(document: Document) -> list[tuple[Span, re.Match[str]]]:
    return [
        (Span(sentence.start + match.start(), sentence.start + match.end()), match)
        for paragraph in document.paragraphs
        for sentence in sentences(paragraph.of(document.text), paragraph.start)
        if _is_of_own(words := sentence.of(document.text))
        for match in _RANGE.finditer(words)
    ]


def _is_of_own(words: str) -> bool:
    return bool(_AGED.search(words) and _TAKEN_IN.search(words)) and not MARK.search(words)


def _unit(match: re.Match[str]) -> str:
    return match["unit"] or match["of"]
