"""Questions that compare table rows, over a made-up table whose right rows are counted by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from sarcoqa.answer.blocks import block_of
from sarcoqa.answer.comparison import Comparison, compare_rows
from sarcoqa.answer.counts import without_response
from sarcoqa.answer.measurement import Measurement
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Record, Span

SHORT = {"ABC": ("abcoma",), "XYZ": ("xyzoma",), "ORR": ("objective response rate",)}


def row(number: int, block: str) -> Record:
    span = Span(10 * number, 10 * number + 5)
    return Record("t", number, (("Category", block), ("Study", str(number))), (span, span), span)


ROWS = [row(1, "X alone"), row(2, "X alone"), row(3, "X + chemo"), row(4, "X + chemo")]


def value(
    place: int, endpoint: str, number: float, group: str = "", months: float | None = None
) -> Measurement:
    home = ROWS[place - 1]
    return Measurement(endpoint, number, 0, "", months, group, (), home, home.span, "")


RATES = [
    value(1, "objective_response_rate", 0, "ABC"),
    value(2, "objective_response_rate", 20, "ABC"),
    value(2, "objective_response_rate", 90),
    value(3, "objective_response_rate", 50, "ABC"),
    value(4, "objective_response_rate", 0, "ABC"),
    value(1, "objective_response_rate", 0, "XYZ"),
    value(2, "objective_response_rate", 100, "XYZ"),
    value(3, "objective_response_rate", 10, "XYZ"),
    value(1, "number_of_patients", 3, "ABC"),
    value(2, "number_of_patients", 30, "ABC"),
    value(4, "number_of_patients", 12, "ABC"),
    value(3, "number_of_patients", 99, "XYZ"),
]
TIMES = [
    value(1, "median_overall_survival", 12),
    value(2, "median_overall_survival", inf),
    value(3, "median_overall_survival", 6.5),
    value(3, "overall_survival_rate", 60, months=12),
]


def said(label: str, some: float, group: str, place: int | None = None) -> Measurement:
    """What the text, or the row at `place`, says of the responders of a group, by study."""
    home = None if place is None else ROWS[place - 1]
    span = home.span if home else Span(1000 + 10 * int(label), 1005 + 10 * int(label))
    return Measurement("response", some, 0, "", None, group, (label,), home, span, "")


def labelled(label: str, item: Measurement) -> Measurement:
    return replace(item, labels=(label,))


# Rows 1 to 4 are studies 1 to 4; 5 and 6 are in the text only.
STUDIES = [
    labelled("1", value(1, "objective_response_rate", 0, "ABC")),
    labelled("2", value(2, "objective_response_rate", 20, "ABC")),
    labelled("3", value(3, "objective_response_rate", 50, "ABC")),
    labelled("4", value(4, "objective_response_rate", 30)),
    said("1", 0.0, "ABC"),
    said("4", 0.0, "ABC"),
    said("5", 0.0, "ABC"),
    said("6", 1.0, "ABC"),
    said("6", 1.0, "XYZ"),
]


def found(text: str, stated: list[Measurement] = [*RATES, *TIMES]) -> Comparison | None:  # noqa: B006
    return compare_rows(read_question(text, text, SHORT), stated)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which regimen had the highest response rate in ABC?", [3]),
        ("Which regimens had the lowest ORR in ABC?", [1, 4]),
        ("Which regimens had no response in ABC?", [1, 4]),
        ("Which regimens drew a blank in ABC?", [1, 4]),
        ("In which trials did ABC patients not respond?", [1, 4]),
        ("Which regimens had a response rate above 20% in ABC?", [3]),
        ("Which regimens had a response rate of at least 20% in ABC?", [2, 3]),
        ("Which regimens had a response rate below 20% in ABC?", [1, 4]),
        ("What regimens reached an ORR of at most 20 percent in ABC?", [1, 2, 4]),
        ("In which study did every last XYZ patient respond?", [2]),
        ("In which trials was the median overall survival not reached?", [2]),
        ("Trials where the median overall survival was not reached", [2]),
        ("Which regimens saw not a single response in ABC?", [1, 4]),
        ("Which regimens had at least one response in ABC?", [2, 3]),
        ("Which agents did shrink ABC tumours?", [2, 3]),
        ("Which trials achieved a response in ABC?", [2, 3]),
        ("Which trials report that none of the ABC patients responded?", [1, 4]),
        ("Which trials did not see a single ABC patient respond?", [1, 4]),
        ("Which trial enrolled the most ABC patients?", [2]),
        ("Which trial had the smallest number of ABC patients?", [1]),
        ("Which trials give a count of ABC patients, and how many were there?", [1, 2, 4]),
        ("Which trials had an ORR of at least 50%, in all patients or in ABC?", [2, 3]),
        ("Leaving the chemo combinations aside, which regimens had no response in ABC?", [1]),
        ("Apart from X alone, which regimens had no response in ABC?", [4]),
        ("Which regimen had the highest ABC-specific response rate, and how high was it?", [3]),
        (
            "Which trials have an overall survival over half a year, longer than 6 months?",
            [1, 2, 3],
        ),
        ("Which trials have a median overall survival longer than 1 year?", [2]),
        ("Did any trial reach a median overall survival above 12 months?", [2]),
        ("Are there any trials with an ORR of at least 20% in ABC?", [2, 3]),
    ],
)
def test_the_rows_that_meet_the_condition(question: str, rows: list[int]) -> None:
    comparison = found(question)
    assert comparison is not None
    assert [entry.row for entry in comparison.rows] == rows


def test_only_the_block_that_is_named_is_compared() -> None:
    comparison = found("Which chemo combinations had no response in ABC?")
    assert comparison is not None
    assert [entry.row for entry in comparison.rows] == [4]
    assert comparison.compared == 2
    assert "under “X + chemo”" in comparison.message


def test_the_receipt_counts_the_rows_that_state_a_value() -> None:
    comparison = found("Which regimens had no response in ABC?")
    assert comparison is not None
    assert comparison.message == (
        "Compared all 4 table rows that state the objective response for ABC: 2 rows found. "
        "Rows without a value were not compared."
    )


@pytest.mark.parametrize(
    "question",
    [
        "What was the response rate in ABC?",  # compares nothing
        "What is the best way of telling who will show a response in ABC?",  # no value is best
        "Which regimens had a response rate above 95% in ABC?",  # no row has it
        "Which trials did not report a response rate in ABC?",  # asks for what is missing
        "Which ABC patients without markers had a response?",  # not about rows
        "Did the patients with ABC not respond?",  # asks for no list
        "Which XY099 arms had no response in ABC?",  # about one study
        "Which trials have an overall survival with the highest value?",  # two endpoints fit
        "Which regimens had the highest toxicity?",  # no such value
        "Which regimens had at least one response?",  # in whom?
        "What number of ABC patients had a partial response?",  # asks for no trials
        "Which drugs had a durable response in ABC?",  # asks how long
        "Which agents did best at getting a response in ABC?",  # asks for one, not for all
    ],
)
def test_no_comparison(question: str) -> None:
    assert found(question) is None


@pytest.mark.parametrize(
    ("question", "rows", "labels", "naming"),
    [
        # Study 1 has its row; study 4 has one that says nothing of ABC, and names it; 5 has none.
        ("Which regimens had no response in ABC?", [1], ["4", "5"], [4]),
        ("Which chemo combinations had no response in ABC?", [], ["4"], [4]),
        ("Leaving chemo aside, which regimens had no response in ABC?", [1], ["5"], []),
        # Study 1 is left aside, and study 4 with its block "X + chemo" is what is left.
        ("Excluding X alone, which regimens had no response in ABC?", [], ["4", "5"], [4]),
        ("Which regimens had at least one response in ABC?", [2, 3], ["6"], []),
    ],
)
def test_what_the_text_says_of_other_studies(
    question: str, rows: list[int], labels: list[str], naming: list[int]
) -> None:
    comparison = found(question, STUDIES)
    assert comparison is not None
    assert [entry.row for entry in comparison.rows] == rows
    assert [(span.start - 1000) // 10 for span in comparison.sentences] == [*map(int, labels)]
    assert [entry.row for entry in comparison.naming] == naming


def test_the_receipt_counts_the_places_in_the_text() -> None:
    comparison = found("Leaving chemo aside, which regimens had no response in ABC?", STUDIES)
    assert comparison is not None
    assert comparison.message == (
        "Compared all 2 table rows that state the objective response for ABC outside “X + chemo”: "
        "1 row found, and 1 place in the text on other studies. "
        "Rows without a value were not compared."
    )


def test_the_receipt_of_a_block_of_one_row() -> None:
    comparison = found("Which chemo combinations had no response in ABC?", [*RATES[:4], RATES[5]])
    assert comparison is None  # its one row has 50 %
    comparison = found("Which chemo combinations had at least one response in ABC?", RATES[:4])
    assert comparison is not None
    assert comparison.message.startswith(
        "Compared the only table row to state the objective response for ABC under “X + chemo”: 1"
    )


def test_one_word_of_three_does_not_name_a_block() -> None:
    rows = [row(1, "X + kinase pathway inhibitor"), row(2, "X alone")]
    for text, label in [
        ("Which checkpoint inhibitor had no response?", ""),
        ("Which kinase inhibitors had no response?", "X + kinase pathway inhibitor"),
    ]:
        assert block_of(read_question(text, text, SHORT), rows).label == label


def test_two_rows_are_no_table_to_compare() -> None:
    assert found("Which regimens had no response in ABC?", RATES[:2]) is None


def test_a_group_said_to_have_no_response_counts_as_zero() -> None:
    said = "ORR 25% (no responses in ABC or DE); without any response in F"
    assert [group for group, _ in without_response(said, ["ABC", "DE", "F", "G"])] == [
        "ABC", "DE", "F",
    ]  # fmt: skip
    assert list(without_response("no responses in ABC-like tumours", ["AB"])) == []
