"""Characters of a page with their boxes and styles, and the rules and areas drawn on it.

Coordinates are points; x grows to the right and y *downwards*, from the corner where reading
begins: a page whose text runs upwards is turned first.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, left <= right and top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    def beside(self, other: Box) -> float:
        """Points of x that both cover; negative: the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def level(self, other: Box) -> float:
        """Points of y that both cover; negative: the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of `boxes` (at least one)."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are set: the font's name, its size in points, bold or italic."""

    font: str
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class Glyph:
    """A printed character; `text` has one or more characters (a ligature is spelt out).

    `baseline` is the y of its origin, `box` as wide as its advance. A space has `text` " " and no
    meaningful box; `text` "" is a space that only pdfium supposes.
    """

    text: str
    box: Box
    baseline: float
    style: Style


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is printed on one page, in the order of the file.

    `rules` are thin horizontal lines. `hidden` is text that no reader sees and that is left out of
    `glyphs`; `recognised`: the characters lie unseen over a picture of the page; `unreadable` are
    characters that stand for nothing; `pictured`: a picture covers the page. `angle`: by how much
    the page was turned to its text, degrees clockwise from PDF coordinates.
    """

    number: int
    label: str
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]
    hidden: str = ""
    recognised: bool = False
    unreadable: int = 0
    pictured: bool = False
    angle: int = 0


_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\u0002": "-", "\u00ad": "-", "\ufffe": "-", "\u00a0": " ", "\u2002": " ", "\u2003": " ",
    "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u200b": "", "\u2010": "-", "\u2011": "-",
    "\ufeff": "", "\t": " ", "´": "\u0301", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302",
    "ˇ": "\u030c", "¸": "\u0327",
}  # fmt: skip


@lru_cache(maxsize=4096)
def spelt(code: int) -> str:
    """The characters that a code point prints; "" for what prints nothing.

    A free-standing accent becomes a combining one: `lines` sets it on its letter.
    """
    if code in (0, 0xFFFD) or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF:
        return "\ufffd"
    char = chr(code)
    if 0x1D400 <= code <= 0x1D7FF:  # letters of formulas, as letters
        return unicodedata.normalize("NFKC", char)
    if char in _LIGATURES:
        return _LIGATURES[char]
    return "" if code < 32 or 127 <= code < 160 else char
