"""A page of a PDF → `PrintedPage`: the only module that asks pdfium for characters."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from .glyphs import Box, Glyph, PrintedPage, Style, spelt

TINY_POINTS = 1.5
MOST_OBJECTS = 6000  # of a page whose pictures are drawn by lines; the rest is not looked at
_WHITE = 250
_INVISIBLE_MODES = (3, 7)
_BOLD = re.compile(r"bold|black|heavy|demi|[-.,]b$|[-.]bi?$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|[-.]b?i$", re.IGNORECASE)


@dataclass(slots=True)
class _Look:
    """What is the same for all characters of a text object."""

    style: Style
    angle: int
    unseen: str  # why no reader sees it; "" where one does, "white" where the ground decides


@dataclass(slots=True)
class _Raw:
    """A character before the page is turned: PDF coordinates, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    look: _Look | None


_NONE = object()


def read_page(page: Any, number: int, label: str) -> PrintedPage:
    """What is printed on `page` (a pypdfium2 page)."""
    crop = page.get_cropbox()
    text_page = page.get_textpage()
    try:
        raws = _characters(text_page.raw)
    finally:
        text_page.close()
    turns = Counter(raw.look.angle for raw in raws if raw.look and raw.text.strip())
    angle = turns.most_common(1)[0][0] if turns else 0
    turned = _Turn(angle, crop)
    rules, areas, filled, pictured = _drawings(page, turned)
    kept: list[Glyph] = []
    hidden: list[str] = []
    recognised = _recognised(raws, pictured)
    for raw in raws:
        if raw.look is None:
            if kept:
                kept.append(Glyph(raw.text, kept[-1].box, kept[-1].baseline, kept[-1].style))
            continue
        glyph = turned.glyph(raw)
        why = _why_unseen(raw.look.unseen, glyph, turned, filled, recognised)
        if why:
            hidden.append(raw.text)
        elif raw.look.angle == angle and raw.text:
            kept.append(glyph)
    unreadable = sum(raw.text == "\ufffd" for raw in raws)
    return PrintedPage(
        number, label, turned.width, turned.height, kept, rules, areas, "".join(hidden).strip(),
        recognised, unreadable, pictured,
    )  # fmt: skip


class _Turn:
    """From PDF coordinates to those of a page whose text runs to the right."""

    def __init__(self, angle: int, crop: tuple[float, float, float, float]) -> None:
        self.angle = angle
        self.left, self.bottom, self.right, self.top = crop
        upright = angle in (0, 180)
        across, down = self.right - self.left, self.top - self.bottom
        self.width, self.height = (across, down) if upright else (down, across)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 0:
            return x - self.left, self.top - y
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def glyph(self, raw: _Raw) -> Glyph:
        look = raw.look
        style = look.style if look else Style("", 0.0, False, False)
        box = self.box(raw.left, raw.bottom, raw.right, raw.top)
        return Glyph(raw.text, box, self.point(raw.x, raw.y)[1], style)


def _characters(text_page: Any) -> list[_Raw]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int, _Look] = {}
    found: list[_Raw] = []
    first = 0
    for place in range(max(0, pdfium.FPDFText_CountChars(text_page))):
        code = pdfium.FPDFText_GetUnicode(text_page, place)
        if 0xD800 <= code < 0xDC00:  # the first half of a pair
            first = code
            continue
        if 0xDC00 <= code < 0xE000 and first:
            code = 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)
        first, text = 0, spelt(code)
        owner = pdfium.FPDFText_GetTextObject(text_page, place)
        if not owner or text == " ":
            found.append(_Raw(" " if owner else "", 0, 0, 0, 0, 0, 0, None))
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
        pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
        key = ctypes.addressof(owner.contents)
        if found and found[-1].look is looks.get(key, _NONE) and _same_place(found[-1], x, y):
            found[-1].text += text  # a ligature: one glyph, given as its letters
            continue
        if key not in looks:
            looks[key] = _look(text_page, place, owner)
        found.append(
            _Raw(text, box.left, box.bottom, box.right, box.top, x.value, y.value, looks[key])
        )  # fmt: skip
    return found


def _same_place(raw: _Raw, x: Any, y: Any) -> bool:
    return abs(raw.x - x.value) < 0.01 and abs(raw.y - y.value) < 0.01


def _look(text_page: Any, place: int, owner: Any) -> _Look:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, place, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, place) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, place, name, 128, flags)
    font = name.value.decode("utf-8", "replace").split("+")[-1]
    heavy = pdfium.FPDFText_GetFontWeight(text_page, place) >= 600
    style = Style(
        font, round(size, 1), heavy or bool(_BOLD.search(font)), bool(_ITALIC.search(font))
    )
    return _Look(style, angle, _unseen(text_page, place, owner, style))


def _unseen(text_page: Any, place: int, owner: Any, style: Style) -> str:
    if style.size < TINY_POINTS:
        return "tiny"
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    if mode in _INVISIBLE_MODES:
        return "invisible"
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if mode == 0 and pdfium.FPDFText_GetFillColor(text_page, place, red, green, blue, alpha):
        if alpha.value < 8:
            return "invisible"
        if min(red.value, green.value, blue.value) >= _WHITE:
            return "white"
    return ""


def _why_unseen(
    unseen: str, glyph: Glyph, turned: _Turn, filled: list[Box], recognised: bool
) -> str:
    x, y = (glyph.box.left + glyph.box.right) / 2, (glyph.box.top + glyph.box.bottom) / 2
    if not (-2 <= x <= turned.width + 2 and -2 <= y <= turned.height + 2):
        return "off the page"
    if unseen == "white":
        return "" if any(box.holds(x, y) for box in filled) else "white"
    return "" if recognised and unseen == "invisible" else unseen


def _recognised(raws: list[_Raw], pictured: bool) -> bool:
    """Whether the text layer of a scan: a picture of the page, most characters unseen over it."""
    looks = [raw.look.unseen for raw in raws if raw.look is not None]
    return pictured and sum(unseen == "invisible" for unseen in looks) * 2 > len(looks)


def _drawings(page: Any, turned: _Turn) -> tuple[list[Box], list[Box], list[Box], bool]:
    """(horizontal rules, areas, areas that are not white, whether a picture covers the page)."""
    rules: list[Box] = []
    areas: list[Box] = []
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
            areas.append(box)
            pictured |= not is_path and box.width * box.height > 0.6 * turned.width * turned.height
        if not is_path or _is_coloured(shape):
            filled.append(box)
    return rules, areas, filled, pictured


def _is_coloured(shape: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return True
    return alpha.value > 8 and min(red.value, green.value, blue.value) < _WHITE
