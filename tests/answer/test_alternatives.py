"""Regimens, or arms of one study, set side by side over a made-up table."""

from __future__ import annotations

import pytest

from sarcoqa.answer.alternatives import rows_side_by_side
from sarcoqa.answer.measurement import Measurement
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Record, Span

SHORT = {"ABC": ("abcoma",), "ORR": ("objective response rate",), "OS": ("overall survival",)}
STUDIES = [
    ("Smith (XY01)", "Alphamab"),
    ("Smith (XY01)", "Alphamab + betanib"),
    ("Roe", "Gammanib + deltamab"),
    ("Doe", "Gammanib + deltamab"),
    ("Poe", "Betanib + deltamab"),
]
ROWS = [
    Record(
        "t",
        number,
        (("Study", study), ("Drugs", drugs)),
        (Span(20 * number, 20 * number + 5),) * 2,
        Span(20 * number, 20 * number + 10),
    )
    for number, (study, drugs) in enumerate(STUDIES, start=1)
]


def value(place: int, endpoint: str, number: float, group: str = "") -> Measurement:
    home = ROWS[place - 1]
    return Measurement(endpoint, number, 0, "", None, group, (), home, home.span, "")


STATED = [
    value(1, "objective_response_rate", 10, "ABC"),
    value(2, "objective_response_rate", 20, "ABC"),
    value(3, "objective_response_rate", 30, "All"),
    value(4, "objective_response_rate", 40, "All"),
    value(5, "response", 0, "ABC"),
    value(2, "median_overall_survival", 9, "All"),
    value(3, "median_overall_survival", 8, "All"),
    value(4, "median_overall_survival", 7),
]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        # Each regimen has its row; the drug alone is not the combination.
        ("ORR in ABC with alphamab versus alphamab plus betanib?", [1, 2]),
        ("Did ABC respond to alphamab, or to betanib plus deltamab?", [1, 5]),
        # Of a part of a regimen, the row that has it.
        ("Did ABC respond to alphamab alone, or to deltamab?", [1, 5]),
        ("How did the ORR in ABC change between the arms of XY01?", [1, 2]),
        ("Gammanib with deltamab: ORR in the two trials of it?", [3, 4]),
        ("Gammanib with deltamab: median OS and ORR in the two trials of it?", [3, 4]),
        # Two regimens with a sign inside and "and" between them.
        ("Did ABC respond to betanib/deltamab and alphamab/betanib?", [2, 5]),
        ("ORR with alphamab plus betanib and betanib plus deltamab in ABC?", [2, 5]),
        # What is joined to a drug is a part of the regimen, even if no drug by its name.
        ("Did ABC respond to X-VIR+alphamab, or to betanib plus deltamab?", None),
        # No value of everybody on alphamab alone.
        ("Median OS with alphamab versus alphamab plus betanib?", None),
        ("Did ABC respond to alphamab, or to zetanib?", None),  # one has no row
        ("What was the ORR in ABC with alphamab and betanib?", None),  # one regimen
        ("What was the ORR in ABC in XY01?", None),  # speaks of one
        ("How old were the patients on alphamab versus betanib?", None),  # no such value
        ("ORR and hazard ratio with gammanib versus alphamab?", None),  # of one there is no value
    ],
)
def test_the_row_of_each(question: str, rows: list[int] | None) -> None:
    found = rows_side_by_side(read_question(question, question, SHORT), STATED)
    assert (None if found is None else [row.row for row in found.rows]) == rows


def test_the_receipt_counts_the_rows_that_state_the_value() -> None:
    text = "Gammanib with deltamab: ORR in the two trials of it?"
    found = rows_side_by_side(read_question(text, text, SHORT), STATED)
    assert found is not None
    assert found.message == (
        "Compared all 2 table rows that state the objective response: 2 rows found. "
        "Rows without a value were not compared."
    )
