"""Whom a paper took in, and how often it sees them, where it states that in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ..schema import Document, Span
from ..text import MARK, sentences
from .measurement import COUNTS

_RANGE = re.compile(
    r"(?<![\d.])(?P<low>\d{1,3})\s*(?P<unit>day|week|month|year)?s?\s*(?:-|–|to|and)\s*"
    r"(?P<high>\d{1,3})[\s-]*(?P<of>month|year)s?\b"
)
_AGED = re.compile(r"\b(?:age[ds]?|old|children|infants|adults)\b", re.IGNORECASE)
_TAKEN_IN = re.compile(r"\b(?:inclu(?:ded?|sion)|eligib\w+|enrol\w*|admitted|recruit\w*)\b")
_INTERVAL = re.compile(
    rf"\b(?P<what>visit|interview|phone call|session|meeting)s?\b[^.;,]{{0,30}}\bevery "
    rf"(?P<count>\d+|{'|'.join(COUNTS)})[\s-](?P<of>day|week|month|year)s?\b",
    re.IGNORECASE,
)
# "every 3 months in the first year": later it is another interval.
_CHANGES = re.compile(
    r"\b(?:thereafter|until|initially|afterwards|subsequently|"
    r"(?:first|second|third|1st|2nd|3rd)(?: \w+)? (?:week|month|year)s?)\b",
    re.IGNORECASE,
)

_Place = tuple[Span, re.Match[str]]


def differing_ages(document: Document) -> Iterator[tuple[Span, Span]]:
    """Two places that begin the range of ages of those taken in alike and end it otherwise.

    Only in sentences of the paper on its own: what others took in is cited.
    """
    found = [
        place
        for sentence, words in _sentences(document)
        if _AGED.search(words) and _TAKEN_IN.search(words) and not MARK.search(words)
        for place in _places(_RANGE, sentence, words)
    ]
    for (first, one), (second, other) in combinations(found, 2):
        same = (one["low"], one["unit"] or one["of"], one["of"]) == (
            other["low"], other["unit"] or other["of"], other["of"],
        )  # fmt: skip
        if same and one["high"] != other["high"]:
            yield first, second


def differing_intervals(document: Document) -> Iterator[tuple[Span, Span]]:
    """Two places that state how often the same is done ("visits every 3 months"), in one unit."""
    found = [
        place
        for sentence, words in _sentences(document)
        if words.lower().count(" every ") == 1 and not _CHANGES.search(words)
        for place in _places(_INTERVAL, sentence, words)
    ]
    for (first, one), (second, other) in combinations(found, 2):
        same = (one["what"].lower(), one["of"]) == (other["what"].lower(), other["of"])
        if same and _count(one) != _count(other):
            yield first, second


def _sentences(document: Document) -> Iterator[tuple[Span, str]]:
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            yield sentence, sentence.of(document.text)


def _places(pattern: re.Pattern[str], sentence: Span, words: str) -> Iterator[_Place]:
    for match in pattern.finditer(words):
        yield Span(sentence.start + match.start(), sentence.start + match.end()), match


def _count(match: re.Match[str]) -> int:
    word = match["count"].lower()
    return int(word) if word.isdigit() else COUNTS[word]
