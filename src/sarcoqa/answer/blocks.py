"""Blocks of table rows under one label, as a question names them, or leaves them aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..schema import Record
from ..text import term_set
from .question import Question

SHARE = 0.5  # of the words that only one label has, those that name it
_ASIDE = re.compile(
    r"\b(?:leaving|setting|putting|leave|set|put)\s+(?P<between>[^,?]{3,60}?)\s+(?:aside|out)\b|"
    r"\b(?:leaving (?:out|aside)|excluding|except(?:ing| for)?|(?:apart|aside) from|other than|"
    r"besides|not counting|ignoring|disregarding|outside(?: of)?)\s+(?P<after>[^,?]{3,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """The label of the rows that a question is about, or, with `aside`, that it is not about."""

    label: str = ""
    aside: bool = False

    def holds(self, row: Record) -> bool:
        """Whether the question is about `row`; without a label it is about all."""
        return not self.label or (row.cells[0][1] == self.label) != self.aside

    @property
    def place(self) -> str:
        """Where its rows stand, for a reader: "" for everywhere."""
        return f" {'outside' if self.aside else 'under'} “{self.label}”" if self.label else ""


def block_of(question: Question, rows: Iterable[Record]) -> Block:
    """The block of `rows` that `question` names, by at least half of the words that only its label
    (in the first column) has: "inhibitor" alone does not name "kinase inhibitor".
    """
    labels = list(dict.fromkeys(row.cells[0][1] for row in rows))
    excluded = _excluded(question)
    if label := _named(labels, excluded):
        return Block(label, aside=True)
    return Block(_named(labels, frozenset(question.terms) - excluded))


def _named(labels: list[str], words: frozenset[str]) -> str:
    """The one label that `words` name, else ""."""
    named = []
    for label in labels:
        others = (term_set(other) for other in labels if other != label)
        own = term_set(label).difference(*others)
        if own and len(own & words) >= SHARE * len(own):
            named.append(label)
    return named[0] if len(named) == 1 else ""


def _excluded(question: Question) -> frozenset[str]:
    """The terms of what the question leaves aside, short forms spelt out."""
    match = _ASIDE.search(question.text)
    if match is None:
        return frozenset()
    words = match.group("between") or match.group("after")
    forms = [
        form
        for short, *longs in question.entities
        if re.search(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])", words)
        for form in longs
    ]
    return term_set(" ".join((words, *forms)))
