"""What a PDF file states of itself: title and DOI, page labels, outline. The home of pypdf.

What is printed is read by pdfium, and goes before this, which is often wrong or empty. A file that
pypdf cannot read states nothing; whether it can be read at all, pdfium decides.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

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
T = TypeVar("T")


def read_structure(content: bytes) -> Structure:
    """What the PDF states of itself; nothing of what cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is damaged is said by pdfium
    reader: Any = _tried(lambda: PdfReader(BytesIO(content)), None)
    # The cipher of most encrypted files needs one more library; pdfium has it.
    if reader is None or _tried(lambda: reader.is_encrypted, True):
        return NOTHING
    nothing: dict[str, str] = {}
    stated = _tried(lambda: _stated(reader), nothing)
    if doi := _tried(lambda: _doi(reader), ""):
        stated["DOI"] = doi
    return Structure(
        stated, _tried(lambda: tuple(reader.page_labels), ()), _tried(lambda: _outline(reader), ())
    )


def _tried(read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except _UNREADABLE:
        return otherwise


def _stated(reader: PdfReader) -> dict[str, str]:
    found = {key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}


def _doi(reader: PdfReader) -> str:
    """The DOI in the XMP packet, read as text: many packets are no valid XML."""
    packet: Any = reader.root_object["/Metadata"].get_object()
    doi = _DOI.search(packet.get_data().decode("utf-8", "replace"))
    return doi.group() if doi else ""


def _outline(reader: PdfReader) -> tuple[str, ...]:
    titles: list[str] = []
    pending: list[Any] = list(reader.outline)
    for _ in range(MOST_OUTLINED):
        if not pending:
            break
        entry = pending.pop(0)
        if isinstance(entry, list):
            pending[:0] = entry
        elif title := " ".join(str(entry.title).split()):
            titles.append(title)
    return tuple(titles)
