"""Rules, pictures and coloured areas of a page; and the turning of a page to its text."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from .glyphs import Box

MOST_OBJECTS = 6000  # of a page whose pictures are drawn by lines; the rest is not looked at
WHITE = 250


class Turn:
    """From PDF coordinates to those of a page whose text runs to the right."""

    def __init__(self, angle: int, crop: tuple[float, float, float, float]) -> None:
        self.angle = angle
        self.left, self.bottom, self.right, self.top = crop
        upright = angle in (0, 180)
        across, down = self.right - self.left, self.top - self.bottom
        self.width, self.height = (across, down) if upright else (down, across)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point."""
        if self.angle == 0:
            return x - self.left, self.top - y
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The place of a rectangle."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def back(self, box: Box) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) in PDF coordinates of a rectangle on the turned page."""
        (x1, y1), (x2, y2) = self._back(box.left, box.top), self._back(box.right, box.bottom)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 0:
            return x + self.left, self.top - y
        if self.angle == 90:
            return y + self.left, x + self.bottom
        if self.angle == 180:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x


@dataclass(frozen=True, slots=True)
class Drawings:
    """Horizontal rules, areas that are not white, and whether a picture covers the page."""

    rules: list[Box]
    filled: list[Box]
    pictured: bool


def drawings(page: Any, turned: Turn) -> Drawings:
    """What is drawn on `page`, in the coordinates of `turned`."""
    rules: list[Box] = []
    filled: list[Box] = []
    pictured = False
    bounds = [ctypes.c_float() for _ in range(4)]
    count = min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page.raw))
    for place in range(count):
        shape = pdfium.FPDFPage_GetObject(page.raw, place)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(shape, *bounds):
            continue
        box = turned.box(*(bound.value for bound in bounds))
        is_path = kind == pdfium.FPDF_PAGEOBJ_PATH
        if is_path and box.height <= 2.5 and box.width >= 12:
            rules.append(box)
        elif box.width > 12 and box.height > 12:
            pictured |= not is_path and box.width * box.height > 0.6 * turned.width * turned.height
        if not is_path or _is_coloured(shape):
            filled.append(box)
    return Drawings(rules, filled, pictured)


def _is_coloured(shape: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return True
    return alpha.value > 8 and min(red.value, green.value, blue.value) < WHITE
