"""Things that papers name by one word, which near evidence must have."""

from __future__ import annotations

import pytest

from sarcoqa.answer.exact import unnamed
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span


def evidence(text: str, *, beside: str = "", heading: str = "Results") -> Evidence:
    span = Span(0, len(text))
    home = Passage(
        "p0", "p", "prose", (heading,), span, f"{text} {beside}", (), (span,), ("",)
    )  # fmt: skip
    return Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


def lacking(question: str, *near: Evidence) -> list[str]:
    return unnamed(read_question(question, question), near)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many had epilepsy?", "Forty had fits.", ["epilepsy"]),
        ("How many had epilepsy?", "Forty had epileptic fits.", []),
        ("Was there hyponatraemia?", "Grade 3 toxicity was seen.", ["hyponatraemia"]),
        ("Was there hyponatraemia?", "Hyponatremia was seen.", []),  # American spelling
        ("Was there a haemorrhage?", "There was no bleeding.", []),  # another word for it
        ("Was there a haemorrhage?", "There was no fever.", ["haemorrhage"]),
        ("Was it done laparoscopically?", "It was resected.", ["laparoscopically"]),
        ("Was it done laparoscopically?", "Laparoscopic resection was done.", []),
        ("Was a goniometer used?", "It was seen in the dark.", ["goniometer"]),
        ("Which beta-blocker was given?", "It was controlled by rest.", ["beta-blocker"]),
        ("What was the ferritin?", "Iron was low.", ["ferritin"]),
        ("What was the salivary level?", "It was low in blood.", ["salivary"]),
        ("Was it in the stools?", "Faecal samples were clear.", []),
        ("Was it in the urine?", "Urinary levels were low.", []),
        ("Where was it seen under the microscope?", "Cells were round.", []),  # seen in any slide
        ("What was the diagnosis?", "It was a tumour.", []),
        ("How many were treated?", "Forty were.", []),
    ],
)
def test_a_thing_of_one_name(question: str, text: str, expected: list[str]) -> None:
    assert lacking(question, evidence(text)) == expected


def test_the_passage_and_the_heading_count() -> None:
    question = "How many had epilepsy?"
    assert lacking(question, evidence("Forty.", beside="Epilepsy was common.")) == []
    assert lacking(question, evidence("Forty.", heading="Epilepsy")) == []
    assert lacking(question, evidence("Forty."), evidence("Epilepsy in four.")) == []


def test_each_word_is_named_once() -> None:
    assert lacking("Was nausea or vomiting or nausea seen?") == ["nausea", "vomiting"]
