"""Characters → lines: what stands side by side on one baseline, without crossing a gutter."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from .chunks import SMALL, Chunk, accented, in_file_order, justified, labelled, merged
from .glyphs import Box, Glyph, Style, around

_RAISED_EM = 0.12


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style; `raised` is 1 for a superscript, -1 for a subscript, else 0."""

    text: str
    style: Style
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one between two gutters. `style` is that of most of its characters.

    `place` is where its first character stands in the order of the file.
    """

    page: int
    box: Box
    baseline: float
    style: Style
    runs: tuple[Run, ...]
    place: int

    @property
    def text(self) -> str:
        """Its characters, raised ones among them."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def size(self) -> float:
        """The size of most of its characters, in points."""
        return self.style.size


def page_lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page, in the order of the file."""
    return [line for line, _ in lines_with_glyphs(glyphs, page)]


def lines_with_glyphs(glyphs: list[Glyph], page: int) -> list[tuple[Line, list[Glyph]]]:
    """The lines of a page, in the order of the file, each with its characters from the left."""
    chunks = in_file_order(accented(glyphs))
    chunks = labelled(justified(merged(chunks)))
    return [(line, chunk.glyphs) for chunk in chunks if (line := _line(chunk, page)).text]


def _line(chunk: Chunk, page: int) -> Line:
    sizes: Counter[Style] = Counter()
    for glyph in chunk.glyphs:
        sizes[glyph.style] += len(glyph.text)
    style = sizes.most_common(1)[0][0]
    level = [g.baseline for g in chunk.glyphs if g.style.size > SMALL * chunk.size]
    baseline = sorted(level)[len(level) // 2] if level else chunk.baseline
    box = around([glyph.box for glyph in chunk.glyphs])
    runs = _runs(chunk, baseline)
    return Line(page, box, baseline, style, tuple(runs), chunk.place)


def _runs(chunk: Chunk, baseline: float) -> list[Run]:
    runs: list[Run] = []
    before: Glyph | None = None
    for glyph, spaced in zip(chunk.glyphs, chunk.spaced, strict=True):
        raised = _raised(glyph, baseline, chunk.size)
        text = (" " if spaced and before is not None else "") + glyph.text
        if runs and runs[-1].style == glyph.style and runs[-1].raised == raised:
            runs[-1] = replace(runs[-1], text=runs[-1].text + text)
        else:
            runs.append(Run(text, glyph.style, raised))
        before = glyph
    return [replace(run, text=unicodedata.normalize("NFC", run.text)) for run in runs]


def _raised(glyph: Glyph, baseline: float, size: float) -> int:
    if glyph.style.size >= SMALL * size:
        return 0
    up = baseline - glyph.baseline
    if up > _RAISED_EM * size:
        return 1
    return -1 if up < -0.06 * size else 0
