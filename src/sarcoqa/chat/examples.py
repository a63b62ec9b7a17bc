"""Example questions, made from what a paper itself defines and tabulates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from ..schema import Document
from ..text import MARK

LONGEST_NAME = 60  # characters; a longer heading or abbreviation makes no readable question


def example_questions(documents: tuple[Document, ...], *, limit: int = 4) -> tuple[str, ...]:
    """At most `limit` different questions, taken in turn from each paper and each kind."""
    kinds = [kind for document in documents for kind in (_rows(document), _terms(document))]
    in_turn = (question for row in zip_longest(*kinds) for question in row if question)
    return tuple(islice(dict.fromkeys(in_turn), limit))


def _terms(document: Document) -> Iterator[str]:
    """Abbreviations, those of the paper's own list first."""
    listed = (one for one in document.abbreviations if one.listed)
    others = (one for one in document.abbreviations if not one.listed)
    return (
        f"What does {one.short} stand for?"
        for one in chain(listed, others)
        if len(one.short) <= LONGEST_NAME
    )


def _rows(document: Document) -> Iterator[str]:
    """What the last column of a table says of the study that a row cites, table by table."""
    tables = [
        [(table.header[-1], row) for row in table.records if row.cells[-1][1]]
        for table in document.tables
        if len(table.header) > 1
    ]
    for group in zip_longest(*tables):
        for header, row in (entry for entry in group if entry):
            study = next((value for _, value in row.cells if MARK.search(value)), "")
            name = MARK.sub("", study).strip()
            if header and name and len(name) <= LONGEST_NAME:
                yield f"What is the {header.lower()} in {name}?"
