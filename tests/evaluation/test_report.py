"""The report as a page and as JSON, and the command that writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sarcoqa import Assistant
from sarcoqa.evaluation import evaluate, report
from sarcoqa.evaluation.compare import write_baseline
from sarcoqa.evaluation.sets import EvaluationQuestion

Shell = Callable[..., object]


def questions() -> list[EvaluationQuestion]:
    refused = EvaluationQuestion(
        id="u1",
        question="??? <b>",
        kind="fact",
        split="",
        answerable=False,
        gold=(),
        accepted=(),
        labels=(),
        reason="unclear",
    )
    asked = {"id": "u2", "question": "What of <script>?", "answerable": True}
    return [refused, replace(refused, accepted=(("nowhere",),), reason=None, **asked)]


def test_page_shows_every_question_as_text(small_assistant: Assistant) -> None:
    run = evaluate(questions(), small_assistant.ask, small_assistant.documents())
    page = report.to_html(run, None)
    assert page.count("<details") == 2
    assert "<script" not in page
    assert "What of &lt;script&gt;?" in page
    assert page.index("u2") < page.index("u1")  # what went wrong stands first
    assert not re.findall(r"(?:src|href)=", page)


def test_json_holds_what_was_measured(small_assistant: Assistant) -> None:
    run = evaluate(questions(), small_assistant.ask, small_assistant.documents())
    held = json.loads(report.to_json(run, None))
    assert [(q["id"], q["right"]) for q in held["questions"]] == [("u1", True), ("u2", False)]
    figures = {figure["name"]: figure for figure in held["figures"]}
    assert figures["right (all)"]["value"] == 0.5
    assert figures["reference labels"]["value"] is None  # applies to no question
    assert held["comparison"] is None


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    entries = [
        {"id": f"n{n}", "question": "???", "kind": "unanswerable", "answerable": False,
         "gold": [], "accept": [], "reason": "unclear"}
        for n in range(6)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    return path


def test_a_significant_fall_ends_with_status_1(
    small_shell: Shell, question_set: Path, tmp_path: Path, small_assistant: Assistant
) -> None:
    run = evaluate(questions(), small_assistant.ask, small_assistant.documents())
    baseline = tmp_path / "baseline.json"
    write_baseline(baseline, run)
    good = small_shell("eval", question_set, "--baseline", baseline)
    assert good.returncode == 0, good.stderr  # type: ignore[attr-defined]
    entries = question_set.read_text(encoding="utf-8").replace('"???"', '"What was the ORR?"')
    question_set.write_text(entries, encoding="utf-8")
    held = {"schema": "sarcoqa.evaluation/1", "right": {f"n{n}": True for n in range(6)}}
    baseline.write_text(json.dumps(held), encoding="utf-8")
    page = tmp_path / "r.html"
    fallen = small_shell("eval", question_set, "--baseline", baseline, "--html", page)
    assert fallen.returncode == 1  # type: ignore[attr-defined]
    assert "significantly fewer" in fallen.stderr  # type: ignore[attr-defined]
    assert "6 lost" in fallen.stdout  # type: ignore[attr-defined]
    assert page.stat().st_size > 1000
