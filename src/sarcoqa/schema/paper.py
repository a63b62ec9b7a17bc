"""A paper: its one text, and everything that points into it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

FRONT_MATTER = "Front matter"  # the section of what stands before the first heading


def text_sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the UTF-8 bytes of `text`."""
    return sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open character range [start, end) of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, found [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters that the span covers in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a paper. Its span covers its heading, its text and its subsections."""

    id: str
    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the printed paper: its number from 1, its printed label, a part of its text.

    A page has several such parts where the text is not in the order of the print.
    """

    number: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class SourcePath:
    """Where a part of the text stands in a structured source: "/article/body/sec[2]/p[3]"."""

    span: Span
    path: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the paper's bibliography. What the entry does not state is empty or None.

    `authors` are as printed, one string each; a closing "et al." is the last of them.
    """

    label: str
    authors: tuple[str, ...]
    title: str
    journal: str
    year: int | None
    doi: str | None
    raw: str
    span: Span


@dataclass(frozen=True, slots=True)
class CitationMark:
    """Where the paper cites its references; ranges are expanded: [6-9] has labels 6, 7, 8, 9."""

    span: Span
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table: (header, value) pairs as printed, and where each value is printed.

    A group label that the table prints once for several rows is carried down into `cells`; its
    span then lies in the row that prints it. `span` covers the printed row.
    """

    table_id: str
    row: int
    cells: tuple[tuple[str, str], ...]
    cell_spans: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the paper. `label` is its printed name ("Table 1")."""

    id: str
    label: str
    caption: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    caption_span: Span


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and its long form, from the paper's list or from a "long form (SF)" in its text.

    `span` covers the place that defines it; `listed` tells which of the two it was.
    """

    short: str
    long: str
    span: Span
    listed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: one cleaned text, and everything else pointing into it.

    `sha256` is of the source file's bytes, `text_sha256` of `text`, into which all spans point.
    Paragraphs, marks and pages stand in the order of the text, and none overlaps another of its
    kind. Text of which the page is not known is on none of `pages`.
    """

    id: str
    sha256: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    doi: str | None
    licence: str
    text: str
    text_sha256: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Span, ...]
    marks: tuple[CitationMark, ...]
    references: tuple[Reference, ...]
    tables: tuple[Table, ...]
    abbreviations: tuple[Abbreviation, ...]
    keywords: tuple[str, ...] = ()
    accepted: str = ""
    published: str = ""
    attribution: str = ""
    warnings: tuple[str, ...] = ()
    sources: tuple[SourcePath, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an index: of which bytes its `Document` was made, and where they were.

    `metadata_sha256` is of what is stated about it beside its file, empty where nothing is.
    `origin` is the path of the file; that of a paper of the corpus (`shipped`) begins there.
    """

    id: str
    sha256: str
    metadata_sha256: str = ""
    origin: str = ""
    shipped: bool = False
