"""Questions that a paper may answer, each made from one place in it: not yet asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schema import Document, Passage
from ..text import MARK
from .listed import headings, rows, short_forms
from .reading import Candidate, read
from .told import aims, concepts, findings, values

LONGEST_QUESTION = 95  # characters


def candidates(document: Document, passages: Sequence[Passage]) -> tuple[Iterator[Candidate], ...]:
    """The questions of each kind, the best of its kind first; short forms are the last kind."""
    paper = read(document, passages)
    makers = (values, concepts, findings, rows, aims, headings, short_forms)
    return tuple(_readable(maker(paper)) for maker in makers)


def _readable(found: Iterator[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for candidate in found:
        text = candidate.question
        fits = len(text) <= LONGEST_QUESTION and text.count("(") == text.count(")")
        if fits and text not in seen and not MARK.search(text):
            seen.add(text)
            yield candidate


__all__ = ["Candidate", "candidates"]
