"""A paper as the blocks of a page: every character of its text is in exactly one of them.

The text of a `Document` is one line for each heading, paragraph, entry and row of a table, the
cells of a row parted by tabs. Nothing is left out and nothing is added, so that a place in the
text is a place on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..schema import FRONT_MATTER, Document, Span

BlockKind = Literal["title", "heading", "paragraph", "entry", "rows", "table"]
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; a heading row names its columns."""

    span: Span
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the paper from its first to its last character.

    A ``table`` has `rows` below its caption, which is the part before the first of them; ``rows``
    is a list in two columns or more, without a caption. `level` is that of a heading, from 1;
    `label` that of an entry of the bibliography.
    """

    kind: BlockKind
    span: Span
    rows: tuple[Row, ...] = ()
    level: int = 0
    label: str = ""


def layout(document: Document) -> tuple[Block, ...]:
    """The blocks of the paper, in order; between two of them there are only line breaks."""
    found: list[Block] = []
    tables = _Tables(document)
    headings = {
        section.span.start: len(section.path)
        for section in document.sections
        if section.path[-1] != FRONT_MATTER
    }
    entries = {_line_start(document.text, one.span.start): one.label for one in document.references}
    for line in _lines(document.text):
        number = tables.holding(line)
        if number is not None:
            _into_table(found, tables, number, line)
        elif line.start in headings:
            found.append(Block("heading", line, level=headings[line.start]))
        elif line.start in entries:
            found.append(Block("entry", line, label=entries[line.start]))
        elif "\t" in line.of(document.text):
            _into_list(found, document.text, line)
        else:
            title = not found and line.of(document.text) == document.title
            found.append(Block("title" if title else "paragraph", line))
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    return (Span(match.start(), match.end()) for match in _LINE.finditer(text))


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


class _Tables:
    """Where each table stands, from its caption to its last row."""

    def __init__(self, document: Document) -> None:
        held = sorted(
            (
                table.caption_span.start,
                max([table.caption_span.end, *(row.span.end for row in table.records)]),
                table.caption_span,
                min([row.span.start for row in table.records], default=None),
            )
            for table in document.tables
        )
        self._starts = [start for start, *_ in held]
        self._held = held

    def holding(self, line: Span) -> int | None:
        """The number of the table that holds `line`."""
        number = bisect_right(self._starts, line.start) - 1
        return number if number >= 0 and line.end <= self._held[number][1] else None

    def first(self, number: int) -> int:
        """Where the table begins."""
        return self._held[number][0]

    def is_caption(self, number: int, line: Span) -> bool:
        """Whether `line` belongs to the caption."""
        return line.overlaps(self._held[number][2])

    def is_heading(self, number: int, line: Span) -> bool:
        """Whether `line` stands between the caption and the first row."""
        first_row = self._held[number][3]
        return first_row is None or line.end <= first_row


def _into_table(found: list[Block], tables: _Tables, number: int, line: Span) -> None:
    """Add `line` to its table, which is the last block, or begins with it."""
    last = found[-1] if found else None
    if last is None or last.kind != "table" or last.span.start != tables.first(number):
        found.append(Block("table", line))
        return
    rows = last.rows
    if rows or not tables.is_caption(number, line):
        rows = (*rows, Row(line, tables.is_heading(number, line)))
    found[-1] = Block("table", Span(last.span.start, line.end), rows)


def _into_list(found: list[Block], text: str, line: Span) -> None:
    last = found[-1] if found else None
    if last is not None and last.kind == "rows" and text[last.span.end : line.start] == "\n":
        found[-1] = Block("rows", Span(last.span.start, line.end), (*last.rows, Row(line)))
    else:
        found.append(Block("rows", line, (Row(line),)))
