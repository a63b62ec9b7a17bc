"""Feedback asked again: does today's answer cite what the answer of then cited?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import FilterError, QuestionError
from ..schema import Answer, text_sha256
from .sets import EvaluationQuestion

State = Literal["same", "changed", "now refused", "now answered", "cannot be asked"]


@dataclass(frozen=True, slots=True)
class Regression:
    """What became of the answer to a question from feedback; `why` it cannot be asked, else empty.

    `same`: it cites the same quotes of the same papers, wherever they stand in them now; or it
    refuses, as it did.
    """

    question: EvaluationQuestion
    state: State
    why: str = ""


def regressions(
    questions: Sequence[EvaluationQuestion], ask: Callable[..., Answer]
) -> tuple[Regression, ...]:
    """Asks each question that comes from feedback again, as it was asked then."""
    return tuple(_asked_again(one, ask) for one in questions if one.recorded is not None)


def _asked_again(question: EvaluationQuestion, ask: Callable[..., Answer]) -> Regression:
    try:
        answer = ask(question.question, **dict(question.filters))
    except (FilterError, QuestionError) as error:  # its paper may be gone
        return Regression(question, "cannot be asked", str(error))
    before = question.recorded.cited if question.recorded else frozenset()
    now = {(c.document_id, text_sha256(c.quote.text)) for c in answer.citations}
    if before == now:
        return Regression(question, "same")
    if not now:
        return Regression(question, "now refused")
    return Regression(question, "changed" if before else "now answered")


def as_lines(found: Sequence[Regression]) -> Iterator[str]:
    """Counts of all, then each with its rating and comment."""
    unlabelled = sum(one.question.to_label for one in found)
    many = "questions" if unlabelled != 1 else "question"
    yield f"{unlabelled} {many} to label, in no figure above; eval/README.md says how"
    states = dict.fromkeys(one.state for one in found)
    counts = ", ".join(f"{sum(one.state == state for one in found)} {state}" for state in states)
    yield f"{len(found)} from feedback, answers now and then: {counts}"
    for one in found:
        yield from _one(one)


def _one(regression: Regression) -> Iterator[str]:
    question, recorded = regression.question, regression.question.recorded
    if recorded is None:
        return
    label = " (to label)" if question.to_label else ""
    yield f"{question.id} [{recorded.rating}] {regression.state}{label}: {question.question}"
    if recorded.comment:
        yield f"    {' '.join(recorded.comment.split())}"
    if regression.why:
        yield f"    {regression.why}"
