"""Pictures of pages of the papers of an index, drawn by a child process that is kept."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from .digests import file_sha256
from .errors import CorpusError, PageError
from .fingerprint import digests
from .parse import Limits, PageRequest, Reader, kind_of, print_beside, wanted_on
from .schema import Document, PageImage, Paper, Span
from .sources import kept_source

KEPT_PICTURES = 8  # drawn lately; one has about half a megabyte
LEAST_WIDTH, MOST_WIDTH = 50, 4000
MOST_SPANS = 200


class Pictures:
    """Draws pages of papers, one at a time; what a PDF does, it does to the child process."""

    def __init__(self, root: Path, corpus: Path, limits: Limits) -> None:
        self._root, self._corpus = root, corpus
        self._reader = Reader(limits)
        self._lock = Lock()
        self._kept: dict[PageRequest, PageImage] = {}
        weakref.finalize(self, self._reader.close)

    def draw(
        self, paper: Paper, document: Document, page: int, spans: Sequence[Span], width_pixels: int
    ) -> PageImage | None:
        """The picture of page `page` of a paper; None where the paper has no PDF.

        Raises PageError, and ParseError as the reading of the PDF does.
        """
        _check(document, page, spans, width_pixels)
        pdf = self._pdf(paper, document)
        if pdf is None:
            return None
        parts = tuple(wanted_on(document, page, span) for span in spans)
        request = PageRequest(str(pdf), page, width_pixels, parts)
        with self._lock:
            image = self._kept.pop(request, None) or self._reader.draw(request)
            self._kept[request] = image  # behind all others: the oldest goes first
            while len(self._kept) > KEPT_PICTURES:
                del self._kept[next(iter(self._kept))]
        return image

    def _pdf(self, paper: Paper, document: Document) -> Path | None:
        """The PDF that the paper was read from, with the very bytes; else None."""
        if paper.shipped:
            own = self._corpus / paper.origin
            file = own if own.is_file() and file_sha256(own) == paper.sha256 else None
        else:
            file = kept_source(self._root, paper)
        if file is None or kind_of(file) == "pdf":
            return file
        try:
            beside = print_beside(file)
            same = beside is not None and digests(file)[1] == paper.metadata_sha256
        except CorpusError:  # what is stated beside it is no longer what it was
            return None
        # A print of another paper gives no pages, and is no picture of this one.
        return beside if same and document.pages else None


def _check(document: Document, page: int, spans: Sequence[Span], width_pixels: int) -> None:
    if not isinstance(page, int) or page < 1:
        raise PageError(f"the page is {page!r}; give its number, from 1")
    if not isinstance(width_pixels, int) or not LEAST_WIDTH <= width_pixels <= MOST_WIDTH:
        raise PageError(f"the width is {width_pixels!r}; give {LEAST_WIDTH} to {MOST_WIDTH} pixels")
    if len(spans) > MOST_SPANS:
        raise PageError(f"{len(spans)} spans were given; at most {MOST_SPANS} are looked for")
    beyond = next((span for span in spans if span.end > len(document.text)), None)
    if beyond is not None:
        raise PageError(
            f"the span {beyond.start}-{beyond.end} ends behind the text of {document.id}, which "
            f"has {len(document.text)} characters"
        )
