"""Which row has the most or the least in a column, over made-up tables counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_tables import table_of

from sarcoqa.answer.columns import compare_column
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Document, Table

EVENTS = table_of(
    "Adverse events", ("", "Grade 1-2", "Grade 3", "Grade 4"),
    ("Fever", "9 (30%)", "4 (13%)", "0"),
    ("Rash", "2 (7%)", "7 (23%)", "1 (3%)"),
    ("Cough", "5 (17%)", "1 (3%)", "3 (10%)"),
    ("Total", "16 (53%)", "12 (40%)", "4 (13%)"),
)  # fmt: skip
SCANS = table_of(
    "Findings", ("", "Variable", "Number", "Percentage"),
    ("Symptoms", "Headache", "14", "28"), ("Symptoms", "Nausea", "22", "44"),
    ("Symptoms", "Fits", "21", "42"), ("Tests", "CT", "49", "98"), ("Tests", "MRI", "17", "34"),
    ("Tests", "Angiogram", "3", "6"),
)  # fmt: skip
MODELS = table_of(
    "Regression", ("Factor", "Univariate | HR", "Multivariate | HR"),
    ("Age", "1.2", "1.3"), ("Sex", "9.7", ""), ("Size", "2.9", "1.5"), ("Stage", "1.9", "2.4"),
)  # fmt: skip


PRIMERS = table_of(
    "Markers by QX primers",
    ("Name", "Site", "No. of bands", "No. of variable bands", "Variability (%)"),
    ("A1", "North", "20", "15", "75"), ("A2", "South", "10", "9", "90"),
    ("A3", "North", "30", "18", "60"),
    ("Average", "", "20", "14", "50"),
)  # fmt: skip

# Sizes are ranges or single values, some without their unit; a mark alone names no study.
STONES = table_of(
    "Stones by river", ("Rivers", "Dose", "Size", "References"),
    ("Aar", "5 mM", "20–110 mm", "[1]"), ("Elbe", "1%", "30 ± 2 mm", "[1]"),
    ("Inn", "2 mM", "40", "[1]"), ("Oder", "0.2 M", "3–45 mm", "[1]"),
    ("Rhine", "1 mM", "–", "[1]"),
)  # fmt: skip
ZONES = table_of(
    "Zone at each strength", ("Organism", "5% tea", "2.5 % tea", "Soap"),
    ("A. albus", "17 mm", "4 mm", "9 mm"), ("B. bruneus", "12 mm", "10 mm", "8 mm"),
    ("C. caeruleus", "20 mm", "7 mm", "22 mm"),
)  # fmt: skip


def document(*tables: Table) -> Document:
    made = parse_plain("# Tea\n\nText.\n", document_id="tea", sha256="0" * 64, stated=Metadata())
    return replace(made, tables=tables)


def found(question: str, *tables: Table) -> list[str] | None:
    """The names of the rows that are found."""
    result = compare_column(read_question(question, question), document(*tables))
    places = {"Variable", "Factor"}
    if result is None:
        return None
    return [next((v for h, v in r.cells if h in places), r.cells[0][1]) for r in result.rows]


@pytest.mark.parametrize(
    ("question", "table", "rows"),
    [
        ("Which adverse event was most frequent at grade 4?", EVENTS, ["Cough"]),
        ("Which adverse event was the least common at grade 3?", EVENTS, ["Cough"]),
        ("What adverse event was most common at grade 1-2?", EVENTS, ["Fever"]),
        ("Of the tests listed, which was used in the fewest patients?", SCANS, ["Angiogram"]),
        ("Which of the symptoms was most common?", SCANS, ["Nausea"]),
        ("Which factor had the highest HR in the multivariate model?", MODELS, ["Stage"]),
        ("Which factor had the highest univariate HR?", MODELS, ["Sex"]),
        # A column is named by "most ...", and one of two by its unit; an average is no row.
        ("Which of the QX primers was the most variable one, in percent?", PRIMERS, ["A2"]),
        ("Which of the QX primers was the least variable one, in percent?", PRIMERS, ["A3"]),
        ("Which of the QX primers was the most expensive one?", PRIMERS, None),
        # The size need not be named; of a range the end counts that is asked for.
        ("Which river had the largest stones?", STONES, ["Aar"]),
        ("Of all the rivers listed, which gave the smallest stones?", STONES, ["Oder"]),
        ("Of Elbe, Inn and Oder, which river had the largest stones?", STONES, ["Oder"]),
        ("Which river had the longest course?", STONES, None),
        # "2.5%" and "2.5 %" are one column; "most of" asks for no extreme.
        ("Which organism was inhibited least by the 2.5% tea?", ZONES, ["A. albus"]),
        ("Which organism grew most of the 2.5% tea?", ZONES, None),
        # What a short form stands for is not said in full, and the columns by number are.
        ("Which QX primer gave the most bands?", PRIMERS, ["A3"]),
        ("Which QX primer gave the most variable bands?", PRIMERS, ["A3"]),
        # No word asks, but the question opens with the extreme.
        ("Most common adverse event of grade 3?", EVENTS, ["Rash"]),
        ("The least common adverse event of grade 3", EVENTS, ["Cough"]),
        ("Was fever the most common adverse event of grade 3?", EVENTS, None),
        # No column is named, and several would do.
        ("Which adverse event was most frequent?", EVENTS, None),
        # Nothing of these rows: drugs are not what the table lists.
        ("Which drug was given to the most patients at grade 4?", EVENTS, None),
        ("How frequent was fever at grade 4?", EVENTS, None),
        ("Which had the highest and which the lowest HR?", MODELS, None),
    ],
)
def test_rows_by_their_column(question: str, table: Table, rows: list[str] | None) -> None:
    assert found(question, table) == rows


def test_equal_values_give_both_rows() -> None:
    tied = table_of(
        "Side effects", ("", "n"), ("A", "7"), ("B", "2"), ("C", "7"), ("Overall", "16")
    )
    assert found("Which side effects were most common?", tied) == ["A", "C"]


def test_two_tables_that_fit_are_not_chosen_between_unless_they_agree() -> None:
    question = "Which of the symptoms was most common?"
    rows = [(*row[:2], "50", "9") if row[1] == "Headache" else row for row in _rows(SCANS)]
    other = table_of("Findings", SCANS.header, *rows)
    assert found(question, SCANS, other) is None
    assert found(question, SCANS, SCANS) == ["Nausea", "Nausea"]


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(value for _, value in record.cells) for record in table.records]


STAGES = table_of(
    "Features", ("", "Feature", "Tea (n = 40)", "Milk (n = 30)"),
    ("Nodes", "N0", "9", "12"), ("Nodes", "N1", "20", "8"), ("Nodes", "N2", "11", "10"),
    ("Depth (n = 40)", "T1", "30", "5"), ("Depth (n = 40)", "T2", "6", "15"),
    ("Depth (n = 40)", "T3", "4", "10"),
)  # fmt: skip


def test_the_label_is_meant_whose_rows_are_named() -> None:
    question = read_question(*["Which category (N0 to N2) was most common with tea?"] * 2)
    result = compare_column(question, document(STAGES))
    assert result is not None
    assert [row.row for row in result.rows] == [1]


def test_the_label_is_meant_whose_rows_are_near() -> None:
    question = read_question(*["What was the most frequent category with tea?"] * 2)
    assert compare_column(question, document(STAGES)) is None
    result = compare_column(question, document(STAGES), {r.span for r in STAGES.records[3:]})
    assert result is not None
    assert [row.row for row in result.rows] == [3]


def test_the_number_of_a_group_is_no_part_of_its_label() -> None:
    question = read_question(*["Which depth was least common with milk?"] * 2)
    result = compare_column(question, document(STAGES))
    assert result is not None
    assert [row.row for row in result.rows] == [3]


def test_the_table_of_whose_caption_the_question_says_more_goes_first() -> None:
    other = replace(PRIMERS, caption="Markers by RZ primers", id="u")
    assert found("Which RZ primer gave the most bands?", PRIMERS, other) == ["A3"]


def test_a_table_is_fitting_whose_rows_are_near() -> None:
    question = read_question(*["Which toxicity occurred most often at grade 3?"] * 2)
    assert compare_column(question, document(EVENTS)) is None
    near = {row.span for row in EVENTS.records[:2]}
    result = compare_column(question, document(EVENTS), near)
    assert result is not None
    assert [row.cells[0][1] for row in result.rows] == ["Rash"]


def test_two_values_are_not_compared() -> None:
    two = table_of("Side effects", ("", "n"), ("A", "7"), ("B", "2"), ("C", "not known"))
    assert found("Which side effect was most common?", two) is None


def test_the_receipt_names_column_and_label() -> None:
    question = "Which of the symptoms was most common?"
    result = compare_column(read_question(question, question), document(SCANS))
    assert result is not None
    assert result.message == (
        "Compared all 3 table rows that state a value in “Number” under “Symptoms”: 1 row found. "
        "Rows without a value were not compared."
    )
    assert not result.whole
