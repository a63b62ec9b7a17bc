"""Units are no names, and a ratio with its interval in a cell states both."""

from __future__ import annotations

import pytest

from sarcoqa.answer.lexicon import states
from sarcoqa.answer.question import read_question
from sarcoqa.text import tokens


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many got 0.2 mL or 75 mg/m2?", ()),
        ("What was the dose for 1.4 m² at pH 7 and 120 mmHg?", ()),
        ("What was the dose in SARK1 for 1.4 m2?", ("SARK1",)),
    ],
)
def test_units_are_no_names(question: str, names: tuple[str, ...]) -> None:
    assert read_question(question, question).names == names


def test_a_raised_digit_of_a_unit_is_found_as_typed() -> None:
    assert tokens("75 mg/m² and 3 cm³") == tokens("75 mg/m2 and 3 cm3")
    assert "10²" in tokens("10² cells"), "a power is no unit"


@pytest.mark.parametrize(
    ("cell", "ratio", "interval"),
    [
        ("0.06 OR 5.18 (0.97–27.45)", True, True),
        ("aHR = 0.72, 0.61 to 0.86", True, True),
        ("OR 5.18", True, False),
        ("5.18 or 6.20 (0.97–27.45)", False, False),
        ("3 (0.97–27.45)", False, False),
    ],
)
def test_a_cell_with_a_ratio(cell: str, ratio: bool, interval: bool) -> None:
    assert states("hazard_ratio", cell) is ratio
    assert states("confidence_interval", cell) is interval
