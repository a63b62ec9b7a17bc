"""A cell that a table leaves empty gives no value."""

from __future__ import annotations

import pytest

from sarcoqa.answer.blanks import left_blank
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Evidence

TEXT = """# Tea

## Results

Nobody was cold.

Table 1. Events

Event\tDrug\tPlacebo\tp value
Total swelling\t7\t2\t0.2
Dry cough\t12\t3\t–
Fever\t9\t\t0.1
Pulse (60–80/min)\t90\t–\t0.1
"""
DOCUMENT = parse_plain(TEXT, document_id="tea", sha256="0" * 64, stated=Metadata())


def blank(question: str, begins: str) -> list[str]:
    """The blank column of the evidence that begins so."""
    home = next(p for p in passages(DOCUMENT) if begins in p.text and p.kind in ("prose", "record"))
    evidence = Evidence(home, home.span, home.text, "", "", 1.0, (("dense", 0.5),))
    judged = [Judged(evidence, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    return left_blank(read_question(question, question), judged, {"tea": DOCUMENT})


@pytest.mark.parametrize(
    ("question", "begins", "expected"),
    [
        ("p value for a dry cough", "Dry cough", ["p value"]),
        ("fever with placebo", "Fever", ["Placebo"]),
        ("pulse with placebo", "Pulse", ["Placebo"]),  # its normal range need not be said
        ("fever with the drug", "Fever", []),  # that cell is filled
        ("p value for total swelling", "Total swelling", []),
        ("p value for a wet cough", "Dry cough", []),  # another row
        ("How many had a dry cough?", "Dry cough", []),  # no column is named
        ("fever with placebo", "Nobody", []),  # a sentence
        ("Did fever come with placebo?", "Fever", []),  # asks for no value
    ],
)
def test_the_column_that_is_asked_for(question: str, begins: str, expected: list[str]) -> None:
    assert blank(question, begins) == expected
