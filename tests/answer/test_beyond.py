"""Which rows of made-up tables are outside a range of reference, or have a significant p value."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_tables import table_of

from sarcoqa.answer.beyond import rows_beyond
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Span, Table

TESTS = table_of(
    "Blood tests", ("Test", "Result", "Reference range"),
    ("Iron", "2.6 mg/L", "3.5–5.5"), ("Zinc", "11", "4–10.5"), ("Salt", "7 g", "<8"),
    ("Lead", "9 g", "< 8"), ("Gold", "", "1–2"), ("Tin", "5", ""), ("Sugar", "4", ">6"),
)  # fmt: skip
FACTORS = table_of(
    "Factors of growth", ("Factor", "Alone | P value", "Together | P value"),
    ("Age", "0.02", "0.2"), ("Size", "<0.001", "0.01"), ("Colour", "0.7", ""),
)  # fmt: skip


def found(question: str, table: Table, near: bool = True) -> list[int] | None:
    made = parse_plain("# Tea\n\nText.\n", document_id="tea", sha256="0" * 64, stated=Metadata())
    spans = {row.span for row in table.records} if near else set[Span]()
    result = rows_beyond(read_question(question, question), replace(made, tables=(table,)), spans)
    return None if result is None else [row.row for row in result.rows]


@pytest.mark.parametrize(
    ("question", "table", "rows"),
    [
        ("Which blood tests were outside their reference range?", TESTS, [0, 1, 3, 6]),
        ("Which blood tests were above the normal range?", TESTS, [1, 3]),
        ("Which tests were below the reference range?", TESTS, [0, 6]),
        ("Which of the blood tests were abnormal?", TESTS, [0, 1, 3, 6]),
        ("Was iron outside its reference range?", TESTS, None),  # asks for no rows
        ("Which tests were done?", TESTS, None),
        ("Which factors were significant together?", FACTORS, [1]),
        ("Which factors were not significant alone?", FACTORS, [2]),
        ("Which factors had a p value below 0.05 alone?", FACTORS, [0, 1]),
        ("Which factors were significant?", FACTORS, None),  # of two columns, in which?
        ("Which tests were significant?", TESTS, None),  # no p values
    ],
)
def test_the_rows_beyond(question: str, table: Table, rows: list[int] | None) -> None:
    assert found(question, table) == rows


def test_the_table_must_be_near() -> None:
    assert found("Which factors were significant together?", FACTORS, near=False) is None
