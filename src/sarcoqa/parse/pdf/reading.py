"""Lines → blocks in the order in which a reader takes them.

The order is that of T. Breuel ("High performance document layout analysis", 2003): of two blocks
the upper goes first if they share a part of their width; else the left one goes first, unless
something that reaches over both stands between their heights. Nothing is assumed about the number
of columns. Where this leaves a choice, the order of the file decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .glyphs import Box, around
from .lines import Line

LEADING_EM = 1.75  # lines of one block stand at most so far apart, baseline to baseline
_SHARED = 0.25  # share of the narrower line's width that neighbours must have in common
MOST_BLOCKS = 400  # of a page; with more (a drawing of words) the order of the file is kept


@dataclass(frozen=True, slots=True)
class Block:
    """Lines one below the other, from the top."""

    page: int
    box: Box
    lines: tuple[Line, ...]


def in_reading_order(lines: Sequence[Line]) -> list[Block]:
    """The blocks of one page in reading order."""
    blocks = _blocks(lines)
    if len(blocks) > MOST_BLOCKS:
        return sorted(blocks, key=_place)
    return _sorted(blocks)


def _place(block: Block) -> int:
    return min(line.place for line in block.lines)


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines joined with the one line that is below each, where it is the only one, and near."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.left))
    below = {id(line): _below(line, ordered[place + 1 :]) for place, line in enumerate(ordered)}
    above: dict[int, list[Line]] = {id(line): [] for line in ordered}
    for line in ordered:
        for lower in below[id(line)]:
            above[id(lower)].append(line)
    taken: set[int] = set()
    blocks = []
    for line in ordered:
        if id(line) in taken:
            continue
        column = [line]
        while len(found := below[id(column[-1])]) == 1 and len(above[id(found[0])]) == 1:
            column.append(found[0])
        taken.update(id(member) for member in column)
        box = around([member.box for member in column])
        blocks.append(Block(line.page, box, tuple(column)))
    return blocks


def _below(line: Line, lower: Sequence[Line]) -> list[Line]:
    """The lines of the next row below `line` that share a part of its width."""
    found: list[Line] = []
    for other in lower:
        gap = other.baseline - line.baseline
        if gap > LEADING_EM * max(line.size, other.size):
            if gap > 60:
                break
            continue
        if gap < 0.35 * min(line.size, other.size):
            continue  # beside, not below
        if found and other.baseline - found[0].baseline > 0.5 * other.size:
            break
        shared = line.box.beside(other.box)
        if shared > _SHARED * min(line.box.width, other.box.width):
            found.append(other)
    return found


def _sorted(blocks: Sequence[Block]) -> list[Block]:
    before = _before(blocks)
    waiting = before.sum(axis=0)  # how many blocks must come first
    places = [_place(block) for block in blocks]
    left = set(range(len(blocks)))
    order: list[Block] = []
    last = -1
    while left:
        free = [at for at in left if waiting[at] == 0] or list(left)
        # What the file writes next, else what it writes first.
        chosen = min(free, key=lambda at: (places[at] < last, places[at]))
        left.remove(chosen)
        waiting = waiting - before[chosen]
        last = places[chosen]
        order.append(blocks[chosen])
    return order


def _before(blocks: Sequence[Block]) -> np.ndarray:
    """(n, n) bool: whether the row's block goes before the column's."""
    count = len(blocks)
    if not count:
        return np.zeros((0, 0), dtype=bool)
    left, top, right, bottom = np.array(
        [(b.box.left, b.box.top, b.box.right, b.box.bottom) for b in blocks]
    ).T
    shared = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    beside = shared > 2.0
    higher = (top + bottom)[:, None] < (top + bottom)
    lefter = ~beside & ((left + right)[:, None] < (left + right))
    before = beside & higher
    middle = (top + bottom) / 2
    for place in range(count):
        between = (np.minimum(middle[:, None], middle) < middle[place]) & (
            middle[place] < np.maximum(middle[:, None], middle)
        )
        over_both = beside[:, place][:, None] & beside[place]
        lefter &= ~(between & over_both)
    result: np.ndarray = before | lefter
    np.fill_diagonal(result, False)
    return result
