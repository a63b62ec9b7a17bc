"""Chosen evidence → the text of an answer: the papers' words in reading order, with [n] markers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..schema import Citation, Document, Span
from .cells import row_line
from .question import Question


def compose(
    question: Question, citations: Sequence[Citation], documents: dict[str, Document]
) -> str:
    """One line for a table row, a definition or a reference; sentences run on.

    The papers' own marks are left out here, since a second kind of [n] would be read as ours; the
    quotes keep them.
    """
    lines: list[str] = []
    before: Citation | None = None
    for citation in citations:
        words = _words(question, citation, documents[citation.document_id], citations)
        goes_on = before is not None and citation.kind == before.kind == "prose"
        part = f"{words} [{citation.number}]"
        lines = [*lines[:-1], f"{lines[-1]} {part}"] if goes_on else [*lines, part]
        before = citation
    return "\n".join(lines)


def _words(
    question: Question, citation: Citation, document: Document, citations: Sequence[Citation]
) -> str:
    quote = citation.quote
    if citation.kind == "record":
        table, record = next(
            (table, record)
            for table in document.tables
            for record in table.records
            if record.span == quote.span
        )
        cited = {c.quote.span for c in citations if c.document_id == document.id}
        beside = [other for other in table.records if other.span in cited and other != record]
        texts = [[unmarked(document, span) for span in row.cell_spans] for row in (record, *beside)]
        return row_line(question, record, texts[0], table, texts[1:])
    if citation.kind == "abbreviation":
        short, tab, long = quote.text.partition("\t")
        return f"{short}: {long}" if tab else quote.text
    if citation.kind == "reference":
        label = citation.references[0].label if citation.references else ""
        return f"Reference {label}: {quote.text}" if label else quote.text
    return unmarked(document, quote.span).replace("\n", " ")


def unmarked(document: Document, span: Span) -> str:
    """The text of `span` without the paper's citation marks, the space before them included.

    "Seen in 18% [8, 72]." gives "Seen in 18%."; brackets that are no marks ("IQR [18-31]") stay.
    """
    first = bisect_left(document.marks, span.start, key=lambda mark: mark.span.start)
    pieces, place = "", span.start
    for mark in document.marks[first:]:
        if mark.span.start >= span.end:
            break
        if any(char.isalpha() for char in mark.span.of(document.text)):
            continue  # a name and a year are words of the sentence, and no [n]
        pieces += document.text[place : mark.span.start].rstrip()
        place = mark.span.end
    return pieces + document.text[place : max(place, span.end)]
