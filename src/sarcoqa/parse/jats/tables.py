"""A <table-wrap> of a JATS file → tables with one header line and cells that know their span."""

from __future__ import annotations

from collections.abc import Sequence

from ..raw import RawTable, RawText
from .grid import Cell, Grid, read_grid
from .inline import rendered, text_of, whole_pieces
from .labels import Labels
from .tree import Element, child, children, path_of

PATH = " | "  # between the lines of a header: "Dose | Mean"
MIN_GROUP_SHARE = 2  # at most one row in so many is a group's label
_EMPTY = RawText("", ())


def read_tables(wrap: Element, labels: Labels) -> list[RawTable]:
    """The tables of a wrap, the first with its caption, the last with its footnotes.

    A wrap whose table is only a picture gives none.
    """
    nodes = list(wrap.iter("table"))
    tables = [_read_table(node, labels) for node in nodes]
    for table in tables:
        table.label = table_label(wrap)
    if tables:
        tables[0].caption = caption_of(wrap, labels)
        tables[-1].foot = [
            note
            for foot in children(wrap, "table-wrap-foot")
            for part in _notes(foot)
            if (note := rendered(whole_pieces(part), labels, path=path_of(part))).text
        ]
    return tables


def table_label(wrap: Element) -> str:
    """The printed name of a table or figure without the stop behind it: "Table 1"."""
    return text_of(child(wrap, "label")).rstrip(".: |")


def caption_of(wrap: Element, labels: Labels) -> RawText:
    """The caption of a table or figure: its title and its paragraphs as one text."""
    caption = child(wrap, "caption")
    if caption is None:
        return _EMPTY
    return rendered(whole_pieces(caption), labels, path=path_of(caption))


def _notes(foot: Element) -> list[Element]:
    return [
        note
        for part in children(foot)
        for note in (children(part) if part.tag == "fn-group" else (part,))
    ]


def _read_table(node: Element, labels: Labels) -> RawTable:
    grid = read_grid(node)
    texts = _Texts(labels)
    header = _unique(_header(grid, texts))
    rows = range(grid.header_rows, grid.height)
    groups = _group_rows(grid, rows, texts)
    table = RawTable("", header=header, path=path_of(node), fills_down=False)
    for row in rows:
        printed = [_printed(grid, row, column, texts) for column in range(grid.width)]
        table.rows.append(tuple(printed))
        table.carried |= _carried(grid, row, grid.header_rows)
    return _with_groups(table, {row - grid.header_rows for row in groups}) if groups else table


class _Texts:
    """The text of each cell, read once."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._known: dict[tuple[int, int], RawText] = {}

    def of(self, cell: Cell | None) -> RawText:
        if cell is None:
            return _EMPTY
        key = (cell.row, cell.column)
        if key not in self._known:
            self._known[key] = rendered(whole_pieces(cell.node), self._labels)
        return self._known[key]


def _header(grid: Grid, texts: _Texts) -> list[str]:
    """The name of each column: what stands above it, line by line, each text once."""
    names = []
    for column in range(grid.width):
        lines = [texts.of(grid.places.get((row, column))).text for row in range(grid.header_rows)]
        names.append(PATH.join(dict.fromkeys(line for line in lines if line)))
    return names


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which none comes twice; those without a text stay so.

    >>> _unique(["n", "n", "", ""])
    ('n', 'n (2)', '', '')
    """
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        unique, count = name, 1
        while name and unique in taken:
            count += 1
            unique = f"{name} ({count})"
        taken.add(unique)
        found.append(unique)
    return tuple(found)


def _printed(grid: Grid, row: int, column: int, texts: _Texts) -> RawText:
    """The text of a place, if its cell begins there: a cell is printed once."""
    cell = grid.places.get((row, column))
    begins = cell is not None and (cell.row, cell.column) == (row, column)
    return texts.of(cell) if begins else _EMPTY


def _carried(grid: Grid, row: int, first: int) -> dict[tuple[int, int], tuple[int, int]]:
    cells = [(column, grid.places.get((row, column))) for column in range(grid.width)]
    return {
        (row - first, column): (cell.row - first, cell.column)
        for column, cell in cells
        if cell is not None and (cell.row, cell.column) != (row, column)
    }


def _group_rows(grid: Grid, rows: range, texts: _Texts) -> set[int]:
    """The rows that only name the rows below them: one text, and below it a row with more."""
    if grid.width < 2:
        return set()
    alone = {row for row in rows if _stands_alone(grid, row, texts)}
    groups = {row for row in alone if row + 1 in rows and row + 1 not in alone}
    return groups if len(alone) * MIN_GROUP_SHARE <= len(rows) else set()


def _stands_alone(grid: Grid, row: int, texts: _Texts) -> bool:
    cells = [grid.places.get((row, column)) for column in range(grid.width)]
    first, others = cells[0], [cell for cell in cells[1:] if cell is not cells[0]]
    if first is None or first.row != row or first.rows > 1 or not texts.of(first).text:
        return False
    return not any(texts.of(cell).text for cell in others)


def _with_groups(table: RawTable, groups: set[int]) -> RawTable:
    """The table with a column before its first, without a name, for the group of each row."""
    rows: list[tuple[RawText, ...]] = []
    carried: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), (above, left) in table.carried.items():
        if row not in groups:
            carried[row, column + 1] = (above, left + 1)
    group: int | None = None
    for row, cells in enumerate(table.rows):
        if row in groups:
            group = row
            rows.append((cells[0], *(_EMPTY for _ in cells)))
            continue
        rows.append((_EMPTY, *cells))
        if group is not None:
            carried[row, 0] = (group, 0)
    table.rows, table.carried, table.groups = rows, carried, frozenset(groups)
    table.header = ("", *table.header)
    return table
