"""How a paper is set: which size and styles are its body, which are emphasis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lines import Line

_PLAIN_SHARE = 0.04  # a style that prints this share of the characters is no emphasis
_PARAGRAPH_LINES = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paper is set: the size of its body, the styles that are no emphasis, marks raised.

    `measure` is the usual width of a line of the body, in points.
    """

    size: float
    plain: frozenset[tuple[str, float]]
    measure: float = 0.0
    citing: bool = False

    def is_plain(self, line: Line) -> bool:
        """Whether a part of the line is set in a style without emphasis."""
        return any(
            (run.style.font, run.style.size) in self.plain and re.search(r"[^\W\d_]{2}", run.text)
            for run in line.runs
            if run.raised == 0
        )


def setting(lines: Sequence[Line]) -> Setting:
    """The setting of a paper, by what most of its characters are set in."""
    styles: Counter[tuple[str, float]] = Counter()
    sizes: Counter[float] = Counter()
    bold: set[tuple[str, float]] = set()
    for line in lines:
        for run in line.runs:
            styles[run.style.font, run.style.size] += len(run.text)
            if run.style.bold:
                bold.add((run.style.font, run.style.size))
        # Lines of a column are long: table cells and lists of references are less so.
        if len(line.text) > 25:
            sizes[line.size] += len(line.text)
    whole = styles.total() or 1
    plain = {style for style, count in styles.items() if count > _PLAIN_SHARE * whole} - bold
    plain |= _of_paragraphs(lines)
    size = _body_size(lines, sizes)
    widths = sorted(
        line.box.width for line in lines if len(line.text) > 25 and abs(line.size - size) < 0.3
    )
    return Setting(size, frozenset(plain), widths[len(widths) // 2] if widths else 0.0)


def _of_paragraphs(lines: Sequence[Line]) -> set[tuple[str, float]]:
    """Styles in which whole paragraphs are set: many full lines one after the other."""
    found: set[tuple[str, float]] = set()
    alike = 0
    for before, line in pairwise(lines):
        same = before.style == line.style and before.page == line.page and len(line.text) > 35
        alike = alike + 1 if same else 0
        if alike >= _PARAGRAPH_LINES:
            found.add((line.style.font, line.style.size))
    return found


def _body_size(lines: Sequence[Line], sizes: Counter[float]) -> float:
    """The largest of the sizes in which much is set: notes and references are set smaller."""
    if not sizes:
        return lines[0].size if lines else 10.0
    enough = 0.3 * sizes.most_common(1)[0][1]
    return max(size for size, count in sizes.items() if count >= enough)
