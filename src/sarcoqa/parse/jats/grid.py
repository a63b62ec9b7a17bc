"""The cells of a table at the places that they span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .tree import Element, attribute, children, local_name

# No paper's table is wider; the bound keeps a hostile number from filling the memory.
MAX_COLUMNS = 300


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
    """The grid of a table of HTML's kind; a span ends at the latest with its part of the table."""
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
    for part in children(table, "thead", "tbody", "tfoot", "tr"):
        if local_name(part) == "tr":
            loose.append(part)
            continue
        if loose:
            yield "tbody", loose
            loose = []
        yield local_name(part), list(children(part, "tr"))
    if loose:
        yield "tbody", loose


def _place_row(line: Element, row: int, last: int, places: dict[tuple[int, int], Cell]) -> None:
    column = 0
    for node in children(line, "td", "th"):
        while (row, column) in places:
            column += 1
        rows = min(_span(node, "rowspan", last - row), last - row)
        columns = min(_span(node, "colspan", MAX_COLUMNS), MAX_COLUMNS - column)
        if columns < 1:
            return
        cell = Cell(node, row, column, rows, columns)
        for below in range(row, row + rows):
            for right in range(column, column + columns):
                places.setdefault((below, right), cell)
        column += columns


def _span(node: Element, name: str, most: int) -> int:
    value = attribute(node, name)
    if value == "0":  # by HTML: to the end of its part
        return most
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _header_rows(parts: Sequence[tuple[str, Sequence[Element]]]) -> int:
    """The rows of the head; without one those of header cells alone, or else the first row."""
    head = sum(len(lines) for name, lines in parts if name == "thead")
    if head:
        return head
    count = 0
    for line in (line for _, lines in parts for line in lines):
        if any(local_name(cell) == "td" for cell in children(line, "td", "th")):
            break
        count += 1
    return max(count, 1)
