"""What a table row is worth more by its name, and that sentences keep their place beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sarcoqa.answer.bounds import bounds
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.question import read_question
from sarcoqa.answer.row_fit import COLUMN, NAMED, row_fit, with_row_fit
from sarcoqa.answer.select import select
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Evidence, Record, Span

TEXT = """# Tea

## Results

Fever was seen in some patients, and cough in few. Nobody knows the cause of rash.

Table 1. Events

Event\tDrug\tPlacebo
Total swelling\t7\t2
Dry cough\t12\t3
Fever\t9\t4
Rash\tmild itching\t5
"""
DOCUMENT = parse_plain(TEXT, document_id="tea", sha256="0" * 64, stated=Metadata())


def judged(question: str, scores: Sequence[tuple[str, float]]) -> list[Judged]:
    """The evidence that begins with these words, with these scores, after the rows' part."""
    found = passages(DOCUMENT)
    items = []
    for begins, score in scores:
        home = next(p for p in found if begins in p.text and p.kind in ("prose", "record"))
        parts = (("dense", 0.5), ("lexical", 0.5))
        evidence = Evidence(home, home.span, home.text, "", "", score, parts)
        items.append(Judged(evidence, score, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    asked = read_question(question, question)
    return with_row_fit(asked, items, {"tea": DOCUMENT})


def test_a_row_whose_name_is_said_goes_before_a_better_sentence() -> None:
    found = judged("How many had a dry cough?", [("Fever was seen", 1.0), ("Dry cough", 0.7)])
    assert [item.evidence.passage.kind for item in found] == ["record", "prose"]
    assert (found[0].score, found[0].row_fit) == pytest.approx((0.7 + NAMED, NAMED))
    assert (found[1].score, found[1].row_fit) == (1.0, 0.0)


def test_part_of_a_name_counts_as_much_as_its_words_are_rare() -> None:
    whole, part, none = (
        judged(question, [("Dry cough", 0.0)])[0].row_fit
        for question in ("dry cough", "cough in adults", "headache in adults")
    )
    assert whole == pytest.approx(NAMED)
    assert part == pytest.approx(NAMED / 2), "both words stand in one row"
    assert none == 0.0


def test_everybody_need_not_be_named() -> None:
    assert judged("swelling", [("Total swelling", 0.0)])[0].row_fit == pytest.approx(NAMED)


def test_another_cell_in_words_counts_less_than_a_name() -> None:
    cell = judged("Who had mild itching?", [("mild itching", 0.0)])[0].row_fit
    assert 0 < cell < NAMED


def test_a_name_and_a_column_together_point_at_a_cell() -> None:
    cell = judged("Dry cough with placebo?", [("Dry cough", 0.0)])[0].row_fit
    assert cell == pytest.approx(NAMED + COLUMN)
    column = judged("How was it with placebo?", [("Dry cough", 0.0)])[0].row_fit
    assert column == 0.0, "a column alone points at no row"


def test_why_asks_for_no_row() -> None:
    found = judged("Why was there dry cough?", [("Fever was seen", 1.0), ("Dry cough", 0.9)])
    assert [item.score for item in found] == [1.0, 0.9]


def test_a_row_without_words_fits_nothing() -> None:
    record = DOCUMENT.tables[0].records[0]
    question = read_question("dry cough", "dry cough")
    assert row_fit(question, record, {record: [frozenset()]}) == 0.0


def test_a_sentence_as_good_as_the_row_would_be_as_a_sentence_is_kept() -> None:
    question = "How many had a dry cough?"
    found = judged(question, [("Dry cough", 1.0), ("Fever was seen", 0.9)])
    chosen = select(read_question(question, question), found)
    assert [item.evidence.passage.kind for item in chosen] == ["record", "prose"]
    far = judged(question, [("Dry cough", 1.0), ("Fever was seen", 0.7)])
    assert len(select(read_question(question, question), far)) == 1


def test_a_bound_in_words_names_a_row_with_signs() -> None:
    rows = [
        Record("t", 0, (("Age", name), ("n", "9")), (Span(0, 9), Span(10, 11)), Span(0, place))
        for place, name in enumerate(("<40", "40≤ <50", "50≤"), start=11)
    ]
    known = {row: [frozenset({"age"}) | bounds(row.cells[0][1])] for row in rows}
    question = read_question(*["How many were in their forties?"] * 2)
    fits = [row_fit(question, row, known) for row in rows]
    assert max(fits) == fits[1] > 2 * fits[0]
