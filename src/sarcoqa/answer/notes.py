"""What a reader of an answer should know beside it: where the paper disagrees with itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..schema import Citation, Document, Note, Passage, Span
from .cite import cite_all
from .disagreement import Disagreement
from .question import Question

# Which quantity a question asks for when it asks for an endpoint.
_QUANTITIES = {
    "objective response rate": "objective_response",
    "median progression free survival": "progression_free_survival",
    "progression free survival rate": "progression_free_survival",
    "non progression rate": "progression_free_survival",
    "median overall survival": "overall_survival",
    "overall survival rate": "overall_survival",
    "disease free survival rate": "disease_free_survival",
    "relapse free survival rate": "disease_free_survival",
    "number of patients": "sample_size",
}


def disagreement_notes(
    question: Question,
    citations: Sequence[Citation],
    found: Mapping[str, Sequence[Disagreement]],
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
) -> tuple[Note, ...]:
    """A note for each disagreement that a citation touches, with both sides and no verdict.

    Only about what the question asks for: a reader of a survival figure is not told of a response.

    `found` maps document ids to the disagreements of that paper.
    """
    notes = []
    for document_id, entries in found.items():
        quotes = [c.quote.span for c in citations if c.document_id == document_id]
        for entry in entries:
            sides = (entry.first, entry.second)
            touched = any(quote.overlaps(side) for quote in quotes for side in sides)
            if touched and _is_asked(question, entry):
                notes.append(_note(entry, documents[document_id], documents, passages))
    return tuple(notes)


def _is_asked(question: Question, entry: Disagreement) -> bool:
    asked = set(question.quantities)
    return bool(asked & {_QUANTITIES.get(entry.about, ""), "outcome"})


def _note(
    entry: Disagreement,
    document: Document,
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
) -> Note:
    first, second = entry.first.of(document.text), entry.second.of(document.text)
    message = (
        f"The paper states the {entry.about} in two ways ({entry.kind}): “{first}” and “{second}”."
    )
    parts = [_around(document, side, passages) for side in (entry.first, entry.second)]
    unique = list(dict.fromkeys(part for part in parts if part is not None))
    return Note("disagreement", message, cite_all(documents, unique))


def _around(
    document: Document, side: Span, passages: Sequence[Passage]
) -> tuple[Passage, Span] | None:
    """The sentence or row that holds `side`."""
    for passage in passages:
        if passage.document_id == document.id and passage.span.holds(side):
            for span in passage.sentences:
                if span.holds(side):
                    return passage, span
    return None
