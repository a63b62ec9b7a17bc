"""Comparisons that the evidence has the other way round."""

from __future__ import annotations

import pytest

from sarcoqa.answer.premise import polarity
from sarcoqa.answer.question import read_question
from sarcoqa.answer.turned import turned


def is_turned(question: str, text: str) -> bool:
    return turned(read_question(question, question), text)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How did lead outperform tin?", "In tests, tin outperformed lead.", True),
        ("How did tin outperform lead?", "In tests, tin outperformed lead.", False),
        ("Why does lead age better than tin?", "Tin ages better than lead.", True),
        ("Why was rust higher in lead than in tin?", "Rust was higher in tin than in lead.", True),
        ("Why was rust higher in tin than in lead?", "Rust was higher in tin than in lead.", False),
        ("Why was rust higher in tin than in lead?", "Rust was lower in tin than in lead.", True),
        ("Why was rust lower in lead than in tin?", "Rust was higher in tin than in lead.", False),
        ("Why is lead gloss superior to tin?", "Lead gloss is inferior to tin.", True),
        # Whether it is so is asked.
        ("Did lead outperform tin?", "Tin outperformed lead.", False),
        # Another thing is compared, or with something else.
        ("Why is lead older than tin?", "Tin is higher than lead.", False),
        ("How did lead outperform tin?", "Lead outperformed tin and zinc.", False),
        ("How did lead outperform tin?", "Zinc outperformed lead.", False),
        # The last comparing word before "than" is the one that counts.
        ("Why has tin less rust than lead?", "Better tin has less rust than lead.", False),
        # Two clauses.
        ("Why is lead better for pipes?", "Tin is better for cans; pipes need lead.", False),
    ],
)  # fmt: skip
def test_sides_of_a_comparison(question: str, text: str, expected: bool) -> None:
    assert is_turned(question, text) is expected


@pytest.mark.parametrize(
    "text",
    ["It failed to improve survival.", "It was unable to prolong it.", "It was less effective."],
)
def test_what_is_not_reached_is_no_good_outcome(text: str) -> None:
    assert polarity(text) == -1
