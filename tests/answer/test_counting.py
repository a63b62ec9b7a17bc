"""Things that are counted: "how many mice" is answered by a number of mice."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.counting import uncounted
from sarcoqa.answer.question import read_question


def lacking(question: str, *texts: str) -> list[str]:
    return uncounted(read_question(question, question), texts)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many mice were used?", "The mice were treated for 3 weeks.", ["mice"]),
        ("How many mice were used?", "Ten female mice were treated.", []),
        ("How many mice were used?", "treated mice (n = 5)", []),
        ("How many mice were used?", "Five rats were treated.", ["mice"]),
        ("How many minutes did the infusion take?", "It was infused over 30 min.", []),
        ("How many minutes did the infusion take?", "It was infused over 30min.", []),
        ("How many minutes did the infusion take?", "It was infused over 2 hours.", ["minutes"]),
        ("How many milligrams were given?", "They had 200 mg of it.", []),
        ("How many milligrams were given?", "They had 200 ml of it.", ["milligrams"]),
        ("How many core biopsies were taken?", "Two core needle biopsies were taken.", []),
        ("How many core biopsies were taken?", "Core biopsies were taken.", ["biopsies"]),
        ("How many radiologists read the scans?", "Both radiologists read them.", []),
    ],
)  # fmt: skip
def test_a_number_beside_the_thing(question: str, text: str, expected: list[str]) -> None:
    assert lacking(question, text) == expected


def test_a_number_far_before_the_thing_is_none_of_it() -> None:
    near = "Forty and 3 young and healthy white laboratory mice"  # six words behind the 3
    far = "Forty and 3 young and healthy and white laboratory mice"
    assert lacking("How many mice were used?", near) == []
    assert lacking("How many mice were used?", far) == ["mice"]


def test_one_of_several_texts_counts_it() -> None:
    texts = ("Mice were treated.", "Twelve mice survived.")
    assert lacking("How many mice were treated?", *texts) == []
    assert lacking("How many mice were treated?", *texts[:1]) == ["mice"]


@pytest.mark.parametrize(
    "question",
    [
        "How many patients were treated?",
        "How many responders were seen?",
        "How many months did they live?",
        "How many sarcomas were resected?",
        "How many were treated?",
        "How often were mice treated?",
        "Were mice treated?",
    ],
)
def test_what_papers_count_in_many_words_is_not_looked_for(question: str) -> None:
    assert lacking(question, "Nothing is counted here.") == []


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many mice were used?", "mice"),
        ("How many minutes did the pembrolizumab infusion take?", "minutes"),
    ],
)
def test_a_number_that_the_review_does_not_give(
    assistant: Assistant, question: str, thing: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert f"a number of {thing} for this" in answer.abstained.message
