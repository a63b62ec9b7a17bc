"""Which rows of made-up tables a question means: a version of a study, a kind, or blank cells."""

from __future__ import annotations

import pytest

from sarcoqa.answer.comparison import Comparison
from sarcoqa.answer.left_aside import left_aside
from sarcoqa.answer.listing import rows_with_value
from sarcoqa.answer.question import Question, read_question
from sarcoqa.answer.unstated import rows_unstated
from sarcoqa.answer.versions import version_fit
from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

PAPER = """# Trials in Abcoma

## Results

Trials of drugs (Table 1) and plants (Table 2) are listed.

Table 1 Trials of drugs

Class\tStudy\tYear\tPhase\tDrugs\tResponse
Alone\tSmith et al. (ABC12) [1]\t2011\tII\tAlphamab\tORR 5%
Alone\tRoe et al. (ABC12 expansion) [2]\t2013\tII\tAlphamab\tORR 8%
Pairs\tDoe et al. [3]\t2014\tI/II\tAlphamab + betanib\tNot given
Pairs\tPoe et al. [4]\t2016\tIb/II\tAlphamab + gammanib\tORR 20%
Pairs\tJoe et al. [5]\t2017\tII\tAlphamab + deltanib\tORR 9%
Pairs\tZoe et al. [6]\t2017\tI/II\tAlphamab + deltanib\tORR 7%

Table 2 Plants and their particles

Plants\tPart\tShape\tSize
Green fern\tLeaf\tRound\t10 nm
Red fern\tLeaf\tRound\t\u2013
Tall oak\tBark\tCubic\t20 nm
Small oak\tBark\tFlat\t\u2013
Old oak\tBark\t\u2013\t12 nm
New oak\tLeaf\tRound\t14 nm

## References

""" + "".join(f"{n}. Name A. A title of a paper. J Tests. 2010;1:1-9.\n" for n in range(1, 7))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("meant") / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


def read(text: str) -> Question:
    return read_question(text, text, {})


def names(found: Comparison | None) -> list[str] | None:
    """The first words of what names the rows that were found."""
    if found is None:
        return None
    return [next(v for h, v in r.cells if h in ("Study", "Plants")).split()[0] for r in found.rows]


@pytest.mark.parametrize(
    ("question", "signs"),
    [
        ("What was the ORR in the original ABC12 trial?", (1, -1)),
        ("What was the ORR in the first report of ABC12, not the expansion?", (1, -1)),
        ("What was the ORR in the 2013 report of ABC12?", (-1, 1)),
        ("What was the ORR of ABC12?", (0, 0)),
        ("What was the ORR in the original DEF34 trial?", (0, 0)),
        ("What was the ORR in the original trial?", (0, 0)),
    ],
)
def test_the_version_of_a_study(question: str, signs: tuple[int, int], document: Document) -> None:
    table = document.tables[0]
    fits = [version_fit(read(question), row, table, document) for row in table.records[:2]]
    assert tuple((fit > 0) - (fit < 0) for fit in fits) == signs


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("Which trials in Table 1 were phase I/II rather than plain phase II?", ["Doe", "Zoe"]),
        ("Which trials in Table 1 were not plain phase II?", ["Doe", "Poe", "Zoe"]),
        ("Which trials in Table 1 were of phase I/II or phase Ib/II?", ["Doe", "Poe", "Zoe"]),
        ("Which trials in Table 1 were phase II, not phase I/II?", ["Smith", "Roe", "Joe"]),
        ("Which plants in Table 2 gave particles that were not round?", ["Tall", "Small"]),
        ("Which trials in Table 1 did not treat children?", None),  # no value is left aside
    ],
)
def test_the_kind_that_is_left_aside(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(rows_with_value(read(question), document)) == studies


def test_what_is_left_aside_is_cut_out_of_a_question() -> None:
    kept, aside = left_aside(read("Which were prospective rather than just retrospective?"))
    assert kept.text.split() == "Which were prospective ?".split()
    assert aside is not None
    assert (aside.question.text, aside.alone) == ("just retrospective", True)
    assert left_aside(read("Which were prospective?"))[1] is None


@pytest.mark.parametrize(
    ("question", "studies"),
    [
        ("For which trial is no response given?", ["Doe"]),
        ("Which trial in Table 1 does not report a response?", ["Doe"]),
        ("Which study leaves the response blank?", ["Doe"]),
        ("Which trials lack a response entry?", ["Doe"]),
        ("For which plants is the size not stated?", ["Red", "Small"]),
        ("Which plants have no shape listed?", ["Old"]),
        ("Which trial had no response?", None),  # none was seen
        ("Which trials did not report any response?", None),
        ("Why is no response given?", None),
        ("Which trial does not give a dose?", None),
    ],
)
def test_the_rows_with_a_blank_cell(
    question: str, studies: list[str] | None, document: Document
) -> None:
    assert names(rows_unstated(read(question), document)) == studies


def test_the_receipt_of_blank_cells_does_not_leave_them_out(document: Document) -> None:
    found = rows_unstated(read("For which trial is no response given?"), document)
    assert found is not None
    assert found.message == (
        "Compared all 6 table rows that may state a value in “Response”: 1 row found."
    )
