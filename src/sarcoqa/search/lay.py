"""Everyday words in a question → the words in which clinical papers put them."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..datafiles import read_toml
from ..pattern_set import automaton


@cache
def _lexicon() -> tuple[Any, tuple[str, ...]]:
    """The hundreds of patterns of everyday words as one automaton, and the words of each to add."""
    entries = read_toml(__package__, "lay.toml")
    return automaton(entries), tuple(entries.values())


def add_clinical_words(question: str) -> str:
    """`question` with the clinical words for its everyday ones behind it, each once.

    >>> add_clinical_words("Who paid for it?")
    'Who paid for it? (funding supported grant)'
    """
    patterns, words_of = _lexicon()
    spaced = question.replace("-", " ")  # "a cold-sore virus"
    found = sorted({*(patterns.Match(question) or ()), *(patterns.Match(spaced) or ())})
    added = [
        word
        for place in found
        for word in words_of[place].split()
        if word.lower() not in question.lower()
    ]
    return f"{question} ({' '.join(dict.fromkeys(added))})" if added else question
