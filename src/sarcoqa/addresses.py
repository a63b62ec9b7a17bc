"""Where a quote stands in a paper, and whose words it reports: what a citation states, and what is
checked of it.
"""

from __future__ import annotations

from itertools import pairwise

from .schema import Document, Kind, Reference, Span
from .studies import labels_behind


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


def references_behind(
    document: Document, kind: Kind, span: Span
) -> tuple[tuple[Reference, ...], bool]:
    """(references, inherited): the entries that the paper cites in `span`, or else just before it.

    A passage that is itself a bibliography entry has that entry behind it. See `labels_behind`.
    """
    if kind == "reference":
        return tuple(entry for entry in document.references if entry.span == span), False
    by_label = {reference.label: reference for reference in document.references}
    labels, inherited = labels_behind(document, span)
    return tuple(by_label[label] for label in labels if label in by_label), inherited
