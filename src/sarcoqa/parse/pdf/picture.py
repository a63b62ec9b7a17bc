"""A page of a PDF → a picture of it, and where on it parts of the text are printed."""

from __future__ import annotations

import struct
import zlib
from math import isfinite
from typing import Any

import numpy as np
import pypdfium2

from ...errors import DamagedPaperError, PageError
from ...schema import PageImage, Rectangle
from ..wanted import PageRequest
from .drawings import Turn
from .finding import PageFinder
from .glyphs import Box, PrintedPage
from .opening import opened
from .page import read_page

MOST_PIXELS = 12_000_000  # of a picture; one of a longer page is less wide than asked for
MOST_PIXELS_HIGH = 20_000


def draw_page(content: bytes, request: PageRequest, *, most_pages: int) -> PageImage:
    """The picture of a page of the PDF with these bytes, and the boxes of what is wanted.

    Raises PageError for a page that is not there, DamagedPaperError for one that cannot be drawn,
    and what `opened` raises.
    """
    with opened(content, most_pages) as document:
        if not 1 <= request.page <= len(document):
            raise PageError(
                f"there is no page {request.page}; the PDF has pages 1 to {len(document)}"
            )
        try:
            page = document[request.page - 1]
            png, width, height = _drawn(page, request.width)
            boxes = _found(page, request)
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            raise DamagedPaperError(
                f"page {request.page} cannot be drawn ({error}); open the PDF in another program "
                "and save it again"
            ) from error
    return PageImage(request.page, png, width, height, boxes)


def _drawn(page: Any, wide: int) -> tuple[bytes, int, int]:
    """(PNG, width, height) of a page."""
    across, down = page.get_size()
    if not (isfinite(across) and isfinite(down) and across > 0 and down > 0):
        raise ValueError(f"it measures {across:g} by {down:g} points")
    scale = (wide - 1e-3) / across  # pdfium rounds up
    scale *= min(1.0, (MOST_PIXELS / (wide * scale * down)) ** 0.5)
    scale = min(scale, MOST_PIXELS_HIGH / down)
    if min(across, down) * scale < 1:
        raise ValueError(f"it measures {across:g} by {down:g} points, too thin for a picture")
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    bitmap.close()
    return _png(pixels), pixels.shape[1], pixels.shape[0]


def _png(pixels: Any) -> bytes:
    """(height, width, 3) uint8 → a PNG (ISO/IEC 15948); rows unfiltered: a page is mostly white."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(rows.tobytes(), 6)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


class _Places:
    """Turns boxes of a page into shares of the page as it is shown."""

    def __init__(self, page: Any, printed: PrintedPage) -> None:
        self._turned = Turn(printed.angle, page.get_cropbox())
        self._shown = Turn(page.get_rotation(), page.get_bbox())

    def shares(self, box: Box) -> Rectangle:
        """The part of the page that `box` covers."""
        place = self._shown.box(*self._turned.back(box))
        width, height = self._shown.width, self._shown.height
        return Rectangle(
            _share(place.left / width), _share(place.top / height),
            _share(place.right / width), _share(place.bottom / height),
        )  # fmt: skip


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)


def _found(page: Any, request: PageRequest) -> tuple[tuple[Rectangle, ...], ...]:
    """The boxes of each span; none for one of which not all parts are found."""
    if not any(request.spans):
        return ((),) * len(request.spans)
    printed = read_page(page, request.page, "")
    finder, places = PageFinder(printed), _Places(page, printed)
    found = []
    for parts in request.spans:
        boxes = [finder.find(wanted) for wanted in parts]
        shown = [places.shares(box) for part in boxes for box in part]
        found.append(tuple(shown) if all(boxes) else ())
    return tuple(found)
