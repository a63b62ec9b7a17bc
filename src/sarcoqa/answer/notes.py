"""What a reader of an answer should know beside it: where the paper disagrees with itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..schema import Citation, Document, Note, Passage, Span
from .cite import cite_all
from .disagreement import Disagreement


def disagreement_notes(
    citations: Sequence[Citation],
    found: Mapping[str, Sequence[Disagreement]],
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
) -> tuple[Note, ...]:
    """A note for each disagreement that a citation touches, with both sides and no verdict.

    `found` maps document ids to the disagreements of that paper.
    """
    notes = []
    for document_id, entries in found.items():
        quotes = [c.quote.span for c in citations if c.document_id == document_id]
        for entry in entries:
            sides = (entry.first, entry.second)
            if any(quote.overlaps(side) for quote in quotes for side in sides):
                notes.append(_note(entry, documents[document_id], documents, passages))
    return tuple(notes)


def _note(
    entry: Disagreement,
    document: Document,
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
) -> Note:
    first, second = entry.first.of(document.text), entry.second.of(document.text)
    message = f"The paper states this in two ways ({entry.kind}): “{first}” and “{second}”."
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
