"""A value that a table prints once for several rows is cited where it is printed."""

from __future__ import annotations

import pytest

from sarcoqa.answer.printed import printing_rows
from sarcoqa.answer.question import read_question
from sarcoqa.parse import parse_file
from sarcoqa.passages import passages
from sarcoqa.schema import Document

PAPER = """<article><front><article-meta><title-group><article-title>Tea</article-title>
</title-group></article-meta></front><body><sec><title>Results</title><p>See Table 1.</p>
<table-wrap><label>Table 1</label><caption><p>Deaths by volume</p></caption><table>
<thead><tr><th></th><th>Variable</th><th>Alive</th><th>P value</th></tr></thead><tbody>
<tr><td rowspan="2">Volume</td><td>Below 60 mL</td><td>35</td><td rowspan="2">0.24</td></tr>
<tr><td>Above 60 mL</td><td>2</td></tr>
<tr><td>Age</td><td>Below a year</td><td>11</td><td>0.33</td></tr>
</tbody></table></table-wrap></sec></body></article>"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("paper") / "paper.xml"
    path.write_text(PAPER, encoding="utf-8")
    return parse_file(path)


@pytest.mark.parametrize(
    ("asked", "row", "expected"),
    [
        ("What was the P value for a volume above 60 mL?", 1, [0]),
        ("What was the P value for a volume below 60 mL?", 0, []),
        ("What was the P value for age below a year?", 2, []),
    ],
)
def test_the_row_that_prints_a_value(
    asked: str, row: int, expected: list[int], document: Document
) -> None:
    found = passages(document)
    records = document.tables[0].records
    spans = [record.span for record in records]
    part = next((one, one.span) for one in found if one.span == spans[row])
    others = printing_rows(read_question(asked, asked), [part], document, found)
    assert [spans.index(span) for _, span in others] == expected


def test_a_sentence_is_printed_where_it_stands(document: Document) -> None:
    found = passages(document)
    part = next((one, one.span) for one in found if one.kind == "prose")
    question = read_question("What is in the table?", "What is in the table?")
    assert not list(printing_rows(question, [part], document, found))
