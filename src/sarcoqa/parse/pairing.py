"""A structured paper and the pages of its print → the page of each stretch of text.

A stretch gets a page only where its very letters stand on it, or between such letters on that same
page. What comes twice, or is not found, is on no page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ..schema import Document, Page, Span
from .alignment import SEED, Letters, Shared, heaviest_rising, letters_of, shared_runs
from .growing import stretched

# One short run alone in a long paragraph may be a phrase that stands elsewhere too.
MIN_SURE_LETTERS = 40
MIN_SURE_SHARE = 0.5
# Two papers of one group share phrases; the two forms of one paper share most of their text.
MIN_SHARED = 0.4
MIN_SHARED_WHEN_NAMED = 0.2
FIRST_PAGES = 2


@dataclass(frozen=True, slots=True)
class PageText:
    """The plain text of a page of the print: its number from 1, its printed label, its text."""

    number: int
    label: str
    text: str


def with_pages(document: Document, pages: Sequence[PageText]) -> Document:
    """`document` with the pages of its text, read off the print of the same paper.

    Text of which the page is not sure stays on none. The order in which a page is read, hyphens at
    line ends, ligatures and running heads make no difference.
    """
    text = letters_of(document.text)
    print_ = _Print(pages)
    runs = shared_runs(text.form, print_.form)
    stretches = [
        stretch
        for chunk in _chunks(document.text, text)
        for stretch in _chunk_stretches(document.text, text, chunk, _within(runs, chunk, print_))
    ]
    labels = {page.number: page.label for page in pages}
    return replace(document, pages=_joined(document.text, stretches, labels))


def same_paper(document: Document, pages: Sequence[PageText]) -> bool:
    """Whether `pages` are the print of `document`.

    They are when they hold much of its text; less is enough where the first pages print its title
    or DOI. A title alone is not: a correction or a reply has it too.
    """
    text = letters_of(document.text).form
    print_ = _Print(pages)
    seeds = [text[place : place + SEED] for place in range(0, len(text) - SEED + 1, SEED)]
    held = sum(seed in print_.form for seed in seeds) / max(1, len(seeds))
    opening = letters_of("".join(page.text for page in pages[:FIRST_PAGES])).form
    names = (letters_of(name).form for name in (document.title, document.doi or ""))
    named = any(len(name) >= SEED // 2 and name in opening for name in names)
    return held >= (MIN_SHARED_WHEN_NAMED if named else MIN_SHARED)


class _Print:
    """The letters of all pages in a row, and on which page each stands."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        forms = [letters_of(page.text).form for page in pages]
        self.form = "".join(forms)
        self._starts = [0, *accumulate(len(form) for form in forms)][:-1]
        self._numbers = [page.number for page in pages]

    def split(self, run: Shared) -> Iterator[tuple[int, int, int]]:
        """(first letter in the document, letter behind the last, page) for each page of a run."""
        place, end = run.there, run.there + run.length
        while place < end:
            page = bisect_right(self._starts, place) - 1
            stop = min(end, self._starts[page + 1] if page + 1 < len(self._starts) else end)
            shift = run.here - run.there
            yield place + shift, stop + shift, self._numbers[page]
            place = stop


@dataclass(frozen=True, slots=True)
class _Run:
    """The letters [start, end) of the document, all on one page."""

    start: int
    end: int
    page: int


def _chunks(text: str, letters: Letters) -> Iterator[tuple[int, int]]:
    """The letters of each block of the text: a paragraph, a caption, the rows of a table."""
    edges = [0, *(match.end() for match in re.finditer(r"\n\n", text)), len(text)]
    places = [bisect_right(letters.offsets, edge - 1) for edge in edges]
    yield from ((a, b) for a, b in pairwise(places) if a < b)


def _within(runs: Sequence[Shared], chunk: tuple[int, int], print_: _Print) -> list[_Run]:
    """The sure runs of a chunk: together they go forward through the pages."""
    found = []
    first = max(0, bisect_right(runs, chunk[0], key=lambda run: run.here) - 1)
    for run in runs[first:]:
        if run.here >= chunk[1]:
            break
        for start, end, page in print_.split(run):
            start, end = max(start, chunk[0]), min(end, chunk[1])
            # A few letters over an edge agree by chance.
            if end - start >= min(SEED, chunk[1] - chunk[0]):
                found.append(_Run(start, end, page))
    chain = heaviest_rising([(run.page, run.end - run.start) for run in found])
    sure = [found[place] for place in chain]
    letters = sum(run.end - run.start for run in sure)
    enough = letters >= MIN_SURE_LETTERS or letters >= MIN_SURE_SHARE * (chunk[1] - chunk[0])
    return sure if enough else []


def _chunk_stretches(
    text: str, letters: Letters, chunk: tuple[int, int], runs: Sequence[_Run]
) -> Iterator[tuple[Span, int]]:
    """Where a chunk is on which page; between two runs on one page it is on that page too."""
    merged: list[_Run] = []
    for run in runs:
        if merged and merged[-1].page == run.page:
            merged[-1] = _Run(merged[-1].start, run.end, run.page)
        else:
            merged.append(run)
    for run in merged:
        start = _edge(text, letters, chunk, run.start)
        yield Span(start, max(start, _edge(text, letters, chunk, run.end))), run.page


def _edge(text: str, letters: Letters, chunk: tuple[int, int], place: int) -> int:
    """The offset at which a stretch may begin before the letter `place`, or end.

    What stands between two letters goes with the one before, but for brackets and quotation marks
    that open the next word.
    """
    begins = 0 if chunk[0] == 0 else text.index("\n\n", letters.offsets[chunk[0] - 1]) + 2
    if place == chunk[0]:
        return begins
    before = letters.offsets[place - 1] + 1
    if place == chunk[1]:
        behind = text.find("\n\n", before)
        return len(text) if behind < 0 else behind
    between = text[before : letters.offsets[place]]
    spaces = [match.end() for match in re.finditer(r"\s+", between)]
    return before + spaces[-1] if spaces else letters.offsets[place]


def _joined(
    text: str, stretches: Sequence[tuple[Span, int]], labels: dict[int, str]
) -> tuple[Page, ...]:
    """The stretches as pages; those on one page with only space between them are one."""
    parted: list[tuple[Span, int | None]] = []
    for span, number in stretches:
        last = parted[-1][0].end if parted else span.start
        if text[last : span.start].strip():
            parted.append((Span(last, span.start), None))
        if span.start < span.end:
            parted.append((span, number))
    return stretched(parted, labels)
