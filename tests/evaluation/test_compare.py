"""A run against an earlier one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.errors import EvaluationError
from sarcoqa.evaluation.compare import as_text, compare, read_baseline, sign_test


def test_sign_test_worked() -> None:
    assert sign_test(0, 0) == 1.0
    assert sign_test(3, 0) == 0.125  # 0.5 ** 3
    assert sign_test(1, 1) == 0.75  # P(1 of 2) + P(2 of 2) = 0.5 + 0.25
    assert sign_test(5, 1) == pytest.approx(7 / 64)  # (6 + 1) of 64
    assert sign_test(1, 5) == 1.0


def test_comparison_counts_shared_questions_only() -> None:
    before = {"a": True, "b": True, "c": False, "gone": True}
    now = {"a": True, "b": False, "c": True, "new": False}
    result = compare(before, now)
    assert (result.n, result.lost, result.won) == (3, ("b",), ("c",))
    assert result.before == result.now == pytest.approx(2 / 3)
    assert not result.fell


def test_a_clear_fall_is_significant() -> None:
    names = [f"q{number}" for number in range(20)]
    before = dict.fromkeys(names, True)
    now = before | dict.fromkeys(names[:5], False)  # 0.5 ** 5 = 0.031
    result = compare(before, now)
    assert result.fell
    assert "significant fall" in as_text(result)
    assert "q0, q1, q2, q3, q4" in as_text(result)


def test_four_losses_alone_are_not() -> None:
    before = dict.fromkeys("abcdefgh", True)
    assert not compare(before, before | dict.fromkeys("abcd", False)).fell  # 0.5 ** 4 = 0.0625


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other", "right": {}}', '{"right": {}}'])
def test_what_is_no_baseline_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match="is not a baseline"):
        read_baseline(path)
