"""Where a paper disagrees with itself: planted errors are found, and what agrees is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.answer import Disagreement, disagreements
from sarcoqa.answer.counts import fractions, misfits
from sarcoqa.answer.notes import other_sides
from sarcoqa.answer.question import read_question
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document, Passage, Span

SECOND = Path(__file__).parents[1] / "data" / "second-paper" / "second-paper.txt"

# Each error with what is printed, what is planted in its place, and the two sides to be found.
PLANTED = {
    "percentage against its fraction": (
        "in 23% (69/301) of patients",
        "in 32% (69/301) of patients",
        ("percentage", "32%", "69/301"),
    ),
    "percentage in brackets after its fraction": (
        "in 23% (69/301) of patients",
        "in two of five patients with AF (20%)",
        ("percentage", "20%", "two of five"),
    ),
    "number of patients, text against table": (
        "repeated the design with a sham arm and",
        "repeated the design with a sham arm, including 69 HFpEF, and",
        ("number of patients", "including 69 HFpEF", "including 96 HFpEF"),
    ),
}


def parsed(folder: Path, text: str) -> Document:
    """`text` as the only paper of `folder`."""
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return parse_file(path)


def sides(document: Document) -> list[tuple[str, str, str]]:
    """(about, first side, second side) of each disagreement that is found."""
    return [
        (item.about, item.first.of(document.text), item.second.of(document.text))
        for item in disagreements(document)
    ]


def test_a_paper_that_agrees_with_itself_is_left_alone(tmp_path: Path) -> None:
    assert sides(parsed(tmp_path, SECOND.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_found(name: str, tmp_path: Path) -> None:
    printed, planted, (about, one, other) = PLANTED[name]
    text = SECOND.read_text(encoding="utf-8")
    assert text.count(printed) == 1
    found = sides(parsed(tmp_path, text.replace(printed, planted)))
    assert [(item[0], {item[1], item[2]}) for item in found] == [(about, {one, other})]


PAPER = """# Alpha in Marrow Cancer

## Results

In the trial of Smith, alpha gave an ORR of {text_rate}, and median OS was {text_time} [1].

Table 1 Trials

Study\tYear\tN\tResponse\tSurvival
Smith et al. [1]\t2019\t40, including 10 MC\tAll: ORR {all_rate} MC: ORR {group_rate}\tmOS {time}

Table 2 More

Study\tFindings
Smith et al. [1]\tUnselected patients had an ORR of {other_rate}

## Abbreviations

ORR\tObjective response rate
MC\tMarrow cancer

## References

1. Smith J, Doe A. Alpha for marrow cancer. J Oncol. 2019;12:34-40. https://doi.org/10.1000/alpha.1
"""
TRUE = {
    "text_rate": "30%",
    "text_time": "9 months",
    "all_rate": "30.4%",
    "group_rate": "20% (2 PR)",
    "time": "9.0 months",
    "other_rate": "30%",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        (
            {"text_rate": "13%", "other_rate": "13%"},
            ["ORR of 13%", "ORR 30.4%", "ORR 30.4%", "ORR of 13%"],
        ),
        ({"other_rate": "13%"}, ["ORR of 30%", "ORR of 13%", "ORR 30.4%", "ORR of 13%"]),
        ({"time": "not reached"}, ["median OS was 9 months", "mOS not reached"]),
        # 2 of 10 is 20 %; 25 % would be 2 of 8, a fifth of the patients left out.
        ({"group_rate": "25% (2 PR)"}, ["including 10 MC", "ORR 25% (2 PR)"]),
        # 2 of 9 is 22 %: one patient not evaluable.
        ({"group_rate": "22% (2 PR)"}, []),
        ({"text_rate": "less than 50%"}, []),
    ],
)
def test_values_of_one_study(changed: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    found = sides(parsed(tmp_path, PAPER.format(**{**TRUE, **changed})))
    assert [side for item in found for side in item[1:]] == expected


def test_a_rate_that_no_count_gives() -> None:
    assert misfits("ORR 25% (2 PR)", 10) == (0, 14)  # 2 / 0.25 = 8 of 10, not more than 80 %
    assert misfits("ORR 12% (1 CR, 1 PR)", 12) is not None  # 2 / 0.12 = 16.7 > 12
    assert misfits("29 PR", 21) == (0, 5)
    assert misfits("ORR 20% (2 PR)", 10) is None


def test_a_fraction_far_from_a_percentage_is_not_compared() -> None:
    assert list(fractions("Of two of five patients, one had pain; 20% had none")) == []


NAMES = """# Alphamab in Marrow Cancer

## Results

A trial tested {text_drugs} in marrow cancer, with an ORR of 30% [1]. {said} {code}

Table 1 Trials

Study\tDrugs\tN\tResponse
Smith et al. [1]\tAlphamab + betanib\t40, including 10 MC\tAll: ORR 30% {cell}
Roe et al. [2]\tGammanib\t20\tAll: ORR 10%

## Abbreviations

ORR\tObjective response rate
MC\tMarrow cancer
NC\tNerve cancer

## References

1. Smith J, Doe A. XYZ-1234 for marrow cancer. J Oncol. 2019;12:34-40. https://doi.org/10.1000/alpha.1
2. Roe J, Doe A. Gammanib for nerve cancer. J Oncol. 2020;13:35-41. https://doi.org/10.1000/alpha.2
"""
NAMED = {"text_drugs": "alphamab and betanib", "said": "", "code": "", "cell": ""}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        (
            {"text_drugs": "alphamab and gammanib"},
            [("treatment", "alphamab and gammanib", "Alphamab + betanib")],
        ),
        ({"text_drugs": "alpamab and betanib"}, []),  # a misspelling
        ({"text_drugs": "alphamab"}, []),  # says less
        ({"text_drugs": "deltamab and gammanib"}, []),  # nothing shared: two regimens
        # The other arm is named elsewhere.
        (
            {"text_drugs": "alphamab and gammanib", "said": "Others had alphamab and betanib [1]."},
            [],
        ),
        (
            {"said": "No responses were seen in patients with NC or MC.", "cell": "MC: 1 PR"},
            [("response", "No responses were seen in patients with NC or MC", "1 PR")],
        ),
        (
            {"said": "No MC patients had a response.", "cell": "MC was among the responding types"},
            [("response", "No MC patients had a response", "MC was among the responding")],
        ),
        (
            {"said": "Responses were seen in NC and MC.", "cell": "(no responses in MC)"},
            [("response", "Responses were seen in NC and MC", "no responses in MC")],
        ),
        ({"said": "No NC patients had a response.", "cell": "MC: 1 PR"}, []),
        ({"code": "It is XYZ-1234."}, []),
        ({"code": "It is XYZ-124."}, [("code name", "XYZ-124", "XYZ-1234")]),
        ({"code": "It is XYZ-1243."}, []),  # no digit left out: another thing
    ],
)
def test_what_is_no_number(
    changed: dict[str, str], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert sides(parsed(tmp_path, NAMES.format(**{**NAMED, **changed}))) == expected


@pytest.mark.parametrize(
    ("about", "group", "question", "asked"),
    [
        ("treatment", "", "Which drug did Smith give together with alphamab?", True),
        ("treatment", "", "What was the ORR of the combination with alphamab?", False),
        ("treatment", "", "How old were the patients of Smith?", False),
        ("response", "MC", "Did MC respond to alphamab?", True),
        ("response", "MC", "Did NC respond to alphamab?", False),
        ("response", "MC", "What was the median OS in MC?", False),
        ("number of patients", "MC", "How many MC patients did Smith include?", True),
        ("number of patients", "MC", "How many MC patients had a response?", False),
        ("number of patients", "MC", "How many NC patients did Smith include?", False),
    ],
)
def test_a_reader_hears_of_it_who_asks_for_it(
    about: str, group: str, question: str, asked: bool, tmp_path: Path
) -> None:
    shorts = {"MC": ("marrow cancer",), "NC": ("nerve cancer",)}
    document = parsed(tmp_path, NAMES.format(**NAMED))
    one, other = Span(0, 14), Span(15, 36)
    passage = Passage("x", document.id, "prose", (), Span(0, 36), "", (), (one, other), ("", ""))
    entry = Disagreement("text against table", about, group, ("1",), Span(0, 8), Span(15, 29))
    found = other_sides(
        read_question(question, question, shorts),
        (passage, one),
        [entry],
        document,
        [passage],
    )
    assert found == ([(passage, other)] if asked else [])
