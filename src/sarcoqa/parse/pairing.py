"""A structured paper and the pages of its print → the page of each stretch of text.

A stretch gets a page only where its very letters stand on it, or between such letters on that same
page. What comes twice, or is not found, is on no page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

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
MAX_LETTERS = 2_000_000  # a book of a thousand pages; the seeds of more would fill the memory
PAGE_END, CHUNK_END = "\f", "\n"


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
    chunks, letters = _chunks(document.text)
    print_ = _Print(pages)
    if max(len(letters.form), len(print_.form)) > MAX_LETTERS:
        return document
    runs = shared_runs(letters.form, print_.form)
    stretches = [
        stretch
        for chunk in chunks
        for stretch in _stretches(document.text, letters, chunk, _within(runs, chunk, print_))
    ]
    labels = {page.number: page.label for page in pages}
    return replace(document, pages=_joined(document.text, stretches, labels))


def same_paper(document: Document, pages: Sequence[PageText]) -> bool:
    """Whether `pages` are the print of `document`.

    They are when they hold much of its text; less is enough where the first pages print its title
    or DOI. A title alone is not: a correction or a reply has it too.
    """
    text = letters_of(document.text).form
    whole = "".join(letters_of(page.text).form for page in pages)
    seeds = [text[place : place + SEED] for place in range(0, len(text) - SEED + 1, SEED)]
    held = sum(seed in whole for seed in seeds) / max(1, len(seeds))
    opening = letters_of("".join(page.text for page in pages[:FIRST_PAGES])).form
    names = (letters_of(name).form for name in (document.title, document.doi or ""))
    named = any(len(name) >= SEED // 2 and name in opening for name in names)
    return held >= (MIN_SHARED_WHEN_NAMED if named else MIN_SHARED)


class _Print:
    """The letters of all pages, parted by a sign that no text of the paper has."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        forms = [letters_of(page.text).form for page in pages]
        self.form = PAGE_END.join(forms)
        self._starts = [0, *accumulate(len(form) + 1 for form in forms)][:-1]
        self._numbers = [page.number for page in pages]

    def page_at(self, place: int) -> int:
        """The number of the page on which the letter at `place` stands."""
        return self._numbers[bisect_right(self._starts, place) - 1]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A block of the text, a paragraph or the rows of a table: its span, its letters."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Run:
    """The letters [start, end) of the document, all on one page."""

    start: int
    end: int
    page: int


def _chunks(text: str) -> tuple[list[_Chunk], Letters]:
    """The blocks of the text, and its letters with a sign between two blocks.

    No run goes over the sign: that two blocks follow each other says nothing of the print.
    """
    form: list[str] = []
    offsets: list[int] = []
    chunks: list[_Chunk] = []
    for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text):
        own = letters_of(match.group())
        if own.form:
            last = len(offsets) + len(own.form)
            chunks.append(_Chunk(Span(*match.span()), len(offsets), last))
            form.append(own.form + CHUNK_END)
            offsets += [match.start() + offset for offset in own.offsets] + [match.end()]
    return chunks, Letters("".join(form), tuple(offsets))


def _within(runs: Sequence[Shared], chunk: _Chunk, print_: _Print) -> list[_Run]:
    """The sure runs of a chunk: together they go forward through the pages."""
    start = bisect_left(runs, chunk.first, key=lambda run: run.here)
    end = bisect_left(runs, chunk.last, key=lambda run: run.here)
    found = [
        _Run(run.here, run.here + run.length, print_.page_at(run.there)) for run in runs[start:end]
    ]
    chain = heaviest_rising([(run.page, run.end - run.start) for run in found])
    sure = [found[place] for place in chain]
    letters = sum(run.end - run.start for run in sure)
    enough = letters >= MIN_SURE_LETTERS or letters >= MIN_SURE_SHARE * (chunk.last - chunk.first)
    return sure if enough else []


def _stretches(
    text: str, letters: Letters, chunk: _Chunk, runs: Sequence[_Run]
) -> Iterator[tuple[Span, int]]:
    """Where a chunk is on which page; between two runs on one page it is on that page too."""
    merged: list[_Run] = []
    for run in runs:
        if merged and merged[-1].page == run.page:
            merged[-1] = _Run(merged[-1].start, run.end, run.page)
        else:
            merged.append(run)
    for run in merged:
        edges = (_edge(text, letters, chunk, place) for place in (run.start, run.end))
        yield Span(*edges), run.page


def _edge(text: str, letters: Letters, chunk: _Chunk, place: int) -> int:
    """The offset at which a stretch begins before the letter `place`, or ends.

    What stands between two letters goes with the one before, but for brackets and quotation marks
    that open the next word.
    """
    if place == chunk.first:
        return chunk.span.start
    if place == chunk.last:
        return chunk.span.end
    before, behind = letters.offsets[place - 1] + 1, letters.offsets[place]
    if behind < before:  # both letters are of one ligature
        return before
    spaces = [match.end() for match in re.finditer(r"\s+", text[before:behind])]
    return before + spaces[-1] if spaces else behind


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
