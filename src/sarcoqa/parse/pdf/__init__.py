"""A publisher's PDF → `Document`: characters → lines → blocks → segments → sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...schema import Document
from ..assemble import assemble
from ..front import Metadata, merged
from ..names import is_named
from ..pairing import PageText
from ..raw import RawPage, RawText, plain_texts
from .bibliography import entry_texts
from .collecting import Collector, Part, raw_section
from .glyphs import PrintedPage
from .joining import running_text, vocabulary
from .lines import Line, page_lines
from .margins import PageOfLines, without_margins
from .opening import check_text, opened, printed_pages
from .reading import in_reading_order
from .scripts import cites_by_raised_numbers, printed
from .segments import Segment, segments
from .structure import Structure, read_structure
from .table_areas import TableArea, find_tables
from .tables import raw_tables
from .title_page import by_line_text, read_title_page, title_places
from .typesetting import Setting, setting

TITLE_WORDS = 20  # of a paper that shows none
BY_LINE_WITHIN = 25  # segments behind the title: notes at the side may come first
__all__ = ["PageText", "page_texts", "parse_pdf"]


def page_texts(content: bytes) -> tuple[PageText, ...]:
    """The text of each page of a PDF, for finding on which page a text stands.

    Raises EncryptedPaperError, DamagedPaperError, NotAPaperError (no pages).
    """
    with opened(content) as document:
        pages = printed_pages(document, read_structure(content).labels)
    return tuple(
        PageText(
            page.number,
            page.label,
            "\n".join(printed(line.runs, citing=False) for line in _lines(page)),
        )
        for page in pages
    )


def parse_pdf(
    content: bytes, *, document_id: str, sha256: str, stated: Metadata, most_pages: int
) -> Document:
    """The `Document` of a PDF; `stated` goes before what the file says.

    Raises EncryptedPaperError, NoTextLayerError, DamagedPaperError, NotAPaperError, TooLargeError.
    """
    with opened(content, most_pages) as document:
        file = read_structure(content)
        pages = printed_pages(document, file.labels)
    every = [
        PageOfLines(page.number, page.label, page.width, page.height, _lines(page), page.rules)
        for page in pages
    ]
    check_text(pages, sum(len(line.text.split()) for page in every for line in page.lines))
    document = _document(_layout(every), pages, file, stated, document_id, sha256)
    check_text(pages, len(document.text.split()))  # labels of a drawing or a form are no text
    return document


def _lines(page: PrintedPage) -> list[Line]:
    return page_lines(page.glyphs, page.number)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A paper's segments in reading order, how it is set, and all lines of its first pages."""

    flow: list[Segment]
    how: Setting
    first_lines: list[str]
    printed_lines: list[str]
    tables: list[TableArea]


def _layout(every: Sequence[PageOfLines]) -> _Layout:
    kept = without_margins(every)
    how = setting([line for page in kept for line in page.lines])
    body = [line for page in kept for line in page.lines if abs(line.size - how.size) < 0.5]
    how = replace(how, citing=cites_by_raised_numbers(body))
    tables: list[TableArea] = []
    flow: list[Segment] = []
    for page in kept:
        areas = find_tables(page.lines, page.rules, how)
        tables += areas
        in_tables = {id(line) for area in areas for line in area.lines()}
        rest = [line for line in page.lines if id(line) not in in_tables]
        for block in in_reading_order(rest):
            flow += segments(block, how)
    first = [line.text for page in every[:2] for line in page.lines]
    lines = [line for segment in flow for line in segment.lines]
    said = [printed(line.runs, citing=how.citing) for line in lines]
    return _Layout(flow, how, first, said, tables)


def _document(
    layout: _Layout, pages: Sequence[PrintedPage], file: Structure, stated: Metadata,
    document_id: str, sha256: str,
) -> Document:  # fmt: skip
    words = vocabulary(layout.printed_lines)
    titled = title_places(layout.flow, layout.how.size)
    title_lines = [line for place in titled for line in layout.flow[place].lines]
    title = running_text([(printed(x.runs, citing=False), x.page) for x in title_lines], words)
    collector = Collector(layout.how, file.outline)
    collector.collect([s for place, s in enumerate(layout.flow) if place not in titled])
    front = [running_text(pieces, words) for pieces in collector.front]
    behind = titled[-1] + 1 if titled else 0
    by_line = [
        by_line_text(segment.lines)
        for segment in layout.flow[behind : behind + BY_LINE_WITHIN]
        if segment.size > layout.how.size - 1 and segment.page == 1
    ]
    found = read_title_page(
        title.text, [text.text for text in front], by_line, layout.first_lines, file.stated
    )
    tables, unread = raw_tables(layout.tables, words, citing=layout.how.citing)
    for page, table in tables:
        _part_of(page, collector.parts).tables.append(table)
    sections = [
        raw_section(part, words, _entries(part.title, part.entries, words))
        for part in collector.parts
    ]
    if not found.title:  # nothing stands out: what the first page begins with
        opening = next((part.text for part in front if part.text), document_id)
        found = replace(found, title=" ".join(opening.split()[:TITLE_WORDS]))
    return assemble(
        [title, *front] if title.text else front, sections, merged(stated, found),
        document_id=document_id, sha256=sha256,
        pages=[RawPage(page.number, page.label) for page in pages],
        warnings=(*_warnings(pages), *unread),
    )  # fmt: skip


def _part_of(page: int, parts: list[Part]) -> Part:
    """The last part that begins on `page` or before it."""
    begun = [part for part in parts if not part.heading or part.heading[0][1] <= page]
    if not parts:
        parts.append(Part())
    return begun[-1] if begun else parts[0]


def _entries(title: str, entries: Sequence[Segment], words: Any) -> list[RawText]:
    return entry_texts(entries, words) if is_named(title, "references") else plain_texts([])


def _warnings(pages: Sequence[PrintedPage]) -> tuple[str, ...]:
    found = []
    hidden = [page for page in pages if page.hidden]
    if hidden:
        numbers = ", ".join(str(page.number) for page in hidden)
        count = sum(len(page.hidden) for page in hidden)
        found.append(f"{count} hidden characters were left out (page {numbers})")
    pictures = [str(page.number) for page in pages if page.pictured and not page.glyphs]
    if pictures:
        found.append(
            f"a picture without a text layer (page {', '.join(pictures)}); run OCR over it"
        )
    recognised = [str(page.number) for page in pages if page.recognised]
    if recognised:
        found.append(f"text recognised by OCR, errors are likely (page {', '.join(recognised)})")
    return tuple(found)
