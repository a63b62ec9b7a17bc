"""Opposites said of one thing, a group that is left out, and responses that there were not."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.opposites import excluded, had_no_response, opposed, swapped, undone
from sarcoqa.answer.question import Question, read_question

SHORT = {
    "ABC": ("abcoma",),
    "XYZ": ("xyzoma",),
    "TMB": ("tumor mutational burden",),
}


def read(text: str) -> Question:
    return read_question(text, text, SHORT)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Why is the high TMB a problem?", "a sarcoma with low TMB", True),
        ("Why is the high TMB a problem?", "a sarcoma with a low mutational burden", True),
        ("Why is the high mutational burden a problem?", "a sarcoma with low TMB", True),
        ("Why is the low TMB a problem?", "a sarcoma with elevated TMB", True),  # the other way
        ("Why is the high TMB a problem?", "some have high TMB and some low TMB", False),
        ("Why do high and low TMB matter?", "a sarcoma with low TMB", False),
        ("Why is the high TMB a problem?", "with low necrosis", False),  # another thing
        ("Why is the high rate a problem?", "a low rate", False),  # everything has a rate
        ("Why is the high TMB a problem?", "TMB was measured in low doses", False),
        ("Why did it reduce necrosis?", "it increased necrosis", True),
        ("Why was there more necrosis?", "there was less necrosis", True),
        ("Why were there more mutations?", "there were fewer mutations", True),
        ("Why the poor prognosis?", "a favorable prognosis", True),
        ("Why the poor prognosis?", "a poor prognosis", False),
    ],
)
def test_opposites_of_one_thing(question: str, text: str, expected: bool) -> None:
    assert opposed(read(question), text, SHORT) is expected


def test_the_thing_stands_at_most_three_words_behind() -> None:
    question = read("Why is there high necrosis?")
    assert opposed(question, "low and often unseen necrosis", SHORT) is False
    assert opposed(question, "low and unseen necrosis", SHORT) is True


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Why did it work in ABC?", "It worked in XYZ, but not in ABC.", True),
        ("Why did it work in abcoma?", "It worked in XYZ, but not in the ABC cohort.", True),
        ("Why did it work in XYZ?", "It worked in XYZ, but not in ABC.", False),
        ("Why did it work in ABC and XYZ?", "It worked in XYZ, but not in ABC.", False),
        ("Why did it work?", "It worked in XYZ, but not in ABC.", False),
    ],
)
def test_a_group_that_is_left_out(question: str, text: str, expected: bool) -> None:
    assert excluded(read(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How long did responses last in ABC?", "There was no response in ABC.", True),
        ("How long did responses last in ABC?", "None of the abcoma patients responded.", True),
        ("How durable were remissions in ABC?", "All: ORR 5% No responses in ABC/XYZ", True),
        ("Which ABC patients responded longest?", "No responses in ABC/XYZ", True),
        ("How long did responses last in ABC?", "None of the XYZ patients responded.", False),
        ("How long did responses last in ABC?", "ABC patients responded.", False),
        ("How long did responses last in ABC and XYZ?", "No responses in ABC.", False),
        ("How long did responses last in ABC and XYZ?", "No responses in ABC/XYZ", True),
        ("How long did responses last?", "No responses in ABC.", False),
        # The rate is 0 %: an answer, no false premise.
        ("What was the response rate in ABC?", "No responses in ABC.", False),
    ],
)
def test_responses_that_there_were_not(question: str, text: str, expected: bool) -> None:
    assert had_no_response(read(question), text) is expected


@pytest.mark.parametrize(
    ("question", "denied_by"),
    [
        ("Why is the high tumor mutational burden of UPS a problem?", "low tumor mutation burden"),
        (
            "Which UPS patients had the longest responses to nivolumab in Alliance A091401?",
            "No responses in UPS/MFS",
        ),
    ],
)
def test_the_quote_that_says_the_opposite_is_shown_first(
    assistant: Assistant, question: str, denied_by: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "false_premise"
    assert denied_by in answer.nearest[0].quote.text


def test_what_the_paper_says_too_is_not_denied(assistant: Assistant) -> None:
    """It gives no reason, which is another refusal."""
    answer = assistant.ask("Why was there a low tumor mutational burden in UPS?")
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert any("low TMB" in citation.quote.text for citation in answer.nearest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("XYZ: ORR 0% ABC: ORR 50%", False), ("ABC: ORR 0%", True), ("ABC: ORR 0.5%", False)],
)
def test_a_response_rate_of_nothing(text: str, expected: bool) -> None:
    question = read("Which ABC patient had the complete response?")
    assert had_no_response(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Why did it help in ABC but not in XYZ?", "It helped in xyzoma but not ABC.", True),
        ("Why did it help in ABC but leave XYZ as it was?", "It helped XYZ but not ABC.", True),
        ("Why did it help in ABC but not in XYZ?", "It helped in ABC but not XYZ.", False),
        ("Why did it help in ABC but not in XYZ?", "It helped in XYZ.", False),
        ("Did it help in ABC but not in XYZ?", "It helped in XYZ but not ABC.", False),  # "no"
    ],
)
def test_two_groups_that_are_told_apart_the_other_way_round(
    question: str, text: str, expected: bool
) -> None:
    assert swapped(read(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Why were the holes drilled?", "Screws were put in without drilling.", True),
        ("Why were the holes drilled?", "Holes were drilled.", False),
        ("Why were the holes not drilled?", "Screws were put in without drilling.", False),
        ("Why were older women excluded?", "Older women were eligible.", True),
        ("Why were older women excluded?", "Older women were excluded or not eligible.", False),
        ("Why were older women excluded?", "All men were eligible.", False),
    ],
)
def test_what_was_not_done_has_no_reason(question: str, text: str, expected: bool) -> None:
    assert undone(read(question), text) is expected
