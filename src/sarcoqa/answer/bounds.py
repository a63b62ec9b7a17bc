"""Bounds of values, in signs ("2≤", "<30") or in words ("at least 2", "in their forties")."""

from __future__ import annotations

import re
from functools import lru_cache

from .numerals import ONES

_NUMBER = r"(?P<number>\d+(?:\.\d+)?)(?![\d.])"
_BEFORE = r"(?P<before>\d+(?:\.\d+)?)(?:\s*[a-zµ³²/]{1,6}\.?)? (?:or|and) "
_SIGNED = r"(?P<signed>\d+(?:\.\d+)?)\s?"
_FORMS = {
    "≥": rf"(?:≥|>\s?=|\bat least|\bno (?:less|fewer) than)\s*{_NUMBER}|{_SIGNED}≤|"
    rf"{_BEFORE}(?:more|older|over|above|larger|bigger|longer|higher|greater)\b",
    ">": r"(?:>(?!\s?=)|\b(?:more|older|larger|bigger|longer|higher|greater) than|\bover|\babove|"
    rf"\bexceeding|\bbeyond)\s*{_NUMBER}",
    "≤": rf"(?:(?<!\d)≤|<\s?=|\bat most|\bup to|\bno more than)\s*{_NUMBER}|{_SIGNED}≥|"
    rf"{_BEFORE}(?:less|fewer|younger|under|below|smaller|shorter|lower)\b",
    "<": rf"(?:<(?!\s?=)|\b(?:less|fewer|younger|smaller|shorter|lower) than|\bunder|\bbelow)"
    rf"\s*{_NUMBER}",
}
_BOUNDS = {sign: re.compile(form, re.IGNORECASE) for sign, form in _FORMS.items()}
_WORD = re.compile(rf"\b(?:{'|'.join(ONES)})\b", re.IGNORECASE)
_DECADES = dict(
    zip(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_DECADE = re.compile(rf"\b(?:{'|'.join(_DECADES)})\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def bounds(text: str) -> frozenset[str]:
    """The bounds that `text` sets, each also without regard to whether it is inside.

    >>> sorted(bounds("at least 2 cm")) == sorted(bounds("2≤"))
    True
    """
    text = _WORD.sub(lambda match: str(ONES[match.group().lower()]), text)
    found = {
        (sign, float(next(filter(None, match.groups()))))
        for sign, pattern in _BOUNDS.items()
        for match in pattern.finditer(text)
    }
    for match in _DECADE.finditer(text):
        first = _DECADES[match.group().lower()]
        found |= {("≥", float(first)), ("<", float(first + 10))}
    sides = {("+" if sign in "≥>" else "-", number) for sign, number in found}
    return frozenset(f"{sign}{number:g}" for sign, number in found | sides)
