"""4. Question and evidence → `Answer`: the sentences that answer, cited, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..numbers import RECEIPT
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
    receipt,
    refusal,
    signs,
    unclear,
)
from .cite import cite_all
from .comparison import Comparison
from .compose import compose
from .constituent import Field
from .constraints import Constraint, described, is_partial, unmet
from .disagreement import Disagreement, disagreements, subgroups
from .evidence import Judged, Weights, judge
from .followup import understand
from .lookup import unheard
from .measurement import Measurement
from .measurements import measurements
from .notes import disagreement_notes
from .parts import compared, gathered, looked_up
from .premise import contradicting, is_unexplained
from .question import Question, read_question
from .row_fit import with_row_fit
from .select import Limits
from .source import Source
from .values import cited_values, comparable_values

CANDIDATES = 60
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
    if reason := unclear(question, source.rarity):
        return _answer(question, (), reason, 0.0, (), stamp, source)
    if exact := looked_up(question, source):
        return _cited(question, exact, 1.0, stamp, source)
    if question.label and not _is_about_more(question):
        return _no_such_reference(question, stamp, source)
    if "spelling" in question.wants and len(question.terms) <= 4:
        return _not_defined(question, stamp, source)
    judged = _judged(question, source)
    rows = compared(question, judged, source) if judged else None
    # Rows that meet a condition are found by their values: its bound need not be stated anywhere.
    missing = [] if rows and rows.whole else _missing(question, judged, source)
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
    if is_unexplained(question, judged):
        return _answer(
            question, (), _unexplained(source), confidence, _nearest(judged, source), stamp, source
        )
    parts = gathered(question, judged, rows, source)
    answer = _with_receipt(rows, _cited(question, parts, confidence, stamp, source))
    return _without(absent, answer)


def _with_receipt(rows: Comparison | None, answer: Answer) -> Answer:
    """`answer` with a note that says over how many rows a comparison was made."""
    if rows is None:
        return answer
    shown = sum(citation.kind == "record" for citation in answer.citations)
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
    if unclear(question, source.rarity) or question.label:
        return None
    judged = _judged(question, source)
    missing = _missing(question, judged, source)
    return signs(question, judged, [] if is_partial(question, missing) else missing, source.rarity)


def _judged(question: Question, source: Source) -> list[Judged]:
    judged = judge(question, source.search(CANDIDATES), source.rarity)
    return with_row_fit(question, judged, source.documents)


def _missing(question: Question, judged: Sequence[Judged], source: Source) -> list[Constraint]:
    """What the question fixes and the papers lack: a word to be defined, or a constraint."""
    words = unheard(question, judged, source.rarity)
    return [Constraint("term", word) for word in words] or unmet(question, judged, source.measured)


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
    judged = _judged(question, source)
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
