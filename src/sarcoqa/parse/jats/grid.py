"""The cells of a table at the places that they span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .tree import Element, attribute, children, local_name

# No paper's table is wider; the bound keeps a hostile number from filling the memory.
MAX_COLUMNS = 300
MAX_NAME_CHARACTERS = 80
_CELLS = ("td", "th", "entry")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins, and the rows and columns that it spans."""

    node: Element
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All places of a table: (row, column) → its cell. The first `header_rows` name the columns."""

    height: int
    width: int
    header_rows: int
    places: dict[tuple[int, int], Cell]


def read_grid(table: Element) -> Grid:
    """The grid of a table of HTML's or of the CALS kind.

    A span ends at the latest with its part of the table: head, body or foot.
    """
    parts = list(_parts(table))
    places: dict[tuple[int, int], Cell] = {}
    row = 0
    for _, lines in parts:
        last = row + len(lines)
        for line in lines:
            _place_row(line, row, last, places)
            row += 1
    width = max((column for _, column in places), default=-1) + 1
    return Grid(row, width, _header_rows(parts), places)


def _parts(table: Element) -> Iterator[tuple[str, Sequence[Element]]]:
    loose: list[Element] = []
    for group in children(table, "tgroup"):  # a table of the CALS kind
        yield from _parts(group)
    for part in children(table, "thead", "tbody", "tfoot", "tr"):
        if local_name(part) == "tr":
            loose.append(part)
            continue
        if loose:
            yield "tbody", loose
            loose = []
        yield local_name(part), list(children(part, "tr", "row"))
    if loose:
        yield "tbody", loose


def _place_row(line: Element, row: int, last: int, places: dict[tuple[int, int], Cell]) -> None:
    column = 0
    for node in children(line, *_CELLS):
        while (row, column) in places:
            column += 1
        rows = min(_rows(node, last - row), last - row)
        columns = min(_columns(node, line), MAX_COLUMNS - column)
        if columns < 1:
            return
        cell = Cell(node, row, column, rows, columns)
        for below in range(row, row + rows):
            for right in range(column, column + columns):
                places.setdefault((below, right), cell)
        column += columns


def _rows(node: Element, most: int) -> int:
    more = attribute(node, "morerows")
    return int(more) + 1 if _NUMBER.fullmatch(more) else _span(node, "rowspan", most)


def _columns(node: Element, line: Element) -> int:
    """The columns that a cell spans; in a CALS table from one named column to another."""
    first, last = attribute(node, "namest"), attribute(node, "nameend")
    if not (first and last):
        return _span(node, "colspan", MAX_COLUMNS)
    group = next(line.iterancestors("tgroup"), None)
    names = [attribute(column, "colname") for column in children(group, "colspec")]
    if first not in names or last not in names:
        return 1
    return max(1, names.index(last) - names.index(first) + 1)


def _span(node: Element, name: str, most: int) -> int:
    value = attribute(node, name)
    if value == "0":  # by HTML: to the end of its part
        return most
    return max(1, int(value)) if _NUMBER.fullmatch(value) else 1


def _header_rows(parts: Sequence[tuple[str, Sequence[Element]]]) -> int:
    """The rows of the head; without one those of header cells alone, or else the first row.

    A first row with a long text in it names no column: such a table has no header.
    """
    head = sum(len(lines) for name, lines in parts if name == "thead")
    if head:
        return head
    rows = [list(children(line, *_CELLS)) for _, lines in parts for line in lines]
    count = 0
    while count < len(rows) and all(local_name(cell) == "th" for cell in rows[count]):
        count += 1
    if count:
        return count
    lengths = [
        len("".join(str(text) for text in cell.itertext())) for row in rows[:1] for cell in row
    ]
    return int(max(lengths, default=0) <= MAX_NAME_CHARACTERS)
