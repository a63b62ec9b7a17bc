"""What is to be found on a page: parts of a document's text, with what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Document, Span

AROUND_CHARACTERS = 120
MOST_CHARACTERS = 20_000  # of one part; a page of print rarely has half as many


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of the text of one page, and the text of the paper before and after it."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A picture of page `page` (from 1) of the PDF at `path`, `width` pixels wide.

    `spans` holds the parts of each span that are on that page.
    """

    path: str
    page: int
    width: int
    spans: tuple[tuple[Wanted, ...], ...]


def wanted_on(document: Document, page: int, span: Span) -> tuple[Wanted, ...]:
    """The parts of `span` that are known to be on the page with that number."""
    text = document.text
    found = []
    for stretch in document.pages:
        if stretch.number != page or not stretch.span.overlaps(span):
            continue
        start, end = max(stretch.span.start, span.start), min(stretch.span.end, span.end)
        before = text[max(0, start - AROUND_CHARACTERS) : start]
        after = text[end : end + AROUND_CHARACTERS]
        found.append(Wanted(text[start : min(end, start + MOST_CHARACTERS)], before, after))
    return tuple(found)
