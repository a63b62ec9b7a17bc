"""The labelled groups of a question, and the substance of a dose."""

from __future__ import annotations

import pytest

from sarcoqa.answer.asked_forms import dose_of, gives_dose, labels


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("survival in stage IIIC", "74% in stage IIIC", True),
        ("survival in stage IIIC", "74% in stages IIIA and IIIB", False),
        ("survival in grade 3", "74% in grade III", True),
        ("survival in arm B", "74% in arms A and B", True),
        ("survival in group 2", "74% at 2.5 years, 2% in group 1", False),
    ],
)
def test_a_labelled_group(question: str, text: str, expected: bool) -> None:
    assert [bool(pattern.search(text)) for _, pattern in labels(question)] == [expected]


def test_no_label() -> None:
    assert list(labels("What type of plate was used at level?")) == []


@pytest.mark.parametrize(
    ("question", "substance"),
    [
        ("What was the dose of alphamab?", "alphamab"),
        ("mesna dose?", "mesna"),
        ("What was the starting dose?", ""),
        ("What dose of the agonist was given?", ""),
        ("How was it given?", ""),
    ],
)
def test_the_substance_of_a_dose(question: str, substance: str) -> None:
    assert dose_of(question) == substance


def test_a_dose_stands_in_the_clause_of_its_substance() -> None:
    assert gives_dose(("alphamab",), "They had betamab and alphamab 5 mg.")
    assert not gives_dose(("alphamab",), "They had betamab 5 mg and alphamab.")
    assert gives_dose(("AB", "alpha bath"), "The alpha bath had 5 Gy.")
