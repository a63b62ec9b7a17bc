"""Questions for what a table or a figure shows as a whole: answered by its caption, beside which
stands what rows and columns it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Document, Passage, Span
from ..text import STOPWORDS, token_set
from .question import Question

_NAMED = re.compile(r"\b(?P<kind>table|fig(?:ure)?)\b\.?\s*(?P<number>\d{1,3})\b", re.IGNORECASE)
# Beside these and its name such a question has no words.
_FRAME = token_set(
    "show shows shown list lists listed contain contains content contents present presents "
    "presented depict depicts depicted display displays displayed illustrate illustrates summarize "
    "summarise summarizes caption title heading legend explain fig data see seen present there "
    "read find found learn learned tells give gives information info overview whole here please "
    "reports compare compares summary topic inside included include includes cover covers"
)


def shown_asked(question: Question) -> tuple[str, str] | None:
    """("Table" or "Figure", its number) that a question asks for as a whole; None: it does not."""
    match = _NAMED.search(question.text)
    if match is None or _NAMED.search(question.text, match.end()):
        return None
    rest = f"{question.text[: match.start()]} {question.text[match.end() :]}"
    if token_set(rest) - STOPWORDS - _FRAME:
        return None
    return ("Table" if match["kind"].lower() == "table" else "Figure"), match["number"]


def captions(kind: str, number: str, passages: Sequence[Passage]) -> list[tuple[Passage, Span]]:
    """The captions of table or figure `number`, one of each paper that has it."""
    name = "Table" if kind == "Table" else r"Fig(?:ure|\.)?"
    begins = re.compile(rf"{name}\s*{number}\b", re.IGNORECASE)
    found: dict[str, tuple[Passage, Span]] = {}
    for passage in passages:
        if passage.kind in ("caption", "prose") and begins.match(passage.text):
            found.setdefault(passage.document_id, (passage, passage.span))
    return list(found.values())


def table_in_words(label: str, documents: Sequence[Document]) -> str:
    """How many rows the table with that label has, and its columns; "" for what is no table."""
    found = [
        f"{table.label} has {len(table.records)} row{'s' * (len(table.records) != 1)}, with the "
        f"columns {', '.join(filter(None, table.header))}."
        for document in documents
        for table in document.tables
        if table.label.lower() == label.lower()
    ]
    return " ".join(found)
