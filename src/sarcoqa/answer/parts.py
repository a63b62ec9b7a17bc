"""Question and judged evidence → the passages and spans that an answer is made of."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Passage, Span
from .cite import cite_all
from .columns import compare_column
from .comparison import Comparison, compare_rows
from .evidence import Judged
from .lookup import definition_passages, front_matter, reference_passage
from .narrow import narrowed
from .notes import other_sides
from .question import Question
from .select import select
from .source import Source
from .telling import told_on

MOST_SIDES = 2
MOST_BESIDE = 2  # what is near to the question, beside rows that are compared by one column
MOST_EXACT = 5  # definitions or entries of several papers

Part = tuple[Passage, Span]


def looked_up(question: Question, source: Source) -> list[Part]:
    own = [
        (passage, span)
        for document in source.documents.values()
        for span in front_matter(question, document)
        for passage in source.passages
        if passage.kind in ("prose", "caption")
        and passage.document_id == document.id
        and passage.span.holds(span)
    ]
    if own:
        return own[:MOST_EXACT]
    found = reference_passage(question, source.passages)
    definitions = definition_passages(question, source.documents.values(), source.passages)
    if definitions and "spelling" not in question.wants:
        return []  # "What is X?" wants to hear what it is, not only how it is spelt
    return [(passage, passage.span) for passage in (found or definitions)[:MOST_EXACT]]


def compared(question: Question, judged: Sequence[Judged], source: Source) -> Comparison | None:
    """The table rows that a question compares, in the paper of the best evidence."""
    home = judged[0].evidence.passage.document_id
    found = compare_rows(question, source.measured(home))
    return found or compare_column(question, source.documents[home])


def gathered(
    question: Question, judged: Sequence[Judged], rows: Comparison | None, source: Source
) -> list[Part]:
    """What the answer is made of, the most important first: the compared `rows` where there are."""
    parts = _of_rows(rows, judged, source)
    if rows is None or not rows.whole:
        chosen = [(one.evidence.passage, one.evidence.span) for one in select(question, judged)]
        parts += [part for part in chosen if part not in parts][: MOST_BESIDE if parts else None]
    texts = {name: document.text for name, document in source.documents.items()}
    parts = told_on(question, parts, source.passages, texts)
    parts = [_readable(question, part, source) for part in parts]
    parts += _entries(question, parts, source)
    return parts + _contradicting(question, parts, source)


def _entries(question: Question, parts: Sequence[Part], source: Source) -> list[Part]:
    """The bibliography entry behind the best evidence, when the question asks for a paper."""
    if "reference" not in question.wants or any(p.kind == "reference" for p, _ in parts):
        return []
    passage, span = parts[0]
    behind = cite_all(source.documents, [(passage, span)])[0].references
    if not 1 <= len(behind) <= 2:
        return []
    labels = {(entry.label,) for entry in behind}
    return [
        (entry, entry.span)
        for entry in source.passages
        if entry.kind == "reference"
        and entry.document_id == passage.document_id
        and entry.labels in labels
    ]


def _readable(question: Question, part: Part, source: Source) -> Part:
    passage, span = part
    if passage.kind != "prose":
        return part
    text = source.documents[passage.document_id].text
    return passage, narrowed(span, text, question.terms, source.rarity)


def _of_rows(rows: Comparison | None, judged: Sequence[Judged], source: Source) -> list[Part]:
    document_id = judged[0].evidence.passage.document_id
    wanted = {row.span for row in rows.rows} if rows else set()
    return [
        (passage, passage.span)
        for passage in source.passages
        if passage.kind == "record"
        and passage.document_id == document_id
        and passage.span in wanted
    ]


def _contradicting(question: Question, parts: Sequence[Part], source: Source) -> list[Part]:
    """Where the paper states otherwise what the best evidence states: the reader gets both."""
    passage, span = parts[0]
    document = source.documents[passage.document_id]
    found = source.disagreements(document.id)
    sides = other_sides(question, (passage, span), found, document, source.passages)
    return [side for side in sides if side not in parts][:MOST_SIDES]
