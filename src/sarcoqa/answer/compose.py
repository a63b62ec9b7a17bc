"""Chosen evidence → the text of an answer: the papers' words in reading order, with [n] markers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..schema import Citation, Document, Record, Span, Table
from ..text import is_drug, stem, terms, tokens
from .lexicon import holds, lexicon, states
from .question import Question

MAX_CELLS = 3
MAX_CELL_WORDS = 60
MAX_NAME_WORDS = 20
MAX_IDENTITY_WORDS = 8
DISTINCT = 0.8  # the least share of the rows of a table that their names tell apart


def compose(
    question: Question, citations: Sequence[Citation], documents: dict[str, Document]
) -> str:
    """One line for a table row, a definition or a reference; sentences run on.

    The papers' own marks are left out here, since a second kind of [n] would be read as ours; the
    quotes keep them.
    """
    lines: list[str] = []
    before: Citation | None = None
    for citation in citations:
        words = _words(question, citation, documents[citation.document_id])
        goes_on = before is not None and citation.kind == before.kind == "prose"
        part = f"{words} [{citation.number}]"
        lines = [*lines[:-1], f"{lines[-1]} {part}"] if goes_on else [*lines, part]
        before = citation
    return "\n".join(lines)


def _words(question: Question, citation: Citation, document: Document) -> str:
    quote = citation.quote
    if citation.kind == "record":
        table, record = next(
            (table, record)
            for table in document.tables
            for record in table.records
            if record.span == quote.span
        )
        return _row(question, record, table, document)
    if citation.kind == "abbreviation":
        short, tab, long = quote.text.partition("\t")
        return f"{short}: {long}" if tab else quote.text
    if citation.kind == "reference":
        label = citation.references[0].label if citation.references else ""
        return f"Reference {label}: {quote.text}" if label else quote.text
    return unmarked(document, quote.span).replace("\n", " ")


def unmarked(document: Document, span: Span) -> str:
    """The text of `span` without the paper's citation marks, the space before them included.

    "Seen in 18% [8, 72]." gives "Seen in 18%."; brackets that are no marks ("IQR [18-31]") stay.
    """
    first = bisect_left(document.marks, span.start, key=lambda mark: mark.span.start)
    pieces, place = "", span.start
    for mark in document.marks[first:]:
        if mark.span.start >= span.end:
            break
        if any(char.isalpha() for char in mark.span.of(document.text)):
            continue  # a name and a year are words of the sentence, and no [n]
        pieces += document.text[place : mark.span.start].rstrip()
        place = mark.span.end
    return pieces + document.text[place : max(place, span.end)]


def _row(question: Question, record: Record, table: Table, document: Document) -> str:
    """What names the row, then the cells that the question asks for."""
    plain = [unmarked(document, span) for span in record.cell_spans]
    naming = naming_cells(record, plain, table)
    name = " · ".join(dict.fromkeys(plain[place] for place in naming))
    scored = [
        (_cell_score(question, header, value), -place, header, value)
        for place, ((header, _), value) in enumerate(zip(record.cells, plain, strict=True))
        if value and place not in naming
    ]
    best = sorted(scored, reverse=True)[:MAX_CELLS]
    top = best[0][0] if best else 0.0
    kept = [entry for entry in best if entry[0] > 0 and entry[0] >= 0.4 * top] or best[:2]
    kept += [entry for entry in scored if entry not in kept and _is_identity(question, entry[3])]
    cells = sorted(kept, key=lambda entry: -entry[1])
    shown = "; ".join(f"{header}: {_shortened(value)}" for _, _, header, value in cells)
    return " — ".join(part for part in (name, shown) if part)


def naming_cells(record: Record, plain: Sequence[str], table: Table) -> list[int]:
    """The places of the cells that name a row: the one that cites its study, or else the first
    whose column tells the rows apart, behind the label of their group.
    """
    for place, (_, value) in enumerate(record.cells):
        if plain[place] != value:
            return [place]
    told = next((p for p in range(len(plain)) if plain[p] and _tells_apart(table, p)), 0)
    return [place for place in range(told + 1) if plain[place]]


def _tells_apart(table: Table, place: int) -> bool:
    """Whether the cells of a column are short words, hardly one of them twice."""
    values = [record.cells[place][1] for record in table.records if record.cells[place][1]]
    words = [value for value in values if not value[:1].isdigit()]
    short = all(len(value.split()) <= MAX_NAME_WORDS for value in values)
    return short and len(set(words)) >= DISTINCT * len(values) > 0


def _is_identity(question: Question, value: str) -> bool:
    """Whether a cell says what was given, to a reader who asks which of several it was."""
    asks = _SUBJECT.search(question.text) and not (question.treatments or question.names)
    short = len(value.split()) <= MAX_IDENTITY_WORDS
    return bool(asks) and short and any(is_drug(token) for token in tokens(value))


def _shortened(value: str) -> str:
    """A cell of ordinary length as it is; of a longer one its beginning (the quote has it all)."""
    words = value.split(" ")
    return value if len(words) <= MAX_CELL_WORDS else f"{' '.join(words[:MAX_CELL_WORDS])} …"


# What is asked for by its name: "Which regimens had ..." wants the regimens.
_SUBJECT = re.compile(
    r"\b(?:which|what|list|name)\s+((?:(?!had|has|have|did|was|were|is)[\w+/-]+\s+){1,3})",
    re.IGNORECASE,
)


def _cell_score(question: Question, header: str, value: str) -> float:
    asked = lexicon()["headers"].get(header.lower())
    score = 1.0 if asked and asked.search(question.text) else 0.0
    subject = _SUBJECT.search(question.text)
    score += 1.0 * bool(asked and subject and asked.search(subject.group(1)))
    wanted = set(question.terms)
    # Whole words only: "2-year" does not ask for the column "Year".
    score += 1.0 * bool(set(map(stem, tokens(header))) & set(map(stem, tokens(question.text))))
    score += 0.75 * sum(holds(entry, value) for entry in question.answer_types)
    score += 0.75 * sum(states(entry, value) for entry in question.quantities)
    return score + 0.3 * len(set(terms(value)) & wanted)
