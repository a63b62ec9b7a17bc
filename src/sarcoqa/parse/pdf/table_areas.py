"""Where a page's tables stand: from a caption to the last of the rules below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .glyphs import Box
from .grids import printed_rows
from .lines import Line
from .segments import is_caption
from .typesetting import Setting

_TABLE = re.compile(r"^(?:supplementary\s+)?table\s*\.?\s*(?:S?\d|[IVX]+\b)", re.IGNORECASE)
_REACH = 90.0  # points: the first rule is at most so far below the caption's first line
_SAME_EDGE = 10.0
MOST_PROSE_LINES = 3


@dataclass(slots=True)
class TableArea:
    """The lines of a table on one page: caption, header, body, and notes below.

    `cuts` are the heights of the rules inside.
    """

    page: int
    caption: list[Line]
    header: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """All lines that belong to the table."""
        return [*self.caption, *self.header, *self.body, *self.foot]


def find_tables(lines: Sequence[Line], rules: Sequence[Box], how: Setting) -> list[TableArea]:
    """The tables of a page, each with the lines that belong to it."""
    levels = _joined(rules)
    found: list[TableArea] = []
    taken: set[int] = set()
    for line in sorted(lines, key=lambda line: line.baseline):
        if id(line) in taken or not (_TABLE.match(line.text) and is_caption(line.text)):
            continue
        free = [other for other in lines if id(other) not in taken]
        area = _ruled(line, free, levels, how) or _aligned(line, free, how)
        if area is not None:
            found.append(area)
            taken.update(id(member) for member in area.lines())
    return found


def _joined(rules: Sequence[Box]) -> list[Box]:
    """Rules with those on the same height joined that touch, from the top."""
    kept: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top / 2), rule.left)):
        last = kept[-1] if kept else None
        if last and abs(last.top - rule.top) < 2 and rule.left - last.right < 8:
            kept[-1] = Box(last.left, last.top, max(last.right, rule.right), last.bottom)
        else:
            kept.append(rule)
    return kept


def _ruled(
    caption: Line, lines: Sequence[Line], levels: Sequence[Box], how: Setting
) -> TableArea | None:
    below = [
        rule
        for rule in levels
        if caption.baseline < rule.top < caption.baseline + _REACH
        and rule.left < caption.box.right
        and rule.right > caption.box.left
        and rule.width > 60
    ]
    if not below:
        return None
    first = below[0]
    inside = [rule for rule in levels if rule.top > first.top + 2 and _within(rule, first)]
    last = first
    wide = []
    for rule in inside:
        if _prose_between(lines, last, rule, how) >= MOST_PROSE_LINES or any(
            is_caption(line.text) and last.top < line.baseline < rule.top for line in lines
        ):
            break
        last = rule
        wide.append(rule)
    # The last rule is as wide as the first; what follows may belong to a drawing.
    while wide and any(_spans(rule, first) for rule in wide) and not _spans(wide[-1], first):
        wide.pop()
    if not wide:
        return None
    whole = sum(_spans(rule, first) for rule in wide)
    bottom = wide[-1].top
    if whole <= 1:  # the table goes on over the page's end, or has no rule below
        bottom = _open_end(lines, first, bottom, how)
    return _area(caption, lines, first, wide, bottom, how)


def _open_end(lines: Sequence[Line], first: Box, last: float, how: Setting) -> float:
    """The height at which rows of several parts end below `last`."""
    across = (first.left - 4, first.right + 4)
    inside = [
        line
        for line in lines
        if line.baseline > last + 1 and across[0] <= line.box.left and line.box.right <= across[1]
    ]
    level, parted = last, 0
    for row in printed_rows(inside):
        if row[0].baseline - level > 3.5 * row[0].size or _is_prose(row, how):
            break
        if any(is_caption(line.text) for line in row):
            break
        parted += len(row) > 1
        level = row[0].baseline + 1
    return level if parted > 1 else last


def _is_prose(row: Sequence[Line], how: Setting) -> bool:
    return all(line.size >= how.size - 0.4 and how.is_plain(line) for line in row) and any(
        line.box.width > 0.6 * how.measure for line in row
    )


def _spans(rule: Box, first: Box) -> bool:
    return rule.width > first.width - 2 * _SAME_EDGE


def _within(rule: Box, first: Box) -> bool:
    return rule.left >= first.left - _SAME_EDGE and rule.right <= first.right + _SAME_EDGE


def _prose_between(lines: Sequence[Line], above: Box, below: Box, how: Setting) -> int:
    """How many lines of body text, and nothing beside them, stand between two rules."""
    return sum(
        line.size >= how.size - 0.4
        and how.is_plain(line)
        and line.box.width > min(0.75 * above.width, 0.85 * how.measure)
        and above.top < line.baseline < below.top
        and above.left - 5 < line.box.left < above.right
        for line in lines
    )


def _area(
    caption: Line, lines: Sequence[Line], first: Box, wide: Sequence[Box], bottom: float,
    how: Setting,
) -> TableArea:  # fmt: skip
    across = [
        line
        for line in lines
        if first.left - 4 <= (line.box.left + line.box.right) / 2 <= first.right + 4
    ]
    head_end = next((rule.top for rule in wide if rule.width > 0.8 * first.width), first.top)
    area = TableArea(caption.page, [], cuts=[rule.top for rule in wide])
    for line in across:
        if caption.baseline - 1 <= line.baseline < first.top + 1:
            area.caption.append(line)
        elif first.top < line.baseline <= head_end and head_end < bottom:
            area.header.append(line)
        elif first.top < line.baseline <= bottom + 1:
            area.body.append(line)
    area.foot = _foot(across, bottom, how)
    return area


def _foot(lines: Sequence[Line], bottom: float, how: Setting) -> list[Line]:
    """Small lines that follow the table's end without a gap."""
    found: list[Line] = []
    level = bottom
    for row in printed_rows([line for line in lines if line.baseline > bottom + 1]):
        small = all(line.size < how.size - 0.4 for line in row)
        if not small or row[0].baseline - level > 2.0 * row[0].size + 4:
            break
        if any(is_caption(line.text) for line in row):
            break
        found += row
        level = row[0].baseline
    return found


def _aligned(caption: Line, lines: Sequence[Line], how: Setting) -> TableArea | None:
    """A table without rules: rows of several parts each, straight below the caption."""
    area = TableArea(caption.page, [caption])
    below = [line for line in lines if line.baseline > caption.baseline + 1]
    level, parted = caption.baseline, 0
    for row in printed_rows([line for line in below if line.box.right > caption.box.left - 5]):
        far = row[0].baseline - level > 3.5 * row[0].size
        prose = len(row) == 1 and row[0].size >= how.size - 0.4 and how.is_plain(row[0])
        if far or prose or any(is_caption(line.text) for line in row):
            break
        level = row[0].baseline
        parted += len(row) > 1
        (area.body if parted else area.caption).extend(row)
    return area if parted >= 3 else None
