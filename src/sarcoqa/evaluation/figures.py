"""Outcomes → figures: every question counts; what does not apply is neither 0 nor dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import nan
from statistics import fmean, median

from .metrics import bootstrap, f1, interval
from .outcome import Figure, Outcome, reason_matches


def figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """All figures of a run, in the order in which they are printed."""
    judged = [outcome for outcome in outcomes if outcome.right is not None]
    answerable = [outcome for outcome in judged if outcome.question.answerable]
    return (
        mean("right (all)", (o.right for o in judged)),
        mean("answered right and cited", (o.right for o in answerable)),
        *_by_kind("  {}", answerable, "right"),
        mean("answer text correct", (o.correct for o in answerable)),
        *_by_kind("  {}, text", answerable, "correct"),
        mean("evidence recall", (o.recall for o in answerable)),
        mean("citation precision", (o.precision for o in answerable)),
        mean("reference labels", (o.labels for o in answerable)),
        *_refusals(judged),
        mean("verbatim", (o.verbatim for o in outcomes)),
        *_retrieval(outcomes),
        *_words(outcomes),
    )


def mean(name: str, values: Iterable[float | None]) -> Figure:
    """The mean of what applies (None does not) with its interval."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return Figure(name, nan, 0, nan, nan)
    return Figure(name, fmean(known), len(known), *interval(known))


def _by_kind(form: str, outcomes: Sequence[Outcome], what: str) -> list[Figure]:
    kinds = dict.fromkeys(outcome.question.kind for outcome in outcomes)
    return [
        mean(form.format(kind), (getattr(o, what) for o in outcomes if o.question.kind == kind))
        for kind in kinds
    ]


def _refusals(outcomes: Sequence[Outcome]) -> list[Figure]:
    refused = [o for o in outcomes if o.refused]
    unanswerable = [o for o in outcomes if not o.question.answerable]
    both = Figure("refusal F1", nan, 0, nan, nan)
    if refused or unanswerable:
        both = Figure(
            "refusal F1", refusal_f1(outcomes), len(outcomes), *bootstrap(outcomes, refusal_f1)
        )
    return [
        mean("refusal precision", (not o.question.answerable for o in refused)),
        mean("refusal recall", (o.refused for o in unanswerable)),
        both,
        mean("refusal reason right", map(_reason_right, unanswerable)),
    ]


def _reason_right(outcome: Outcome) -> bool | None:
    """None where the question was answered, or where the set names no reason."""
    asked = outcome.refused and outcome.question.reason is not None
    return reason_matches(outcome) if asked else None


def refusal_f1(outcomes: Sequence[Outcome]) -> float:
    """F1 of refusing what has no answer; 0 where nothing was refused or to be refused."""
    refused = sum(o.refused for o in outcomes)
    unanswerable = sum(not o.question.answerable for o in outcomes)
    rightly = sum(o.refused and not o.question.answerable for o in outcomes)
    return f1(rightly / refused, rightly / unanswerable) if refused and unanswerable else 0.0


def _retrieval(outcomes: Sequence[Outcome]) -> list[Figure]:
    found = [o.retrieved for o in outcomes if o.retrieved is not None]
    if not found:
        return []
    return [
        mean("passage recall@1", (r.recall_at_1 for r in found)),
        mean("passage recall@5", (r.recall_at_5 for r in found)),
        mean("passage recall@10", (r.recall_at_10 for r in found)),
        mean("passage MRR", (r.reciprocal_rank for r in found)),
        mean("passage nDCG@10", (r.ndcg_at_10 for r in found)),
    ]


def _words(outcomes: Sequence[Outcome]) -> list[Figure]:
    words = [float(len(o.answer.text.split())) for o in outcomes if not o.refused]
    if not words:
        return []
    low, high = bootstrap(words, median)
    return [
        Figure("words, median", median(words), len(words), low, high),
        Figure("words, maximum", max(words), len(words), nan, nan),
    ]
