"""A small assistant of hand-made nouns: it answers about one invented paper, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sarcoqa.changes import Changes
from sarcoqa.errors import FilterError, ParseError, QuestionError
from sarcoqa.schema import (
    Abbreviation,
    Abstention,
    Answer,
    Citation,
    CitedValue,
    Document,
    IndexStamp,
    Kind,
    Note,
    PageImage,
    Paper,
    Quote,
    Record,
    Reference,
    Section,
    Span,
    Table,
    Understanding,
    text_sha256,
)
from sarcoqa.selection import Names, Years

FIRST = (
    "18% of patients with <i>STS</i> had an objective response & four of ten patients with UPS "
    "responded ($p=0.08$) [8]."
)
SECOND = "The ORR of the entire UPS cohort was 23% (9/40), with `one` complete response {{now}}."
HEADER = ("TME component", "Reference", "Year", "Population", "Summary of findings")
ROW = (
    "\tItaliano et al. [30]\t2022\tMetastatic sarcoma patients from multiple institutes\t"
    "Selected patients had an ORR of 30% to ICI. Unselected patients had an ORR of 2.4%"
)
CAPTION = "Table 1 Select studies"
TITLE = "An Invented Review of Response to Immunotherapy in Undifferentiated Pleomorphic Sarcoma"
TEXT = "\n".join(
    (
        TITLE,
        "Immune Checkpoint Inhibition",
        "ICI Monotherapy",
        f"{FIRST} {SECOND}",
        CAPTION,
        "\t".join(HEADER),
        ROW,
        "Conclusion",
        "Undifferentiated pleomorphic sarcoma (UPS) is rare.",
    )
)
SECTION = ("Immune Checkpoint Inhibition", "ICI Monotherapy")
STAMP = IndexStamp("test", "0" * 64)
TAWBI = Reference(
    label="8",
    authors=("Tawbi HA", "Burgess M", "et al."),
    title="Pembrolizumab in advanced soft-tissue sarcoma & bone sarcoma (SARC028)",
    journal="Lancet Oncol",
    year=2017,
    doi="10.1016/S1470-2045(17)30624-1",
    raw="8. Tawbi HA, Burgess M, et al. Pembrolizumab. Lancet Oncol. 2017.",
    span=Span(0, 0),
)
BARE = Reference("30", (), "", "", None, None, "30. Italiano A. An entry as printed.", Span(0, 0))


def span_of(quote: str) -> Span:
    """Where `quote` stands in the invented paper."""
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def citation(
    number: int,
    quote: str,
    references: tuple[Reference, ...] = (),
    *,
    kind: Kind = "prose",
    page: str | None = None,
    inherited: bool = False,
) -> Citation:
    """A citation of the invented paper."""
    return Citation(
        number=number,
        document_id="invented-2025",
        document_sha256="0" * 64,
        document_title=TITLE,
        kind=kind,
        quote=Quote(span_of(quote), quote),
        section=SECTION,
        page=page,
        references=references,
        references_inherited=inherited,
    )


def document() -> Document:
    """The invented paper."""
    row_span = span_of(ROW)
    values = tuple(zip(HEADER, ROW.split("\t"), strict=True))[1:]  # the first cell is empty
    record = Record("table-1", 1, values, tuple(span_of(value) for _, value in values), row_span)
    return Document(
        id="invented-2025",
        sha256="0" * 64,
        title=TITLE,
        authors=("A. Author",),
        year=2025,
        doi=None,
        licence="CC0-1.0",
        text=TEXT,
        text_sha256=text_sha256(TEXT),
        pages=(),
        sections=(
            Section("s1", SECTION[:1], span_of("Immune Checkpoint Inhibition")),
            Section("s2", SECTION, span_of("ICI Monotherapy")),
            Section("s3", ("Conclusion",), span_of("Conclusion")),
        ),
        paragraphs=(),
        marks=(),
        references=(TAWBI, BARE),
        tables=(Table("table-1", "Table 1", CAPTION, HEADER, (record,), span_of(CAPTION)),),
        abbreviations=(
            Abbreviation("UPS", "undifferentiated pleomorphic sarcoma", span_of("UPS)"), False),
        ),
    )


def answer(question: str) -> Answer:
    """An answer with prose, a table row, references of both kinds and a note."""
    first = citation(1, FIRST, (TAWBI,), page="7")
    return Answer(
        question=question,
        text="In all, 23% of the UPS cohort responded [2], and 18% of patients with STS [1]; "
        "after selection for TLS it was 30% [3].",
        citations=(
            first,
            citation(2, SECOND, (TAWBI,), inherited=True),
            citation(3, ROW, (BARE,), kind="record"),
        ),
        abstained=None,
        confidence=0.9,
        notes=(Note("disagreement", "Text and table give <different> numbers.", (first,)),),
        nearest=(),
        index=STAMP,
    )


def refusal(question: str) -> Answer:
    """A refusal with a nearest passage."""
    return Answer(
        question=question,
        text="",
        citations=(),
        abstained=Abstention("off_topic", "The papers <here> do not discuss this."),
        confidence=0.1,
        notes=(),
        nearest=(citation(1, SECOND),),
        index=STAMP,
    )


def moved(paper: Document, before: str) -> Document:
    """`paper` with other characters before its own, and nothing but its text."""
    text = f"{before}\n{paper.text}"
    return replace(
        paper, text=text, text_sha256=text_sha256(text), sections=(), tables=(), abbreviations=(),
        references=(),
    )  # fmt: skip


class FakeAssistant:
    """Answers what names the paper's subject, refuses the rest, and fails on request."""

    index_id = "fake"
    feedback_path = Path("nowhere") / "feedback.jsonl"

    def ask(
        self, question: str, *, document: Names = None, year: Years = None, section: Names = None,
        kind: Names = None,
    ) -> Answer:  # fmt: skip
        """An answer, a refusal, or `QuestionError` for a question of "fail"."""
        if question.strip() == "fail":
            raise QuestionError("found no question;\nwrite <one> that ends in a question mark")
        named = ("UPS", "response", "sarcoma", "Immune")
        return answer(question) if any(name in question for name in named) else refusal(question)

    def understand(self, question: str, earlier: Sequence[Answer] = ()) -> Understanding:
        """A question of "again" is the one before."""
        if question == "again" and earlier:
            return Understanding(question, earlier[-1].question, ())
        return Understanding(question, question, ())

    def suggest(
        self, question: str = "", *, limit: int = 4, document: Names = None, year: Years = None,
        section: Names = None, kind: Names = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Always the same."""
        return ("What does UPS stand for?", "What is <the> response?")[:limit]

    def comparable(self, answer: Answer) -> tuple[CitedValue, ...]:
        """No values."""
        return ()

    def documents(self) -> tuple[Document, ...]:
        """The invented paper."""
        return (document(),)

    def papers(self) -> tuple[Paper, ...]:
        """Where it comes from."""
        return (Paper("invented-2025", "0" * 64, shipped=True),)

    def page_image(
        self, document_id: str, page: int, spans: Sequence[Span] = ()
    ) -> PageImage | None:
        """There is no print of it."""
        return None

    def add(self, path: str | Path) -> Changes:
        """Nothing can be added."""
        raise ParseError(f"{path}: found nothing to read;\ngive a paper")

    def remove(self, document_id: str) -> Changes:
        """Nothing can be removed."""
        raise FilterError(f"there is no document {document_id!r}")
