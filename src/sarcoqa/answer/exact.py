"""Things that papers name by one word: where no near evidence has it, nothing is said of them.

A symptom, an operation, a substance in the blood or an instrument has few other names: papers that
speak of the patient or of the method, and never of it, do not answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..datafiles import read_toml
from ..schema import Evidence
from ..text import token_terms, tokens
from .fitting import about_of
from .question import Question

SHORTEST_ROOT = 5
ENDING = 4  # letters of a word that its relatives may have otherwise: "nephritis", "nephritic"


def unnamed(question: Question, near: Sequence[Evidence]) -> list[str]:
    """The words of the question that name such a thing and that no near evidence has.

    Evidence counts with its whole passage and its headings.
    """
    words = [word for word in tokens(question.text) if _exact().fullmatch(word)]
    if not words:
        return []
    held = _held(near)
    return [word for word in dict.fromkeys(words) if not _is_in(folded_spelling(word), held)]


def _held(near: Iterable[Evidence]) -> frozenset[str]:
    texts = (
        " ".join((about_of(evidence), evidence.passage.text, *evidence.passage.section))
        for evidence in near
    )
    words = {folded_spelling(word) for text in texts for word in tokens(text)}
    return frozenset(words | {term for word in words for term in token_terms(word)})


def _is_in(word: str, held: frozenset[str]) -> bool:
    roots = (word[: max(SHORTEST_ROOT, len(word) - ENDING)], *_same(word))
    return bool(held & set(token_terms(word))) or any(other.startswith(roots) for other in held)


def _same(word: str) -> tuple[str, ...]:
    """How the other words for the same thing begin."""
    return tuple(root for group in _groups() if word.startswith(group) for root in group)


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, read_toml(__package__, "exact.toml")["same"]["words"]))


def folded_spelling(word: str) -> str:
    """A word in American spelling, as far as single letters go.

    >>> folded_spelling("anaemia"), folded_spelling("diarrhoea")
    ('anemia', 'diarrhea')
    """
    return word.replace("ae", "e").replace("oe", "e")


@cache
def _exact() -> re.Pattern[str]:
    words = read_toml(__package__, "exact.toml")
    endings = "|".join(words["endings"]["patterns"])
    listed = "|".join(" ".join(words["words"].values()).split())
    aside = "|".join(words["aside"]["patterns"])
    return re.compile(rf"(?!(?:{aside}))(?:[a-z-]{{2,}}(?:{endings})|{listed})", re.IGNORECASE)
