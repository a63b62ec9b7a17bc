"""Spans → citations: the only place that makes quotes, so every quote is cut from its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

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
    """The printed label of the page of `span`, or of its pages: "4–5", or "4, 6" with a gap.

    None where its start or its end is not surely on a page, and where the pages go backward.
    `span` lies in one paragraph or row, so that what is not sure between two pages is on them.
    """
    held = [page for page in document.pages if page.span.overlaps(span)]
    if not held or held[0].span.start > span.start or held[-1].span.end < span.end:
        return None
    if any(following.number < page.number for page, following in pairwise(held)):
        return None
    labels = {page.number: page.label for page in held}
    if len(labels) > 1 and max(labels) - min(labels) == len(labels) - 1:
        return f"{held[0].label}–{held[-1].label}"
    return ", ".join(labels.values())


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
