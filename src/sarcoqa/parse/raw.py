"""What a parser collects from its file, before it has a place in the document's text.

Every parser fills these; `assemble` makes the `Document` of them. All offsets are characters of
the `RawText` that carries them, pages count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .references import Entry


@dataclass(frozen=True, slots=True)
class RawMark:
    """A citation mark at [start, end) of its text, and the labels that it cites, in its order."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageStart:
    """From the character `offset` on, a text stands on the page `number`; None: not known."""

    offset: int
    number: int | None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page of the printed paper: its number from 1, and the label printed on it."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class RawText:
    """A cleaned paragraph, caption or cell.

    `marks` None: bracketed numbers are marks; a tuple: those and no others. `path` is its place in
    a JATS file. What stands before the first of `pages` (in the order of the text) is on no page.
    """

    text: str
    marks: tuple[RawMark, ...] | None = None
    path: str = ""
    pages: tuple[PageStart, ...] = ()

    def joined(self, other: RawText, *, separator: str = " ") -> RawText:
        """This text with `other` behind it, whose marks and pages move along."""
        shift = len(self.text) + len(separator)
        moved = tuple(PageStart(page.offset + shift, page.number) for page in other.pages)
        if self.pages and not (moved and moved[0].offset == shift):
            moved = (PageStart(shift, None), *moved)  # the pages of this one end with it
        marks = None
        if self.marks is not None or other.marks is not None:
            behind = [RawMark(m.start + shift, m.end + shift, m.labels) for m in other.marks or ()]
            marks = (*(self.marks or ()), *behind)
        return replace(
            self, text=self.text + separator + other.text, marks=marks, pages=self.pages + moved
        )


@dataclass(slots=True)
class RawTable:
    """A table as collected, its rows as printed, each as wide as `header`.

    `carried` names, for the place (row, column) of a cell that the table prints once for several,
    the place that prints it. With `fills_down` an empty first cell goes on with the one above.
    `groups` are the rows that only print a name, in the first column, for the rows below them.
    """

    label: str
    caption: RawText = field(default_factory=lambda: RawText(""))
    header: tuple[str, ...] = ()
    rows: list[tuple[RawText, ...]] = field(default_factory=list)
    foot: list[RawText] = field(default_factory=list)
    path: str = ""
    carried: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    fills_down: bool = True
    header_pages: tuple[PageStart, ...] = ()
    groups: frozenset[int] = frozenset()

    def printed_at(self, row: int, column: int) -> tuple[int, int]:
        """The place of the cell that counts for (`row`, `column`): itself, or one above or left."""
        if (row, column) in self.carried:
            return self.carried[row, column]
        while self.fills_down and column == 0 and row > 0 and not self.rows[row][0].text:
            row -= 1
        return row, column


@dataclass(frozen=True, slots=True)
class RawPair:
    """A short form and its long form in the paper's own list."""

    short: str
    long: str
    pages: tuple[PageStart, ...] = ()


@dataclass(slots=True)
class RawSection:
    """A section as collected: its heading, its level (0: not shown), and what stands below it.

    Bibliography entries are `items` as printed, or `references` where the source gives their parts;
    with both, they stand in the same order and `items` give the pages. `title_pages` is for the
    heading. `keywords` are those of a keyword section whose source lists them one by one.
    """

    title: str
    level: int
    paragraphs: list[RawText] = field(default_factory=list)
    figures: list[RawText] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    items: list[RawText] = field(default_factory=list)
    pairs: list[RawPair] = field(default_factory=list)
    references: list[Entry] = field(default_factory=list)
    keywords: tuple[str, ...] = ()
    title_pages: tuple[PageStart, ...] = ()
    path: str = ""


def whole_on(number: int | None) -> tuple[PageStart, ...]:
    """The `pages` of a text that stands wholly on the page `number`; none where not known."""
    return () if number is None else (PageStart(0, number),)


def plain_texts(lines: Sequence[str]) -> list[RawText]:
    """`lines` as texts without pages, their marks to be found by pattern."""
    return [RawText(line) for line in lines]
