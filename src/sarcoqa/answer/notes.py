"""What a reader of an answer should know beside it: where the paper disagrees with itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..schema import Citation, Document, Note, Passage, Span
from .cite import cite_all
from .counts import PATIENTS
from .disagreement import AGES, CODE_NAME, INTERVAL, TREATMENT, Disagreement
from .measurement import endpoints
from .question import Question
from .responders import RESPONDED

# What has no endpoint of its own; a percentage beside its fraction may be of anything.
_OTHER = {PATIENTS: "sample_size", RESPONDED: "objective_response"}
_ASKS_DRUG = re.compile(
    r"\b(?:which|what|whose|name|with)\b[^.?]{0,40}?\b(?:drugs?|antibod\w+|agents?|inhibitors?|"
    r"regimens?|combin\w+|treatments?|treated|therap\w+|medicines?|partner\w*|given|tested|paired)\b",
    re.IGNORECASE,
)

_ASKS_AGE = re.compile(r"\b(?:age[ds]?|old(?:er|est)?|young(?:er|est)?)\b", re.IGNORECASE)

_ASKS_INTERVAL = re.compile(r"\b(?:how (?:often|frequent\w*|many times)|intervals?)\b", re.I)


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
        notes += [
            _note(entry, documents[document_id], documents, passages)
            for entry in _touched(question, quotes, entries)
        ]
    return tuple(notes)


def other_sides(
    question: Question,
    part: tuple[Passage, Span],
    found: Sequence[Disagreement],
    document: Document,
    passages: Sequence[Passage],
) -> list[tuple[Passage, Span]]:
    """The sentences and rows that contradict `part` about what the question asks for."""
    _, span = part
    sides = [
        side
        for entry in _touched(question, [span], found)
        for side in (entry.first, entry.second)
        if not span.overlaps(side)
    ]
    placed = (around(document, side, passages) for side in sides)
    return list(dict.fromkeys(place for place in placed if place is not None))


def _touched(
    question: Question, quotes: Sequence[Span], entries: Sequence[Disagreement]
) -> list[Disagreement]:
    return [
        entry
        for entry in entries
        if any(quote.overlaps(side) for quote in quotes for side in (entry.first, entry.second))
        and _is_asked(question, entry)
    ]


def _is_asked(question: Question, entry: Disagreement) -> bool:
    asked = set(question.quantities)
    shorts = {forms[0].lower() for forms in question.diseases}
    if entry.group and shorts and entry.group.lower() not in shorts:
        return False
    if entry.about == "percentage":
        return bool(asked) or "percent" in question.wants
    if entry.about in (TREATMENT, CODE_NAME):
        return not asked and bool(_ASKS_DRUG.search(question.text))
    if entry.about == AGES:
        return bool(_ASKS_AGE.search(question.text))
    if entry.about == INTERVAL:
        return bool(_ASKS_INTERVAL.search(question.text))
    about = entry.about.replace(" ", "_")
    if about == PATIENTS and entry.group and shorts and "count" in question.wants and not asked:
        return True  # "How many ABC patients were there?"
    endpoint = endpoints().get(about)
    quantity = endpoint.quantity if endpoint else _OTHER.get(about, "")
    return bool(asked & {quantity, "outcome"})


def _note(
    entry: Disagreement,
    document: Document,
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
) -> Note:
    parts = [around(document, side, passages) for side in (entry.first, entry.second)]
    unique = list(dict.fromkeys(part for part in parts if part is not None))
    return Note("disagreement", entry.message(document.text), cite_all(documents, unique))


def around(
    document: Document, side: Span, passages: Sequence[Passage]
) -> tuple[Passage, Span] | None:
    """The sentence or row that holds `side`."""
    for passage in passages:
        if passage.document_id == document.id and passage.span.holds(side):
            for span in passage.sentences:
                if span.holds(side):
                    return passage, span
    return None
