"""Spans → citations: the only place that makes quotes, so every quote is cut from its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..addresses import page_of, references_behind
from ..schema import Citation, Document, Passage, Quote, Span


def cite(number: int, document: Document, passage: Passage, span: Span) -> Citation:
    """The citation of `span`, its quote taken from the document's text as it stands there."""
    references, inherited = references_behind(document, passage.kind, span)
    return Citation(
        number=number,
        document_id=document.id,
        document_sha256=document.sha256,
        document_title=document.title,
        kind=passage.kind,
        quote=Quote(span, span.of(document.text)),
        section=passage.section,
        page=page_of(document, span),
        references=references,
        references_inherited=inherited,
        document_authors=document.authors,
        document_year=document.year,
        document_doi=document.doi,
    )


def cite_all(
    documents: Mapping[str, Document], parts: Sequence[tuple[Passage, Span]]
) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order of `parts`."""
    return tuple(
        cite(number, documents[passage.document_id], passage, span)
        for number, (passage, span) in enumerate(parts, start=1)
    )
