"""One contract for every retriever, and what each adds: filters, fusion, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from sarcoqa.parse import parse_file
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import KINDS, Document, Passage
from sarcoqa.search.abbreviations import Expander
from sarcoqa.search.dense import DenseIndex
from sarcoqa.search.embedding import HashingEmbedder
from sarcoqa.search.engine import Engine
from sarcoqa.search.filters import Filters
from sarcoqa.search.fusion import best_rows
from sarcoqa.search.lexical import LexicalIndex
from sarcoqa.search.segment import Segment, Weights
from sarcoqa.search.units import search_texts, units

WEIGHTS = Weights()
EMBEDDER = HashingEmbedder()
QUERIES = (
    "objective response rate of alpha",
    "fever",
    "toxicity in patients",
    "unknownword",
    "ORR 31%",
)
FILTERS = (
    Filters(),
    Filters(sections=("toxicity",)),
    Filters(sections=("Results",)),
    Filters(kinds=("record", "reference")),
    Filters(sections=("TOXICITY",), kinds=("prose",)),
    Filters(sections=("Toxicity",), kinds=("record",)),  # allows nothing
)

Ranked = list[tuple[Passage, float]]
Retriever = Callable[[str, int, Filters], Ranked]


def expanders(documents: Sequence[Document]) -> dict[str, Expander]:
    return {document.id: Expander.of(document.abbreviations) for document in documents}


@dataclass(frozen=True)
class Bench:
    """The tiny papers, searched by each retriever alone and by all together."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    engine: Engine
    retrievers: dict[str, Retriever]


@pytest.fixture(scope="module")
def bench(small_corpus: Path) -> Bench:
    documents = tuple(
        parse_file(path) for path in (small_corpus / "alpha" / "alpha.md", small_corpus / "beta.md")
    )
    found = tuple(passage for document in documents for passage in passages(document))
    spelt = expanders(documents)
    engine = Engine.of(found, spelt, EMBEDDER, weights=WEIGHTS)
    texts = search_texts(found, units(found), spelt).passages
    dense, lexical = DenseIndex.of(EMBEDDER.encode(texts)), LexicalIndex.of(texts, k1=1.2, b=0.75)

    def allowed(filters: Filters) -> list[int]:
        return [row for row, passage in enumerate(found) if filters.allow(passage)]

    def by_vectors(query: str, k: int, filters: Filters) -> Ranked:
        rows = np.array(allowed(filters), dtype=np.int64)
        pairs = dense.search(EMBEDDER.encode([query])[0], k, rows)
        return [(found[row], score) for row, score in pairs]

    def by_words(query: str, k: int, filters: Filters) -> Ranked:
        scores, rows = lexical.scores(query), allowed(filters)
        order = [row for row in best_rows(scores, len(found)) if row in rows]
        return [(found[row], float(scores[row])) for row in order[:k]]

    def fused(query: str, k: int, filters: Filters) -> Ranked:
        hits = engine.search(query, EMBEDDER.encode([query])[0], k, filters)
        return [(hit.passage, hit.score) for hit in hits]

    return Bench(
        documents, found, engine, {"dense": by_vectors, "lexical": by_words, "fused": fused}
    )


@pytest.mark.parametrize("name", ["dense", "lexical", "fused"])
@pytest.mark.parametrize("filters", FILTERS)
def test_contract_of_a_retriever(name: str, filters: Filters, bench: Bench) -> None:
    retrieve = bench.retrievers[name]
    total = sum(filters.allow(passage) for passage in bench.passages)
    for query in QUERIES:
        whole = retrieve(query, 1000, filters)
        assert whole == retrieve(query, 1000, filters), "the same question, the same order"
        scores = [score for _, score in whole]
        assert scores == sorted(scores, reverse=True), "best first"
        ids = [passage.id for passage, _ in whole]
        assert len(set(ids)) == len(ids) == total, "each allowed passage once"
        assert all(filters.allow(passage) for passage, _ in whole), "the filters hold"
        for k in (0, 1, 3, total):
            assert retrieve(query, k, filters) == whole[:k], "k cuts the ranking, no more"


def test_filters_allow_by_document_section_and_kind(bench: Bench) -> None:
    def kept(filters: Filters) -> list[str]:
        return [p.document_id + ":" + p.section[-1] for p in bench.passages if filters.allow(p)]

    assert kept(Filters(sections=("toxicity",))) == ["alpha:Toxicity", "beta:Toxicity"]
    # A section holds its subsections and tables.
    assert kept(Filters(sections=("Results",))) == [
        "alpha:Response", "alpha:Toxicity", "alpha:Table 1", "alpha:Table 1", "alpha:Table 1",
        "beta:Results",
    ]  # fmt: skip
    assert kept(Filters(kinds=("record",))) == ["alpha:Table 1"] * 2
    assert kept(Filters(sections=("Abstract", "References"))) == [
        "alpha:Abstract", "alpha:References", "alpha:References", "beta:Abstract",
    ]  # fmt: skip
    assert {p.kind for p in bench.passages} == set(KINDS)


def test_a_passage_is_as_good_as_its_best_sentence(bench: Bench) -> None:
    for query in QUERIES:
        vector = EMBEDDER.encode([query])[0]
        best: dict[str, float] = {}
        for entry in bench.engine.evidence(query, vector, 1000, Filters()):
            best[entry.passage.id] = max(best.get(entry.passage.id, -1.0), entry.score)
        hits = bench.engine.search(query, vector, 1000, Filters())
        assert {hit.passage.id: hit.score for hit in hits} == best
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        for hit in hits:
            parts = dict(hit.parts)
            mixed = WEIGHTS.dense * parts["dense"] + WEIGHTS.lexical * parts["lexical"]
            assert hit.score == pytest.approx(mixed, abs=1e-6)


def test_as_many_hits_as_asked_for() -> None:
    texts = [f"Arm {row} had fever" if row % 7 == 0 else f"Row {row}" for row in range(600)]
    paper = "\n\n".join(["A Long Paper", "Results", *(f"{text} here." for text in texts)])
    document = parse_plain(paper, document_id="long", sha256="0" * 64, stated=Metadata())
    found = passages(document)
    engine = Engine.of(found, expanders([document]), EMBEDDER, weights=WEIGHTS)
    vector = EMBEDDER.encode(["fever"])[0]
    assert len(engine.search("fever", vector, len(found) + 5, Filters())) == len(found) > 600
    hits = engine.search("fever", vector, 400, Filters())
    assert len(hits) == 400
    # Rows 0, 7, ... 595 are 86; the long paper's abstract has none of the word.
    assert sum("fever" in hit.passage.text for hit in hits[:86]) == 86


def test_the_passage_that_says_it_comes_first(bench: Bench) -> None:
    def first(query: str) -> str:
        return bench.engine.search(query, EMBEDDER.encode([query])[0], 1, Filters())[0].passage.text

    assert first("Which grade of colitis occurred?").startswith("Grade 3 colitis occurred in 7%")
    assert first("1 mg/kg ORR").startswith("Dose: 1 mg/kg.")
    assert first("Roe surgery after alpha").startswith("Roe R. Surgery after alpha.")


def evidence(bench: Bench, query: str, k: int, filters: Filters = FILTERS[0]) -> Sequence[object]:
    return bench.engine.evidence(query, EMBEDDER.encode([query])[0], k, filters)


@pytest.mark.parametrize("filters", FILTERS)
def test_evidence_lies_inside_its_passage(filters: Filters, bench: Bench) -> None:
    texts = {document.id: document.text for document in bench.documents}
    held = [unit for unit in units(bench.passages) if filters.allow(bench.passages[unit.row])]
    for query in QUERIES:
        found = evidence(bench, query, 1000, filters)
        assert len(found) == len(held)
        for item in found:
            assert item.passage.span.holds(item.span)
            assert filters.allow(item.passage)
            if item.passage.kind == "prose":
                assert item.span.of(texts[item.passage.document_id]) == item.text
            else:
                assert (item.span, item.text) == (item.passage.span, item.passage.text)
        assert {tuple(dict(item.parts)) for item in found} <= {("dense", "lexical")}
        scores = [item.score for item in found]
        assert scores == sorted(scores, reverse=True)
        assert list(evidence(bench, query, 3, filters)) == list(found)[:3]


def test_score_of_evidence_is_the_stated_mix(bench: Bench) -> None:
    spelt = expanders(bench.documents)
    held = units(bench.passages)
    texts = search_texts(bench.passages, held, spelt)
    rows = [unit.row for unit in held]
    for query in QUERIES:
        vector = EMBEDDER.encode([query])[0]
        cosines = [EMBEDDER.encode(group) @ vector for group in (texts.own, texts.context)]
        whole = EMBEDDER.encode(texts.passages) @ vector
        # (1 - c) own + c context + p passage, with c = 0.5 and p = 0.2.
        dense = 0.5 * cosines[0] + 0.5 * cosines[1] + 0.2 * whole[rows]
        counts = []
        for group in (texts.own, texts.context, texts.passages):
            scores = LexicalIndex.of(group, k1=1.2, b=0.75).scores(query)
            counts.append(scores / scores.max() if scores.max() > 0 else scores)
        lexical = 0.5 * counts[0] + 0.5 * counts[1] + 0.2 * counts[2][rows]
        expected = 0.6 * dense + 0.4 * lexical
        place = {(unit.row, unit.span): row for row, unit in enumerate(held)}
        position = {passage.id: row for row, passage in enumerate(bench.passages)}
        for item in evidence(bench, query, 1000):
            unit = place[position[item.passage.id], item.span]
            assert item.score == pytest.approx(expected[unit], abs=1e-5)


def test_expand_uses_the_papers_that_may_answer(bench: Bench) -> None:
    spelt = "the orr (Objective response rate)"
    assert bench.engine.expand("the orr") == spelt
    assert bench.engine.within({"alpha"}).expand("the orr") == spelt
    assert bench.engine.within({"beta"}).expand("the orr") == "the orr"
    assert bench.engine.within({"beta"}).abbreviations() == {}
    assert bench.engine.abbreviations()["ORR"][0].lower() == "objective response rate"


def test_saved_and_loaded_it_finds_the_same(bench: Bench, tmp_path: Path) -> None:
    segments = []
    for document in bench.documents:
        folder = tmp_path / document.id
        folder.mkdir()
        expander = Expander.of(document.abbreviations)
        Segment.of(passages(document), expander, EMBEDDER, WEIGHTS).save(folder)
        segments.append(Segment.load(folder, passages(document), expander))
    again = Engine(segments, WEIGHTS)
    for query in QUERIES:
        vector = EMBEDDER.encode([query])[0]
        for filters in FILTERS:
            for ask in ("search", "evidence"):
                found = getattr(again, ask)(query, vector, 9, filters)
                assert found == getattr(bench.engine, ask)(query, vector, 9, filters)


@pytest.mark.parametrize("name", ["alpha", "beta"])
def test_of_some_papers_the_others_do_not_matter(name: str, bench: Bench) -> None:
    """The engine of one paper gives what an index of that paper alone gives, to the last bit."""
    (document,) = [held for held in bench.documents if held.id == name]
    alone = Engine.of(passages(document), expanders([document]), EMBEDDER, weights=WEIGHTS)
    within = bench.engine.within({name})
    assert within.passages == alone.passages
    differ = False
    for query in QUERIES:
        assert within.expand(query) == alone.expand(query)
        vector = EMBEDDER.encode([query])[0]
        assert within.search(query, vector, 9) == alone.search(query, vector, 9)
        assert within.evidence(query, vector, 99) == alone.evidence(query, vector, 99)
        whole = {item.span: item.score for item in evidence(bench, query, 999)
                 if item.passage.document_id == name}  # fmt: skip
        differ |= any(whole[item.span] != item.score for item in alone.evidence(query, vector, 99))
    assert differ, "among other papers the scores are others: the test can fail"
    for term in ("fever", "alpha", "respons"):
        assert within.rarity(term) == alone.rarity(term)


def test_within_all_papers_is_the_engine_itself(bench: Bench) -> None:
    assert bench.engine.within(("beta", "alpha")) is bench.engine


def test_without_papers_nothing_is_found(bench: Bench) -> None:
    none = bench.engine.within(())
    assert none.passages == ()
    assert none.expand("the orr") == "the orr"
    assert none.rarity("fever") == 0.0
    vector = EMBEDDER.encode(["fever"])[0]
    assert none.search("fever", vector, 5) == ()
    assert none.evidence("fever", vector, 5, Filters(kinds=("prose",))) == ()
