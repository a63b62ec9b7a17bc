"""Characters side by side → chunks: what no gutter parts, in the order of the file."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace

from .glyphs import Glyph

SPACE_EM = 0.15  # a gap this wide between two characters parts words, printed space or not
NO_SPACE_EM = 0.04  # one this narrow parts none, unless the file has a space there
GUTTER_EM = 1.0  # a gap this wide parts lines
SMALL = 0.88  # raised and lowered characters are smaller than this share of their line's size
_SAME_BASELINE_EM = 0.2
_LABEL = re.compile(r"[\[(]?(?:\d{1,3}|[ivx]{1,4}|[a-h])[.)\]]{1,2}|\d{1,3}|[•▪■●►▸◦‣–*-]")
_ACCENT_REACH = 400  # characters of the file between an accent and its letter
_NOTHING = "\x00"
_FREE_ACCENTS = {"\u0301": "´", "\u0308": "¨", "\u0303": "~", "\u0302": "^", "\u030c": "ˇ",
                 "\u0327": "¸"}  # fmt: skip


@dataclass(slots=True)
class Chunk:
    """Characters side by side, with a space before those that begin a word."""

    glyphs: list[Glyph]
    spaced: list[bool]
    place: int
    baseline: float
    size: float
    left: float
    right: float

    def takes(self, glyph: Glyph) -> bool:
        """Whether `glyph` stands straight behind the last character."""
        reference = max(self.size, glyph.style.size)
        gap = glyph.box.left - self.right
        if not -0.6 * reference <= gap <= GUTTER_EM * reference:
            return False
        return _on_one_line(self.baseline, self.size, glyph.baseline, glyph.style.size)

    def add(self, glyph: Glyph, *, space: str | None) -> None:
        """Put `glyph` behind the last; `space` is what the file has between them."""
        gap = glyph.box.left - self.right
        small = max(min(self.size, glyph.style.size), 1.0)
        self.glyphs.append(glyph)
        least = NO_SPACE_EM if space == "" else SPACE_EM
        self.spaced.append(space == " " or gap > least * small)
        self.right = max(self.right, glyph.box.right)
        if glyph.style.size > self.size / SMALL:
            self.size, self.baseline = glyph.style.size, glyph.baseline


def in_file_order(glyphs: list[Glyph]) -> list[Chunk]:
    """Characters that the file writes one behind the other, put together."""
    chunks: list[Chunk] = []
    space: str | None = None  # " " printed, "" supposed, None: none
    for place, glyph in enumerate(glyphs):
        if glyph.text in ("", " "):
            space = glyph.text if space != " " else space
            continue
        if chunks and chunks[-1].takes(glyph):
            chunks[-1].add(glyph, space=space)
        else:
            chunks.append(
                Chunk([glyph], [False], place, glyph.baseline, glyph.style.size, glyph.box.left,
                       glyph.box.right)
            )  # fmt: skip
        space = None
    return chunks


def _on_one_line(baseline: float, size: float, other: float, other_size: float) -> bool:
    large = max(size, other_size)
    if abs(baseline - other) <= _SAME_BASELINE_EM * large:
        return True
    return min(size, other_size) < SMALL * large and abs(baseline - other) <= 0.65 * large


def merged(chunks: list[Chunk]) -> list[Chunk]:
    """Chunks that the file writes apart, though they stand side by side, put together."""
    kept: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda chunk: (round(chunk.baseline), chunk.left)):
        beside = next((other for other in reversed(kept[-40:]) if _touch(other, chunk)), None)
        if beside is None:
            kept.append(chunk)
        else:
            _put_together(beside, chunk)
    return sorted(kept, key=lambda chunk: chunk.place)


def labelled(chunks: list[Chunk]) -> list[Chunk]:
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


def justified(chunks: list[Chunk]) -> list[Chunk]:
    """Chunks of a line with very wide spaces put together.

    They fill the very width of the line above or below, in the same size, and no gutter is there.
    """
    rows: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        rows.setdefault(round(chunk.baseline), []).append(chunk)
    gone: set[int] = set()
    for row in rows.values():
        row.sort(key=lambda chunk: chunk.left)
        for whole in (chunk for chunk in chunks if len(chunk.glyphs) > 20):
            if not 0 < abs(whole.baseline - row[0].baseline) <= 1.6 * whole.size:
                continue
            inside = [chunk for chunk in row if id(chunk) not in gone and _inside(chunk, whole)]
            if len(inside) > 1 and _fills(inside, whole):
                for chunk in inside[1:]:
                    _put_together(inside[0], chunk)
                    gone.add(id(chunk))
    return [chunk for chunk in chunks if id(chunk) not in gone]


def _inside(chunk: Chunk, whole: Chunk) -> bool:
    within = whole.left - 2 <= chunk.left and chunk.right <= whole.right + 2
    return within and abs(chunk.size - whole.size) < 0.5


def _fills(parts: list[Chunk], whole: Chunk) -> bool:
    gaps = [two.left - one.right for one, two in itertools.pairwise(parts)]
    ends = abs(parts[-1].right - whole.right) < 2.5 and parts[0].left - whole.left < 2 * whole.size
    return ends and max(gaps) < 3 * whole.size


def _touch(one: Chunk, two: Chunk) -> bool:
    if not _on_one_line(one.baseline, one.size, two.baseline, two.size):
        return False
    large = max(one.size, two.size)
    gap = max(one.left, two.left) - min(one.right, two.right)
    apart = abs(one.baseline - two.baseline) > _SAME_BASELINE_EM * large
    # Other sizes on one height are a superscript, or the text of another column.
    other = min(one.size, two.size) < SMALL * large
    return -0.3 * large <= gap <= (0.4 if apart or other else 0.9 * GUTTER_EM) * large


def _put_together(one: Chunk, two: Chunk) -> None:
    if two.size > one.size / SMALL:
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


def accented(glyphs: list[Glyph]) -> list[Glyph]:
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
