"""Which studies of made-up tables are of one thing alone, of a size, or of the years said."""

from __future__ import annotations

import pytest

from sarcoqa.answer.comparison import Comparison
from sarcoqa.answer.headcount import studies_of_size
from sarcoqa.answer.question import Question, read_question
from sarcoqa.answer.sizes import studies_by_size
from sarcoqa.answer.solely import studies_of_one
from sarcoqa.answer.years import studies_by_year
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

PAPER = """# Trials in Abcoma

## Results

Trials of drugs (Table 1) and studies of markers (Table 2) are listed.

Table 1 Trials of drugs

Class\tStudy\tYear\tDrugs\tPopulation\tN
Alone\tSmith et al. [1]\t2011\tAlphamab\tAbcoma or deflemia\t12, including 4 ABC
Alone\tRoe et al. [2]\t2012\tBetanib\tPeople with abcoma\t60
Pairs\tDoe et al. [3]\t2014\tAlphamab + betanib\tAny cancer\t86, including 4 ABC and 9 DEF
Pairs\tPoe et al. [4]\t2016\tAlphamab + radiotherapy\tDEF\t1,242
Others\tJoe et al. [5]\t2017\tAlphamab\tABC\t9

Table 2 Studies of the MRK

Reference\tYear\tType of study\tPopulation
Foe et al. [6]\t2012\tRetrospective\t1,900 samples of many kinds
Moe et al. [7]\t2013\tRetrospective\t300 sarcoma patients from one hospital
Zoe et al. [8]\t2014\tProspective\t41 ABC patients
Woe et al. [9]\t2015\tProspective\t41 patients with ABC or DEF
Yoe et al. [10]\t2016\tRetrospective\t52 sarcoma patients
Koe et al. [11]\t2016\tRetrospective\t70 sarcoma patients

## Abbreviations

ABC\tAbcoma

DEF\tDeflemia

MRK\tMarker of cells

## References

""" + "".join(f"{n}. Name A. A title of a paper. J Tests. 2010;1:1-9.\n" for n in range(1, 12))
SHORT = {"ABC": ("abcoma",), "DEF": ("deflemia",), "MRK": ("marker of cells",)}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("picked") / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


def read(text: str) -> Question:
    return read_question(text, text, SHORT)


def names(found: Comparison | None) -> list[str] | None:
    """The studies that were found, by their first word."""
    if found is None:
        return None
    return [next(v for _, v in row.cells if "et al" in v).split()[0] for row in found.rows]


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which trials in Table 1 were done only in ABC patients?", ["Roe", "Joe"]),
        ("Which drug trials were exclusively in abcoma?", ["Roe", "Joe"]),
        ("Which DEF-only trials are in Table 1?", ["Poe"]),
        ("Which study of the marker of cells examined only abcoma, and how large was it?", ["Zoe"]),
        ("Which trials in Table 1 gave alphamab as a single agent?", ["Smith", "Joe"]),
        ("Which trials in Table 1 tested betanib alone?", ["Roe"]),
        ("Which trials in Table 1 had only four ABC patients?", None),  # a number of them
        ("Which trials in Table 1 were done not only in ABC?", None),
        ("Which trials in Table 1 were done only in ABC and DEF?", None),
        ("Which trials in Table 1 included ABC patients?", None),
        ("How many responded to alphamab alone?", None),  # asks for no studies
        ("Which trials in Table 1 tested gammanib alone?", None),
    ],
)
def test_the_studies_of_one_thing_alone(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(studies_of_one(read(question), document, SHORT)) == studies


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which trials had four ABC patients?", ["Smith", "Doe"]),
        ("Two trials that each had 4 abcoma patients on board", ["Smith", "Doe"]),
        ("Whose study looked at 41 patients?", ["Zoe", "Woe"]),
        ("Whose study looked at 41 ABC patients?", ["Zoe"]),
        ("Which rows rest on the same 1242-patient group?", ["Poe"]),
        ("Which alphamab trial had 4 ABC patients?", ["Smith", "Doe"]),
        ("Which betanib trial had 4 ABC patients?", ["Doe"]),
        ("Which trials had exactly four patients with abcoma?", ["Smith", "Doe"]),
        ("Which drug trials had more than five DEF patients?", ["Doe"]),
        ("Drug trials with at least four patients with abcoma", ["Smith", "Doe"]),
        ("Which drug trials had five or fewer ABC patients?", ["Smith", "Doe"]),
        ("Which trials of pairs had at most five ABC patients?", ["Doe"]),
        ("Which trials had more than 100 ABC patients?", None),
        ("Which trials had more than 41 patients?", None),  # of no group: `studies_by_size`
        ("In which trial did one of 4 ABC patients respond?", None),
        ("How old were the 41 patients?", None),  # asks for no studies
    ],
)
def test_the_studies_of_a_size(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(studies_of_size(read(question), document)) == studies


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which study in Table 2 had the largest sarcoma-only cohort?", ["Moe"]),
        ("Which was the smallest retrospective study in Table 2?", ["Yoe"]),
        ("Which studies in the second table had over a thousand samples?", ["Foe"]),
        ("Papers in Table 2 with fewer than sixty patients", ["Zoe", "Woe", "Yoe"]),
        ("Which was the largest unheard study in Table 2?", None),
    ],
)
def test_the_largest_of_a_kind(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(studies_by_size(read(question), document)) == studies


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which trials in Table 1 were published after 2014?", ["Poe", "Joe"]),
        ("Which trials in Table 1 are from 2014 on?", ["Doe", "Poe", "Joe"]),
        ("Which alphamab trials in Table 1 are from 2014 or later?", ["Doe", "Poe", "Joe"]),
        ("Which trials in Table 1 were published before 2012?", ["Smith"]),
        ("Which trials in Table 1 date from between 2012 and 2014?", ["Roe", "Doe"]),
        ("Which trials in Table 1 were published after 2020?", None),
        ("How many patients were treated after 2014?", None),  # asks for no studies
    ],
)
def test_the_studies_of_some_years(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(studies_by_year(read(question), document)) == studies
