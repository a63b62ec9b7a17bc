"""Characters → lines: what stands side by side on one baseline, without crossing a gutter."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from .glyphs import Box, Glyph, Style, around

SPACE_EM = 0.15  # a gap this wide between two characters parts words, printed space or not
NO_SPACE_EM = 0.04  # one this narrow parts none, unless the file has a space there
GUTTER_EM = 1.0  # a gap this wide parts lines
_SMALL = 0.88  # raised and lowered characters are smaller than this share of their line's size
_SAME_BASELINE_EM = 0.2
_RAISED_EM = 0.12
_LABEL = re.compile(r"[\[(]?(?:\d{1,3}|[ivx]{1,4}|[a-h])[.)\]]{1,2}|\d{1,3}|[•▪■●►▸◦‣–*-]")
_ACCENT_REACH = 400  # characters of the file between an accent and its letter
_NOTHING = "\x00"
_FREE_ACCENTS = {"\u0301": "´", "\u0308": "¨", "\u0303": "~", "\u0302": "^", "\u030c": "ˇ",
                 "\u0327": "¸"}  # fmt: skip


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


@dataclass(slots=True)
class _Chunk:
    """Characters side by side, with a space before those that begin a word."""

    glyphs: list[Glyph]
    spaced: list[bool]
    place: int
    baseline: float
    size: float
    left: float
    right: float

    def takes(self, glyph: Glyph) -> bool:
        reference = max(self.size, glyph.style.size)
        gap = glyph.box.left - self.right
        if not -0.6 * reference <= gap <= GUTTER_EM * reference:
            return False
        return _on_one_line(self.baseline, self.size, glyph.baseline, glyph.style.size)

    def add(self, glyph: Glyph, *, space: str | None) -> None:
        gap = glyph.box.left - self.right
        small = max(min(self.size, glyph.style.size), 1.0)
        self.glyphs.append(glyph)
        least = NO_SPACE_EM if space == "" else SPACE_EM
        self.spaced.append(space == " " or gap > least * small)
        self.right = max(self.right, glyph.box.right)
        if glyph.style.size > self.size / _SMALL:
            self.size, self.baseline = glyph.style.size, glyph.baseline


def page_lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page, in the order of the file."""
    chunks = _in_file_order(_accented(glyphs))
    chunks = _labelled(_justified(_merged(chunks)))
    return [line for chunk in chunks if (line := _line(chunk, page)).text]


def _in_file_order(glyphs: list[Glyph]) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    space: str | None = None  # " " printed, "" supposed, None: none
    for place, glyph in enumerate(glyphs):
        if glyph.text in ("", " "):
            space = glyph.text if space != " " else space
            continue
        if chunks and chunks[-1].takes(glyph):
            chunks[-1].add(glyph, space=space)
        else:
            chunks.append(
                _Chunk([glyph], [False], place, glyph.baseline, glyph.style.size, glyph.box.left,
                       glyph.box.right)
            )  # fmt: skip
        space = None
    return chunks


def _on_one_line(baseline: float, size: float, other: float, other_size: float) -> bool:
    large = max(size, other_size)
    if abs(baseline - other) <= _SAME_BASELINE_EM * large:
        return True
    return min(size, other_size) < _SMALL * large and abs(baseline - other) <= 0.65 * large


def _merged(chunks: list[_Chunk]) -> list[_Chunk]:
    """Chunks that the file writes apart, though they stand side by side, put together."""
    kept: list[_Chunk] = []
    for chunk in sorted(chunks, key=lambda chunk: (round(chunk.baseline), chunk.left)):
        beside = next((other for other in reversed(kept[-40:]) if _touch(other, chunk)), None)
        if beside is None:
            kept.append(chunk)
        else:
            _put_together(beside, chunk)
    return sorted(kept, key=lambda chunk: chunk.place)


def _labelled(chunks: list[_Chunk]) -> list[_Chunk]:
    """Numbers of entries and bullets put before the text that stands behind them."""
    gone: set[int] = set()
    labels = [chunk for chunk in chunks if len(chunk.glyphs) <= 6]
    for label in labels:
        text = "".join(glyph.text for glyph in label.glyphs)
        if not _LABEL.fullmatch(text):
            continue
        reach = (3.0 if text[-1] in ".)]" or not text.isalnum() else 1.8) * label.size
        behind = [
            chunk
            for chunk in chunks
            if chunk is not label
            and id(chunk) not in gone
            and 0 < chunk.left - label.right <= reach
            and abs(chunk.baseline - label.baseline) <= _SAME_BASELINE_EM * label.size
            and chunk.glyphs[0].text.isprintable()
        ]
        nearest = min(behind, key=lambda chunk: chunk.left, default=None)
        if nearest is not None and len(nearest.glyphs) > 8:
            _put_together(nearest, label)
            gone.add(id(label))
    return [chunk for chunk in chunks if id(chunk) not in gone]


def _justified(chunks: list[_Chunk]) -> list[_Chunk]:
    """Chunks of a line with very wide spaces put together.

    They fill the very width of the line above or below, in the same size, and no gutter is there.
    """
    rows: dict[int, list[_Chunk]] = {}
    for chunk in chunks:
        rows.setdefault(round(chunk.baseline), []).append(chunk)
    gone: set[int] = set()
    for row in rows.values():
        row.sort(key=lambda chunk: chunk.left)
        for whole in (chunk for chunk in chunks if len(chunk.glyphs) > 20):
            if not 0 < abs(whole.baseline - row[0].baseline) <= 1.6 * whole.size:
                continue
            inside = [c for c in row if id(c) not in gone and whole.left - 2 <= c.left
                      and c.right <= whole.right + 2 and abs(c.size - whole.size) < 0.5]  # fmt: skip
            if len(inside) > 1 and _fills(inside, whole):
                for chunk in inside[1:]:
                    _put_together(inside[0], chunk)
                    gone.add(id(chunk))
    return [chunk for chunk in chunks if id(chunk) not in gone]


def _fills(parts: list[_Chunk], whole: _Chunk) -> bool:
    gaps = [two.left - one.right for one, two in zip(parts, parts[1:], strict=False)]
    ends = abs(parts[-1].right - whole.right) < 2.5 and parts[0].left - whole.left < 2 * whole.size
    return ends and max(gaps) < 3 * whole.size


def _touch(one: _Chunk, two: _Chunk) -> bool:
    if not _on_one_line(one.baseline, one.size, two.baseline, two.size):
        return False
    large = max(one.size, two.size)
    gap = max(one.left, two.left) - min(one.right, two.right)
    apart = abs(one.baseline - two.baseline) > _SAME_BASELINE_EM * large
    # Other sizes on one height are a superscript, or the text of another column.
    other = min(one.size, two.size) < _SMALL * large
    return -0.3 * large <= gap <= (0.4 if apart or other else 0.9 * GUTTER_EM) * large


def _put_together(one: _Chunk, two: _Chunk) -> None:
    if two.size > one.size / _SMALL:
        one.size, one.baseline = two.size, two.baseline
    first, second = (one, two) if one.left <= two.left else (two, one)
    gap = second.left - first.right
    glyphs = first.glyphs + second.glyphs
    small = max(min(first.glyphs[-1].style.size, second.glyphs[0].style.size), 1.0)
    parted = gap > SPACE_EM * small
    spaced = [*first.spaced, parted, *second.spaced[1:]]
    one.place = min(one.place, two.place)
    one.left, one.right = min(one.left, two.left), max(one.right, two.right)
    one.glyphs, one.spaced = glyphs, spaced


def _line(chunk: _Chunk, page: int) -> Line:
    sizes: Counter[Style] = Counter()
    for glyph in chunk.glyphs:
        sizes[glyph.style] += len(glyph.text)
    style = sizes.most_common(1)[0][0]
    level = [g.baseline for g in chunk.glyphs if g.style.size > _SMALL * chunk.size]
    baseline = sorted(level)[len(level) // 2] if level else chunk.baseline
    box = around([glyph.box for glyph in chunk.glyphs])
    runs = _runs(chunk, baseline)
    return Line(page, box, baseline, style, tuple(runs), chunk.place)


def _runs(chunk: _Chunk, baseline: float) -> list[Run]:
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
    if glyph.style.size >= _SMALL * size:
        return 0
    up = baseline - glyph.baseline
    if up > _RAISED_EM * size:
        return 1
    return -1 if up < -0.06 * size else 0


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Free-standing accents set on the letter over which they are printed, wherever it is."""
    found = list(glyphs)
    for place, accent in enumerate(glyphs):
        if accent.text not in _FREE_ACCENTS:
            continue
        near = range(max(0, place - _ACCENT_REACH), min(len(found), place + _ACCENT_REACH))
        middle = (accent.box.left + accent.box.right) / 2
        under = [
            at
            for at in near
            if (letter := found[at]).text.isalpha()
            and letter.box.left - 0.3 <= middle <= letter.box.right + 0.3
            and abs(letter.baseline - accent.baseline) < 0.5 * letter.style.size
        ]
        if not under:
            found[place] = replace(accent, text=_FREE_ACCENTS[accent.text])
            continue
        at = min(under, key=lambda at: abs(at - place))
        plain = {"ı": "i", "ȷ": "j"}.get(found[at].text, found[at].text)
        found[at] = replace(found[at], text=unicodedata.normalize("NFC", plain + accent.text))
        found[place] = replace(accent, text=_NOTHING)
    return [glyph for glyph in found if glyph.text != _NOTHING]
