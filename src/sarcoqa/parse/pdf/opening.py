"""Bytes → an open PDF and what is printed on its pages, or the typed reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ...errors import (
    DamagedPaperError,
    EncryptedPaperError,
    NotAPaperError,
    NoTextLayerError,
    TooLargeError,
)
from .glyphs import PrintedPage
from .page import read_page

HEADER_WITHIN = 1024  # bytes: readers accept what stands before the header of a PDF
LEAST_WORDS = 100
MOST_UNREADABLE = 0.3  # share of characters that stand for nothing
_REASONS: dict[int, tuple[type[Exception], str]] = {
    pdfium.FPDF_ERR_PASSWORD: (
        EncryptedPaperError, "the PDF opens only with a password; save a copy without one"),
    pdfium.FPDF_ERR_SECURITY: (
        EncryptedPaperError, "the PDF is encrypted in an unknown way; save a plain copy"),
}  # fmt: skip


@contextmanager
def opened(content: bytes, most_pages: int | None = None) -> Iterator[Any]:
    """The open pypdfium2 document; an empty user password is tried.

    Raises EncryptedPaperError, DamagedPaperError, NotAPaperError (no pages), TooLargeError.
    """
    if b"%PDF-" not in content[:HEADER_WITHIN]:
        raise DamagedPaperError(
            "the file does not begin as a PDF does (no %PDF- header); download it again"
        )
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _typed(error) from error
    try:
        count = len(document)
        if count == 0:
            raise NotAPaperError("the PDF has no pages; give the PDF of a paper")
        if most_pages is not None and count > most_pages:
            raise TooLargeError(
                f"the PDF has {count} pages, more than the {most_pages} allowed; split it, "
                "or allow more"
            )
        yield document
    finally:
        document.close()


def _typed(error: Exception) -> Exception:
    code = getattr(error, "err_code", None)
    if code in _REASONS:
        kind, message = _REASONS[code]
        return kind(message)
    return DamagedPaperError(
        f"the PDF cannot be opened ({error}); it may be cut off, download it again"
    )


def printed_pages(document: Any, labels: Sequence[str] = ()) -> list[PrintedPage]:
    """What is printed on each page that can be read; `labels` are those of the file.

    Raises DamagedPaperError if none can.
    """
    pages: list[PrintedPage] = []
    failed = 0
    for place in range(len(document)):
        stated = labels[place] if len(labels) == len(document) else ""
        label = stated or document.get_page_label(place) or str(place + 1)
        try:
            page = document[place]
            pages.append(read_page(page, place + 1, label))
            page.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError):
            failed += 1
    if not pages:
        raise DamagedPaperError(
            f"none of the {failed} pages of the PDF can be read; download it again"
        )
    return pages


def check_text(pages: list[PrintedPage], words: int) -> None:
    """Refuse what has no text of a paper; `words` is how many words the pages print.

    Raises NoTextLayerError for pictures of pages and for characters without meaning,
    NotAPaperError for a sound file with too few words.
    """
    characters = sum(len(page.glyphs) for page in pages)
    unreadable = sum(page.unreadable for page in pages)
    if characters and unreadable > MOST_UNREADABLE * characters:
        raise NoTextLayerError(
            "the PDF does not say which characters it prints; run OCR over it first"
        )
    if words >= LEAST_WORDS:
        return
    pictured = sum(page.pictured for page in pages)
    if pictured * 2 > len(pages):
        raise NoTextLayerError(
            f"the PDF has {len(pages)} pages and {words} words: it is a scan without a text layer; "
            "run OCR over it first"
        )
    raise NotAPaperError(
        f"the PDF has {len(pages)} pages and {words} words, too few for a paper "
        f"(at least {LEAST_WORDS}); give the PDF of a paper"
    )
