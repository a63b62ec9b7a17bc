"""A report as JSON for machines and as one self-contained HTML page for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from importlib.resources import files
from math import isnan
from typing import Any

from .compare import SCHEMA, Comparison
from .outcome import Outcome, Report
from .regression import Regression, as_lines


def to_dict(report: Report, comparison: Comparison | None) -> dict[str, Any]:
    """The figures, every question's outcome, and what changed, as plain values."""
    return {
        "schema": SCHEMA,
        "figures": [
            {
                "name": figure.name.strip(),
                "value": None if isnan(figure.value) else round(figure.value, 4),
                "n": figure.n,
                "interval": [None if isnan(x) else round(x, 4) for x in (figure.low, figure.high)],
            }
            for figure in report.figures
        ],
        "questions": [_outcome_dict(outcome) for outcome in report.outcomes],
        "feedback": [_regression_dict(regression) for regression in report.regressions],
        "comparison": comparison
        and {
            "n": comparison.n,
            "before": round(comparison.before, 4),
            "now": round(comparison.now, 4),
            "won": list(comparison.won),
            "lost": list(comparison.lost),
            "p_fall": round(comparison.p_fall, 4),
        },
    }


def _regression_dict(regression: Regression) -> dict[str, Any]:
    question, recorded = regression.question, regression.question.recorded
    return {
        "id": question.id,
        "question": question.question,
        "rating": recorded and recorded.rating,
        "comment": recorded and recorded.comment,
        "time": recorded and recorded.time,
        "to_label": question.to_label,
        "state": regression.state,
        "why": regression.why,
    }


def _outcome_dict(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.question.id,
        "kind": outcome.question.kind,
        "split": outcome.question.split,
        "question": outcome.question.question,
        "right": outcome.right,
        "correct": outcome.correct,
        "cited": outcome.cited,
        "evidence_recall": outcome.recall,
        "citation_precision": outcome.precision,
        "retrieved": outcome.retrieved and asdict(outcome.retrieved),
        "refused": outcome.refused,
        "confidence": round(outcome.answer.confidence, 4),
        "text": outcome.answer.text,
    }


def to_json(report: Report, comparison: Comparison | None) -> str:
    """`to_dict` as JSON text."""
    return json.dumps(to_dict(report, comparison), ensure_ascii=False, indent=1)


def to_html(report: Report, comparison: Comparison | None) -> str:
    """One page without scripts or links to elsewhere: figures, changes, every question to open."""
    rows = "".join(
        f"<tr><td>{escape(figure.name)}</td><td class=n>{_number(figure.value)}</td>"
        f"<td class=n>{figure.n}</td><td class=n>{_number(figure.low)} – {_number(figure.high)}"
        "</td></tr>"
        for figure in report.figures
    )
    changed = _changes(comparison) if comparison else ""
    style = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    wrong_first = sorted(report.outcomes, key=lambda outcome: _ORDER[outcome.right])
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'><title>sarcoqa: evaluation</title>"
        f"<style>{style}</style><h1>Evaluation</h1>"
        "<table><tr><th>figure<th>value<th>n<th>95 % interval</tr>"
        f"{rows}</table>{_feedback(report)}{changed}<h2>Questions</h2>"
        f"{''.join(_question(outcome) for outcome in wrong_first)}</html>"
    )


def _number(value: float) -> str:
    return "n/a" if isnan(value) else f"{value:.3f}"


def _feedback(report: Report) -> str:
    if not report.regressions:
        return ""
    lines = "\n".join(map(escape, as_lines(report.regressions)))
    return f"<h2>Feedback</h2><pre>{lines}</pre>"


def _changes(comparison: Comparison) -> str:
    return (
        f"<h2>Since the baseline</h2><p>{comparison.before:.3f} → {comparison.now:.3f} over "
        f"{comparison.n} questions (p of such a fall by chance: {comparison.p_fall:.3f}).</p>"
        f"<p>Lost: {escape(', '.join(comparison.lost)) or 'none'}. "
        f"Won: {escape(', '.join(comparison.won)) or 'none'}.</p>"
    )


_ORDER = {False: 0, None: 1, True: 2}
_CLASS = {False: "wrong", None: "open", True: "right"}


def _question(outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    accepted = " and ".join(" or ".join(group) for group in question.accepted)
    shown = answer.citations or answer.nearest
    quotes = "".join(
        f"<blockquote>[{c.number}] {escape(c.quote.text)}<br><small>{escape(' › '.join(c.section))}"
        "</small></blockquote>"
        for c in shown
    )
    expected = accepted or ("not given" if question.answerable else f"refusal ({question.reason})")
    return (
        f"<details class={_CLASS[outcome.right]}><summary>"
        f"{escape(question.id)} · {escape(question.kind)} · {escape(question.question)}</summary>"
        f"<p>{escape(answer.text)}</p>{quotes}<p><small>expected: {escape(expected)} · confidence "
        f"{answer.confidence:.2f} · {_measured(outcome)}</small></p></details>"
    )


def _measured(outcome: Outcome) -> str:
    parts = [("evidence recall", outcome.recall), ("citation precision", outcome.precision)]
    if outcome.retrieved is not None:
        parts.append(("reciprocal rank of its passage", outcome.retrieved.reciprocal_rank))
    return " · ".join(
        f"{name} {'n/a' if value is None else format(value, '.2f')}" for name, value in parts
    )
