"""What names a table row, and which of its cells a question is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from sarcoqa.answer.cells import header_shares, row_line, says_a_column
from sarcoqa.answer.question import read_question
from sarcoqa.answer.row_names import label_of, naming_cells, numbers_rows
from sarcoqa.schema import Record, Span, Table


def table_of(header: Sequence[str], *rows: Sequence[str]) -> Table:
    """Row n lies at 1000 n; cells of one text that stand side by side are one cell."""
    records = []
    for number, row in enumerate(rows, start=1):
        spans: list[Span] = []
        for place, value in enumerate(row):
            same = place and value and value == row[place - 1]
            start = 1000 * number + 50 * place
            spans.append(spans[-1] if same else Span(start, start + len(value)))
        cells = tuple(zip(header, row, strict=True))
        home = Span(1000 * number, 1000 * number + 900)
        records.append(Record("t", number, cells, tuple(spans), home))
    return Table("t", "Table 1", "", tuple(header), tuple(records), Span(0, 1))


def line(question: str, table: Table, row: int, *beside: int) -> str:
    rows = [[value for _, value in table.records[place].cells] for place in (row, *beside)]
    plain = [[re.sub(r" \[\d+\]", "", value) for value in cells] for cells in rows]
    asked = read_question(question, question)
    return row_line(asked, table.records[row], plain[0], table, plain[1:])


def naming(table: Table, row: int) -> list[int]:
    record = table.records[row]
    return naming_cells(record, [value for _, value in record.cells], table)


MODELS = table_of(
    ("Factor", "Univariate | HR", "Univariate | 95% CI", "Multivariate | HR",
     "Multivariate | 95% CI"),
    ("Fever", "0.7", "0.6-0.9", "0.8", "0.7-0.9"),
    ("Cough", "1.2", "1.0-1.5", "1.3", "1.1-1.6"),
)  # fmt: skip
VISITS = table_of(
    ("", "Outcome", "All (n=9)", "Early disease (n=5)", "Late disease (n=4)"),
    ("First visit", "Cured", "3 (33%)", "2 (40%)", "1 (25%)"),
    ("First visit", "Ill", "6 (67%)", "3 (60%)", "3 (75%)"),
    ("Last visit", "Cured", "5 (56%)", "4 (80%)", "1 (25%)"),
    ("Last visit", "Ill", "4 (44%)", "1 (20%)", "3 (75%)"),
)
PATIENTS = table_of(
    ("", "Patient no.", "Size (cm)"),
    ("Control", "1", "1.4"), ("Control", "2", "0.7"), ("Test", "1", "1.3"), ("Test", "2", "2.6"),
)  # fmt: skip
STAGES = table_of(
    ("", "Drug", "Placebo", "P"),
    ("Early", "", "", "0.5"), ("1-year rate", "90%", "80%", ""), ("2-year rate", "70%", "60%", ""),
    ("Late", "", "", "0.1"), ("1-year rate", "50%", "40%", ""), ("2-year rate", "30%", "20%", ""),
)  # fmt: skip


def test_the_column_of_several_levels_that_is_asked_for_is_shown() -> None:
    shown = line("What was the HR of cough in the multivariate model, with 95% CI?", MODELS, 1)
    assert shown.startswith("Cough — ")
    assert "Multivariate | HR: 1.3; Multivariate | 95% CI: 1.1-1.6" in shown


def test_a_word_that_few_columns_have_tells_more() -> None:
    question = read_question("cure rate in late disease", "cure rate in late disease")
    headers = ["All (n=9)", "Early disease (n=5)", "Late disease (n=4)"]
    nothing, disease, both = header_shares(question, headers)
    assert (nothing, both) == (0.0, 1.0)
    assert disease == pytest.approx((2 / 3) / (2 / 3 + 1))
    assert header_shares(read_question("Why?", "Why?"), headers) == [0.0, 0.0, 0.0]


def test_a_row_is_named_by_its_outcome_inside_its_group() -> None:
    assert naming(VISITS, 2) == [0, 1]
    assert line("Cured in late disease?", VISITS, 2) == (
        "Last visit · Cured — Early disease (n=5): 4 (80%); Late disease (n=4): 1 (25%)"
    )


def test_a_row_is_named_by_its_number_inside_its_group() -> None:
    assert numbers_rows(PATIENTS, 1)
    assert not numbers_rows(PATIENTS, 0)
    assert not numbers_rows(MODELS, 1)
    assert line("Size in test patient 2?", PATIENTS, 3) == "Test · Patient no.: 2 — Size (cm): 2.6"


def test_a_serial_number_is_not_the_whole_name_of_a_row() -> None:
    drugs = table_of(("No.", "Drug", "Dose"), ("1", "A", "5"), ("2", "B", "5"), ("3", "C", "9"))
    assert naming(drugs, 2) == [0, 1]


def test_the_number_of_a_second_column_of_one_name_is_no_word_of_it() -> None:
    question = read_question("What was done at 2 sites?", "What was done at 2 sites?")
    assert not says_a_column(question, ["Visit", "Visit (2)"])
    assert says_a_column(question, ["Visit 1", "Visit 2"])


def test_counts_of_patients_number_no_rows() -> None:
    counted = table_of(("Event", "n"), ("Fever", "1"), ("Cough", "3"), ("Rash", "4"))
    assert not numbers_rows(counted, 1)


def test_the_label_above_a_row_names_it() -> None:
    assert label_of(STAGES.records[4], STAGES) == "Late"
    assert label_of(STAGES.records[3], STAGES) == ""
    assert line("2-year rate with the drug in late disease", STAGES, 5).startswith(
        "Late · 2-year rate — Drug: 30%"
    )


def test_a_list_of_things_gets_the_whole_short_row() -> None:
    doses = table_of(
        ("Drug", "Dose", "Way", "Time", "Cycle"),
        ("A", "5 mg", "oral", "D1", "Q3W"), ("B", "9 mg", "i.v.", "D8", "Q4W"),
    )  # fmt: skip
    assert line("Dose, route and days of A", doses, 0) == (
        "A — Dose: 5 mg; Way: oral; Time: D1; Cycle: Q3W"
    )
    assert line("Which dose of A?", doses, 0) == "A — Dose: 5 mg"
    assert line("Which dose was given with X, Y and A?", doses, 0) == "A — Dose: 5 mg"


def test_a_cell_over_two_columns_is_shown_once() -> None:
    wide = table_of(("Site", "Scan A", "Scan B"), ("Left", "7", "7"), ("Right", "5", "6"))
    assert line("Left site in scan B?", wide, 0) == "Left — Scan B: 7"
    assert line("Right site in scan B?", wide, 1) == "Right — Scan B: 6"


def test_columns_without_a_name_name_the_row_where_none_tells_the_rows_apart() -> None:
    ages = table_of(
        ("", "", "All"), ("Age", "<30", "0"), ("Age", "30-39", "1"), ("Size", "1-2", "5"),
        ("Size", "2-3", "4"),
    )  # fmt: skip
    assert line("Age 30-39?", ages, 1) == "Age · 30-39 — All: 1"


TRIALS = table_of(
    ("Study", "Year", "Intervention", "N", "Response"),
    ("Smith [8]", "2018", "Alphamab", "40", "ORR 12%"),
    ("Smith [0]", "2020", "Alphamab + betanib", "40", "ORR 30%"),
    ("Roe [1]", "2021", "Gammanib + deltamab", "22", "ORR 9%"),
)


@pytest.mark.parametrize(
    ("question", "row", "shown"),
    [
        # Each part of a question gets the cell whose column it names.
        ("How many patients are listed for Roe, and what response is shown?", 2,
         "Roe — N: 22; Response: ORR 9%"),
        # Of drugs set side by side a row must say which it is about.
        ("ORR with gammanib plus deltamab, and with alphamab?", 2,
         "Roe — Intervention: Gammanib + deltamab; Response: ORR 9%"),
    ],
)  # fmt: skip
def test_the_cells_that_are_shown(question: str, row: int, shown: str) -> None:
    assert line(question, TRIALS, row) == shown


def test_rows_of_one_name_are_told_apart() -> None:
    assert line("Who had 40 patients?", TRIALS, 0) == "Smith — N: 40"
    assert line("Who had 40 patients?", TRIALS, 0, 2) == "Smith — N: 40"
    assert line("Who had 40 patients?", TRIALS, 0, 1) == "Smith — Year: 2018; N: 40"


def test_a_short_row_is_shown_whole_where_no_column_is_named() -> None:
    uses = table_of(
        ("Herb", "Use", "Against", "Portion"),
        ("Mint", "Tea", "Coughs of children", "30 leaves"), ("Sage", "Oil", "Fever", "2 drops"),
        ("Mint", "Oil", "Headache", "3 drops"),
    )  # fmt: skip
    assert "Portion: 30 leaves" in line("Amount of mint to treat coughs of children?", uses, 0)


def test_a_range_is_shown_with_its_value() -> None:
    bloods = table_of(
        ("Test", "Result", "Reference range"),
        ("Tea count", "11.5", "4-10"), ("Milk count", "7", "5-9"), ("Sugar", "3", "1-2"),
    )  # fmt: skip
    shown = line("Which count lay above its reference range?", bloods, 0)
    assert shown == "Tea count — Result: 11.5; Reference range: 4-10"


def test_a_value_or_level_is_found_under_results() -> None:
    tests = table_of(
        ("Test", "Procedure", "Timing of the test", "Results"),
        ("Night test", "1 mg of tea at midnight", "In the morning after the test", "785 nmol/L"),
        (
            "Day test",
            "2 mg of tea at noon with cake",
            "In the evening after the test",
            "577 nmol/L",
        ),
    )
    shown = line("What was the tea level after the night test?", tests, 0)
    assert "Results: 785 nmol/L" in shown
