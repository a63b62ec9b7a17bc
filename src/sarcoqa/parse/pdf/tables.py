"""Areas of tables → raw tables with their cells; where no cells can be told, with none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..raw import RawTable, RawText, whole_on
from ..tables import caption_parts
from .grids import Cell, Row, columns, grid, headed, printed_rows
from .joining import Vocabulary, running_text
from .lines import Line
from .scripts import printed
from .table_areas import TableArea

_ROMAN = re.compile(r"^(table\s+(?:S?\d{1,3}|[IVX]{1,5}))[.:]?\s*(.*)$", re.IGNORECASE)
_CONTINUED = re.compile(r"\(?\s*cont(?:inued|\.|d)?\.?\s*\)?", re.IGNORECASE)


def raw_tables(
    areas: Sequence[TableArea], words: Vocabulary, *, citing: bool
) -> tuple[list[tuple[int, RawTable]], list[str]]:
    """((page, table) in their order, warnings); what is continued goes on with the table begun."""
    by_label: dict[str, RawTable] = {}
    found: list[tuple[int, RawTable]] = []
    warnings: list[str] = []
    for area in areas:
        table = _table(area, words, citing=citing)
        begun = by_label.get(table.label)
        if not table.rows:
            warnings.append(f"{table.label} (page {area.page}): its rows could not be told apart")
        if begun is not None and len(begun.header) == len(table.header):
            same = [tuple(c.text for c in row) == begun.header for row in table.rows[:1]]
            begun.rows += table.rows[1:] if any(same) else table.rows
            begun.foot += table.foot
        elif begun is None or table.rows:
            by_label[table.label] = table
            found.append((area.page, table))
    return found, warnings


def _table(area: TableArea, words: Vocabulary, *, citing: bool) -> RawTable:
    caption = _joined(area.caption, words, citing=citing)
    label, text = _label(caption.text)
    shift = caption.text.find(text) if text else 0
    table = RawTable(
        label,
        RawText(caption.text[shift:], pages=whole_on(area.page)) if text else RawText(""),
        fills_down=False,
    )
    where = columns(area.body)
    rows = grid(area.body, where, area.cuts) if len(where) > 1 else []
    header = headed([], area.header, where) if area.header else []
    if rows and not header:
        header, rows = rows[0], rows[1:]
    if not rows:
        return table
    table.header = tuple(_cell(cell, words, citing=citing).text for cell in header)
    table.header_pages = whole_on(area.page)
    table.rows = [_row(row, words, citing=citing) for row in rows]
    table.foot = [_joined(area.foot, words, citing=citing)] if area.foot else []
    return table


def _label(caption: str) -> tuple[str, str]:
    if parts := caption_parts(caption):
        return parts
    match = _ROMAN.match(caption)
    if match is None:
        return caption, ""
    rest = match.group(2)
    return " ".join(match.group(1).split()), "" if _CONTINUED.fullmatch(rest) else rest


def _row(row: Row, words: Vocabulary, *, citing: bool) -> tuple[RawText, ...]:
    return tuple(_cell(cell, words, citing=citing) for cell in row)


def _cell(cell: Cell, words: Vocabulary, *, citing: bool) -> RawText:
    return _joined(cell.lines, words, citing=citing)


def _joined(lines: Sequence[Line], words: Vocabulary, *, citing: bool) -> RawText:
    ordered = [line for row in printed_rows(lines) for line in row]
    return running_text([(printed(line.runs, citing=citing), line.page) for line in ordered], words)
