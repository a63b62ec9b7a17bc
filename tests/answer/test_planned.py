"""What is planned is no answer to what happened."""

from __future__ import annotations

import pytest

from sarcoqa.answer.planned import only_planned
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span

PLAN = "We propose to recruit 60 patients."


def lacking(question: str, *texts: str) -> list[str]:
    closest = []
    for text in texts:
        span = Span(0, len(text))
        home = Passage("p0", "p", "prose", ("Methods",), span, text, (), (span,), ("",))
        closest.append(Evidence(home, span, text, "", "", 1.0, (("dense", 0.5),)))
    return only_planned(read_question(question, question), closest)


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("How many had been enrolled by the end?", [PLAN], ["count"]),
        ("How many had already been enrolled?", [PLAN, "It is registered as ABC012."], ["count"]),
        ("How many had already been enrolled?", [PLAN, "So far 12 patients entered."], []),
        ("How many will be enrolled?", [PLAN], []),
        ("How many were enrolled?", [PLAN], []),  # protocols speak of their plans so too
        ("How many had been expected?", [PLAN], []),
        ("What OS was actually reached?", ["The OS is expected to be 5 months."], ["duration"]),
    ],
)
def test_a_value_of_what_happened(question: str, texts: list[str], expected: list[str]) -> None:
    assert lacking(question, *texts) == expected
