"""What is measured of an answer: pure functions over spans, texts and counts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TypeVar

from ..schema import Span
from ..text import folded

Place = tuple[str, Span]  # (document id, span)
Sampled = TypeVar("Sampled")


def contains(text: str, wanted: str) -> bool:
    """Whether `text` holds `wanted`, without regard to case, accents and kinds of dash.

    Numbers count whole: "5%" is not in "25%", "3" is not in "3.5", "ORR" is not in "ORRs" either
    way matters only for figures.

    >>> contains("in 25% of them", "5%"), contains("an ORR of 5%.", "orr of 5%")
    (False, True)
    """
    left = r"(?<![\d.,])" if wanted[:1].isdigit() else ""
    right = r"(?![\d]|[.,]\d)" if wanted[-1:].isdigit() else ""
    return bool(re.search(left + re.escape(folded(wanted)) + right, folded(text)))


def is_correct(text: str, accepted: Sequence[Sequence[str]]) -> bool:
    """Whether every group of `accepted` has at least one string that `text` contains."""
    return all(any(contains(text, wanted) for wanted in group) for group in accepted)


def evidence_recall(cited: Sequence[Place], gold: Sequence[Sequence[Place]]) -> float:
    """The share of gold groups of which a citation overlaps at least one alternative.

    Two groups, one of them cited: 1 / 2.
    """
    found = [any(_overlap(place, other) for place in group for other in cited) for group in gold]
    return fmean(found) if found else 1.0


def citation_precision(cited: Sequence[Place], gold: Sequence[Sequence[Place]]) -> float:
    """The share of citations that overlap a gold span of any group; 0 without citations."""
    places = [place for group in gold for place in group]
    right = [any(_overlap(place, other) for place in places) for other in cited]
    return fmean(right) if right else 0.0


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1].overlaps(other[1])


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 when both are 0. f1(1.0, 0.5) = 2 * 0.5 / 1.5 = 0.667."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(
    values: Sequence[float], *, resamples: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean; (0, 0) without values."""
    return bootstrap(values, fmean, resamples=resamples, seed=seed)


def bootstrap(
    values: Sequence[Sampled],
    statistic: Callable[[Sequence[Sampled]], float],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of `statistic` (Efron 1979); (0, 0) without values."""
    if not values:
        return 0.0, 0.0
    draw = random.Random(seed)
    sampled = sorted(statistic(draw.choices(values, k=len(values))) for _ in range(resamples))
    return sampled[int(0.025 * resamples)], sampled[int(0.975 * resamples) - 1]
