"""Spans → citations: the only place that makes quotes, so every quote is cut from its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..schema import Citation, Document, Passage, Quote, Reference, Span
from ..studies import labels_behind


def cite(number: int, document: Document, passage: Passage, span: Span) -> Citation:
    """The citation of `span`, its quote taken from the document's text as it stands there."""
    references, inherited = _references(document, passage, span)
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
    )


def page_of(document: Document, span: Span) -> str | None:
    """The printed label of the page that holds the start of `span`; None where not known."""
    for page in document.pages:
        if page.span.start <= span.start < page.span.end:
            return page.label
    return None


def cite_all(
    documents: Mapping[str, Document], parts: Sequence[tuple[Passage, Span]]
) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order of `parts`."""
    return tuple(
        cite(number, documents[passage.document_id], passage, span)
        for number, (passage, span) in enumerate(parts, start=1)
    )


def _references(
    document: Document, passage: Passage, span: Span
) -> tuple[tuple[Reference, ...], bool]:
    by_label = {reference.label: reference for reference in document.references}
    if passage.kind == "reference":
        return tuple(by_label[label] for label in passage.labels if label in by_label), False
    labels, inherited = labels_behind(document, span)
    return tuple(by_label[label] for label in labels if label in by_label), inherited
