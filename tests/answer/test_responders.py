"""Whether a subgroup responded, where a paper says it in words; no response is never overlooked."""

from __future__ import annotations

import pytest

from sarcoqa.answer.responders import counted_responders, responders

GROUPS = ["ABC", "DE", "F"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("No ABC or DE patients experienced a response.", {("ABC", False), ("DE", False)}),
        ("However, no ABC/DE patient in the first cohort had a response.",
         {("ABC", False), ("DE", False)}),
        ("However, none of the DE patients had a response.", {("DE", False)}),
        ("with responses occurring in ABC, DE, and other tumours", {("ABC", True), ("DE", True)}),
        ("PR was observed in two ABC patients and one DE patient.", {("ABC", True), ("DE", True)}),
        ("six patients experienced CR, including two ABC patients", {("ABC", True)}),
        ("ABC was among the responding histologies", {("ABC", True)}),
        ("Notably, all DE patients enrolled (4/4) experienced a PR.", {("DE", True)}),
        ("two out of three patients with F had a durable PR", {("F", True)}),
        ("In ABC, one out of five of patients had a PR.", {("ABC", True)}),
        ("Of the four ABC patients, three had a PR while one had stable disease", {("ABC", True)}),
        ("2 patients with recurrent DE treated with heat demonstrated excellent responses",
         {("DE", True)}),
        # What holds of a whole without a response holds of its part.
        ("F patients (including 5 ABC patients) had an ORR of 0% and a PFS of 1 month",
         {("ABC", False)}),
        # One of ten of two groups: of which, the paper does not say.
        ("only one of ten ABC/DE patients experienced a response", set()),
        ("It is unknown whether responses were seen in ABC.", set()),
        ("F patients (including 5 ABC patients) had an ORR of 10%", set()),
        ("patients with ABC received a drug", set()),
        ("two ABC patients had stable disease", set()),
    ],
)  # fmt: skip
def test_what_is_said_of_a_group(words: str, said: set[tuple[str, bool]]) -> None:
    assert {(group, some) for group, some, _ in responders(words, GROUPS)} == said


def test_the_place_is_that_of_the_statement() -> None:
    words = "The ORR was 9%. No DE patients had a response."
    assert [words[start:end] for _, _, (start, end) in responders(words, GROUPS)] == [
        "No DE patients had a response"
    ]


def test_responders_counted_without_a_rate() -> None:
    assert counted_responders("ABC: 3 PR") == (5, 9)
    assert counted_responders("ABC: ORR 20% (3 PR)") is None  # the rate is a value of its own
    assert counted_responders("ABC: 0 PR") is None
