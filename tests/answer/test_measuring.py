"""Which studies of a made-up paper measured just so much."""

from __future__ import annotations

import pytest

from sarcoqa.answer.measurement import Measurement
from sarcoqa.answer.measurements import measurements
from sarcoqa.answer.measuring import studies_measuring
from sarcoqa.answer.question import read_question
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

PAPER = """# Trials in Abcoma

## Results

In the trial of Koe et al., the ORR was 33% [5]. Other trials are listed (Table 1).

Table 1 Trials of drugs

Study\tDrugs\tResponse\tSurvival
Smith et al. [1]\tAlphamab\tABC: ORR 40% DEF: ORR 0%\tABC: mPFS 30 weeks
Roe et al. [2]\tBetanib\tABC: ORR 4% DEF: ORR 40%\tABC: mPFS 3 months
Doe et al. [3]\tAlphamab + betanib\tAll: ORR 25%\tAll: 2-year OS 67%
Poe et al. [4]\tAlphamab\tAll: ORR 25%\tAll: 5-year OS 67%

## Abbreviations

ABC\tAbcoma

DEF\tDeflemia

ORR\tObjective response rate

OS\tOverall survival

PFS\tProgression-free survival

## References

""" + "".join(f"{n}. Name A. A title of a paper. J Tests. 2010;1:1-9.\n" for n in range(1, 6))
SHORT = {"ABC": ("abcoma",), "DEF": ("deflemia",)}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("measured") / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


@pytest.fixture(scope="module")
def stated(document: Document) -> tuple[Measurement, ...]:
    return measurements(document, ("ABC", "DEF"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which trial had an ORR of 40% in ABC?", ["Smith"]),
        ("Who got an ORR of 40% in DEF?", ["Roe"]),
        ("Which study had an ORR of 0% in deflemia?", ["Smith"]),
        ("Which study reported a median PFS of 30 weeks in ABC?", ["Smith"]),
        ("Which trials had an ORR of 25%?", ["Doe", "Poe"]),
        ("Which trial with betanib had an ORR of 25%?", ["Doe"]),
        ("Which trial had a 2-year OS of 67%?", ["Doe"]),
        ("Which trials had an OS of 67%?", ["Doe", "Poe"]),
    ],
)
def test_the_rows_that_state_the_value(
    text: str, expected: list[str], stated: tuple[Measurement, ...]
) -> None:
    found = studies_measuring(read_question(text, text, SHORT), stated)
    assert found is not None
    assert [row.cells[0][1].split()[0] for row in found.rows] == expected
    assert found.sentences == ()
    assert found.compared >= len(expected)


def test_the_place_in_the_text_where_no_row_states_it(
    document: Document, stated: tuple[Measurement, ...]
) -> None:
    text = "Which trial had an ORR of 33%?"
    found = studies_measuring(read_question(text, text, SHORT), stated)
    assert found is not None
    assert found.rows == ()
    assert [place.of(document.text) for place in found.sentences] == ["ORR was 33%"]


@pytest.mark.parametrize(
    "text",
    [
        "Which trial had an ORR of 41% in ABC?",  # nobody
        "Which trial had an ORR above 30% in ABC?",  # a bound
        "What ORR had Smith?",  # no value
        "Was the ORR 40% in ABC?",  # no study is asked for
        "Which trial had an ORR of 40% in ABC, Smith (XY-01) or another?",  # one is named
        "Which trial had an ORR of 30 weeks?",  # no rate
    ],
)
def test_other_questions(text: str, stated: tuple[Measurement, ...]) -> None:
    assert studies_measuring(read_question(text, text, SHORT), stated) is None
