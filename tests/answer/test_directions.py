"""Which rows of a made-up table find a worse, a better, or no different outcome."""

from __future__ import annotations

import pytest

from sarcoqa.answer.directions import rows_with_finding
from sarcoqa.answer.question import read_question
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

PAPER = """# GDF9 in Heart Failure

## Results

Many studies of GDF9 are listed (Table 1), and GDF9 is linked to poor survival.

Table 1 Studies

Study\tYear\tFindings
Smith et al. [1]\t2011\tHigh GDF9 was associated with worse OS in NC
Roe et al. [2]\t2012\tGDF9 was associated with age, higher grade, and shorter relapse-free survival
Doe et al. [3]\t2013\tGDF9 was associated with improved survival in NC but not MC
Poe et al. [4]\t2014\tNo association between OS and GDF9
Foe et al. [5]\t2015\tGDF9 was not linked to worse OS
Moe et al. [6]\t2016\tTNF8 was associated with worse OS. GDF9 was frequent
Joe et al. [7]\t2017\tMC patients with GDF9 had poor prognosis

## Abbreviations

GDF9\tGrowth factor nine
NC\tNerve cancer
MC\tMarrow cancer
OS\tOverall survival
"""
SHORT = {
    "GDF9": ("growth factor nine",),
    "NC": ("nerve cancer",),
    "MC": ("marrow cancer",),
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("paper") / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


def years(question: str, document: Document) -> list[str] | None:
    found = rows_with_finding(read_question(question, question, SHORT), document)
    return None if found is None else [dict(row.cells)["Year"] for row in found.rows]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which of the listed studies link GDF9 to a worse outcome?", ["2011", "2012", "2017"]),
        ("Which rows of Table 1 tie GDF9 to shorter survival in NC?", ["2011"]),
        ("Which of the tabulated studies link GDF9 to better survival?", ["2013"]),
        ("Which of the tabulated studies link GDF9 to better survival in MC?", None),
        ("Which listed studies found no association of GDF9 with survival?", ["2014", "2015"]),
        ("Which rows of Table 2 tie GDF9 to shorter survival?", None),
        ("Is GDF9 tied to a worse outcome in the listed studies?", None),  # asks for no rows
        ("Which studies link GDF9 to a worse outcome?", None),  # perhaps the text
        ("Which of the listed studies link it to a worse outcome?", None),  # what?
        (
            "Which of the listed studies had a worse or better outcome with GDF9 and longer OS?",
            None,
        ),
    ],
)
def test_rows_by_what_they_find(
    question: str, expected: list[str] | None, document: Document
) -> None:
    assert years(question, document) == expected


def test_the_receipt_counts_the_rows_that_speak_of_both(document: Document) -> None:
    text = "Which of the listed studies link GDF9 to better survival?"
    found = rows_with_finding(read_question(text, text, SHORT), document)
    assert found is not None
    # The row of 2016 speaks of the outcome of something else.
    assert found.message.startswith(
        "Compared all 6 table rows that speak of GDF9 and an outcome: 1"
    )
