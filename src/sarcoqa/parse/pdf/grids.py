"""Lines of a table → rows of cells, by the columns in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line

_SAME_ROW_EM = 0.4
_TIGHT_EM = 1.45  # lines of one cell stand at most so far apart
_COLUMN_GAP = 1.0  # points


@dataclass(slots=True)
class Cell:
    """The lines printed in one cell, from the top."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line.text for line in self.lines)


Row = list[Cell]


def columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The (left, right) of each column, from the left.

    Narrow lines make the columns; what reaches over several of them is a head of several or a note.
    Columns that no row fills both are one, aligned in two ways.
    """
    found: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.box.width):
        touched = [one for one in found if _touches(one, line)]
        if len(touched) > 1:
            continue
        left, right = line.box.left, line.box.right
        for one in touched:
            found.remove(one)
            left, right = min(left, one[0]), max(right, one[1])
        found.append((left, right))
    return _merged(sorted(found), lines)


def _touches(column: tuple[float, float], line: Line) -> bool:
    shared = min(column[1], line.box.right) - max(column[0], line.box.left)
    return shared > _COLUMN_GAP


def _merged(found: list[tuple[float, float]], lines: Sequence[Line]) -> list[tuple[float, float]]:
    rows = printed_rows(lines)
    kept: list[tuple[float, float]] = []
    for column in found:
        before = kept[-1] if kept else None
        if before is not None and not any(
            any(_touches(before, line) for line in row)
            and any(_touches(column, line) for line in row)
            and not any(_touches(before, line) and _touches(column, line) for line in row)
            for row in rows
        ):
            kept[-1] = (before[0], column[1])
        else:
            kept.append(column)
    return kept


def printed_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand on one baseline, from the top, each row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= _SAME_ROW_EM * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def grid(
    lines: Sequence[Line], where: Sequence[tuple[float, float]], cuts: Sequence[float]
) -> list[Row]:
    """The rows of cells; `cuts` are the heights of rules, which part rows.

    A line whose first cell is empty goes on with the row above, if it is near and fills few cells.
    """
    rows: list[Row] = []
    last = 0.0
    for printed in printed_rows(lines):
        row: Row = [Cell([]) for _ in where]
        for line in printed:
            row[_column(line, where)].lines.append(line)
        level = printed[0].baseline
        ruled = any(last < cut < level for cut in cuts)
        near = level - last <= _TIGHT_EM * printed[0].size
        if rows and near and not ruled and _goes_on(rows[-1], row, where):
            for above, below in zip(rows[-1], row, strict=True):
                above.lines += below.lines
        else:
            rows.append(row)
        last = level
    return rows


def _column(line: Line, where: Sequence[tuple[float, float]]) -> int:
    """The first column that the line touches, else the nearest."""
    touched = [place for place, one in enumerate(where) if _touches(one, line)]
    if touched:
        return touched[0]
    middle = (line.box.left + line.box.right) / 2
    return min(range(len(where)), key=lambda place: abs(sum(where[place]) / 2 - middle))


def _goes_on(above: Row, row: Row, where: Sequence[tuple[float, float]]) -> bool:
    filled = [place for place, cell in enumerate(row) if cell.lines]
    filled_above = sum(bool(cell.lines) for cell in above)
    if filled == [0]:
        text = row[0].text
        return text[:1].islower() or (text[:1] == "(" and filled_above > 1)
    if 0 in filled:
        return False
    if not all(above[place].lines for place in filled):
        return False
    return 2 * len(filled) <= max(filled_above, 1) or all(
        row[place].text[:1].islower() for place in filled
    )


def headed(
    rows: Sequence[Row], lines: Sequence[Line], where: Sequence[tuple[float, float]]
) -> list[Cell]:
    """The header's cells of all `rows` above the first record.

    A line over several columns stands in the header of each of them.
    """
    found = [Cell([]) for _ in where]
    for line in sorted(lines, key=lambda line: (round(line.baseline), line.box.left)):
        touched = [place for place, one in enumerate(where) if _touches(one, line)]
        for place in touched or [_column(line, where)]:
            found[place].lines.append(line)
    return found
