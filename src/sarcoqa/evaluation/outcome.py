"""What came of a question, and the figures over many: the nouns of a report."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Answer
from .regression import Regression
from .sets import EvaluationQuestion


@dataclass(frozen=True, slots=True)
class Retrieved:
    """How `search` ranked passages for a question; a passage counts when it overlaps a gold span.

    `recall_at_1`, `_5`, `_10`: the share of gold groups that the first k passages reach.
    """

    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    reciprocal_rank: float
    ndcg_at_10: float


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
    retrieved: Retrieved | None = None

    @property
    def right(self) -> bool | None:
        """Right and cited where there is an answer; refused where there is none.

        Of text and citations only what the set gives is asked for; None where it gives neither.
        """
        if not self.question.answerable:
            return self.refused
        asked = [part for part in (self.correct, self.cited) if part is not None]
        return all(asked) if asked else None


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
    """All outcomes of a run and the figures over them, and what became of answers of which readers
    said something; questions from feedback that nobody has labelled are in no outcome.
    """

    outcomes: tuple[Outcome, ...]
    figures: tuple[Figure, ...]
    regressions: tuple[Regression, ...] = ()


def reason_matches(outcome: Outcome) -> bool:
    """Whether the given reason is the expected one."""
    abstained = outcome.answer.abstained
    return abstained is not None and abstained.reason == outcome.question.reason
