"""Definitions of short forms in running text: "long form (SF)".

The algorithm is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003, 451-462. It is
written here because a definition has to be cited: the published packages return strings without
their place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..schema import Span

_BRACKETED = re.compile(r"(?<=\S)\s\(([^()\[\]]{1,40})\)")
# Some journals define in notes: "PFS=progression-free survival."
_EQUATED = re.compile(r"(?<![\w=])([A-Z][A-Za-z0-9-]{1,9})=([a-z][^.=;()]{3,80})(?=[.;]|$)")
_HEADED = re.compile(r"^(?:list of )?abbreviations(?: used)?\s*[:.]?\s*", re.IGNORECASE)
_LISTED = re.compile(r"([^\s:=,]+(?: [^\s:=,]+)?)\s*[:=,–—]\s*(\S.*)")
MAX_SHORT_CHARACTERS = 10


def definitions(text: str, start: int = 0) -> Iterator[tuple[str, str, Span]]:
    """(short form, long form, span of "long form (SF)") for each definition in one sentence.

    >>> [d[:2] for d in definitions("seen with tumor-associated macrophages (TAMs) in it")]
    [('TAMs', 'tumor-associated macrophages')]
    """
    for match in _EQUATED.finditer(text):
        span = Span(start + match.start(), start + match.end())
        yield match.group(1), match.group(2).strip(), span
    for match in _BRACKETED.finditer(text):
        short = re.split(r"[;,]", match.group(1))[0].strip()
        if not _is_short_form(short):
            continue
        long_start = _long_form_start(short, text[: match.start()])
        if long_start is not None:
            long = text[long_start : match.start()]
            yield short, long, Span(start + long_start, start + match.end())


def listed_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """(short form, long form) of each item of a list in one paragraph; empty if it is no such list.

    >>> listed_pairs("Abbreviations: CT, cold tea; HT: hot tea.")
    (('CT', 'cold tea'), ('HT', 'hot tea'))
    """
    items = re.split(r"\s*;\s*", _HEADED.sub("", text).rstrip(" .;"))
    found = [match.groups() for item in items if (match := _LISTED.fullmatch(item))]
    are_pairs = len(found) == len(items) > 1 and all(_is_short_form(short) for short, _ in found)
    return tuple((short, long) for short, long in found) if are_pairs else ()


def is_headed_list(text: str) -> bool:
    """Whether a paragraph says that it lists abbreviations: "Abbreviations: CT, cold tea; …"."""
    return _HEADED.match(text) is not None


def _is_short_form(short: str) -> bool:
    if not 2 <= len(short) <= MAX_SHORT_CHARACTERS or len(short.split()) > 2:
        return False
    # A name in brackets ("Smith") or a count ("2 CR") is no short form: it has capitals or digits
    # behind its first letter, and begins with a letter.
    return short[0].isalpha() and any(char.isupper() or char.isdigit() for char in short[1:])


def _long_form_start(short: str, before: str) -> int | None:
    """Where in `before` the long form begins, each letter of `short` matched from the right."""
    letters = short.rstrip("s") if short[-1] == "s" and short[:-1].isupper() else short
    place = len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        char = letters[index].lower()
        if not char.isalnum():
            continue
        while place >= 0 and not _matches(before, place, char, first=index == 0):
            place -= 1
        if place < 0:
            return None
        place -= 1
    start = place + 1
    words = len(re.split(r"[\s-]+", before[start:].strip()))
    limit = min(len(letters) + 5, len(letters) * 2)  # the bound given in the paper, section 2.1
    return start if 0 < words <= limit and short not in before[start:].split() else None


def _matches(before: str, place: int, char: str, *, first: bool) -> bool:
    if before[place].lower() != char:
        return False
    return not first or place == 0 or not before[place - 1].isalnum()
