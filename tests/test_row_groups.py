"""Labels in rows of their own, over made-up tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sarcoqa.passages import record_text
from sarcoqa.row_groups import labels_above
from sarcoqa.schema import Record, Span, Table

NO_SPAN = Span(0, 0)


def table_of(*rows: Sequence[str]) -> Table:
    header = ("", *(f"c{place}" for place in range(1, len(rows[0]))))
    records = tuple(
        Record("t", number, tuple(zip(header, row, strict=True)), (NO_SPAN,) * len(row), NO_SPAN)
        for number, row in enumerate(rows)
    )
    return Table("t", "Table 1", "", header, records, NO_SPAN)


TESTED = table_of(
    ("Stage", "", "", "0.04"),
    ("I", "12", "9", ""),
    ("II", "9", "14", ""),
    ("Age, mean", "61", "59", "0.31"),
    ("Smokers", "3", "4", ""),
    ("Site", "", "", "0.50"),
    ("Left", "7", "8", ""),
    ("Right", "5", "6", ""),
)


def test_a_row_with_the_test_alone_heads_the_rows_below_it() -> None:
    assert labels_above(TESTED) == ("", "Stage", "Stage", "", "", "", "Site", "Site")


@pytest.mark.parametrize(
    "rows",
    [
        # A schedule: each row under its own column.
        [("Consent", "x", "", ""), ("Scan", "", "x", ""), ("Blood", "", "x", ""),
         ("Call", "", "", "x")],
        # Values that are missing head nothing.
        [("A", "1", "2", "0.1"), ("B", "3", "", ""), ("C", "", "4", ""), ("D", "5", "6", "0.2")],
        # Rows of two kinds in equal number: which heads which is not to be seen.
        [("A", "1", ""), ("B", "", "2"), ("C", "1", ""), ("D", "", "2")],
        [("A", "1", "2"), ("B", "3", "4")],
    ],
)  # fmt: skip
def test_rows_that_are_no_labels(rows: list[tuple[str, ...]]) -> None:
    assert labels_above(table_of(*rows)) == ("",) * len(rows)


def test_a_table_without_rows_has_no_labels() -> None:
    assert labels_above(Table("t", "Table 1", "", ("a",), (), NO_SPAN)) == ()


def test_a_row_is_searched_with_the_label_above_it() -> None:
    assert record_text(TESTED.records[1], "Stage") == "Stage. I. c1: 12. c2: 9"


def test_a_cell_over_two_columns_is_searched_once() -> None:
    wide, other = Span(0, 5), Span(6, 9)
    cells = (("Criteria", "Adult"), ("Criteria (2)", "Adult"), ("n", "7"))
    assert record_text(Record("t", 1, cells, (wide, wide, other), wide)) == (
        "Criteria: Adult. n: 7"
    )
    apart = Record("t", 1, cells, (wide, Span(5, 6), other), wide)
    assert record_text(apart) == "Criteria: Adult. Criteria (2): Adult. n: 7"
