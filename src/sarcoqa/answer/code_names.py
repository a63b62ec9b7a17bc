"""One thing by two code names: "ABC-123" in one place and "ABC-13" in another, about one study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ..schema import Document, Span
from ..studies import labels_behind
from ..text import sentences

# Two digits and three letters at least: IL-2 and IL-12 are two things.
_CODE = re.compile(r"(?<![\w/.-])([A-Z]{3,})-?(\d{2,})(?![\w-]|\.\d)")


class Code(NamedTuple):
    """A code name, its letters and digits apart, in `span`, said of the one study of `label`."""

    label: str
    letters: str
    digits: str
    span: Span


def differing_codes(document: Document) -> Iterator[tuple[Code, Code]]:
    """Pairs of code names of one study, of which one has a digit that the other lacks.

    The title of a study's reference says what it is about too. The first place of each counts.
    """
    first: dict[tuple[str, str, str], Code] = {}
    for code in _codes(document):
        first.setdefault(code[:3], code)
    for one, other in combinations(first.values(), 2):
        if one[:2] == other[:2] and _is_slip(one.digits, other.digits):
            yield one, other


def _codes(document: Document) -> Iterator[Code]:
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            labels, _ = labels_behind(document, sentence)
            if len(labels) == 1:
                yield from _in(document, sentence, labels[0])
    for reference in document.references:
        yield from _in(document, reference.span, reference.label)


def _in(document: Document, place: Span, label: str) -> Iterator[Code]:
    for match in _CODE.finditer(place.of(document.text)):
        span = Span(place.start + match.start(), place.start + match.end())
        yield Code(label, match.group(1), match.group(2), span)


def _is_slip(one: str, other: str) -> bool:
    """Whether one number is the other with a digit left out.

    >>> _is_slip("15", "315"), _is_slip("28", "32")
    (True, False)
    """
    shorter, longer = sorted((one, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
