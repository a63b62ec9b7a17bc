"""Short forms that a question has and the papers lack: whether evidence has the words of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ..schema import Evidence, Passage, Span
from .mentions import spelt

_INITIALS = re.compile(r"([A-Z]{3,6})(?:-?\d)?")
_SMALL = r"(?:(?:and|for|the|in|on|to|like|at)[\s-]+)*"


def is_spelt_out(name: str, texts: Sequence[str]) -> bool:
    """Whether one of `texts` has words in a row, or letters with a digit, of which `name` is the
    initials.

    >>> is_spelt_out("ROM", ["a range of motion of 70 degrees"])
    True
    >>> is_spelt_out("TNM", ["staged as T3N0M0"])
    True
    """
    pattern = _words_of(name)
    return pattern is not None and any(pattern.search(text) for text in texts)


# A name with a word behind it that every paper may have: "ABC1-positive", "ABC-high".
_CODED = re.compile(r"(?P<code>(?:[A-Z]+\d*|\w*[A-Z\d]\w*-\w*\d\w*|[A-Z]\w*\d\w*))-[a-z]{3,}")


def unknown_codes(
    names: Sequence[str], is_held: Callable[[str], bool], texts: Sequence[str]
) -> list[str]:
    """The codes in `names`, each with a word behind it, that no paper has nor `texts` spell out:
    that a paper has the word "positive" is nothing about "ABC1-positive".
    """
    codes = [match["code"] for name in names if (match := _CODED.fullmatch(name))]
    return [
        code
        for code in codes
        if len(code) > 2 and not is_held(code) and not is_spelt_out(code, texts)
    ]


_CODE = re.compile(r"(?:anti-|pro-|non-)?(?P<code>[A-Z]{3,6}|[A-Z][A-Za-z]{0,5}\d{1,3}[A-Z]?)")


def only_unknown_codes(
    names: Sequence[str], is_held: Callable[[str], bool], texts: Sequence[str]
) -> list[str]:
    """The codes ("CD47", "anti-CD47", "ABCDE") where a question names nothing else, and no paper
    has one of them, nor `texts` spell it out or write it but for a letter.
    """
    codes = [match["code"] for name in names if (match := _CODE.fullmatch(name))]
    unknown = [
        code
        for code in codes
        if not (is_held(code) or is_spelt_out(code, texts) or spelt(code.lower(), *texts))
    ]
    return unknown if len(unknown) == len(names) else []


def spelt_behind(names: Sequence[str], found: Sequence[Evidence]) -> list[tuple[Passage, Span]]:
    """The first sentence in which brackets behind a name say in words what it is made of: "the ABC
    regimen (alphamab, betanib, and cordamab)".
    """
    for one in found:
        for name in names:
            behind = rf"\b{re.escape(name)}\b(?: [a-z-]+){{0,2}} \((?P<words>[^()]+)\)"
            match = re.search(behind, one.text)
            if match and len(re.findall(r"[a-z]{4,}", match["words"])) > 1:
                return [(one.passage, one.span)]
    return []


@lru_cache(maxsize=1024)
def _words_of(name: str) -> re.Pattern[str] | None:
    initials = _INITIALS.fullmatch(name)
    if initials is None:
        return None
    words = rf"[\s-]+{_SMALL}".join(rf"{letter}[a-z]*" for letter in initials[1])
    staged = "".join(rf"{letter}\d" for letter in initials[1])
    return re.compile(rf"\b(?:{words}|{staged})\b", re.IGNORECASE)
