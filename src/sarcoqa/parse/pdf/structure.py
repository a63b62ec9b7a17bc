"""What a PDF file states of itself: title and DOI, page labels, outline. The home of pypdf.

What is printed is read by pdfium, and goes before this, which is often wrong or empty. A file that
pypdf cannot read states nothing; whether it can be read at all, pdfium decides.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

# Whatever pypdf meets in a damaged file that it does not check for.
_UNREADABLE = (
    PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError, IndexError,
    OverflowError, RecursionError, NotImplementedError, AssertionError,
)  # fmt: skip
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"'&]+")
MOST_OUTLINED = 500


@dataclass(frozen=True, slots=True)
class Structure:
    """`stated` are the file's own title, author, subject and keywords, each on one line, and the
    DOI of its XMP packet; `labels` the labels of its pages; `outline` the titles of its bookmarks.
    """

    stated: dict[str, str]
    labels: tuple[str, ...]
    outline: tuple[str, ...]


NOTHING = Structure({}, (), ())


def read_structure(content: bytes) -> Structure:
    """What the PDF states of itself; nothing where it cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is damaged is said by pdfium
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            return NOTHING  # the cipher of most needs a library more; pdfium has it
        return Structure(_stated(reader), tuple(reader.page_labels), tuple(_outline(reader)))
    except _UNREADABLE:
        return NOTHING


def _stated(reader: PdfReader) -> dict[str, str]:
    found = {key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    packet = reader.xmp_metadata
    if packet is not None:
        text = packet.stream.get_data().decode("utf-8", "replace")
        if doi := _DOI.search(text):
            found["DOI"] = doi.group()
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}


def _outline(reader: PdfReader) -> Iterator[str]:
    pending: list[Any] = list(reader.outline)
    for _ in range(MOST_OUTLINED):
        if not pending:
            return
        entry = pending.pop(0)
        if isinstance(entry, list):
            pending[:0] = entry
        elif title := " ".join(str(entry.title).split()):
            yield title
