"""Where a paper cites its references: "[8, 72]", "[66–71]", "(Lee et al. 2011)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import CitationMark, Reference, Span
from ..text import MARK
from .named_marks import named_marks

MAX_RANGE = 200


def find_marks(text: str, references: Sequence[Reference]) -> tuple[CitationMark, ...]:
    """The citation marks of `text`, those outside its list of `references`.

    A bracketed number beyond the list ("[2019]") is none, nor is an interval from "[0, 1]"; without
    a list there are none. A paper with more marks by name and year than by number cites by those.
    """
    numbered = _numbered_marks(text, references)
    named = named_marks(text, references) if references else []
    return tuple(named if len(named) > len(numbered) else numbered)


def _numbered_marks(text: str, references: Sequence[Reference]) -> list[CitationMark]:
    largest = len(references)
    found = []
    for match in MARK.finditer(text):
        span = Span(*match.span())
        labels = expand_labels(match.group(1))
        in_list = any(entry.span.overlaps(span) for entry in references)
        cites = any(1 <= int(label) <= largest for label in labels) and "0" not in labels
        if cites and not in_list:
            found.append(CitationMark(span, labels))
    return found


def expand_labels(inside: str) -> tuple[str, ...]:
    """The labels of a mark's inside, ranges expanded.

    >>> expand_labels("2, 6–9")
    ('2', '6', '7', '8', '9')
    """
    labels: list[str] = []
    for part in re.split(r"\s*[,;]\s*", inside):
        ends = [int(end) for end in re.split(r"\s*[–—-]\s*", part)]
        if len(ends) == 2 and 0 <= ends[1] - ends[0] <= MAX_RANGE:
            labels += [str(label) for label in range(ends[0], ends[1] + 1)]
        else:
            labels += [str(end) for end in ends]
    return tuple(dict.fromkeys(labels))
