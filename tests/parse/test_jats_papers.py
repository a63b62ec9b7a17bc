"""Real papers, where they are at hand: the figures of the benchmark, and that it can fail."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sarcoqa.parse import parse_file
from sarcoqa.parse.pairing import PageText, with_pages
from sarcoqa.schema import CitationMark, Document

ROOT = Path(__file__).parents[2]
PAPERS = ROOT.parent / "shared" / "papers"
sys.path.insert(0, str(ROOT / "benchmarks"))
ingest = pytest.importorskip("ingest_jats")

FILES = sorted(PAPERS.glob("*.nxml"))
pytestmark = pytest.mark.skipif(not FILES, reason=f"no papers in {PAPERS}")
ALL_RIGHT = (
    "title right", "marks precision", "marks recall", "table cells right", "headings precision",
    "headings recall", "references found", "reference titles", "reference DOIs", "page right",
)  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_arrives(path: Path) -> None:
    shares = ingest.figures(path)
    for name in ALL_RIGHT:
        assert shares[name].right == shares[name].of, (name, shares[name])
    assert shares["body words recall"].value > 0.995
    assert shares["prose words precision"].value > 0.995
    assert shares["page given"].value > 0.85


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_points_into_the_text(path: Path) -> None:
    paper = parse_file(path)
    assert "  " not in paper.text
    assert not any(char in paper.text for char in "\u00a0\u2009\u00ad\u200b\r")
    labels = {reference.label for reference in paper.references}
    assert len(labels) == len(paper.references)
    assert {label for mark in paper.marks for label in mark.labels} <= labels
    assert not any("citations without an entry" in warning for warning in paper.warnings)
    for table in paper.tables:
        for record in table.records:
            assert [name for name, _ in record.cells] == list(table.header)
            for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
                assert span.of(paper.text) == value
    for spans in (paper.paragraphs, [m.span for m in paper.marks]):
        assert list(spans) == sorted(spans)
        assert not any(a.overlaps(b) for a, b in pairwise(spans))
    assert {path.split("/")[1] for _, path in ((s.span, s.path) for s in paper.sources)} == {
        "article"
    }


@pytest.fixture(scope="module")
def with_tables() -> tuple[Document, object]:
    path = next(p for p in FILES if p.stem == "PMC7844712")
    return parse_file(path), ingest.read_gold(path)


def test_a_planted_mark_is_found(with_tables: tuple[Document, object]) -> None:
    document, gold = with_tables
    first, *others = document.marks
    lost = ingest.found_marks(replace(document, marks=tuple(others)))
    assert (lost & gold.marks).total() < gold.marks.total()
    wrong = CitationMark(first.span, ("21",))
    found = ingest.found_marks(replace(document, marks=(wrong, *others)))
    assert (found & gold.marks).total() < found.total()


def test_a_planted_cell_is_found(with_tables: tuple[Document, object]) -> None:
    document, gold = with_tables
    table = document.tables[0]
    name, _ = table.records[0].cells[-1]
    record = replace(table.records[0], cells=(*table.records[0].cells[:-1], (name, "999")))
    planted = replace(table, records=(record, *table.records[1:]))
    share = ingest.cells(replace(document, tables=(planted, *document.tables[1:])), gold)
    assert (share.of - share.right) == 1
    lost = replace(table, records=table.records[1:])
    share = ingest.cells(replace(document, tables=(lost, *document.tables[1:])), gold)
    assert share.right < share.of


def test_a_planted_heading_and_title_are_found(with_tables: tuple[Document, object]) -> None:
    document, gold = with_tables
    place = next(n for n, s in enumerate(document.sections) if s.path[-1] == "Discussion")
    renamed = replace(document.sections[place], path=("Invented",))
    sections = (*document.sections[:place], renamed, *document.sections[place + 1 :])
    shares = ingest.headings(replace(document, sections=sections), gold)
    assert shares["headings recall"].value < 1
    assert shares["headings precision"].value < 1
    references = tuple(replace(r, title="Invented", doi=None) for r in document.references)
    shares = ingest.references(replace(document, references=references), gold)
    assert shares["reference titles"].value == 0


def test_a_planted_page_is_found() -> None:
    path = next(p for p in FILES if p.stem == "PMC7844712")
    print_ = ingest.page_texts(path.with_suffix(".pdf"))
    document = parse_file(path)

    def one_off(paper: Document, pages: list[PageText]) -> Document:
        found = with_pages(paper, pages).pages
        return replace(paper, pages=tuple(replace(p, label=str(p.number + 1)) for p in found))

    assert ingest.pages(document, print_)["page right"].value == 1
    assert ingest.pages(document, print_, pair=one_off)["page right"].value == 0
