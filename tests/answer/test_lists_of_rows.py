"""Which rows of made-up tables have a value, and which study of them is the largest."""

from __future__ import annotations

import pytest

from sarcoqa.answer.cells import asks_a_column
from sarcoqa.answer.comparison import Comparison
from sarcoqa.answer.conditions import condition
from sarcoqa.answer.listing import rows_of_a_name, rows_with_value
from sarcoqa.answer.of_drugs import studies_of_drugs
from sarcoqa.answer.question import read_question
from sarcoqa.answer.sizes import studies_by_size
from sarcoqa.answer.years import studies_by_year
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

PAPER = """# Trials in Heart Failure

## Results

Trials of drugs (Table 1) and studies of markers (Table 2) are listed.

Table 1 Trials of drugs for NC

Class\tStudy\tYear\tPhase\tDrugs\tN
Alone\tSmith et al. [1]\t2011\tII\tAlphamab\t12
Alone\tRoe et al. [2]\t2012\tI/II\tBetanib\t127 (control = 63; drug = 64)
Combinations\tDoe et al. [3]\t2012\tI/II\tAlphamab + betanib\t86, including 10 NC
Combinations\tPoe et al. [4]\t2014\tII\tBetanib + cordamab\t24
Combinations\tJoe et al. [5]\t2014\tII\tAlphamab + cordamab\t9
Combinations\tKoe et al. [6]\t2015\tI\tAlphamab + deltamab\tMany patients

Table 2 Studies of markers

Reference\tYear\tType of study\tPopulation
Foe et al. [7]\t2012\tRetrospective\t1,900 hearts
Moe et al. [8]\t2013\tRetrospective\t300 patients from one hospital
Zoe et al. [9]\t2014\tProspective\t41 patients
Woe et al. [10]\t2015\tProspective and retrospective\t15 patients (prospective) and 36 patients
Yoe et al. [11]\t2015\tProspective\t52 patients
Hoe et al. [12]\t2016\tRetrospective\tPatients of a register

Table 3 Colours of pebbles

No.\tPebble\tPlace\tColour\tRef.
1\tA1\tAarau\tDark green\t[1]
2\tA2\tBern\tGrey\t[1]
3\tA3\tBern\tDark green\t[2]
4\tA4\tChur\tRed\t[2]
5\tA5\tDavos\tGrey\t[2]

Table 4 Outcomes

Outcome\tArm A\tArm B
Calm-being subscale of day\t1\t2
Calm-being subscale of night\t3\t4
Mean weight\t5\t6

## Abbreviations

NC\tNerve cancer

## References

""" + "".join(f"{n}. Name A. A title of a paper. J Tests. 2010;1:1-9.\n" for n in range(1, 13))
SHORT = {"NC": ("nerve cancer",)}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("paper") / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


def names(found: Comparison | None) -> list[str] | None:
    """The studies that were found, by their first word."""
    if found is None:
        return None
    return [next(v for _, v in row.cells if "et al" in v).split()[0] for row in found.rows]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which trials were of phase I/II?", ["Roe", "Doe"]),  # "II" is another value
        ("Which combinations were of phase II?", ["Poe", "Joe"]),
        ("Which phase II trials tested alphamab?", ["Smith", "Joe"]),
        ("Which of the studies in Table 2 were prospective?", ["Zoe", "Woe", "Yoe"]),
        ("Which studies in Table 2 are from 2015?", ["Woe", "Yoe"]),
        ("Which trials in the table were published in 2012?", ["Roe", "Doe"]),  # of two tables
        ("How many trials in Table 1 are of phase II?", ["Smith", "Poe", "Joe"]),
        ("Which prospective studies in Table 2 are from 2015?", ["Woe", "Yoe"]),
        ("Which prospective studies in Table 2 are from 2014?", ["Zoe"]),
        ("Which trials of phase III are in Table 1?", None),
        ("Which trials gave 12?", None),  # a number without its column
        ("Which phase 2 trials tested alphamab?", ["Smith", "Joe"]),
        ("Which phase II trials tested gammanib?", None),  # in no such row
        ("Why were trials of phase II small?", None),  # asks for no rows
        ("Which phase II trials failed because enrolment slowed?", None),  # about something else
        ("How many patients were in the phase II trial of alphamab?", None),  # counts no trials
    ],
)
def test_the_rows_with_a_value(
    question: str, expected: list[str] | None, document: Document
) -> None:
    assert names(rows_with_value(read_question(question, question, SHORT), document)) == expected


def test_a_list_is_the_whole_answer_where_the_table_is_named(document: Document) -> None:
    def whole(question: str) -> bool:
        found = rows_with_value(read_question(question, question, SHORT), document)
        return found is not None and found.whole

    assert whole("Which trials in the table were of phase I/II?")
    assert not whole("Which trials were of phase I/II?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which pebbles came from Bern?", ["A2", "A3"]),  # a value that rows share
        ("Which pebbles were dark green?", ["A1", "A3"]),
        ("How many pebbles were dark green?", ["A1", "A3"]),
        ("Which pebbles came from Chur?", None),  # just one: a row like any other
        ("Which pebbles did not come from Bern?", None),
        ("Which pebbles were the largest ones from Bern?", None),
        ("Which hammers came from Bern?", None),  # no hammers there
    ],
)
def test_rows_of_any_table(question: str, expected: list[str] | None, document: Document) -> None:
    found = rows_with_value(read_question(question, question, SHORT), document)
    assert (found and [row.cells[1][1] for row in found.rows]) == expected
    assert found is None or found.whole


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which calm-being subscales will be reported?", 2),
        ("Which subscales will be reported?", None),  # one word names much
        ("Which weight subscales will be reported?", None),
        ("Which calm-being subscales will not be reported?", None),
        ("Why report the calm-being subscales?", None),
    ],
)
def test_rows_of_one_name(question: str, expected: int | None, document: Document) -> None:
    found = rows_of_a_name(read_question(question, question, SHORT), document)
    assert (found and len(found.rows)) == expected


def test_rows_that_are_near_need_not_be_named(document: Document) -> None:
    question = read_question(*["Which samples came from Bern?"] * 2, SHORT)
    near = {row.span for row in document.tables[2].records[1:3]}
    assert rows_with_value(question, document) is None
    found = rows_with_value(question, document, near)
    assert found is not None
    assert [row.cells[1][1] for row in found.rows] == ["A2", "A3"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which trial in Table 1 enrolled the most patients?", ["Roe"]),
        ("Which trial of the table of drugs had the smallest number of patients?", ["Joe"]),
        ("Which of the combinations in Table 1 had the largest cohort?", ["Doe"]),
        ("Which alphamab trial in Table 1 had the fewest patients?", ["Joe"]),
        ("Which study of markers was the largest?", ["Foe"]),
        ("Which study of markers included the most patients?", ["Moe"]),  # hearts are none
        ("Which study in Table 2 had the smallest sample?", ["Zoe"]),  # two counts are no number
        ("Which trials in Table 1 had more than 24 patients?", ["Roe", "Doe"]),
        ("Which trials in Table 1 enrolled at least 24 patients?", ["Roe", "Doe", "Poe"]),
        ("List the trials in Table 1 with fewer than 12 patients", ["Joe"]),
        ("Which studies of markers had up to 52 patients?", ["Zoe", "Yoe"]),
        ("Which trials in Table 1 had over 1,000 patients?", None),  # there is none
        ("Why did trials in Table 1 have more than 24 patients?", None),  # asks for no studies
        ("Which trials in Table 1 had more than 5 NC patients?", None),  # a group of them
        ("Which trial in Table 1 had the most NC patients?", None),
        ("Which drug was given at the largest dose?", None),
        ("Did most patients in Table 1 respond?", None),
        ("Which study of nothing known was the largest?", None),  # either table would fit
    ],
)
def test_the_studies_by_size(question: str, expected: list[str] | None, document: Document) -> None:
    assert names(studies_by_size(read_question(question, question, SHORT), document)) == expected


def test_the_receipt_says_what_was_compared(document: Document) -> None:
    question = "Which trial in Table 1 enrolled the most patients?"
    found = studies_by_size(read_question(question, question, SHORT), document)
    assert found is not None
    assert found.message.startswith("Compared all 5 table rows that state a number of patients")


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which is the oldest trial of a drug?", ["Smith"]),
        ("Most recent trial of drugs in the table?", ["Koe"]),
        ("What is the newest of the drug trials?", ["Koe"]),
        ("Earliest prospective study of markers", ["Zoe"]),
        ("Which of the combinations is the earliest trial of drugs?", ["Doe"]),
        ("What is the latest on drugs for NC?", None),  # asks for no study
        ("Which trials are the oldest, and which study is the newest?", None),
    ],
)
def test_the_newest_or_oldest_studies(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(studies_by_year(read_question(question, question), document)) == studies


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which alone trials are listed in Table 1?", ["Smith", "Roe"]),
        ("Which trials are listed in Table 1?", None),
    ],
)
def test_the_block_of_a_table_that_is_named(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(rows_with_value(read_question(question, question), document)) == studies


def test_a_question_may_open_with_what_is_asked_for(document: Document) -> None:
    text = "Largest trial of drugs in the table?"
    assert names(studies_by_size(read_question(text, text), document)) == ["Roe"]
    text = "Was it the largest trial of drugs in the table?"
    assert studies_by_size(read_question(text, text), document) is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What design did Foe et al. use?", True),
        ("Foe et al. used a good design, when?", False),
        ("How many patients did Foe et al. study?", False),
    ],
)
def test_what_is_asked_for_by_name_may_be_a_column(question: str, asked: bool) -> None:
    headers = ("Reference", "Type of study")
    assert asks_a_column(read_question(question, question), headers) is asked


def test_the_longest_is_a_time() -> None:
    text = "Which trial had the longest overall survival?"
    longest = condition(read_question(text, text))
    text = "Which trial had the highest overall survival?"
    highest = condition(read_question(text, text))
    assert longest is not None
    assert highest is not None
    assert (longest.unit, highest.unit) == ("time", "")


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        ("Which trials used alphamab?", ["Smith", "Doe", "Joe", "Koe"]),
        ("Who combined betanib with alphamab?", None),  # one row is found as any other
        ("Who tested betanib?", ["Roe", "Doe", "Poe"]),
        ("Which regimens include cordamab?", ["Poe", "Joe"]),
        ("Which trials used alphamab alone?", None),  # says more of them
        ("Which trials of alphamab were of phase II?", None),
        ("Which trials used alphamab in women?", None),
        ("What did alphamab do?", None),  # no study is asked for
        ("Which trials used epsimab?", None),
    ],
)
def test_studies_of_a_drug(document: Document, text: str, studies: list[str] | None) -> None:
    assert names(studies_of_drugs(read_question(text, text, SHORT), document)) == studies
