"""Document → passages: nothing is lost, nothing crosses a border, ids outlive changes elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.parse import parse_file
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import paragraph_sentences, passages, record_text, section_at
from sarcoqa.schema import KINDS, Document, Passage, Record, Span
from sarcoqa.text import sentences

ROOT = Path(__file__).parents[1]
PAPERS = {
    "review": "corpus/wu-2025-ups-mfs-immunotherapy/wu-2025-ups-mfs-immunotherapy.txt",
    "second": "tests/data/second-paper/second-paper.txt",
    "markdown": "tests/data/markdown-paper/markdown-paper.md",
}


@cache
def paper(name: str) -> Document:
    return parse_file(ROOT / PAPERS[name])


@cache
def cut(name: str) -> tuple[Passage, ...]:
    return passages(paper(name))


def small(text: str) -> Document:
    return parse_plain(text, document_id="small", sha256="0" * 64, stated=Metadata())


every_paper = pytest.mark.parametrize("name", PAPERS)


@every_paper
def test_the_text_of_a_passage_is_the_text_of_its_span(name: str) -> None:
    document = paper(name)
    for passage in cut(name):
        printed = passage.span.of(document.text)
        if passage.kind in ("prose", "caption", "reference"):
            assert passage.text == printed
        elif passage.kind == "abbreviation":
            short, long = passage.text.split(": ", 1)
            assert short in printed
            assert long in printed
        else:
            assert all(cell in passage.text for cell in printed.split("\t"))


@every_paper
def test_prose_holds_every_paragraph_once(name: str) -> None:
    """All sentences of all paragraphs, in order, are those of prose passages and the title."""
    document = paper(name)
    title = [passage for passage in cut(name) if passage.text == document.title]
    assert [passage.kind for passage in title] == ["caption"]
    expected = [
        sentence
        for paragraph in document.paragraphs
        for sentence in paragraph_sentences(document, paragraph)
    ]
    prose = [p for p in cut(name) if p.kind == "prose" or p in title]
    found = [sentence for passage in prose for sentence in passage.sentences]
    assert found == expected
    joined = "".join("".join(s.of(document.text).split()) for s in found)
    whole = "".join("".join(p.of(document.text).split()) for p in document.paragraphs)
    assert joined == whole


@every_paper
def test_a_passage_holds_its_sentences_and_stays_in_its_section(name: str) -> None:
    document = paper(name)
    for passage in cut(name):
        assert passage.document_id == document.id
        assert passage.kind in KINDS
        assert len(passage.studies) == len(passage.sentences) >= 1
        if passage.kind == "prose":
            assert passage.sentences[0].start == passage.span.start
            assert passage.sentences[-1].end == passage.span.end
            assert sum(p.holds(passage.span) for p in document.paragraphs) == 1
        for section in document.sections:
            if section.span.overlaps(passage.span):
                assert section.span.holds(passage.span), (passage.text, section.path)
        assert passage.section == section_at(document, passage.span.end - 1)


@every_paper
@pytest.mark.parametrize(("characters", "count"), [(700, 4), (300, 2), (60, 1)])
def test_prose_is_bounded(name: str, characters: int, count: int) -> None:
    document = paper(name)
    found = passages(document, max_characters=characters, max_sentences=count)
    for passage in found:
        if passage.kind == "prose":
            assert len(passage.sentences) <= count
            assert len(passage.text) <= characters or len(passage.sentences) == 1


def test_sentences_are_taken_together_up_to_the_bounds() -> None:
    # Sentences of 10 characters with a space between them: two take 21, three take 32.
    one, two, three = "Aaaa bbbb.", "Cccc dddd.", "Eeee ffff."
    document = small(f"Title of it\n\nIntroduction\n\n{one} {two} {three}")

    def prose(characters: int, count: int) -> list[str]:
        found = passages(document, max_characters=characters, max_sentences=count)
        return [p.text for p in found if p.kind == "prose" and p.section == ("Introduction",)]

    assert prose(32, 3) == [f"{one} {two} {three}"]
    assert prose(31, 3) == [f"{one} {two}", three]
    assert prose(99, 2) == [f"{one} {two}", three]
    assert prose(20, 3) == [one, two, three]
    assert prose(1, 3) == [one, two, three]


@every_paper
def test_ids_are_unique_and_the_same_again(name: str) -> None:
    ids = [passage.id for passage in cut(name)]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in passages(paper(name))]


@every_paper
def test_passages_stand_in_the_order_of_the_text(name: str) -> None:
    spans = [passage.span for passage in cut(name)]
    assert spans == sorted(spans)


def test_ids_outlive_a_paragraph_elsewhere() -> None:
    source = (ROOT / PAPERS["second"]).read_text(encoding="utf-8")
    place = "We read every trial"
    longer = source.replace(place, f"One more paragraph stands here now.\n\n{place}")
    assert source.count(place) == 1
    before = {p.id: p for p in passages(small(source))}
    after = {p.id: p for p in passages(small(longer))}
    assert set(before) < set(after)
    (added,) = set(after) - set(before)
    assert after[added].text == "One more paragraph stands here now."
    assert all(after[key].text == passage.text for key, passage in before.items())
    moved = [key for key in before if after[key].span != before[key].span]
    assert len(moved) > 20, "the passages behind it have moved, and kept their ids"


def test_ids_tell_documents_sections_and_kinds_apart() -> None:
    document = small("Title of it\n\nIntroduction\n\nThe same.\n\nConclusions\n\nThe same.")
    same = [p for p in passages(document) if p.text == "The same."]
    assert [p.section for p in same] == [("Introduction",), ("Conclusions",)]
    other = [p for p in passages(replace(document, id="other")) if p.text == "The same."]
    assert len({p.id for p in (*same, *other)}) == 4
    assert not any("-" in p.id for p in (*same, *other)), "told apart by content, not by number"


def test_the_same_sentence_twice_in_a_section_has_two_ids() -> None:
    document = small("Title of it\n\nIntroduction\n\nThe same.\n\nThe same.")
    first, second = (p for p in passages(document) if p.text == "The same.")
    assert second.id == f"{first.id}-2"
    assert first.span.end < second.span.start


# --- the other kinds


def test_counts_by_kind_on_the_review() -> None:
    kinds = [passage.kind for passage in cut("review")]
    assert kinds.count("record") == 25 + 20
    assert kinds.count("caption") == 1 + 2  # the title and two tables
    assert kinds.count("reference") == 143
    assert kinds.count("abbreviation") == len(paper("review").abbreviations) == 33 + 10


def test_a_record_names_its_columns() -> None:
    found = next(p for p in cut("second") if p.kind == "record" and "LANTERN) [13]" in p.text)
    assert found.text == (
        "Sensor: Loop recorder. Study: Yamato et al. (LANTERN) [13]. Year: 2020. N: 301. "
        "Admissions: No difference. Note: SCN5A carriers left out"
    )
    assert found.section == ("Sensor-guided Care", "Table 1")
    assert found.labels == ("13",)
    assert found.span.of(paper("second").text) == (
        "Loop recorder\tYamato et al. (LANTERN) [13]\t2020\t301\tNo difference\t"
        "SCN5A carriers left out"
    )


def test_a_record_of_a_group_names_the_group_that_its_row_does_not_print() -> None:
    found = next(p for p in cut("second") if p.text.endswith("Note: Stopped early"))
    # The cell for admissions is empty: it is not named.
    assert found.text == (
        "Sensor: Pressure implant. Study: Silva et al. [12]. Year: 2021. N: 87. Note: Stopped early"
    )
    assert found.span.of(paper("second").text) == "Silva et al. [12]\t2021\t87\t\tStopped early"


def test_a_cell_without_a_header_is_only_itself() -> None:
    empty = Span(0, 0)
    record = Record("t", 1, (("", "Arm A"), ("N", "12"), ("Note", "")), (empty,) * 3, empty)
    assert record_text(record) == "Arm A. N: 12"


def test_captions_references_and_abbreviations() -> None:
    by_kind = {kind: [p for p in cut("second") if p.kind == kind] for kind in KINDS}
    assert [p.text for p in by_kind["caption"]] == [
        "Remote Monitoring and Sensor Devices in the Care of Chronic Heart Failure",
        "Table 1 Trials of implanted sensors in chronic heart failure",
    ]
    assert [p.labels for p in by_kind["reference"]] == [(str(n),) for n in range(1, 15)]
    assert by_kind["reference"][4].text == (
        "Oyelaran T. The scales come last. Tidal Physiol. 2013. https://doi.org/10.5555/tp.2013.7."
    )
    assert by_kind["reference"][4].studies == ("",)
    texts = [p.text for p in by_kind["abbreviation"]]
    assert texts[:3] == [  # in the order of the text: first those of the prose
        "DCM: dilated cardiomyopathy",
        "ILRs: implantable loop recorders",
        "AF: atrial fibrillation",
    ]
    assert texts[3] == "CHF: Chronic heart failure"


def test_a_passage_carries_the_labels_cited_inside_it() -> None:
    found = next(p for p in cut("second") if p.text.startswith("The kidney keeps sodium"))
    assert found.labels == ("8", "9", "10")
    assert len(found.sentences) == 3


def test_an_annotated_entry_is_one_sentence() -> None:
    found = [p for p in cut("review") if p.section == ("Key References",)]
    assert len(found) == 5
    assert all(len(p.sentences) == 1 for p in found)
    assert all("of outstanding importance because it" in p.text for p in found)


def test_the_section_around_a_place() -> None:
    document = paper("review")
    assert section_at(document, document.text.index("the 6-month PFS was 28.6%")) == (
        "Immune Checkpoint Inhibition for UPS/MFS",
        "ICI Combined with Chemotherapy",
    )
    assert section_at(document, 0) == ("Front matter",)
    assert section_at(document, len(document.text)) == ()


WORDS = st.sampled_from(["Cells", "grew", "by", "5.2%", "et al.", "in", "T-VEC", "(see", "it)"])
SENTENCE = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: f"It {' '.join(words)}.")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(PARAGRAPH, min_size=1, max_size=3), min_size=1, max_size=3),
    st.integers(1, 200),
    st.integers(1, 5),
)
def test_any_paper_is_cut_without_loss(parts: list[list[str]], characters: int, count: int) -> None:
    headings = ["Introduction", "Discussion", "Conclusions"]
    body = [
        "\n\n".join([heading, *paragraphs])
        for heading, paragraphs in zip(headings, parts, strict=False)
    ]
    document = small("\n\n".join(["Title of it", *body]))
    found = passages(document, max_characters=characters, max_sentences=count)
    title, *prose = found
    assert (title.kind, title.text, title.section) == ("caption", "Title of it", ("Front matter",))
    assert {p.kind for p in prose} == {"prose"}
    assert [s for p in found for s in p.sentences] == [
        s for p in document.paragraphs for s in sentences(p.of(document.text), p.start)
    ]
    assert all(p.text == p.span.of(document.text) for p in prose)
    assert all(len(p.text) <= characters or len(p.sentences) == 1 for p in prose)
    assert all(len(p.sentences) <= count for p in prose)
    assert {p.section[0] for p in prose} == set(headings[: len(parts)])
    assert len({p.id for p in found}) == len(found)
