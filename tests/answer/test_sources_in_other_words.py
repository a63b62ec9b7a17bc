"""Questions for what a statement rests on, and for those who described what had the most."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.conditions import condition
from sarcoqa.answer.lexicon import wanted
from sarcoqa.answer.question import read_question


@pytest.mark.parametrize(
    "question",
    [
        "Which two studies stand behind the rate of 11%?",
        "What trials underpin the use of alphamab?",
        "Which reports are behind the claim that tea helps?",
        "On which papers does the claim that tea helps rest?",
        "On what studies is that statement based?",
    ],
)
def test_what_a_statement_rests_on_is_its_source(question: str) -> None:
    assert "source" in wanted(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which patients stood behind the screen?",
        "On which day was the study done?",
        "In which study did patients rest for an hour?",
    ],
)
def test_other_things_are_no_source(question: str) -> None:
    assert "source" not in wanted(question)


def test_who_described_what_had_the_most_compares_nothing() -> None:
    described = "Who defined the class with the best response to alphamab?"
    compared = "Who reported the highest response rate?"
    assert condition(read_question(described, described)) is None
    assert condition(read_question(compared, compared)) is not None


def test_the_source_of_a_percentage_further_down(assistant: Assistant) -> None:
    """The sentence has as many words of the question as the most similar ones, and the number."""
    text = "Which publication is the source for the ORR of 71% in angiosarcoma?"
    answer = assistant.ask(text)
    assert answer.abstained is None
    assert "110" in {entry.label for citation in answer.citations for entry in citation.references}
