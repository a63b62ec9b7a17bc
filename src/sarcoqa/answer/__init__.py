"""4. Question and evidence → `Answer`: the sentences that answer, cited, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..schema import (
    FRONT_MATTER,
    Abstention,
    Answer,
    Citation,
    Document,
    Evidence,
    IndexStamp,
    Note,
    Passage,
    Span,
)
from .abstain import (
    UNCALIBRATED,
    Calibration,
    Signs,
    listed,
    probability,
    refusal,
    signs,
    unclear,
)
from .cite import cite_all
from .compose import compose
from .constraints import Constraint, described, is_partial, unmet
from .disagreement import Disagreement, disagreements, subgroups
from .evidence import Judged, judge
from .extremes import extreme_rows
from .lookup import definition_passages, front_matter, reference_passage
from .measurement import Measurement
from .measurements import measurements
from .narrow import narrowed
from .notes import disagreement_notes, other_sides
from .premise import contradicting
from .question import Question, read_question
from .select import Limits, select

CANDIDATES = 60
NEAREST = 3
MOST_SIDES = 2
FALSE_PREMISE = Abstention(
    "false_premise",
    "The question takes for granted what the papers contradict: read the first of the nearest "
    "passages.",
)
LONGEST_ANSWER = 205  # words, with room for a line that says what is missing
MOST_EXACT = 5  # definitions or entries of several papers


@dataclass(frozen=True, slots=True)
class Source:
    """Where answers come from: the allowed papers and passages, and the search over them.

    `search(k)` gives the k best pieces of evidence, `rarity(term)` the weight of a term (0:
    unknown), `expanded` the question with abbreviations spelt out, `abbreviations` maps
    short forms to long ones, `surnames` are those of the cited authors,
    `disagreements(id)` where that paper disagrees with itself, `measured(id)` the values in it.
    """

    documents: dict[str, Document]
    passages: Sequence[Passage]
    search: Callable[[int], Sequence[Evidence]]
    rarity: Callable[[str], float]
    expanded: str
    abbreviations: Mapping[str, tuple[str, ...]]
    surnames: frozenset[str]
    disagreements: Callable[[str], Sequence[Disagreement]]
    measured: Callable[[str], Sequence[Measurement]]


def answer_question(
    text: str, source: Source, *, stamp: IndexStamp, calibration: Calibration
) -> Answer:
    """The answer to `text`, or an abstention with its reason and the nearest passages."""
    question = read_question(text, source.expanded, source.abbreviations, source.surnames)
    if reason := unclear(question, source.rarity):
        return _answer(question, (), reason, 0.0, (), stamp, source)
    if exact := _looked_up(question, source):
        return _cited(question, _short(exact), 1.0, stamp, source)
    if question.label and not _is_about_more(question):
        return _no_such_reference(question, stamp, source)
    if "spelling" in question.wants and len(question.terms) <= 4:
        return _not_defined(question, stamp, source)
    judged = judge(question, source.search(CANDIDATES), source.rarity)
    missing = unmet(question, judged, source.measured)
    absent = missing if is_partial(question, missing) else []
    found = signs(question, judged, [] if absent else missing, source.rarity)
    confidence = probability(found, calibration)
    if not judged or confidence < calibration.floor:
        reason = refusal(question, found, missing, source.rarity, _searched(source))
        return _answer(question, (), reason, confidence, _nearest(judged, source), stamp, source)
    if denial := contradicting(question, judged):
        return _answer(
            question, (), FALSE_PREMISE, confidence, _nearest_first(denial, judged, source), stamp,
            source,
        )  # fmt: skip
    parts = _extremes(question, judged, source) or [
        (item.evidence.passage, item.evidence.span) for item in select(question, judged)
    ]
    parts = [_readable(question, part, source) for part in parts]
    parts += _entries(question, parts, source)
    parts += _contradicting(question, parts, source)
    return _without(absent, _cited(question, parts, confidence, stamp, source))


def _without(absent: Sequence[Constraint], answer: Answer) -> Answer:
    """`answer` with a line that says which part of the question the papers leave open."""
    if not absent:
        return answer
    message = f"The papers do not give {listed([described(entry) for entry in absent])} for this."
    note = Note("partial", message, ())
    return replace(answer, text=f"{answer.text}\n{message}", notes=(*answer.notes, note))


def question_signs(text: str, source: Source) -> Signs | None:
    """What the decision to answer `text` rests on; None where it is no question to search for."""
    question = read_question(text, source.expanded, source.abbreviations, source.surnames)
    if unclear(question, source.rarity) or question.label:
        return None
    judged = judge(question, source.search(CANDIDATES), source.rarity)
    missing = unmet(question, judged, source.measured)
    return signs(question, judged, [] if is_partial(question, missing) else missing, source.rarity)


def _looked_up(question: Question, source: Source) -> list[tuple[Passage, Span]]:
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
        return own
    found = reference_passage(question, source.passages)
    definitions = definition_passages(question, source.documents.values(), source.passages)
    if definitions and "spelling" not in question.wants:
        return []  # "What is X?" wants to hear what it is, not only how it is spelt
    return [(passage, passage.span) for passage in found or definitions]


def _short(parts: Sequence[tuple[Passage, Span]]) -> list[tuple[Passage, Span]]:
    """The first of `parts` that fit into an answer: many papers may define one short form."""
    lengths = [len(_words(*part)) for part in parts[:MOST_EXACT]]
    return [
        part
        for place, part in enumerate(parts[:MOST_EXACT])
        if place == 0 or sum(lengths[: place + 1]) <= Limits().words
    ]


def _words(passage: Passage, span: Span) -> list[str]:
    start = passage.span.start
    return passage.text[span.start - start : span.end - start].split()


def _is_about_more(question: Question) -> bool:
    return len(question.terms) > 4


def _no_such_reference(question: Question, stamp: IndexStamp, source: Source) -> Answer:
    count = sum(passage.kind == "reference" for passage in source.passages)
    reason = Abstention(
        "not_covered", f"There is no reference {question.label}: the papers list {count}."
    )
    return _answer(question, (), reason, 0.0, (), stamp, source)


def _not_defined(question: Question, stamp: IndexStamp, source: Source) -> Answer:
    reason = Abstention("not_covered", "The papers do not define this abbreviation.")
    judged = judge(question, source.search(CANDIDATES), source.rarity)
    return _answer(question, (), reason, 0.0, _nearest(judged, source), stamp, source)


def _entries(
    question: Question, parts: Sequence[tuple[Passage, Span]], source: Source
) -> list[tuple[Passage, Span]]:
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


def _readable(
    question: Question, part: tuple[Passage, Span], source: Source
) -> tuple[Passage, Span]:
    passage, span = part
    if passage.kind != "prose":
        return part
    text = source.documents[passage.document_id].text
    return passage, narrowed(span, text, question.terms, source.rarity)


def _extremes(
    question: Question, judged: Sequence[Judged], source: Source
) -> list[tuple[Passage, Span]]:
    """The row with the highest or lowest value, where the question asks for it."""
    document_id = judged[0].evidence.passage.document_id
    rows = {row.span for row in extreme_rows(question, source.measured(document_id))}
    return [
        (passage, passage.span)
        for passage in source.passages
        if passage.kind == "record" and passage.document_id == document_id and passage.span in rows
    ]


def _contradicting(
    question: Question, parts: Sequence[tuple[Passage, Span]], source: Source
) -> list[tuple[Passage, Span]]:
    """Where the paper states otherwise what the best evidence states: the reader gets both."""
    passage, span = parts[0]
    document = source.documents[passage.document_id]
    found = source.disagreements(document.id)
    sides = other_sides(question, (passage, span), found, document, source.passages)
    return [side for side in sides if side not in parts][:MOST_SIDES]


def _cited(
    question: Question,
    parts: Sequence[tuple[Passage, Span]],
    confidence: float,
    stamp: IndexStamp,
    source: Source,
) -> Answer:
    kept = list(parts)
    while True:  # the least important part, the last, goes first
        in_order = sorted(kept, key=lambda part: (part[0].document_id, part[1]))
        citations = cite_all(source.documents, in_order)
        length = len(compose(question, citations, source.documents).split())
        if length <= LONGEST_ANSWER or len(kept) == 1:
            return _answer(question, citations, None, confidence, (), stamp, source)
        kept.pop()


def _nearest_first(
    first: Evidence, judged: Sequence[Judged], source: Source
) -> tuple[Citation, ...]:
    """The nearest evidence, led by that which decides."""
    led = sorted(judged[:NEAREST], key=lambda item: item.evidence != first)
    return _nearest(led, source)


def _nearest(judged: Sequence[Judged], source: Source) -> tuple[Citation, ...]:
    best = [(item.evidence.passage, item.evidence.span) for item in judged[:NEAREST]]
    return cite_all(source.documents, best)


def _searched(source: Source) -> tuple[int, int]:
    return len(source.passages), sum(
        passage.kind == "caption" and passage.section[-1:] != (FRONT_MATTER,)
        for passage in source.passages
    )


def _answer(
    question: Question,
    citations: tuple[Citation, ...],
    abstained: Abstention | None,
    confidence: float,
    nearest: tuple[Citation, ...],
    stamp: IndexStamp,
    source: Source,
) -> Answer:
    text = abstained.message if abstained else compose(question, citations, source.documents)
    # In the order of the citations: a set would change with the hash seed.
    cited = dict.fromkeys(citation.document_id for citation in citations)
    found = {name: source.disagreements(name) for name in cited}
    notes = disagreement_notes(question, citations, found, source.documents, source.passages)
    return Answer(
        question=question.text,
        text=text,
        citations=citations,
        abstained=abstained,
        confidence=round(confidence, 4),
        notes=notes,
        nearest=nearest,
        index=stamp,
    )


def measured(document: Document) -> tuple[Measurement, ...]:
    """The values that `document` states, each for one study."""
    return measurements(document, subgroups(document))


__all__ = [
    "UNCALIBRATED",
    "Calibration",
    "Disagreement",
    "Measurement",
    "Signs",
    "Source",
    "answer_question",
    "disagreements",
    "measured",
    "question_signs",
]
