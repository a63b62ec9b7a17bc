"""The words of the field: what questions ask for and what evidence holds, as patterns in files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from ..datafiles import read_toml
from ..pattern_set import PatternSet
from ..text import MARK


class Patterns(dict[str, Mapping[str, re.Pattern[str]]]):
    """The patterns of the entries of a data file, compiled: patterns[entry]["asked" | "held"]."""

    @cached_property
    def _asked(self) -> tuple[PatternSet, tuple[str, ...]]:
        entries = tuple(entry for entry, pair in self.items() if "asked" in pair)
        return PatternSet([self[entry]["asked"] for entry in entries]), entries

    def asked(self, text: str) -> tuple[str, ...]:
        """The entries that `text` asks for."""
        patterns, entries = self._asked
        return tuple(entries[place] for place in patterns.search(text))


_REQUESTS = ("source", "sources", "reference", "references", "citation", "publication")
# Where a word that asks for a source stands: first, or behind "which", "the" and their like.
_ASKING = re.compile(
    r"(?P<before>^\W*|\b(?:wh?ich|what|the|an?|any|for|need)\s+)(?!wh?ich\b)(?P<word>[a-z]{5,12})\b",
    re.IGNORECASE,
)
# "What does the paper say about X?" asks about X, not for a paper.
_SAYING = re.compile(
    r"\bwhat (?:does|do|did|has|have) (?:the|this|these|that|its?) "
    r"(?:review|papers?|articles?|study|authors?|text|publication)(?: have to)? "
    r"(?:say|says|said|tell us|report|state|write|mention|note)(?: (?:about|on|of|regarding))?\b",
    re.IGNORECASE,
)
ALIKE = 88  # percent of the letters of two words that stand in the same order


def lexicon() -> Patterns:
    """The patterns of ``lexicon.toml``, compiled: lexicon()[entry]["asked" | "held"]."""
    return patterns("lexicon.toml")


def quantities() -> Patterns:
    """The patterns of ``quantities.toml``, compiled: quantities()[entry]["asked" | "held"]."""
    return patterns("quantities.toml")


def details() -> Patterns:
    """The patterns of ``details.toml``, compiled: details()[entry]["asked" | "held"]."""
    return patterns("details.toml")


def themes() -> Patterns:
    """The patterns of ``themes.toml``, compiled: themes()[entry]["asked" | "held"]."""
    return patterns("themes.toml")


@cache
def patterns(name: str) -> Patterns:
    """The patterns of a data file of this package, compiled."""
    return Patterns(
        {
            entry: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
            for entry, patterns in read_toml(__package__, name).items()
        }
    )


@lru_cache(maxsize=16384)  # the same evidence comes back for each part of a question
def states(quantity: str, text: str) -> bool:
    """Whether `text` speaks of the field's `quantity`."""
    return bool(quantities()[quantity]["held"].search(text))


@lru_cache(maxsize=16384)
def holds(entry: str, text: str) -> bool:
    """Whether `text` shows what the lexicon's `entry` asks for; citation marks do not count."""
    return bool(lexicon()[entry]["held"].search(MARK.sub("", text)))


def wanted(text: str) -> frozenset[str]:
    """The entries of the lexicon that `text` asks for; a word for a source may be misspelt.

    >>> sorted(wanted("sorce for the trial of alphamab")), sorted(wanted("Sources of infection?"))
    (['reference', 'source'], [])
    """
    found = frozenset(lexicon().asked(_ASKING.sub(_mended, _SAYING.sub("what about", text))))
    return found | {"reference"} if "source" in found else found


def _mended(match: re.Match[str]) -> str:
    word = match["word"].lower()
    # Typists rarely miss the first letter: a "preference" is no reference.
    alike = [request for request in _REQUESTS if request[0] == word[0]]
    found = extractOne(word, alike, scorer=ratio, score_cutoff=ALIKE)
    return f"{match['before']}{found[0]}" if found else match.group()


def is_quantity(word: str) -> bool:
    """Whether a word is one of the field's quantities, which no paper need abbreviate: "mPFS"."""
    return any("asked" in pair and pair["asked"].fullmatch(word) for pair in quantities().values())
