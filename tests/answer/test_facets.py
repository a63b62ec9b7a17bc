"""A question about several things gives one for each, complete enough to be searched alone."""

from __future__ import annotations

import pytest

from sarcoqa.answer.facets import facets
from sarcoqa.answer.question import read_question

SHORT = {"ABC": ("abcoma",), "CIK": ("cytokine-induced killer",), "ORR": ("a rate",)}


def split(text: str) -> tuple[str, ...]:
    return facets(read_question(text, text, SHORT))


@pytest.mark.parametrize(
    "text",
    [
        "What was the ORR with sunitinib?",
        "What was the ORR with nivolumab plus ipilimumab?",  # one combination
        "What was the ORR with nivolumab and ipilimumab in TRIALA?",
        "What was the ORR with nivolumab, combined with ipilimumab?",
        "How many fresh and how many archived samples were taken?",  # the first asks nothing alone
        "How many men and women were treated?",
        "",
    ],
)
def test_one_question(text: str) -> None:
    assert split(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "How did sunitinib do in ABC, and how long did patients live with pazopanib?",
            ("How did sunitinib do in ABC?", "how long did patients live with pazopanib?"),
        ),
        (
            "After how many doses was it seen, and after how many cycles was CIK stopped?",
            ("After how many doses was it seen?", "after how many cycles was CIK stopped?"),
        ),
        (
            "Who was treated with sunitinib? And where were samples of CIK cells taken?",
            (
                "Who was treated with sunitinib?",
                "where were samples of CIK cells taken?",
            ),
        ),
    ],
)
def test_clauses_that_are_whole(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == expected


def test_two_combinations() -> None:
    assert split("ORR with nivolumab/sunitinib and axitinib/pembrolizumab?") == (
        "ORR with nivolumab/sunitinib and /?",
        "ORR with / and axitinib/pembrolizumab?",
    )


@pytest.mark.parametrize(
    ("text", "second"),
    [
        # What the first clause is about is said again behind the second.
        ("How many patients were treated in TRIALA, and what was the ORR?", "(TRIALA)"),
        ("How was TRIALA done with sunitinib, and what was found?", "(TRIALA, sunitinib)"),
        ("TRIALA: how many were enrolled and how many responded to it?", "(TRIALA)"),
        # No name, but a pronoun: the whole first clause.
        ("What was the response rate and how long did it last?", "(the response rate)"),
    ],
)
def test_clauses_that_need_the_first_one(text: str, second: str) -> None:
    found = split(text)
    assert len(found) == 2
    assert found[1].endswith(f" {second}?")


def test_a_name_of_its_own_is_not_completed_by_another() -> None:
    found = split("How many patients were treated in TRIALA, and how many were in TRIALB?")
    assert found[1] == "how many were in TRIALB?"


def test_items_with_letters_share_what_stands_before_them() -> None:
    text = "For TRIALA give (a) the response rate, (b) the median survival and (c) the toxicity"
    assert split(text) == (
        "For TRIALA give the response rate?",
        "For TRIALA give the median survival?",
        "For TRIALA give the toxicity?",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Toxicity of sunitinib versus pazopanib?",
            ("Toxicity of sunitinib versus ?", "Toxicity of versus pazopanib?"),
        ),
        (
            "Median survival in TRIALA and TRIALB?",
            ("Median survival in TRIALA and ?", "Median survival in and TRIALB?"),
        ),
        (
            "Response to CIK cells or to sunitinib?",
            ("Response to CIK cells or to ?", "Response to cells or to sunitinib?"),
        ),
    ],
)
def test_things_that_are_set_apart(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == expected


def test_what_is_given_together_stays_together() -> None:
    with_both, alone = split("Toxicity of nivolumab plus ipilimumab versus sunitinib?")
    assert "nivolumab plus ipilimumab" in with_both
    assert "sunitinib" not in with_both
    assert "sunitinib" in alone
    assert "nivolumab" not in alone
    assert "ipilimumab" not in alone


def test_pairs_of_drugs_are_set_apart_by_the_looser_word() -> None:
    one, other = split("What ORR did nivolumab/sunitinib and axitinib/pembrolizumab reach?")
    assert "nivolumab/sunitinib" in one
    assert "axitinib" not in one
    assert "axitinib/pembrolizumab" in other
    assert "sunitinib" not in other
    assert split("What ORR did nivolumab/sunitinib and axitinib reach?") == ()


def test_a_phrase_for_each_rather_than_a_name_for_each() -> None:
    text = "ORR with sunitinib in the first cohort and with pazopanib in the second one?"
    assert split(text) == (
        "ORR with sunitinib in the first cohort?",
        "ORR with pazopanib in the second one?",
    )
    # "when given" begins a phrase, and no question.
    text = "How many responded when given sunitinib, and when given pazopanib?"
    assert split(text) == (
        "How many responded when given sunitinib?",
        "How many responded when given pazopanib?",
    )


def test_a_drug_in_both_arms_stays_in_both() -> None:
    alone, combined = split("ORR with nivolumab alone versus nivolumab with ipilimumab in TRIALA?")
    assert alone.count("nivolumab") == combined.count("nivolumab") == 2
    assert "ipilimumab" not in alone
    assert "ipilimumab" in combined
    assert "TRIALA" in alone
    assert "TRIALA" in combined


def test_more_than_three_things_are_not_taken_apart() -> None:
    three = "Compare sunitinib versus pazopanib versus sorafenib"
    assert len(split(three)) == 3
    assert split(f"{three} versus imatinib") == ()


def test_at_most_three_clauses() -> None:
    text = (
        "Who was treated with sunitinib then, and how many patients responded, "
        "and where were they seen, and why was it stopped?"
    )
    assert len(split(text)) == 3
