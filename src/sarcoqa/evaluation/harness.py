"""5. Questions → `Report`: every question counts; what does not apply is neither 0 nor dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan
from statistics import fmean, median
from time import perf_counter

from ..schema import Answer, Document
from .metrics import citation_precision, contains, evidence_recall, f1, interval, is_correct
from .sets import EvaluationQuestion

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. A figure that does not apply to it is None."""

    question: EvaluationQuestion
    answer: Answer
    seconds: float
    correct: bool | None
    cited: bool | None
    recall: float | None
    precision: float | None
    labels: bool | None
    refused: bool
    verbatim: bool

    @property
    def right(self) -> bool:
        """Right and cited where there is an answer; refused where there is none."""
        return bool(self.correct and self.cited) if self.question.answerable else self.refused


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its number of questions and its 95 % bootstrap interval.

    A figure that applies to no question has n = 0 and NaN for its value and interval.
    """

    name: str
    value: float
    n: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes of a run and the figures over them."""

    outcomes: tuple[Outcome, ...]
    figures: tuple[Figure, ...]


def evaluate(
    questions: Sequence[EvaluationQuestion],
    ask: Ask,
    documents: Iterable[Document],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Ask every question and measure the answers."""
    texts = {document.id: document.text for document in documents}
    outcomes = []
    for done, question in enumerate(questions, start=1):
        started = perf_counter()
        answer = ask(question.question)
        outcomes.append(_outcome(question, answer, perf_counter() - started, texts))
        progress(done, len(questions))
    return Report(tuple(outcomes), tuple(_figures(outcomes)))


def _outcome(
    question: EvaluationQuestion, answer: Answer, seconds: float, texts: dict[str, str]
) -> Outcome:
    places = [(citation.document_id, citation.quote.span) for citation in answer.citations]
    noted = [citation for note in answer.notes for citation in note.citations]
    every = [*answer.citations, *answer.nearest, *noted]
    verbatim = all(c.quote.span.of(texts[c.document_id]) == c.quote.text for c in every)
    refused = answer.abstained is not None
    if not question.answerable:
        return Outcome(question, answer, seconds, None, None, None, None, None, refused, verbatim)
    held = {entry.label for citation in answer.citations for entry in citation.references}
    recall = evidence_recall(places, question.gold)
    return Outcome(
        question=question,
        answer=answer,
        seconds=seconds,
        correct=not refused and is_correct(answer.text, question.accepted),
        cited=not refused and recall == 1.0,
        recall=recall,
        precision=None if refused else citation_precision(places, question.gold),
        labels=set(question.labels) <= held if question.labels else None,
        refused=refused,
        verbatim=verbatim,
    )


def _figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    figures = [_mean("right (all)", [float(o.right) for o in outcomes])]
    figures.append(_mean("answered right and cited", [float(o.right) for o in answerable]))
    for kind in dict.fromkeys(outcome.question.kind for outcome in answerable):
        values = [float(o.right) for o in answerable if o.question.kind == kind]
        figures.append(_mean(f"  {kind}", values))
    figures += [
        _mean("answer text correct", [float(bool(o.correct)) for o in answerable]),
        _mean("evidence recall", [o.recall for o in answerable if o.recall is not None]),
        _mean("citation precision", [o.precision for o in answerable if o.precision is not None]),
        _mean("reference labels", [float(o.labels) for o in answerable if o.labels is not None]),
        *_refusals(outcomes),
        _mean(
            "refusal reason right",
            [float(reason_matches(o)) for o in outcomes if o.refused and not o.question.answerable],
        ),
        _mean("verbatim", [float(o.verbatim) for o in outcomes]),
    ]
    words = [float(len(o.answer.text.split())) for o in answerable if not o.refused]
    if words:
        figures.append(Figure("words, median", median(words), len(words), min(words), max(words)))
    return figures


def _refusals(outcomes: Sequence[Outcome]) -> list[Figure]:
    refused = [o for o in outcomes if o.refused]
    unanswerable = [o for o in outcomes if not o.question.answerable]
    precision = _mean("refusal precision", [float(not o.question.answerable) for o in refused])
    recall = _mean("refusal recall", [float(o.refused) for o in unanswerable])
    if not refused and not unanswerable:
        return [precision, recall, Figure("refusal F1", nan, 0, nan, nan)]
    both = f1(precision.value if refused else 0.0, recall.value if unanswerable else 0.0)
    return [precision, recall, Figure("refusal F1", both, len(outcomes), both, both)]


def _mean(name: str, values: Sequence[float]) -> Figure:
    if not values:
        return Figure(name, nan, 0, nan, nan)
    return Figure(name, fmean(values), len(values), *interval(values))


def reason_matches(outcome: Outcome) -> bool:
    """Whether the given reason is the expected one."""
    abstained = outcome.answer.abstained
    return abstained is not None and abstained.reason == outcome.question.reason


def as_text(report: Report, *, failures: bool = False) -> str:
    """The figures as a table; with `failures` each question that went wrong below it."""
    lines = [f"{'':30} {'value':>7} {'n':>5}   95 % interval (words: minimum, maximum)"]
    for figure in report.figures:
        if not figure.n:
            lines.append(f"{figure.name:30} {'n/a':>7} {0:5d}")
            continue
        lines.append(
            f"{figure.name:30} {figure.value:7.3f} {figure.n:5d}   "
            f"{figure.low:.3f} – {figure.high:.3f}"
        )
    seconds = [outcome.seconds for outcome in report.outcomes]
    lines.append(f"{'milliseconds, median':30} {1000 * median(seconds):7.1f} {len(seconds):5d}")
    if failures:
        lines += ["", *(_failure(o) for o in report.outcomes if not o.right)]
    return "\n".join(lines)


def _failure(outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    missing = [
        " | ".join(group)
        for group in question.accepted
        if not any(contains(answer.text, wanted) for wanted in group)
    ]
    return (
        f"{question.id} [{question.kind}] {question.question}\n"
        f"    answered: {answer.text[:300]!r}\n"
        f"    evidence recall: {outcome.recall}, missing: {missing}"
    )
