"""A report as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from statistics import median

from .metrics import contains
from .outcome import Figure, Outcome, Report
from .regression import as_lines


def as_text(report: Report, *, failures: bool = False) -> str:
    """The figures as a table, what became of answers with feedback; with `failures` each question
    that went wrong below it.
    """
    lines: list[str] = []
    if report.outcomes:
        lines += figure_lines(report.figures)
        seconds = [outcome.seconds for outcome in report.outcomes]
        lines.append(f"{'milliseconds, median':30} {1000 * median(seconds):7.1f} {len(seconds):5d}")
    if report.regressions:
        lines += as_lines(report.regressions)
    if failures:
        lines += ["", *(_failure(o) for o in report.outcomes if o.right is False)]
    return "\n".join(lines)


def figure_lines(figures: Iterable[Figure]) -> Iterable[str]:
    """A heading, then one line a figure: name, value, n, interval."""
    yield f"{'':30} {'value':>7} {'n':>5}   95 % interval"
    for figure in figures:
        if not figure.n:
            yield f"{figure.name:30} {'n/a':>7} {0:5d}"
            continue
        line = f"{figure.name:30} {figure.value:7.3f} {figure.n:5d}"
        between = "" if isnan(figure.low) else f"   {figure.low:.3f} – {figure.high:.3f}"
        yield line + between


def methods_as_text(found: Mapping[str, Sequence[Figure]]) -> str:
    """One row a method, one column a figure: value and 95 % interval; n is the same for all."""
    first = next(iter(found.values()))
    lines = [f"n = {first[0].n}, 95 % intervals"]
    lines.append(f"{'':32}" + "".join(f"{figure.name:24}" for figure in first).rstrip())
    for method, figures in found.items():
        cells = (f"{f.value:.4f} ({f.low:.3f} – {f.high:.3f})" for f in figures)
        lines.append(f"{method:32}" + "".join(f"{cell:24}" for cell in cells).rstrip())
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
