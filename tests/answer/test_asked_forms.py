"""The form in which an answer must come."""

from __future__ import annotations

import pytest

from sarcoqa.answer.asked_forms import dose_of, gives_dose, has_unit, labels, names_drug, unit


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What was the width of the plate, in mm?", "mm"),
        ("What weight (kg) was lifted?", "kg"),
        ("how many grams of leaves", "g"),
        ("How many days were they dried?", "days"),
        ("Median time to relapse in months?", "months"),
        ("How many were seen in hours of need?", ""),  # not at the end: no unit of the answer
        ("What was the width?", ""),
    ],
)
def test_the_unit_asked_for(question: str, asked: str) -> None:
    assert unit(question) == asked


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("mm", "It was 12.5 mm wide.", True),
        ("mm", "It was 12 cm wide.", False),
        ("cm", "It was 12–14mm wide.", True),
        ("mm", "Size (mm): 12", True),
        ("days", "For two weeks and a day.", True),
        ("days", "They were dried and powdered.", False),  # "an" and "d" in "and"
        ("minutes", "0.1 mL of it", False),
        ("months", "Median survival was not reached.", True),
        ("days", "It was given daily.", True),
    ],
)
def test_a_number_with_a_unit(asked: str, text: str, expected: bool) -> None:
    assert has_unit(asked, text) is expected


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
    ("question", "text", "expected"),
    [
        ("Which drugs were given?", "They had alphamab.", True),
        ("Which antibiotic was given?", "They had gammacillin.", True),
        ("Which medicine was given?", "They had deltazole.", True),
        ("Which drugs were given?", "They had chemotherapy by our guidelines.", False),
        ("Which drug company paid?", "Nobody did.", None),
        ("Were drugs given?", "Nothing was.", None),
    ],
)
def test_the_name_of_a_drug(question: str, text: str, expected: bool | None) -> None:
    assert names_drug(question, [text]) is expected


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
