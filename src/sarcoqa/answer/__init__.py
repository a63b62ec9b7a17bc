"""4. Question and evidence → `Answer`: the sentences that answer, cited, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..numbers import RECEIPT, TABLE
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
from .abstain import UNCALIBRATED, Calibration, Signs, listed, receipt, refusal
from .cite import cite_all
from .comparison import Comparison
from .compose import compose
from .constituent import Field
from .constraints import Constraint, described
from .disagreement import Disagreement, disagreements, subgroups
from .evidence import Judged, Weights
from .followup import understand
from .measurement import Measurement
from .measurements import measurements
from .notes import disagreement_notes
from .parts import joined, looked_up
from .premise import contradicting, is_unexplained
from .question import Question, read_question
from .reading import Reading, judged_evidence, read_evidence, read_facets, stands_alone
from .select import Limits
from .short_forms import spelt_behind
from .source import Source
from .told import Told, told
from .understood import not_understood
from .values import cited_values, comparable_values
from .whether import SEARCHED, naming, things_asked, unspoken

NEAREST = 3
FALSE_PREMISE = Abstention(
    "false_premise",
    "The question takes for granted what the papers contradict: read the first of the nearest "
    "passages.",
)
LONGEST_ANSWER = 205  # words, with room for a line that says what is missing


def answer_question(
    text: str, source: Source, *, stamp: IndexStamp, calibration: Calibration
) -> Answer:
    """The answer to `text`, or an abstention with its reason and the nearest passages."""
    question = read_question(text, source.expanded, source.abbreviations, source.surnames)
    whole = told(question, source)
    if whole is None or whole.wanted:
        searched = _searched_for(question, source, stamp, calibration)
        if whole is None or whole.is_met_by(searched):
            return searched
    return _as_told(question, whole, stamp, source)


def _searched_for(
    question: Question, source: Source, stamp: IndexStamp, calibration: Calibration
) -> Answer:
    if reason := not_understood(question, source.rarity):
        return _answer(question, (), reason, 0.0, (), stamp, source)
    if exact := looked_up(question, source):
        return _cited(question, exact, 1.0, stamp, source)
    if question.label and not _is_about_more(question):
        return _no_such_reference(question, stamp, source)
    if "spelling" in question.wants and len(question.terms) <= 4:
        return _spelt_beside(question, stamp, source)
    if named := _told_whether(question, stamp, source):
        return named
    whole = read_evidence(question, source, calibration)
    pieces = read_facets(whole, source, calibration)
    given = [piece for piece in pieces if piece.answers and not piece.missing]
    alone = any(stands_alone(piece.question) for piece in given)
    if not alone and (not whole.answers or _all_lack(pieces)):
        return _refused(whole, pieces, source, stamp)
    if denied := _denied(whole, given, source):
        return _answer(question, (), denied[0], whole.confidence, denied[1], stamp, source)
    parts = joined(whole, given, source)
    answer = _with_receipt(whole.rows, _cited(question, parts, whole.confidence, stamp, source))
    return _without(_absent(whole, pieces), answer)


def _as_told(question: Question, found: Told, stamp: IndexStamp, source: Source) -> Answer:
    if found.parts:
        counts = (Note(TABLE, found.counts, ()),) if found.counts else ()
        answer = _cited(question, found.parts, 1.0, stamp, source)
        return replace(answer, notes=(*answer.notes, *counts))
    reason = Abstention(found.reason, f"{found.lacking} {receipt(_searched(source))}")
    nearest = _nearest(judged_evidence(question, source), source)
    return _answer(question, (), reason, 0.0, nearest, stamp, source)


def _told_whether(question: Question, stamp: IndexStamp, source: Source) -> Answer | None:
    """The answer to whether a paper speaks of something; None where more is asked, or every word
    is spoken of and none of the evidence has all.
    """
    titles = " ".join(document.title for document in source.documents.values())
    things = things_asked(question, titles)
    if not things:
        return None
    judged = judged_evidence(question, source, SEARCHED)
    found = [item.evidence for item in judged]
    if parts := naming(things, found):
        return _cited(question, parts, 1.0, stamp, source)
    if not (absent := unspoken(things, question, found)):
        return None
    said = f"The papers do not speak of {listed(absent)}. {receipt(_searched(source))}"
    reason = Abstention("not_covered", said)
    return _answer(question, (), reason, 0.0, _nearest(judged, source), stamp, source)


def _all_lack(pieces: Sequence[Reading]) -> bool:
    """Whether a question is several, and none of them is given."""
    return bool(pieces) and all(_lacking(piece) for piece in pieces)


def _lacking(piece: Reading) -> list[Constraint]:
    """What one of several questions misses, but for a drug: the others may be about it."""
    return [entry for entry in piece.missing if entry.kind not in ("treatment", "figure")]


def _refused(
    whole: Reading, pieces: Sequence[Reading], source: Source, stamp: IndexStamp
) -> Answer:
    question, judged = whole.question, whole.judged
    missing = whole.missing or [entry for piece in pieces for entry in _lacking(piece)]
    reason = refusal(question, whole.signs, missing, source.rarity, _searched(source))
    return _answer(question, (), reason, whole.confidence, _nearest(judged, source), stamp, source)


def _denied(
    whole: Reading, given: Sequence[Reading], source: Source
) -> tuple[Abstention, tuple[Citation, ...]] | None:
    """The reason why the question cannot be answered as it is put, with the nearest evidence."""
    question, judged = whole.question, whole.judged
    if whole.rows and whole.rows.whole:
        return None  # there are rows that meet the condition
    if denial := contradicting(question, judged, source.abbreviations):
        return FALSE_PREMISE, _nearest_first(denial, judged, source)
    if all(is_unexplained(one.question, one.judged) for one in (whole, *given)):
        return _unexplained(source), _nearest(judged, source)
    return None


def _absent(whole: Reading, pieces: Sequence[Reading]) -> list[Constraint]:
    """What is not given, of the question as a whole or of one of the questions in it."""
    lacking = [entry for piece in pieces if not piece.answers for entry in _lacking(piece)]
    return list(dict.fromkeys(lacking)) if pieces else list(whole.absent)


def _with_receipt(rows: Comparison | None, answer: Answer) -> Answer:
    """`answer` with a note that says over how many rows a comparison was made."""
    if rows is None or not rows.rows:
        return answer
    found = {row.span for row in rows.rows}
    shown = sum(citation.quote.span in found for citation in answer.citations)
    cut = f" Only {shown} of them fit into the answer." if shown < len(rows.rows) else ""
    return replace(answer, notes=(*answer.notes, Note(RECEIPT, rows.message + cut, ())))


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
    if not_understood(question, source.rarity) or question.label:
        return None
    return read_evidence(question, source, UNCALIBRATED).signs


def _is_about_more(question: Question) -> bool:
    return len(question.terms) > 4


def _no_such_reference(question: Question, stamp: IndexStamp, source: Source) -> Answer:
    count = sum(passage.kind == "reference" for passage in source.passages)
    reason = Abstention(
        "not_covered", f"There is no reference {question.label}: the papers list {count}."
    )
    return _answer(question, (), reason, 0.0, (), stamp, source)


def _spelt_beside(question: Question, stamp: IndexStamp, source: Source) -> Answer:
    """What a short form stands for that the papers do not define, where brackets behind it say so;
    or that they do not.
    """
    judged = judged_evidence(question, source)
    if told := spelt_behind(question.names, [item.evidence for item in judged]):
        return _cited(question, told, 1.0, stamp, source)
    reason = Abstention("not_covered", "The papers do not define this abbreviation.")
    return _answer(question, (), reason, 0.0, _nearest(judged, source), stamp, source)


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


def _unexplained(source: Source) -> Abstention:
    return Abstention("not_covered", f"The papers do not say why. {receipt(_searched(source))}")


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
    "Field",
    "Limits",
    "Measurement",
    "Signs",
    "Source",
    "Weights",
    "answer_question",
    "cited_values",
    "comparable_values",
    "disagreements",
    "measured",
    "question_signs",
    "understand",
]
