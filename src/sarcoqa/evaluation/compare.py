"""A run against an earlier one: the same questions, paired."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import comb
from pathlib import Path

from ..errors import EvaluationError
from .outcome import Report

SIGNIFICANT = 0.05
SCHEMA = "sarcoqa.evaluation/1"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier run, over the `n` questions that both asked.

    `p_fall` is the one-sided probability, if nothing had changed, of a fall in the share of right
    outcomes as large as the one seen (1 where it did not fall).
    """

    n: int
    before: float
    now: float
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p_fall: float

    @property
    def fell(self) -> bool:
        """Whether the share of right outcomes fell significantly (p < 0.05)."""
        return self.p_fall < SIGNIFICANT


def outcomes_by_id(report: Report) -> dict[str, bool]:
    """Question id → whether its outcome was right, where the set says what is."""
    return {
        outcome.question.id: outcome.right
        for outcome in report.outcomes
        if outcome.right is not None
    }


def compare(before: Mapping[str, bool], now: Mapping[str, bool]) -> Comparison:
    """The comparison over the questions that both runs hold."""
    shared = [name for name in now if name in before]
    lost = tuple(name for name in shared if before[name] and not now[name])
    won = tuple(name for name in shared if now[name] and not before[name])
    return Comparison(
        n=len(shared),
        before=sum(before[name] for name in shared) / len(shared) if shared else 0.0,
        now=sum(now[name] for name in shared) / len(shared) if shared else 0.0,
        lost=lost,
        won=won,
        p_fall=sign_test(len(lost), len(won)),
    )


def sign_test(losses: int, wins: int) -> float:
    """One-sided exact sign test (McNemar): P(at least `losses` of all changes are losses).

    3 losses, 0 wins: 0.5 ** 3 = 0.125. 1 loss, 1 win: P(1 or 2 of 2) = 0.75.
    """
    changes = losses + wins
    if losses < wins:
        return 1.0
    return float(sum(comb(changes, k) for k in range(losses, changes + 1)) / 2**changes)


def write_baseline(path: Path, report: Report) -> None:
    """Keep the outcomes of a run, for later ones to be compared with."""
    right = outcomes_by_id(report)
    text = json.dumps({"schema": SCHEMA, "right": right}, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def read_baseline(path: Path) -> dict[str, bool]:
    """The outcomes kept at `path`. Raises EvaluationError when it is no baseline."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["schema"] != SCHEMA:
            raise ValueError(f"schema {held['schema']!r}, expected {SCHEMA!r}")
        return {str(name): bool(right) for name, right in held["right"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(
            f"{path} is not a baseline ({error}); make one with: sarcoqa eval --keep"
        ) from error


def as_text(comparison: Comparison) -> str:
    """The comparison in one or two lines."""
    verdict = "a significant fall" if comparison.fell else "no significant fall"
    lines = [
        f"against the baseline: {comparison.before:.3f} → {comparison.now:.3f} over "
        f"{comparison.n} questions, {len(comparison.won)} won, {len(comparison.lost)} lost, "
        f"p = {comparison.p_fall:.3f}: {verdict}"
    ]
    if comparison.lost:
        lines.append(f"lost: {', '.join(comparison.lost)}")
    return "\n".join(lines)
