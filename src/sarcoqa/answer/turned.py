"""Comparisons that a question takes for granted and that the evidence has the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..text import term_set
from .question import Question

FEWEST = 3  # terms that question and evidence share: both sides, and what is compared

# What is compared, and the words for more and for less of it; "than" stands behind those in -er.
_KINDS = {
    "better": (
        r"outperform\w*|outdid|outdo\w*|surpass\w*|superior to|better",
        r"inferior to|worse",
    ),
    "high": (r"exceed\w*|higher|greater|larger|bigger", r"lower|smaller"),
    "long": (r"outliv\w*|outlast\w*|longer", r"shorter"),
    "many": (r"more", r"fewer|less"),
    "old": (r"older", r"younger"),
}
_THAN = re.compile(r"better|worse|\w+(?<!out)er|more|less", re.IGNORECASE)
_WORDS = {
    (kind, sign): re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for kind, pair in _KINDS.items()
    for sign, words in zip((1, -1), pair, strict=True)
}
_LIKE = re.compile(r"\bthan\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:.?](?=\s|$)|, (?:and|but|while|whereas|although|potentially)\b")
_WHETHER = re.compile(
    r"^\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could)\b|\bwhether\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is compared, the terms of the greater and those of the lesser."""

    kind: str
    greater: frozenset[str]
    lesser: frozenset[str]


def turned(question: Question, text: str) -> bool:
    """Whether the question says that A is more than B where `text` says that B is more than A.

    >>> # "How did A outperform B?" against "B outperformed A"
    """
    if _WHETHER.search(question.text):
        return False
    said = list(_comparisons(question.text))
    if not said or len(term_set(question.text) & term_set(text)) < FEWEST:
        return False
    held = list(_comparisons(text))
    return any(_is_turned(one, other) for one in said for other in held)


def _is_turned(one: _Comparison, other: _Comparison) -> bool:
    greater, lesser = one.greater - one.lesser, one.lesser - one.greater
    above, below = other.greater - other.lesser, other.lesser - other.greater
    crossed = greater & below and lesser & above
    return one.kind == other.kind and bool(crossed) and not lesser & below


def _comparisons(text: str) -> Iterator[_Comparison]:
    for clause in _CLAUSE.split(text):
        for (kind, sign), words in _WORDS.items():
            match = words.search(clause)
            end = match and _end(match, clause)
            if match is None or not end:
                continue
            # "higher in A than in B": what stands between is on the first side.
            sides = term_set(f"{clause[: match.start()]} {clause[match.end() : end[0]]}")
            both = (sides, term_set(clause[end[1] :]))
            yield _Comparison(kind, *(both if sign > 0 else both[::-1]))


def _end(match: re.Match[str], clause: str) -> tuple[int, int] | None:
    """Where the first side ends and the second begins."""
    if not _THAN.fullmatch(match.group()):
        return match.end(), match.end()
    than = _LIKE.search(clause, match.end())
    between = clause[match.end() : than.start()] if than else ""
    # "a better drug with fewer effects than": the last word is the one that is compared.
    others = any(words.search(between) for words in _WORDS.values())
    return than.span() if than and not others else None
