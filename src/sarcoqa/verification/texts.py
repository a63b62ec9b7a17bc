"""The text of an answer against its quotes: its [n], and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..numbers import COUNTS, markers, not_among, unsourced_numbers
from ..schema import Answer, Citation, Document, Note
from ..text import terms
from .quotes import Found


def checked_text(answer: Answer, documents: Mapping[str, Document]) -> Iterator[Found]:
    """Whether the text cites what it should, and states no number of its own.

    An answer from a table row names its columns, whose names are the paper's too.
    """
    yield "markers", _markers(answer, documents)
    named = (_row_as_named(citation, documents) for citation in answer.citations)
    missing = unsourced_numbers(answer, (asked(answer), *named))
    yield "numbers", _unsourced(missing, "the quotes")


def checked_note(note: Note, answer: Answer) -> Iterator[Found]:
    """Whether a note states numbers that neither its quotes nor the answer's hold.

    A note that counts rows states how many those are.
    """
    if note.kind in COUNTS:
        return
    quotes = (citation.quote.text for citation in (*note.citations, *answer.citations))
    yield "numbers", _unsourced(not_among(note.message, (*quotes, asked(answer))), "its quotes")


def asked(answer: Answer) -> str:
    """The question as typed and with its numbers in digits: "two-year" asks for 2 years."""
    return " ".join((answer.question, *terms(answer.question)))


def _unsourced(missing: tuple[str, ...], where: str) -> str:
    if not missing:
        return ""
    named = f"{', '.join(missing)} stand{'s' if len(missing) == 1 else ''}"
    return f"{named} neither in {where} nor in the question"


def _row_as_named(citation: Citation, documents: Mapping[str, Document]) -> str:
    """A cited table row with the names of its columns, which stand above it in the paper."""
    document = documents.get(citation.document_id)
    if document is None or citation.kind != "record":
        return ""
    records = (record for table in document.tables for record in table.records)
    rows = [record for record in records if record.span == citation.quote.span]
    return " ".join(part for row in rows for cell in row.cells for part in cell)


def _markers(answer: Answer, documents: Mapping[str, Document]) -> str:
    if bool(answer.citations) == (answer.abstained is not None):
        found = "both citations and" if answer.citations else "neither citations nor"
        return f"an answer has citations or a reason for having none; found {found} a reason"
    numbers = [citation.number for citation in answer.citations]
    if len(set(numbers)) < len(numbers):
        return f"two citations have the same number: {numbers}"
    used = markers(answer.text)
    quoted = {n for citation in answer.citations for n in _own_brackets(citation, documents)}
    if lost := [number for number in used if number not in numbers and number not in quoted]:
        return f"there is no citation for {_listed(lost)}"
    if unused := [number for number in numbers if number not in used]:
        return f"the text does not say where it cites {_listed(unused)}"
    return ""


def _own_brackets(citation: Citation, documents: Mapping[str, Document]) -> tuple[int, ...]:
    """The [n] in a quote that are no citation marks of the paper, but words of it."""
    document = documents.get(citation.document_id)
    if document is None:
        return ()
    span, plain = citation.quote.span, citation.quote.text
    for mark in document.marks:
        if span.holds(mark.span):
            plain = plain.replace(mark.span.of(document.text), " ")
    return markers(plain)


def _listed(numbers: list[int]) -> str:
    return ", ".join(f"[{number}]" for number in numbers)
