"""What a question takes for granted, against what the evidence says."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.premise import polarity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Median survival improved significantly.", 1),
        ("No patient of either cohort had a response.", -1),
        ("The drug failed in all of them.", -1),
        ("Forty patients were enrolled.", 0),
        # What a sentence concedes does not count.
        ("Although alone it was ineffective, the combination was superior.", 1),
    ],
)
def test_polarity(text: str, expected: int) -> None:
    assert polarity(text) == expected


def test_a_false_premise_is_refused_with_the_quote_that_denies_it(assistant: Assistant) -> None:
    answer = assistant.ask("Why did pembrolizumab shorten disease-free survival in SARC032?")
    assert answer.abstained is not None
    assert answer.abstained.reason == "false_premise"
    assert "synergistic effect" in answer.nearest[0].quote.text


def test_a_true_premise_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Why is the efficacy of immune checkpoint inhibition limited in sarcoma?"
    )
    assert answer.abstained is None or answer.abstained.reason != "false_premise"


def test_a_reason_that_no_evidence_gives_is_said_to_be_missing(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("Why did colitis progress under nivolumab in the Lovelace study?")
    assert answer.abstained is not None
    answer = small_assistant.ask("Why did the Smith study see a response rate of 23%?")
    assert answer.abstained is not None
    assert answer.abstained.message.startswith("The papers do not say why. Searched ")


def test_why_without_a_study_or_a_treatment_is_not_held_to_a_reason(
    small_assistant: Assistant,
) -> None:
    answer = small_assistant.ask("Why did few patients respond?")
    assert answer.abstained is None or "do not say why" not in answer.abstained.message
