"""A paper as a page: readable HTML whose text content is the paper's text, character by character.

The page's script marks a quote by its offsets alone: it counts characters, and finds the very ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..schema import FRONT_MATTER, CitationMark, Document, Section, Span
from .layout import Block, Row, layout
from .markup import text

DEEPEST_HEADING = 6


def paper_html(document: Document) -> str:
    """The whole paper. Without its tags it is `document.text`, nothing more and nothing less."""
    inline = Inline(document)
    parts: list[str] = []
    position = 0
    for block in layout(document):
        parts.append(document.text[position : block.span.start])  # line breaks
        parts.append(_block(block, document, inline))
        position = block.span.end
    parts.append(document.text[position:])
    return "".join(parts)


def section_tree(sections: Sequence[Section]) -> str:
    """The headings of the paper as a list of buttons, each with where its section begins."""
    items = "".join(
        f'<li style="--sq-depth: {len(section.path) - 1}">'
        f'<button type="button" data-section-start="{section.span.start}"'
        f' data-section-end="{section.span.end}">{text(section.path[-1])}</button></li>'
        for section in sections
        if section.path[-1] != FRONT_MATTER
    )
    return f'<ul class="sq-tree-list">{items}</ul>' if items else ""


def _block(block: Block, document: Document, inline: Inline) -> str:
    start = f'data-at="{block.span.start}"'
    if block.kind == "title":
        return f'<h2 class="sq-paper-title" {start}>{inline.html(block.span)}</h2>'
    if block.kind == "heading":
        level = min(block.level + 2, DEEPEST_HEADING)
        return f"<h{level} {start}>{inline.html(block.span)}</h{level}>"
    if block.kind == "entry":
        label = text(block.label)
        return f'<p class="sq-entry" data-label="{label}" {start}>{inline.html(block.span)}</p>'
    if block.kind in ("rows", "table"):
        return _table(block, document.text, inline)
    return f"<p {start}>{inline.html(block.span)}</p>"


def _table(block: Block, whole: str, inline: Inline) -> str:
    """Rows with their line breaks between them; the part before the first row is the caption."""
    first = block.rows[0].span.start if block.rows else block.span.end
    caption = whole[block.span.start : first].rstrip("\n")
    parts = []
    position = block.span.start
    if caption:
        span = Span(position, position + len(caption))
        parts.append(f'<caption data-at="{span.start}">{inline.html(span)}</caption>')
        position = span.end
    for row in block.rows:
        parts += [whole[position : row.span.start], _row(row, whole, inline)]
        position = row.span.end
    # A wide table moves under the finger, not the page; the keyboard can move it too.
    return (
        f'<div class="sq-table" tabindex="0" role="group" aria-label="{text(caption or "List")}">'
        f'<table class="sq-{block.kind}">{"".join(parts)}</table></div>'
    )


def _row(row: Row, whole: str, inline: Inline) -> str:
    tag = "th" if row.heading else "td"
    scope = ' scope="col"' if row.heading else ""
    cells = []
    start = row.span.start
    for cell in row.span.of(whole).split("\t"):
        end = start + len(cell)
        cells.append(f'<{tag}{scope} data-at="{start}">{inline.html(Span(start, end))}</{tag}>')
        start = end + 1
    return "<tr>" + "\t".join(cells) + "</tr>"


class Inline:
    """The characters of a span as HTML, with the paper's citation marks and where pages begin."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._labels = {one.label for one in document.references}
        marks = [(mark.span.start, mark.span.end, self._mark(mark)) for mark in document.marks]
        pages = [(start, start, _page_break(label)) for start, label in _page_starts(document)]
        self._put = sorted(marks + pages, key=lambda entry: entry[:2])
        self._starts = [start for start, *_ in self._put]

    def html(self, span: Span) -> str:
        """The characters of `span`, escaped."""
        parts = []
        position = span.start
        for number in range(bisect_left(self._starts, span.start), len(self._put)):
            start, end, html = self._put[number]
            if start >= span.end:
                break
            if start < position or end > span.end:  # inside a mark, or over the end of a cell
                continue
            parts += [text(self._text[position:start]), html]
            position = end
        parts.append(text(self._text[position : span.end]))
        return "".join(parts)

    def _mark(self, mark: CitationMark) -> str:
        printed = text(mark.span.of(self._text))
        labels = [label for label in mark.labels if label in self._labels]
        if not labels:
            return printed
        return (
            f'<a class="sq-cited" role="button" tabindex="0" aria-haspopup="dialog"'
            f' data-labels="{text(" ".join(labels))}">{printed}</a>'
        )


def _page_break(label: str) -> str:
    """What the style sheet makes a page's number of: it has no characters of its own."""
    return f'<span class="sq-page-break" data-page="{text(label)}"></span>'


def _page_starts(document: Document) -> list[tuple[int, str]]:
    """Where each page begins, and its label; what of a page follows on itself begins no page."""
    found: list[tuple[int, str]] = []
    for page in sorted(document.pages, key=lambda page: page.span.start):
        here = document.text[page.span.start : page.span.end]
        start = page.span.start + len(here) - len(here.lstrip("\n"))
        if not found or found[-1][1] != page.label:
            found.append((start, page.label))
    return found
