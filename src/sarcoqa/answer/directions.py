"""Questions which rows of a table find that something goes with a worse, or a better, outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Document, Record, Table
from ..text import sentences
from .comparison import FEWEST, Comparison
from .lexicon import Patterns, patterns
from .question import Question

# Without such a word a question may as well be about the running text.
_TABLED = re.compile(r"\b(?:tables?|tabulated|listed|list|rows?|tabulation)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|what|whose|who|list|name)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|neither|nor|without)\b", re.IGNORECASE)


def directions() -> Patterns:
    """The patterns of ``directions.toml``, compiled."""
    return patterns("directions.toml")


def rows_with_finding(question: Question, document: Document) -> Comparison | None:
    """The rows that find what the question asks for of the one thing that it names.

    None unless it asks which rows link one thing, named by a short form of the paper, with one
    direction of outcome; where fewer than three rows speak of the two, or none finds that.

    >>> # "Which of the listed X1 studies found a worse survival?" gives "High X1 had worse OS"
    """
    ways = directions().asked(question.text)
    if len(ways) != 1 or len(question.entities) != 1 or question.treatments or question.names:
        return None
    if not (_TABLED.search(question.text) and _WHICH.search(question.text)):
        return None
    forms, groups = question.entities[0], [forms[0] for forms in question.diseases]
    compared, rows = [], []
    for table in _tables(question, document):
        for record in table.records:
            found = list(_findings(record, document, forms))
            compared += [record] if found else []
            if _fits(question, record) and any(_goes(ways[0], text, groups) for text in found):
                rows.append(record)
    if not rows or len(compared) < FEWEST:
        return None
    return Comparison(tuple(rows), len(compared), f"speak of {forms[0]} and an outcome")


def _tables(question: Question, document: Document) -> Sequence[Table]:
    if question.table is None:
        return document.tables
    return [table for table in document.tables if table.label == question.table]


def _findings(record: Record, document: Document, forms: Sequence[str]) -> Iterator[str]:
    """The sentences of the row's cells that speak of one of `forms` and of an outcome."""
    for cell in record.cell_spans:
        for sentence in sentences(cell.of(document.text), cell.start):
            words = sentence.of(document.text)
            if _mentions(forms, words) and directions()["outcome"]["held"].search(words):
                yield words


def _goes(way: str, words: str, groups: Sequence[str]) -> bool:
    """Whether a finding goes this way, and not for another group only ("in ABC but not DE")."""
    match = directions()[way]["held"].search(words)
    if match is None or any(
        re.search(rf"\bnot (?:in )?{re.escape(group)}\b", words) for group in groups
    ):
        return False
    return way == "no" or not _DENIED.search(words[: match.start()])


def _fits(question: Question, record: Record) -> bool:
    """Whether the row is about the tumours that the question names."""
    text = " ".join(value for _, value in record.cells)
    return all(_mentions(forms, text) for forms in question.diseases)


def _mentions(forms: Sequence[str], text: str) -> bool:
    return any(
        re.search(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text, re.IGNORECASE) for form in forms
    )
