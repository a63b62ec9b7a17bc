"""The growing text of a document, and what moves into it with each piece."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import CitationMark, Page, SourcePath, Span
from .raw import PageStart, RawPage, RawText


class GrowingText:
    """Pieces put one behind the other; marks, pages and source paths are moved along.

    `settled` are the spans whose marks the source gives, so that no pattern is asked there.
    """

    def __init__(self) -> None:
        self.length = 0
        self.marks: list[CitationMark] = []
        self.settled: list[Span] = []
        self.sources: list[SourcePath] = []
        self._pieces: list[str] = []
        self._stretches: list[tuple[Span, int | None]] = []

    def add(self, piece: str, *, separator: str = "\n\n") -> Span:
        """Put a bare piece behind the text; returns where it stands."""
        if self._pieces:
            self._pieces.append(separator)
            self.length += len(separator)
        start = self.length
        self._pieces.append(piece)
        self.length += len(piece)
        return Span(start, self.length)

    def add_raw(self, raw: RawText, *, separator: str = "\n\n") -> Span:
        """Put a text behind the text, with its marks, pages and path."""
        span = self.add(raw.text, separator=separator)
        self.place(raw, span)
        if raw.path:
            self.sources.append(SourcePath(span, raw.path))
        return span

    def place(self, raw: RawText, span: Span) -> None:
        """Note marks and pages of `raw`, whose characters already stand at `span`."""
        self.place_pages(raw.pages, span)
        if raw.marks is None:
            return
        self.settled.append(span)
        for mark in raw.marks:
            moved = Span(span.start + mark.start, span.start + mark.end)
            self.marks.append(CitationMark(moved, mark.labels))

    def place_pages(self, starts: Sequence[PageStart], span: Span) -> None:
        """Note on which pages the characters of `span` stand; `starts` count from its start."""
        first = starts[0].offset if starts else span.end - span.start
        if first > 0:
            self._stretches.append((Span(span.start, span.start + first), None))
        ends = [start.offset for start in starts[1:]]
        for start, end in zip(starts, [*ends, span.end - span.start], strict=False):
            begin, stop = span.start + start.offset, min(span.start + end, span.end)
            if begin < stop:
                self._stretches.append((Span(begin, stop), start.number))

    def whole(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def pages(self, pages: Sequence[RawPage]) -> tuple[Page, ...]:
        """The stretches of the text that stand on one page each, in the order of the text."""
        labels = {page.number: page.label for page in pages}
        return stretched(self._stretches, labels)


def stretched(
    stretches: Sequence[tuple[Span, int | None]], labels: dict[int, str]
) -> tuple[Page, ...]:
    """Stretches of text with their page numbers → `Page`s; neighbours on one page are joined.

    A stretch on page None parts its neighbours: it is on no page that is known.

    >>> [(p.number, p.span.start, p.span.end) for p in stretched(
    ...     [(Span(0, 4), 1), (Span(6, 9), 1), (Span(9, 12), 2)], {1: "i", 2: "ii"})]
    [(1, 0, 9), (2, 9, 12)]
    """
    joined: list[tuple[Span, int | None]] = []
    for span, number in sorted(stretches, key=lambda stretch: stretch[0]):
        if joined and joined[-1][1] == number:
            joined[-1] = (Span(joined[-1][0].start, max(joined[-1][0].end, span.end)), number)
        else:
            joined.append((span, number))
    return tuple(
        Page(number, labels.get(number, str(number)), span)
        for span, number in joined
        if number is not None
    )
