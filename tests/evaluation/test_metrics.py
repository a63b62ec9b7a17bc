"""The figures of an answer, each with its arithmetic."""

from __future__ import annotations

import random
from statistics import fmean

import pytest

from sarcoqa.evaluation.metrics import (
    bootstrap,
    citation_precision,
    contains,
    evidence_recall,
    f1,
    interval,
    is_correct,
)
from sarcoqa.schema import Span


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("in 25% of them", "5%", False),
        ("in 25% of them", "25%", True),
        ("an ORR of 5%.", "orr of 5%", True),
        ("3.5 months", "3", False),
        ("3.5 months", "5", False),
        ("13 months", "3 months", False),
        ("3 months", "3 months", True),
        ("1,250 patients", "250", False),
        ("1,250 patients", "1", False),
        ("of 12, 5 died", "12", True),
        ("of 12, 5 died", "5", True),
        ("the median was 12.", "12", True),
        ("(n=12)", "12", True),
        ("12–24 months", "12-24 months", True),  # kinds of dash are one
        ("Naïve patients", "naive", True),
        ("pembrolizumab", "Pembrolizumab", True),
        ("p = 0.08", "0.08", True),
        ("p = 0.081", "0.08", False),
        ("a + b", "a + b", True),  # no regular expression
        ("aab", "a.b", False),
        ("", "5", False),
    ],
)
def test_contains(text: str, wanted: str, expected: bool) -> None:
    assert contains(text, wanted) is expected


def test_is_correct_is_an_and_of_ors() -> None:
    accepted = (("doxorubicin", "adriamycin"), ("ifosfamide",))
    assert is_correct("Adriamycin with ifosfamide", accepted)
    assert not is_correct("Adriamycin with mesna", accepted)
    assert not is_correct("ifosfamide", accepted)
    assert is_correct("anything", ())


def at(start: int, end: int, document: str = "a") -> tuple[str, Span]:
    return document, Span(start, end)


GOLD = ((at(0, 10), at(50, 60)), (at(100, 110),))


@pytest.mark.parametrize(
    ("cited", "recall", "precision"),
    [
        # Both groups, the first by its second alternative: 2/2; both citations count: 2/2.
        ([at(55, 70), at(105, 106)], 1.0, 1.0),
        # One group of two; one citation of three overlaps.
        ([at(0, 5), at(20, 30), at(200, 210)], 1 / 2, 1 / 3),
        # Two citations of one group reach one group only.
        ([at(0, 5), at(50, 51)], 1 / 2, 2 / 2),
        # Touching is not overlapping: [10, 20) begins where [0, 10) ends.
        ([at(10, 20)], 0.0, 0.0),
        # The same place in another paper is another place.
        ([at(0, 10, "b")], 0.0, 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_recall_and_precision(
    cited: list[tuple[str, Span]], recall: float, precision: float
) -> None:
    assert evidence_recall(cited, GOLD) == pytest.approx(recall)
    assert citation_precision(cited, GOLD) == pytest.approx(precision)


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [
        (1.0, 0.5, 2 / 3),  # 2 * 0.5 / 1.5
        (0.5, 0.5, 0.5),
        (0.8, 0.4, 0.64 / 1.2),
        (1.0, 0.0, 0.0),
        (0.0, 0.0, 0.0),
    ],
)
def test_f1(precision: float, recall: float, expected: float) -> None:
    assert f1(precision, recall) == pytest.approx(expected)


def test_interval_of_equal_values_is_that_value() -> None:
    assert interval([1.0] * 9) == (1.0, 1.0)
    assert interval([0.0]) == (0.0, 0.0)


def test_interval_is_close_to_the_normal_one_and_repeatable() -> None:
    # 50 of 100 right: the standard error is sqrt(0.5 * 0.5 / 100) = 0.05, so 0.5 ± 1.96 * 0.05.
    values = [1.0, 0.0] * 50
    low, high = interval(values)
    assert low == pytest.approx(0.402, abs=0.02)
    assert high == pytest.approx(0.598, abs=0.02)
    assert interval(values) == (low, high)
    assert interval(values, seed=1) != (low, high) or interval(values, seed=2) != (low, high)


def test_interval_narrows_with_more_values() -> None:
    few, many = interval([1.0, 0.0] * 5), interval([1.0, 0.0] * 500)
    assert many[1] - many[0] < (few[1] - few[0]) / 3


def test_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    draw = random.Random(7)
    covered = []
    for trial in range(100):
        values = [float(draw.random() < 0.7) for _ in range(60)]
        low, high = interval(values, resamples=200, seed=trial)
        covered.append(low <= 0.7 <= high)
    assert 0.86 <= fmean(covered) <= 1.0


def test_the_interval_of_another_statistic() -> None:
    # Of 1, 1, 1, 9 a sample's largest value is 9 unless all four draws are a 1: 0.75 ** 4 = 0.32.
    assert bootstrap([1.0, 1.0, 1.0, 9.0], max) == (1.0, 9.0)
    assert bootstrap([1.0, 1.0, 1.0, 9.0], min) == (1.0, 1.0)  # 0.25 ** 4 = 0.004 is outside
    assert bootstrap([], max) == (0.0, 0.0)
