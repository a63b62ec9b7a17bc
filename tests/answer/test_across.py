"""In which column a named row has the most or the least."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_tables import table_of

from sarcoqa.answer.across import row_across
from sarcoqa.answer.marked import rows_marked
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Document, Table

LEVELS = table_of(
    "Levels of the patient", ("", "Before tea", "After tea", "One month later"),
    ("Iron (2–9 mg/L)", "3.1", "9.8", "4.0"), ("Free zinc (mg/L)", "1", "2", "0.5"),
    ("Bound zinc", "1 ± 0.2", "5 ± 1", "2 ± 0.1"), ("Salt", "high", "low", "low"),
)  # fmt: skip
SIGNS = table_of(
    "Patients and signs", ("Patient no.", "Signs | Cough", "Signs | Sore toe", "Grade 4 (n)"),
    ("1", "+", "–", "0 (0%)"), ("2", "–", "–", "3 (10%)"), ("3", "+", "+", "0"),
    ("4", "–", "–", "1 (3%)"),
)  # fmt: skip


def document(*tables: Table) -> Document:
    made = parse_plain("# Tea\n\nText.\n", document_id="tea", sha256="0" * 64, stated=Metadata())
    return replace(made, tables=tables)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("When was iron highest?", [0]),
        ("At which visit was free zinc the lowest, and how low was it?", [1]),
        ("On which day was bound zinc highest?", [2]),
        ("When was iron measured?", None),  # no extreme
        ("What was the highest iron?", None),  # does not ask where
        ("When was zinc highest?", None),  # of which kind?
        ("When was salt highest?", None),  # no numbers
        ("Which month was worst, and how much iron was the highest?", None),  # in another part
    ],
)
def test_the_row_in_which_an_extreme_is_sought(question: str, rows: list[int] | None) -> None:
    near = {row.span for row in LEVELS.records}
    result = row_across(read_question(question, question), document(LEVELS), near)
    assert (None if result is None else [row.row for row in result.rows]) == rows


def test_the_row_must_be_near() -> None:
    text = "When was iron highest?"
    assert row_across(read_question(text, text), document(LEVELS), ()) is None


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which patients had a cough?", [0, 2]),
        ("Which patients had no cough?", [1, 3]),
        ("Which patients did not have a sore toe?", [0, 1, 3]),
        ("Which patients had some sign of grade 4?", None),  # a number is no mark
        ("Which patients had no sign of grade 4?", [0, 2]),
        ("Which patients had a sore?", None),  # the column is not named in full
        ("Which drugs had no cough?", None),  # no such rows
        ("Did the patients have a cough?", None),  # asks for no rows
    ],
)
def test_the_rows_with_a_mark(question: str, rows: list[int] | None) -> None:
    result = rows_marked(read_question(question, question), document(SIGNS))
    assert (None if result is None else [row.row for row in result.rows]) == rows
