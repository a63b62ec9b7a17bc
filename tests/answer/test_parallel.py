"""Phrases set side by side give a question each; what is said once belongs to both."""

from __future__ import annotations

import pytest

from sarcoqa.answer.parallel import (
    coordinated,
    denied_both,
    left_out,
    listed,
    said_again,
    set_against,
    side_by_side,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "What p values were given for weight with survival (Roe) and for weight with age?",
            (
                "What p values were given for weight with survival (Roe)?",
                "What p values were given for weight with age?",
            ),
        ),
        (
            "Cortisol after the overnight test and after the two-day test?",
            ("Cortisol after the overnight test?", "Cortisol after the two-day test?"),
        ),
        (  # what follows the last phrase belongs to all of them
            "Is weight linked with survival, and with response, in cats? Give p values",
            (
                "Is weight linked with survival, in cats? Give p values",
                "Is weight linked with response, in cats? Give p values",
            ),
        ),
        (
            "How many of those in the first group and in the second were men?",
            (
                "How many of those in the first group were men?",
                "How many of those in the second were men?",
            ),
        ),
        (
            "Doses in the first arm, in the second arm and in the third arm",
            ("Doses in the first arm", "Doses in the second arm", "Doses in the third arm"),
        ),
        (  # a phrase with a verb of its own keeps it
            "Survival overall and once metastases have developed, in cats",
            ("Survival overall, in cats", "Survival once metastases have developed, in cats"),
        ),
        ("Response to drugomab alone and when testinib is added?",
         ("Response to drugomab alone?", "Response to drugomab when testinib is added?")),
    ],
)  # fmt: skip
def test_side_by_side(text: str, expected: tuple[str, ...]) -> None:
    assert side_by_side(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "What was the response in the first group?",
        "What was the response with drugomab and testinib?",
        "How were cats treated before and after surgery?",
        "What was seen in the treated cats and in the others?",  # "the others" says nothing alone
        # Far apart: not one list.
        "In the table that lists all of the studies of cats which were named, and in dogs?",
        "",
    ],
)
def test_nothing_side_by_side(text: str) -> None:
    assert side_by_side(text) == ()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("How many were seen at Leeds and how many at York?", "How many were seen at York?"),
        ("What share responded in TRIALA, and what share in TRIALB?",
         "What share responded in TRIALB?"),
        ("How did cats do when given milk, and how when given fish?",
         "How did cats do when given fish?"),
    ],
)  # fmt: skip
def test_what_the_second_question_leaves_out(text: str, second: str) -> None:
    assert left_out(text)[1:] == (second,)


@pytest.mark.parametrize(
    "text",
    [
        "How many cats were seen at Leeds and how many in York were treated?",  # has its own verb
        "What degree of fever and what kind of rash were seen?",
        "Who saw cats, and how many dogs?",
    ],
)
def test_a_second_question_that_leaves_nothing_out(text: str) -> None:
    assert left_out(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "response to ABC-085 in cats vs response to testomab vedotin in dogs",
            ("response to ABC-085 in cats", "response to testomab vedotin in dogs"),
        ),
        (  # behind the last preposition
            "Share of cats that answered to drug A compared with drug B, in percent",
            (
                "Share of cats that answered to drug A, in percent",
                "Share of cats that answered to drug B, in percent",
            ),
        ),
        (  # "radiotherapy" comes again: all of the phrase is set against the other
            "2-year survival: drug A + radiotherapy in cats (Roe) compared with B + radiotherapy",
            (
                "2-year survival: drug A + radiotherapy in cats (Roe)",
                "2-year survival: B + radiotherapy",
            ),
        ),
        ("Survival in A versus B?", ()),  # one sentence or row compares them
        ("Survival of treated cats versus the others?", ()),
        ("Survival of treated cats?", ()),
    ],
)
def test_set_against(text: str, expected: tuple[str, ...]) -> None:
    assert set_against(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "How did the two do: ABC-085 in cats, and testomab vedotin when paired with milk?",
            (
                "How did the two do: ABC-085 in cats?",
                "How did the two do: testomab vedotin when paired with milk?",
            ),
        ),
        (
            "Compare response: drug A in cats and drug B with and without milk",
            ("Compare response: drug A in cats", "Compare response: drug B with and without milk"),
        ),
        ("TRIALA: why did Roe and others in Leeds think that it was due to age?", ()),
        ("TRIALA: age and sex of the cats", ()),
        ("How did cats in Leeds and dogs in York do?", ()),
    ],
)
def test_listed_behind_a_colon(text: str, expected: tuple[str, ...]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "First dose and largest dose of insulin in this cat?",
            ("First dose of insulin in this cat?", "largest dose of insulin in this cat?"),
        ),
        (
            "In old cats, how frequent are fever and weight loss?",
            (
                "In old cats, how frequent are fever?",
                "In old cats, how frequent are weight loss?",
            ),
        ),
        ("Rate of fever with cisplatin and doxorubicin in cats?", ()),
        ("cisplatin and doxorubicin in cats?", ()),
        ("Did the cats and the dogs recover?", ()),
        ("What dose was given and when did they recover?", ()),
    ],
)
def test_two_nouns_that_a_question_begins_with_are_asked_for_apart(
    text: str, expected: tuple[str, ...]
) -> None:
    assert coordinated(text) == expected


def test_a_word_that_is_said_again_begins_the_second_question() -> None:
    assert said_again("The size of the lump on the arm and the size of the nail?") == (
        "The size of the lump on the arm?",
        "The size of the nail?",
    )
    assert said_again("How rare is rust, as a share of all faults and as a share of boats?") == (
        "How rare is rust, as a share of all faults?",
        "How rare is rust, as a share of boats?",
    )
    assert said_again("The size of the lump and the age of the boat?") == ()


def test_each_of_two_that_are_denied_is_asked_for() -> None:
    assert denied_both("Why did they use neither a lamp nor a torch in cats?") == (
        "Why did they use no lamp?",
        "Why did they use no torch in cats?",
    )
    assert denied_both("Why did they use no lamp?") == ()
