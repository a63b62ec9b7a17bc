"""Authors as papers print them → family and given names, as bibliographies want them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OTHERS = re.compile(r"(?:and\s+)?(?:et\.?\s*al\.?|others)|…", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV|[23](?:nd|rd)", re.IGNORECASE)
_DEGREES = re.compile(r"(?:,\s*(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|M\.?P\.?H|R\.?N|FRCS|MBBS)\.?)+$")
# "HA", "D-H", "H.", "J.-G."; a surname in capitals is longer.
_CAPITAL = r"A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я"  # Latin with its accents, Greek, Cyrillic
_INITIALS = re.compile(rf"(?:[{_CAPITAL}]\.?-?){{1,5}}(?<!-)")
_INITIAL_WITH_DOT = re.compile(rf"(?:[{_CAPITAL}][a-z]?\.-?)+")
_ONE_INITIAL = re.compile(rf"[{_CAPITAL}]\.?|(?:[{_CAPITAL}]\.-?)+")
# Words of organisations and groups; no surname is one of them.
_GROUP = re.compile(
    r"\b(?:of|and|for|the|association|society|group|cent(?:er|re)|institutes?|agency|committee|"
    r"consortium|collaborators?|collaboration|investigators|network|organi[sz]ation|university|"
    r"hospital|department|ministry|council|foundation|federation|registry|register|college|"
    r"program(?:me)?|project|team|cooperative|international|national|world)\b|[()&/\d]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """An author. A group, or a name that cannot be taken apart, is `family` with no `given`.

    `whole` tells that `family` is such a name, which nothing may take apart again.
    """

    family: str
    given: str = ""
    suffix: str = ""
    whole: bool = False


def people(names: Sequence[str]) -> tuple[tuple[Person, ...], bool]:
    """(authors, others): each name taken apart, and whether "et al." says that there are more.

    >>> people(("Lovelace AK", "van der Meer CAJ", "et al."))[0][1]
    Person(family='van der Meer', given='C. A. J.', suffix='', whole=False)
    """
    printed = [" ".join(name.split()).strip(" ,;") for name in names]
    kept = [name for name in printed if name and not _OTHERS.fullmatch(name)]
    others = any(_OTHERS.fullmatch(name) for name in printed)
    return tuple(person(name) for name in kept), others


def person(name: str) -> Person:
    """One name, in any of the ways that papers print: "Lee AB", "Lee, A. B.", "A. B. Lee",
    "Anna B. Lee".

    >>> person("Hopper, A."), person("World Medical Association").whole
    (Person(family='Hopper', given='A.', suffix='', whole=False), True)
    """
    name = _DEGREES.sub("", name)
    if _GROUP.search(name) or name.upper() == name.lower():  # a script without capitals
        return Person(name, whole=True)
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return _with_comma(family, given)
    words = name.split()
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    place = _family_place(words)
    if place is None:
        return Person(name, whole=True)
    family = " ".join(words[place])
    given = " ".join(words[: place.start] + words[place.stop :])
    return Person(family.rstrip("."), _spaced(given), suffix)


def _with_comma(family: str, given: str) -> Person:
    first, _, rest = (part.strip() for part in given.partition(","))
    if _SUFFIX.fullmatch(first):  # "Young, Jr., W. F."
        return Person(family, _spaced(rest), first)
    if _SUFFIX.fullmatch(rest):
        return Person(family, _spaced(first), rest)
    return Person(family, _spaced(given))


def _family_place(words: Sequence[str]) -> slice | None:
    """Which of the words are the family name; None where all of them are initials."""
    if len(words) == 1:
        return slice(0, 1)
    if all(_INITIAL_WITH_DOT.fullmatch(word) for word in words):
        return None
    if _INITIALS.fullmatch(words[-1]) and not _INITIAL_WITH_DOT.fullmatch(words[0]):
        return slice(0, len(words) - 1)
    # Behind the last initial stands the family name, whole: "Maria E. Lopez Garcia".
    initials = [place for place, word in enumerate(words[:-1]) if _ONE_INITIAL.fullmatch(word)]
    if initials:
        return slice(initials[-1] + 1, len(words))
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():  # "Ludwig van der Rohe"
        start -= 1
    return slice(start, len(words))


def _spaced(given: str) -> str:
    """Initials as bibliographies write them: "HA" is "H. A."; other names are as they are."""
    return " ".join(_initials(word) for word in given.split())


def _initials(word: str) -> str:
    if not _INITIALS.fullmatch(word):
        return word
    parts = [re.findall(r"[^\W\d_]", part) for part in word.split("-")]
    return "-".join(" ".join(f"{letter}." for letter in letters) for letters in parts)
