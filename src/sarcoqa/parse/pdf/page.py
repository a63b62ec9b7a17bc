"""A page of a PDF → `PrintedPage`: the only module that asks pdfium for characters."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from .drawings import WHITE, Turn, drawings
from .glyphs import Box, Glyph, PrintedPage, Style, spelt

TINY_POINTS = 1.5
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
    turned = Turn(angle, crop)
    drawn = drawings(page, turned)
    kept: list[Glyph] = []
    hidden: list[str] = []
    recognised = _recognised(raws, drawn.pictured)
    for raw in raws:
        if raw.look is None:
            if kept:
                kept.append(Glyph(raw.text, kept[-1].box, kept[-1].baseline, kept[-1].style))
            continue
        glyph = _glyph(raw, turned)
        why = _why_unseen(raw.look.unseen, glyph, turned, drawn.filled, recognised)
        if why:
            hidden.append(raw.text)
        elif raw.look.angle == angle and raw.text.strip("\ufffd"):
            kept.append(glyph)
    unreadable = sum(raw.text == "\ufffd" for raw in raws)
    return PrintedPage(
        number, label, turned.width, turned.height, kept, drawn.rules, "".join(hidden).strip(),
        recognised, unreadable, drawn.pictured, angle,
    )  # fmt: skip


def _glyph(raw: _Raw, turned: Turn) -> Glyph:
    style = raw.look.style if raw.look else Style("", 0.0, False, False)
    box = turned.box(raw.left, raw.bottom, raw.right, raw.top)
    return Glyph(raw.text, box, turned.point(raw.x, raw.y)[1], style)


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
    return bool(abs(raw.x - x.value) < 0.01 and abs(raw.y - y.value) < 0.01)


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
        if min(red.value, green.value, blue.value) >= WHITE:
            return "white"
    return ""


def _why_unseen(
    unseen: str, glyph: Glyph, turned: Turn, filled: list[Box], recognised: bool
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
    unseen = looks.count("invisible")
    return pictured and 2 * unseen > len(looks)
