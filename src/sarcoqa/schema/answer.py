"""What is said to a question: quotes with their addresses, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .paper import Reference, Span
from .passage import Kind

Origin = Literal["reported", "after_citation", "own", "list"]
BibliographyFormat = Literal["bibtex", "ris", "csl-json"]
Reason = Literal["not_covered", "off_topic", "false_premise", "unclear", "empty"]


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
    document_authors: tuple[str, ...] = ()
    document_year: int | None = None
    document_doi: str | None = None

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
        from ..contract import answer_to_dict

        return answer_to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The answer as JSON text in the form of the contract ``sarcoqa.answer/1``."""
        from ..contract import answer_to_json

        return answer_to_json(self, indent=indent)

    def to_text(self) -> str:
        """The answer with its quotes and their places as plain text, to paste."""
        from ..contract import answer_to_text

        return answer_to_text(self)

    def to_markdown(self) -> str:
        """The answer with its quotes, their places and the references behind them, as Markdown."""
        from ..contract import answer_to_markdown

        return answer_to_markdown(self)

    def bibliography(self, format: BibliographyFormat) -> str:
        """What the answer cites, as ``bibtex``, ``ris`` or ``csl-json``.

        The papers quoted and the entries behind the quotes; the note of each holds the quotes and
        where they stand. Raises ValueError for another format.
        """
        from ..bibliography import bibliography

        return bibliography((self,), format)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question of a conversation: as typed (`question`), and complete in itself (`understood`).

    The two are equal for one that stands alone. `carried` is what was taken over from what was
    said before, as it stands in `understood`.
    """

    question: str
    understood: str
    carried: tuple[str, ...]
