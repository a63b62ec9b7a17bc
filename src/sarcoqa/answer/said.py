"""Whether a question says the value of a cell."""

from __future__ import annotations

import re
from functools import lru_cache

_ROMAN = re.compile(r"(?<=\bphase )I{1,3}\b(?!/)", re.IGNORECASE)


def says_value(text: str, value: str) -> bool:
    """Whether `text` has `value` as words of their own: "I/II" does not hold "II".

    "Phase II" is "phase 2", and several of a kind are of it.
    """
    pairs = ((text, value), (by_number(text), by_number(value)))
    return any(
        re.search(rf"(?<![\w/-]){re.escape(one)}s?(?![\w/-])", whole, re.IGNORECASE)
        for whole, one in pairs
    )


def by_number(text: str) -> str:
    """`text` with the Roman numbers of phases in digits: "phase II" is "phase 2"."""
    return _ROMAN.sub(lambda match: str(len(match.group())), text)


_PHASES = re.compile(
    r"\bphases?(?:[ -]|: )(?P<first>(?:I{1,3}|IV|\d)[ab]?(?:/(?:I{1,3}|\d)[ab]?)?)(?![\w/-])"
    r"(?:(?:,| or| and|, or|, and) (?P<second>(?:I{1,3}|IV|\d)[ab]?(?:/(?:I{1,3}|\d)[ab]?)?)"
    r"(?![\w/-]))?",
    re.IGNORECASE,
)
_DIGITS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@lru_cache(maxsize=16384)
def phases(text: str) -> frozenset[str]:
    """The phases of trials that `text` names, by numbers: "1b/2", "3".

    >>> sorted(phases("A phase Ib/II trial, and one of phase-3"))
    ['1b/2', '3']
    """
    found = (one for match in _PHASES.finditer(text) for one in match.groups() if one)
    return frozenset(
        re.sub(r"i{1,3}v?|iv", lambda roman: _DIGITS[roman.group()], one.lower()) for one in found
    )


def is_beside(value: str, other: str, text: str) -> bool:
    """Whether `text` joins a value with another one, of which it is no part."""
    word = rf"(?<![\w/-]){re.escape(value)}s?(?![\w/-])"
    joined = rf"\b(?:or|and)\s+(?:\w+\s+)?{word}|{word}\s*,?\s*(?:or|and)\b"
    return not says_value(other, value) and bool(re.search(joined, text, re.IGNORECASE))
