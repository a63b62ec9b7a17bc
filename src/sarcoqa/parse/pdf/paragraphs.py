"""Prose segments → paragraphs: by indents, short last lines and gaps; bullets begin one each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .lines import Line
from .segments import Segment

INDENT_EM = 0.6
_BULLET = re.compile(r"^(?:[•▪■●►▸◦‣*–-]\s|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s|\d{1,2}\.\s+[A-Z])")
_TERMINAL = re.compile(r"[.!?:;…][\"”’»)\]]*(?:\s?\[[\d,;–\s-]+\])*$")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; a mark may stand behind its full stop."""
    return bool(_TERMINAL.search(text))


def split_paragraphs(segment: Segment) -> list[list[Line]]:
    """The lines of each paragraph of a prose segment.

    Where most lines are indented (a hanging indent), those that are not begin a paragraph.
    """
    lines = segment.lines
    if not lines:
        return []
    lefts = [line.box.left for line in lines]
    base = min(lefts)
    step = INDENT_EM * segment.size
    indented = sum(left > base + step for left in lefts)
    hanging = len(lines) >= 3 and indented > 0.5 * len(lines)
    gap = _usual_gap(lines)
    found = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if _begins(before, line, segment, base + step, hanging=hanging, gap=gap):
            found.append([])
        found[-1].append(line)
    return found


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = sorted(b.baseline - a.baseline for a, b in itertools.pairwise(lines))
    return gaps[len(gaps) // 2] if gaps else 0.0


def _begins(
    before: Line, line: Line, segment: Segment, inner: float, *, hanging: bool, gap: float
) -> bool:
    is_in, was_in = line.box.left > inner, before.box.left > inner
    ends = ends_sentence(before.text)
    if line.baseline - before.baseline > 1.3 * gap and (ends or not line.text[:1].islower()):
        return True
    if _BULLET.match(line.text) and (ends or was_in != is_in or _BULLET.match(before.text)):
        return True
    if hanging:
        return not is_in and was_in
    if is_in and not was_in:
        return ends or not line.text[:1].islower()
    short = before.box.right < segment.right - 3 * before.size
    return short and ends and not line.text[:1].islower()
