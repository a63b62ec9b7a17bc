"""A JATS file with the PDF of the same paper beside it: text from the one, pages from the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..errors import ParseError
from ..schema import Document
from .pairing import same_paper, with_pages


def with_print(document: Document, pdf: Path) -> Document:
    """`document` with the pages of its text in the file `pdf`.

    A PDF that cannot be read, or that is of another paper, gives no pages and a warning.
    """
    from .pdf import page_texts  # loads pdfium

    try:
        pages = page_texts(pdf.read_bytes())
    except (ParseError, OSError) as error:
        return _warned(document, f"no pages: {pdf.name} cannot be read ({error})")
    if not same_paper(document, pages):
        return _warned(document, f"no pages: {pdf.name} is not the print of this paper")
    return with_pages(document, pages)


def _warned(document: Document, warning: str) -> Document:
    return replace(document, warnings=(*document.warnings, warning))
