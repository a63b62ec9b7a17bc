"""Of whom a value is: that of one group of patients is no answer for another."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.belonging import of_other_groups
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Kind, Passage, Span

SHORT = {
    "ABC": ("abcoma",),
    "XYZ": ("xyzoma",),
    "TLS": ("tertiary lymphoid structure",),
}


def evidence(text: str, context: str = "", kind: Kind = "prose") -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", kind, ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, context, "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


def row(text: str) -> Evidence:
    return evidence(text, kind="record")


def lacking(question: str, *found: Evidence) -> list[str]:
    return of_other_groups(read_question(question, question, SHORT), found)


SURVIVAL = "What was the median OS of the ABC patients?"
SHARE = "What percentage of abcomas contain tertiary lymphoid structures?"
COUNT = "How many of the 127 patients had ABC?"


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("The median OS was 4 months in patients with ABC.", "", []),
        ("The median OS was 4 months in abcoma.", "", []),  # the long form
        ("The median OS was 4 months.", "Forty ABC patients were enrolled.", []),  # about them
        ("The median OS was 4 months.", "Forty patients were enrolled.", ["ABC"]),
        # They are among others, and the value is of all.
        ("The median OS was 4 months.", "Forty (including 2 ABC patients) joined.", ["ABC"]),
        # The sentence tells the tumours apart, so what stands before it does not count.
        ("The median OS of sarcomas was 4 months.", "Forty ABC were enrolled.", ["ABC"]),
        ("The median OS was 4 months in XYZ.", "", ["ABC"]),
        ("ABC patients lived long.", "", ["ABC"]),  # no value
        ("The median PFS of ABC was 4 months.", "", ["ABC"]),  # another quantity
    ],
)
def test_a_length_of_time_of_a_group(text: str, context: str, expected: list[str]) -> None:
    assert lacking(SURVIVAL, evidence(text, context)) == expected


def test_who_is_counted_may_be_named_long_before_the_group() -> None:
    question = "How many of the patients given alphamab and betanib by Lee et al. had ABC?"
    assert lacking(question, evidence("Lee et al. gave both to 69 patients.")) == ["ABC"]
    assert lacking(question, evidence("Lee et al. gave both to 69 people, 12 of them ABC.")) == []


def test_a_quantity_that_the_paper_has_a_short_form_of_is_no_other_topic() -> None:
    short = {**SHORT, "OS": ("overall survival",)}
    question = "What was the median overall survival of the ABC patients?"
    cell = row("Survival: XYZ: mOS 9 months ABC: mPFS 2 months mOS not reached")
    assert of_other_groups(read_question(question, question, short), [cell]) == []


def test_patients_with_a_tumour_that_is_described_are_counted() -> None:
    question = "How many people with ABC were there in the trial?"
    described = "57 patients with advanced, unresectable or metastatic ABC"
    assert lacking(question, row(described.replace(",", ""))) == []
    assert lacking(question, row("57 trials with advanced unresectable or metastatic ABC")) == [
        "ABC"
    ]


def test_what_stands_before_does_not_count_where_the_group_alone_is_asked_about() -> None:
    found = evidence("The median OS was 4 months.", "Forty ABC patients were enrolled.")
    assert lacking("What was the median OS of only the ABC patients?", found) == ["ABC"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("N: 30, including 4 ABC. Survival: All: mOS 4 months", ["ABC"]),
        ("N: 30, including 4 ABC. Survival: ABC: mOS 4 months XYZ: mOS 2 months", []),
        ("N: 30, including 4 ABC. Survival: XYZ: mOS 2 months", ["ABC"]),
        ("Response: ABC: ORR 4% in 4 months", ["ABC"]),  # another quantity
    ],
)
def test_a_cell_gives_the_group_behind_whose_name_the_value_stands(
    cells: str, expected: list[str]
) -> None:
    assert lacking(SURVIVAL, row(cells)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TLS were seen in 20% of ABC.", []),
        ("A tertiary lymphoid structure stood in 20% of abcomas.", []),
        ("Responses were seen in 20% of ABC.", ["ABC"]),  # a share of something else
        ("TLS were seen in 20% of XYZ.", ["ABC"]),
        ("TLS were often seen in ABC.", ["ABC"]),  # no share
    ],
)
def test_a_share_is_of_the_thing_and_of_the_group(text: str, expected: list[str]) -> None:
    assert lacking(SHARE, evidence(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127 patients with sarcoma were enrolled.", ["ABC"]),
        ("127 patients were enrolled, including 12 ABC.", []),
        ("127 were enrolled: abcoma (n = 12) and others.", []),
        ("127 were enrolled, 12 with XYZ.", ["ABC"]),
        ("127 were seen: 12 patients with advanced and unresectable disease, ABC", ["ABC"]),
        ("12 patients with locally advanced, unresectable ABC", ["ABC"]),  # a list, it may be
        ("12 patients with locally advanced or unresectable ABC", []),
        ("No response was ever seen in patients with ABC", ["ABC"]),
    ],
)
def test_how_many_patients_had_a_tumour(text: str, expected: list[str]) -> None:
    assert lacking(COUNT, evidence(text)) == expected


def test_an_average_of_something_that_is_no_quantity_of_the_field() -> None:
    question = "What was the median tumour diameter in osteosarcoma?"
    assert lacking(question, evidence("The median tumour diameter of osteosarcoma was 5 cm.")) == []
    assert lacking(question, evidence("The median age in osteosarcoma was 15.")) == ["osteosarcoma"]


def test_the_short_form_of_what_is_measured_may_be_written_otherwise() -> None:
    short = {**SHORT, "OS": ("overall survival",)}
    question = read_question("Was the median overall survival of ABC reached?", "", short)
    found = row("Study: A. Survival: ABC: mPFS 30 weeks mOS not reached")
    assert of_other_groups(question, [found]) == []


def test_of_a_group_rather_than_another_the_first_is_asked_about() -> None:
    question = "What was the median OS in XYZ rather than in ABC?"
    assert lacking(question, evidence("The median OS in ABC was 4 months.")) == ["XYZ"]
    assert lacking(question, evidence("The median OS in XYZ was 4 months.")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The median OS was 4 months in ABC.", []),  # of one of the two
        ("The median OS was 4 months in sarcoma.", ["ABC"]),
    ],
)
def test_two_groups_of_which_none_has_a_value(text: str, expected: list[str]) -> None:
    assert lacking("What was the median OS in ABC and in XYZ?", evidence(text)) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Of the ten ABC/XYZ patients, how many had XYZ?", "Ten ABC/XYZ were treated.", []),
        ("Of the ten ABC/XYZ patients, how many had XYZ?", "Ten patients were treated.", ["XYZ"]),
        ("Of the 69 people treated in Rome, how many had ABC?", "69 were treated.", ["ABC"]),
        # Those who responded are counted, not the group.
        ("How many ABC or XYZ patients had a response?", "Two of ten had a response.", []),
    ],
)
def test_how_many_of_a_group_there_were(question: str, text: str, expected: list[str]) -> None:
    assert lacking(question, evidence(text)) == expected


def test_a_number_of_patients_is_not_several_things() -> None:
    question = "What was the median OS of just the four ABC patients?"
    assert lacking(question, evidence("The median OS was 4 months in sarcoma.")) == ["ABC"]


@pytest.mark.parametrize(
    "question",
    [
        "What was the median OS?",  # of no group
        "Compare the median OS of ABC with that of others.",
        "Which drug had the longest median OS in ABC?",  # asks for the drug
        "What was the median OS in osteosarcoma?",  # a table may name it by a short form
        "Does ABC respond?",  # no value
    ],
)
def test_questions_that_fix_no_group_for_a_value(question: str) -> None:
    assert lacking(question, evidence("The median OS was 4 months in sarcoma.")) == []


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("How many of the 127 SU2C-SARC032 patients had UPS?", "UPS"),
        ("What percentage of myxofibrosarcomas contain tertiary lymphoid structures?", "MFS"),
    ],
)
def test_a_value_that_the_review_gives_for_others_only(
    assistant: Assistant, question: str, group: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert f"such a value of {group}" in answer.abstained.message
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What percentage of UPS patients responded to pembrolizumab in SARC028?", "23%"),
        ("How many UPS patients had a partial response to ABBV-085?", "two out of ten UPS"),
    ],
)
def test_a_value_that_the_review_gives_for_the_group(
    assistant: Assistant, question: str, value: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is None
    assert value in answer.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We saw 127 XYZ and ABC patients.", ["ABC"]),
        ("We saw 127 patients, 12 with ABC.", []),
    ],
)
def test_the_number_of_all_counts_no_part_of_them(text: str, expected: list[str]) -> None:
    assert lacking(COUNT, evidence(text)) == expected
