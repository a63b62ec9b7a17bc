"""What ``sarcoqa.answer/1`` looks like when it comes back: every key, and what it may hold.

A form keeps what a noun derives by itself (the hash of a quote, whose statement it is), so that it
can be checked. Keys that were added to the version later may be absent; unknown ones are let be.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from ..schema import (
    Abstention,
    Answer,
    Citation,
    IndexStamp,
    Kind,
    Note,
    Origin,
    Quote,
    Reason,
    Reference,
    Span,
)


def _encodable(text: str) -> str:
    """`text`, which JSON may have given half a character. Raises ValueError."""
    text.encode("utf-8")  # its error is a ValueError
    return text


Text = Annotated[str, AfterValidator(_encodable)]


class Form(BaseModel):
    """Base of all forms: no conversions, so that "7" is no number."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", allow_inf_nan=False)


class ReferenceForm(Form):
    """A bibliography entry. Without `author_list` the names are taken apart at ", "."""

    label: Text
    authors: Text
    title: Text
    journal: Text
    year: int | None
    doi: Text | None
    raw: Text = ""
    author_list: list[Text] | None = None
    start: int = 0
    end: int = 0

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        Span(self.start, self.end)
        return self

    def noun(self) -> Reference:
        """The entry itself."""
        names = self.author_list
        if names is None:
            names = self.authors.split(", ") if self.authors else []
        span = Span(self.start, self.end)
        return Reference(
            self.label, tuple(names), self.title, self.journal, self.year, self.doi, self.raw, span
        )


class CitationForm(Form):
    """A citation; `sha256` is the stated hash of the quote, `origin` what is said of its source."""

    number: int
    document_id: Text
    document_sha256: Text
    document_title: Text = ""
    document_authors: list[Text] = []
    document_year: int | None = None
    document_doi: Text | None = None
    kind: Kind
    quote: Text
    start: int
    end: int
    sha256: Text
    section: list[Text]
    page: Text | None
    references: list[ReferenceForm]
    references_inherited: bool = False
    origin: Origin | None = None

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        Span(self.start, self.end)
        return self

    def noun(self) -> Citation:
        """The citation itself."""
        return Citation(
            number=self.number,
            document_id=self.document_id,
            document_sha256=self.document_sha256,
            document_title=self.document_title,
            kind=self.kind,
            quote=Quote(Span(self.start, self.end), self.quote),
            section=tuple(self.section),
            page=self.page,
            references=tuple(entry.noun() for entry in self.references),
            references_inherited=self.references_inherited,
            document_authors=tuple(self.document_authors),
            document_year=self.document_year,
            document_doi=self.document_doi,
        )


class NoteForm(Form):
    """A note with its citations."""

    kind: Text
    message: Text
    citations: list[CitationForm]

    def noun(self) -> Note:
        """The note itself."""
        return Note(self.kind, self.message, tuple(entry.noun() for entry in self.citations))


class AbstentionForm(Form):
    """Why there is no answer."""

    reason: Reason
    message: Text


class IndexForm(Form):
    """Which index gave the answer."""

    id: Text
    settings: Text


class AnswerForm(Form):
    """A whole answer."""

    schema_: Literal["sarcoqa.answer/1"]
    question: Text
    text: Text
    confidence: float
    abstained: AbstentionForm | None
    citations: list[CitationForm]
    notes: list[NoteForm]
    nearest: list[CitationForm]
    index: IndexForm

    model_config = ConfigDict(alias_generator=lambda name: name.removesuffix("_"))

    def noun(self) -> Answer:
        """The answer itself."""
        refused = self.abstained
        return Answer(
            question=self.question,
            text=self.text,
            citations=tuple(entry.noun() for entry in self.citations),
            abstained=Abstention(refused.reason, refused.message) if refused else None,
            confidence=self.confidence,
            notes=tuple(entry.noun() for entry in self.notes),
            nearest=tuple(entry.noun() for entry in self.nearest),
            index=IndexStamp(self.index.id, self.index.settings),
        )

    def quotes(self) -> tuple[CitationForm, ...]:
        """The citations of the answer, of its notes and of the nearest passages."""
        noted = (entry for note in self.notes for entry in note.citations)
        return (*self.citations, *noted, *self.nearest)
