"""Answers that can be told by their form, and the evidence that is near enough to give them."""

from __future__ import annotations

import pytest

from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.fitting import closest
from sarcoqa.answer.lexicon import details, themes
from sarcoqa.answer.question import read_question
from sarcoqa.answer.specifics import answer_text, unspecified
from sarcoqa.schema import Evidence, Passage, Span


def evidence(text: str, dense: float = 0.5) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", dense), ("lexical", 0.5)))


def judged(*dense: float) -> list[Judged]:
    return [Judged(evidence("Text.", one), 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) for one in dense]


def test_the_closest_evidence_is_about_as_similar_as_the_most_similar() -> None:
    assert len(closest(judged(0.5, 0.55, 0.4, 0.6, 0.6))) == 3  # .5, .55 and the fourth
    assert len(closest(judged(0.5, 0.3))) == 1
    assert closest([]) == []


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Which drug was added?", "Patients also had alphanib.", []),
        ("What was the mean volume in cm3?", "The mean length was 3 cm.", ["volume"]),
        ("What was the mean volume in cm3?", "The mean volume was 3 cm³.", []),
        ("Which camera was used?", "A dye (Markol) can be seen for hours.", ["device"]),
        ("Which camera was used?", "It was seen with a camera (Lenso, Rome).", []),
        ("How many months did it take?", "A 42-year-old woman had a fracture.", ["time"]),
        ("How many months did it take?", "It took half of the 2-year follow-up.", []),
        ("Which drug was added?", "Patients also had a second drug.", ["drug"]),
        ("Which drug was added to alphanib?", "A drug was added to alphanib.", ["drug"]),
        ("Which medicine lowered the level?", "She was given metyrapone.", []),
        ("Name of the compound that was injected", "A compound was injected.", ["drug"]),
        ("What antibody clone was used?", "An antibody was used.", []),
        ("In which drug trial was it?", "It was a trial.", []),
        ("For how many days was it dried?", "It was dried in the sun.", ["time"]),
        ("For how many days was it dried?", "It was dried for two days.", []),
        ("How many weeks did they live?", "Median survival was 4.5 months.", []),
        ("What was the diameter, in mm?", "A nodule was found.", ["length"]),
        ("What was the diameter, in mm?", "A nodule of 1.2 cm was found.", []),
        ("What weight (kg) was used?", "Traction was used for 2 weeks.", ["mass"]),
        ("How many mL were injected?", "0.2 mL was injected.", []),
        ("In months of old, who was treated?", "All were treated.", []),
        ("By how much did it rise?", "The level rose in most patients.", ["difference"]),
        ("By how much did it rise?", "The level rose by 4 units.", []),
        ("By how many months was A better?", "A gave 4 months, B 6 months.", []),
        ("Which camera was used?", "It was seen with a camera.", ["device"]),
        ("Which camera was used?", "It was seen with a camera (Canon, Tokyo).", []),
        ("Which questionnaire is used?", "A questionnaire is used.", ["questionnaire"]),
        ("Which questionnaire is used?", "The EQ-5D is used.", []),
    ],
)
def test_what_is_told_by_its_form_is_looked_for(question: str, text: str, lacks: list[str]) -> None:
    assert unspecified(read_question(question, question), [evidence(text)]) == lacks


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("In which year was it approved?", "Year: 2020. Phase: II", "  . Phase: II"),
        ("In which year was the trial?", "Year: 2020. Phase: II", "Year: 2020. Phase: II"),
        ("In which year was SMALLA done?", "Year: 2020. Phase: II", "Year: 2020. Phase: II"),
        ("For how long was it given?", "given for 2 years; 2-year DFS", "given for 2 years;  "),
        ("For how long was it given?", "median OS of 5 months", "median   "),
        ("How long did they live?", "median OS of 5 months", "median OS of 5 months"),
    ],
)
def test_what_is_no_answer_to_when_and_how_long(question: str, text: str, kept: str) -> None:
    found = answer_text(read_question(question, question), text)
    assert found.split() == kept.split()


def test_a_drug_of_another_class_is_no_answer() -> None:
    held = details()["antifungal"]["held"]
    assert "antifungal" in read_question("Which antifungal agent was given?", "").details
    assert held.search("voriconazole")
    assert not held.search("doxorubicin")


def test_a_theme_is_no_detail() -> None:
    question = read_question("How many children were in the control group?", "")
    assert question.details == ()
    assert question.themes == ("children",)
    assert not set(details()) & set(themes())
