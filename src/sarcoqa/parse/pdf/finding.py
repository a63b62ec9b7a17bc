"""Texts on a printed page → the boxes of the lines that print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ...text import folded
from ..alignment import letters_of
from ..wanted import Wanted
from .glyphs import Box, Glyph, PrintedPage, around
from .lines import Line, lines_with_glyphs
from .matching import SURE_LETTERS, PageLetters, locate
from .reading import in_reading_order

UP_EM, DOWN_EM = 0.82, 0.27  # the loose boxes of some fonts reach over the lines around
_ROW_POINTS = 3.0
_SIGNS = re.compile(r"(?<=\d)[.,·](?=\d)|[<>=≤≥±%/+]|[^\W_]")


@dataclass(frozen=True, slots=True)
class _Order:
    """The characters of a page in one order, the line of each, and their letters."""

    glyphs: list[Glyph]
    lines: list[Line]
    letters: PageLetters
    owners: list[int]  # of each letter, the place of its character


class PageFinder:
    """Finds texts on a page, in the orders in which its letters may be those of a text: that of a
    reader, that of the file, and that of the rows of a table.
    """

    def __init__(self, printed: PrintedPage) -> None:
        pairs = lines_with_glyphs(printed.glyphs, printed.number)
        glyphs = {id(line): own for line, own in pairs}
        lines = [line for line, _ in pairs]
        reading = [line for block in in_reading_order(lines) for line in block.lines]
        rows = sorted(lines, key=lambda line: (line.baseline // _ROW_POINTS, line.box.left))
        self._orders = [_order(order, glyphs) for order in (reading, lines, rows)]

    def find(self, wanted: Wanted) -> list[Box]:
        """A box for each line that prints `wanted`; none where that is not sure."""
        located = locate(wanted, [order.letters for order in self._orders])
        if located is None:
            return []
        order = self._orders[located[0]]
        runs = [(order.owners[start], order.owners[end - 1]) for start, end in located[1]]
        if not _says_the_same(order, runs, wanted.text):
            return []
        lead, trail = _ends(wanted.text)
        runs[0] = (_moved(order, runs[0][0], lead, -1), runs[0][1])
        runs[-1] = (runs[-1][0], _moved(order, runs[-1][1], trail, 1))
        return list(chain.from_iterable(_line_boxes(order, *run) for run in runs))


def _order(lines: Sequence[Line], glyphs: dict[int, list[Glyph]]) -> _Order:
    every: list[Glyph] = []
    of_lines: list[Line] = []
    owners: list[int] = []
    forms: list[str] = []
    breaks = {0}
    for line in lines:
        for glyph in glyphs[id(line)]:
            form = letters_of(glyph.text).form
            owners += [len(every)] * len(form)
            forms.append(form)
            every.append(glyph)
            of_lines.append(line)
        breaks.add(len(owners))
    return _Order(every, of_lines, PageLetters("".join(forms), frozenset(breaks)), owners)


def _says_the_same(order: _Order, runs: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a short text has the same signs, points in numbers and Greek letters in the print.

    Of a long one the letters say enough, and the two forms of a paper spell formulas differently.
    """
    if len(letters_of(text).form) >= SURE_LETTERS:
        return True
    print_ = (order.glyphs[place].text for one, two in runs for place in range(one, two + 1))
    inner = text[slice(*_inner(text))]
    return _SIGNS.findall(folded("".join(print_))) == _SIGNS.findall(folded(inner))


def _inner(text: str) -> tuple[int, int]:
    """Where the first letter of a text stands, and the end of the last."""
    offsets = letters_of(text).offsets
    return offsets[0], offsets[-1] + 1


def _ends(text: str) -> tuple[str, str]:
    """What stands before the first letter, outwards, and behind the last; without spaces."""
    first, last = _inner(text)
    return "".join(text[:first].split())[::-1], "".join(text[last:].split())


def _moved(order: _Order, place: int, signs: str, step: int) -> int:
    """`place` moved over the `signs` that stand beside it on its line."""
    for sign in signs:
        beside = place + step
        on_page = 0 <= beside < len(order.glyphs) and order.lines[beside] is order.lines[place]
        if not on_page or folded(order.glyphs[beside].text) != folded(sign):
            break
        place = beside
    return place


def _line_boxes(order: _Order, first: int, last: int) -> list[Box]:
    """The box of each line of the characters `first` to `last`."""
    by_line: dict[int, list[Box]] = {}
    for place in range(first, last + 1):
        box, line = order.glyphs[place].box, order.lines[place]
        size = max(line.size, 1.0)
        top = max(box.top, line.baseline - UP_EM * size)
        bottom = min(box.bottom, line.baseline + DOWN_EM * size)
        if top < bottom:
            by_line.setdefault(id(line), []).append(Box(box.left, top, box.right, bottom))
    return [around(boxes) for boxes in by_line.values()]
