"""Everyday words in a question → the words in which clinical papers put them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lexicon() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files(__package__).joinpath("lay.toml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(key, re.IGNORECASE), value) for key, value in tomllib.loads(text).items()
    )


def add_clinical_words(question: str) -> str:
    """`question` with the clinical words for its everyday ones behind it, each once.

    >>> add_clinical_words("Who paid for it?")
    'Who paid for it? (funding supported grant)'
    """
    added: list[str] = []
    spaced = question.replace("-", " ")  # "a cold-sore virus"
    for pattern, words in _lexicon():
        if pattern.search(question) or (spaced != question and pattern.search(spaced)):
            added += [word for word in words.split() if word.lower() not in question.lower()]
    return f"{question} ({' '.join(dict.fromkeys(added))})" if added else question
