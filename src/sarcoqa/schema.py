"""The nouns that the stages exchange: frozen, slotted, tuples not lists, no I/O.

Spans are half-open character ranges of ``Document.text``; pages and ranks count from 1; larger
scores are better; ids are strings. Two words for two things: a `CitationMark` is where *the paper*
cites its references, a `Citation` is where *our answer* cites the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Kind = Literal["prose", "record", "caption", "reference", "abbreviation"]
KINDS: tuple[Kind, ...] = ("prose", "record", "caption", "reference", "abbreviation")
FRONT_MATTER = "Front matter"  # the section of what stands before the first heading
Origin = Literal["reported", "after_citation", "own", "list"]
Reason = Literal["not_covered", "off_topic", "false_premise", "unclear", "empty"]


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


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document that is searched and shown.

    `span` is its place in the document; `text` is what is searched, which for a record names each
    column before its value; `labels` are the references that the paper cites inside it;
    `sentences` are the parts that can be quoted alone; `studies` names, for each of them, the
    studies it speaks of: author, year and acronym of the references cited in it or just before.
    """

    id: str
    document_id: str
    kind: Kind
    section: tuple[str, ...]
    span: Span
    text: str
    labels: tuple[str, ...]
    sentences: tuple[Span, ...]
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; `parts` are the scores that were fused, by retriever."""

    passage: Passage
    score: float
    rank: int
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence (or row) of a passage, scored for a question.

    `text` is the sentence itself, `context` what stands around it (headings, the sentence before),
    `studies` names the studies it speaks of.
    """

    passage: Passage
    span: Span
    text: str
    context: str
    studies: str
    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a document, exactly as they stand there."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer cites a paper: an address that anyone can check.

    `references` are the bibliography entries that the paper cites inside the quote or, where the
    quote holds no mark, at the closest mark before it in its paragraph (`references_inherited`).
    """

    number: int
    document_id: str
    document_sha256: str
    document_title: str
    kind: Kind
    quote: Quote
    section: tuple[str, ...]
    page: str | None
    references: tuple[Reference, ...]
    references_inherited: bool = False

    @property
    def origin(self) -> Origin:
        """Whose statement the quote is, as far as the paper's citation marks tell.

        ``reported``: it cites its source; ``after_citation``: it cites none, but a sentence before
        it in the paragraph does, whose report it may go on with; ``own``: nothing is cited, so the
        paper says it itself; ``list``: an entry of its bibliography or of its abbreviations.
        """
        if self.kind in ("reference", "abbreviation"):
            return "list"
        if not self.references:
            return "own"
        return "after_citation" if self.references_inherited else "reported"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader of an answer should know, with its own citations."""

    kind: str
    message: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer."""

    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """Which index gave an answer: the id of its generation and the digest of its settings."""

    id: str
    settings: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the papers say to a question, in their own words, or why they do not say it.

    `text` is plain text with [1] markers that point to `citations`. Either there are citations,
    or `abstained` says why not; `nearest` then holds the closest passages.
    """

    question: str
    text: str
    citations: tuple[Citation, ...]
    abstained: Abstention | None
    confidence: float
    notes: tuple[Note, ...]
    nearest: tuple[Citation, ...]
    index: IndexStamp

    def to_dict(self) -> dict[str, object]:
        """The answer in the form of the contract ``sarcoqa.answer/1``, as plain values."""
        from .contract import answer_to_dict

        return answer_to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The answer as JSON text in the form of the contract ``sarcoqa.answer/1``."""
        from .contract import answer_to_json

        return answer_to_json(self, indent=indent)

    def to_markdown(self) -> str:
        """The answer with its quotes, their places and the references behind them, as Markdown."""
        from .contract import answer_to_markdown

        return answer_to_markdown(self)
