"""PDFs of publishers against their JATS files, and hostile PDFs, where they are at hand."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from sarcoqa.errors import ParseError
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.pdf import parse_pdf
from sarcoqa.schema import Document

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PAPERS = sorted((SHARED / "papers").glob("*.pdf"))
NASTY = sorted(path for path in (SHARED / "nasty").glob("*") if path.suffix != ".jsonl")
sys.path.insert(0, str(ROOT / "benchmarks"))
ingest = pytest.importorskip("ingest")

needs_papers = pytest.mark.skipif(not PAPERS, reason=f"no papers in {SHARED / 'papers'}")
needs_nasty = pytest.mark.skipif(not NASTY, reason=f"no hostile PDFs in {SHARED / 'nasty'}")
# (mean over all papers, least of one paper), a little below what is measured.
FLOORS = {
    "tokens": (0.995, 0.98), "order": (0.975, 0.92), "head.p": (0.95, 0.75), "head.r": (0.98, 0.85),
    "refs": (0.99, 0.92), "r.title": (0.95, 0.84), "r.doi": (0.98, 0.95), "marks": (0.99, 0.98),
    "title": (0.95, 0.0), "page": (0.995, 0.99),
}  # fmt: skip


@cache
def measured() -> list[tuple[dict[str, float | None], Document | None]]:
    found = []
    for pdf in PAPERS:
        gold = ingest.read_gold(pdf.with_suffix(".nxml"))
        row, document = ingest.measure(pdf, gold, ingest.raw_texts(pdf))
        found.append((row.shares, document))
    return found


@needs_papers
@pytest.mark.parametrize("column", FLOORS)
def test_floors(column: str) -> None:
    values = [value for shares, _ in measured() if (value := shares[column]) is not None]
    mean, least = FLOORS[column]
    assert sum(values) / len(values) >= mean
    assert min(values) >= least


@needs_papers
def test_everything_points_into_the_text() -> None:
    for _, paper in measured():
        assert paper is not None
        assert "  " not in paper.text
        assert not any(char in paper.text for char in "ﬁﬂ\u00ad\u00a0\u0002\ufffe")
        for table in paper.tables:
            for record in table.records:
                for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
                    assert span.of(paper.text) == value
        for mark in paper.marks:
            assert any(char.isdigit() for char in mark.span.of(paper.text))
        starts = [page.span.start for page in paper.pages]
        assert starts == sorted(starts)


@needs_papers
def test_the_same_file_gives_the_same_document() -> None:
    for pdf, (_, paper) in list(zip(PAPERS, measured(), strict=True))[:3]:
        assert paper == parse_pdf(
            pdf.read_bytes(), document_id=pdf.stem, sha256=paper.sha256, stated=Metadata(),
            most_pages=1000,
        )  # fmt: skip


@needs_nasty
@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.name)
def test_a_hostile_file_is_a_paper_or_refused(path: Path) -> None:
    try:
        paper = parse_pdf(
            path.read_bytes(), document_id="x", sha256="0" * 64, stated=Metadata(), most_pages=1000
        )
    except ParseError as error:
        refusal = type(error)
    else:
        refusal = None
    assert refusal is not ParseError
    if refusal:
        return
    assert len(paper.text.split()) >= 100
    assert paper.title


# --- the measure itself, with planted errors

GOLD = """<article><front><article-meta><title-group><article-title>On calm</article-title>
</title-group></article-meta></front><body><sec><title>1. Ducks</title><p>Calm ducks swim
<xref ref-type="bibr" rid="r1">1</xref>&#8211;<xref ref-type="bibr" rid="r3">3</xref> in long-term
cold.</p></sec></body><back><ref-list><ref id="r1"/><ref id="r2"/><ref id="r3"/></ref-list></back>
</article>"""


def test_the_gold_of_a_small_file(tmp_path: Path) -> None:
    path = tmp_path / "ducks.nxml"
    path.write_text(GOLD, encoding="utf-8")
    gold = ingest.read_gold(path)
    assert gold.body == ["calm", "ducks", "swim", "in", "longterm", "cold"]
    assert gold.title == "oncalm"
    assert dict(gold.headings) == {"ducks": 1}
    assert dict(gold.marks) == {("1", "swim"): 1, ("2", "swim"): 1, ("3", "swim"): 1}


def test_the_order_recall_sees_words_out_of_order() -> None:
    words = [str(number) for number in range(20)]
    swapped = [*words[10:], *words[:10]]
    # 13 windows of 8; 3 + 3 of them lie wholly in one half, the others go over the cut.
    assert ingest.recall(ingest.windows(words), ingest.windows(swapped)) == 6 / 13
    assert ingest.tokens("treat-\nment of long-term pain [1, 2–4]") == [
        "treatment", "of", "longterm", "pain"]  # fmt: skip
