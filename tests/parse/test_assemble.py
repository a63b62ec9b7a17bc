"""Collected texts → a document: marks of the source, pages, moved tables, paths."""

from __future__ import annotations

from sarcoqa.parse.assemble import assemble
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.raw import (
    PageStart,
    RawMark,
    RawPage,
    RawSection,
    RawTable,
    RawText,
    whole_on,
)
from sarcoqa.parse.references import Entry
from sarcoqa.schema import Document

ENTRY = Entry("1", ("Lee A",), "One thing", "J One", 2001, None, "Lee A. One thing. J One 2001.")


def table() -> RawTable:
    rows = [
        (RawText("A", pages=whole_on(1)), RawText("3 [1]", (RawMark(2, 5, ("1",)),))),
        (RawText(""), RawText("4")),
    ]
    return RawTable(
        "Table 1", RawText("Arms", pages=whole_on(1)), ("Arm", "n"), rows,
        [RawText("n: patients", path="/t/f")], "/t", header_pages=whole_on(1),
    )  # fmt: skip


def document() -> Document:
    sections = [
        RawSection("Results", 1, [RawText("See Table 1. Not [1] here.", (), "/p[1]", whole_on(1))],
                   tables=[table()], path="/s[1]"),
        RawSection("More", 2, [RawText("Found by pattern [1].", pages=(PageStart(0, 2),))]),
        RawSection("References", 1, items=[RawText("1. " + ENTRY.raw, pages=whole_on(3))],
                   references=[ENTRY]),
    ]  # fmt: skip
    return assemble(
        [RawText("Title")], sections, Metadata(title="Title"), document_id="d", sha256="",
        pages=[RawPage(1, "i"), RawPage(2, "ii"), RawPage(3, "iii")], warnings=["one is left out"],
    )  # fmt: skip


def test_marks_of_the_source_and_of_the_pattern() -> None:
    paper = document()
    found = [(mark.span.of(paper.text), mark.labels) for mark in paper.marks]
    assert found == [("[1]", ("1",)), ("[1]", ("1",))]
    assert paper.marks[0].span.start == paper.text.index("pattern [1]") + 8
    assert paper.marks[1].span.start == paper.text.index("3 [1]") + 2  # the table moved behind


def test_the_pages_of_a_moved_table_stand_apart() -> None:
    paper = document()
    stretches = [(page.label, page.span.of(paper.text)) for page in paper.pages]
    assert stretches == [
        ("i", "See Table 1. Not [1] here."),
        ("ii", "Found by pattern [1]."),
        ("i", "Table 1 Arms\n\nArm\tn\nA"),
        ("iii", ENTRY.raw),
    ]


def test_cells_footnotes_and_paths() -> None:
    paper = document()
    (found,) = paper.tables
    assert [record.cells for record in found.records] == [
        (("Arm", "A"), ("n", "3 [1]")),
        (("Arm", "A"), ("n", "4")),
    ]
    assert found.records[1].cell_spans[0] == found.records[0].cell_spans[0]
    paths = {source.path: source.span.of(paper.text) for source in paper.sources}
    assert paths["/p[1]"] == "See Table 1. Not [1] here."
    assert paths["/s[1]"] == "Results"
    assert paths["/t"] == "Table 1 Arms\n\nArm\tn\nA\t3 [1]\n\t4\n\nn: patients"
    assert "n: patients" in [span.of(paper.text) for span in paper.paragraphs]
    assert paper.paragraphs == tuple(sorted(paper.paragraphs))
    assert paper.warnings == ("one is left out",)


def test_entries_with_parts_from_the_source() -> None:
    paper = document()
    (reference,) = paper.references
    assert (reference.label, reference.journal, reference.year) == ("1", "J One", 2001)
    assert reference.span.of(paper.text) == reference.raw == ENTRY.raw
