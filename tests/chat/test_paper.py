"""A paper as a page: its text content is the paper's text, character by character."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fake_assistant import BARE, TEXT, document
from reading import Reader

from sarcoqa import Assistant
from sarcoqa.chat.layout import Row, layout
from sarcoqa.chat.paper import Inline, paper_html, section_tree
from sarcoqa.parse import parse_file
from sarcoqa.schema import CitationMark, Document, Page, Section, Span, text_sha256

SHARED = Path(__file__).resolve().parents[3] / "shared" / "papers"
TESTS = Path(__file__).resolve().parents[1]


def other(text: str, **parts: object) -> Document:
    """The invented paper with another text, and nothing that points into the old one."""
    empty = dict.fromkeys(("sections", "marks", "references", "tables", "abbreviations"), ())
    return replace(document(), text=text, text_sha256=text_sha256(text), **(empty | parts))


def papers() -> list[Path]:
    """The test papers, and those of the shared folder where there is one."""
    data = TESTS / "data"
    own = ("second-paper/second-paper.txt", "markdown-paper/markdown-paper.md")
    return (
        [data / name for name in own]
        + sorted(SHARED.rglob("*.nxml"))[:4]
        + sorted(SHARED.rglob("*.pdf"))[:4]
    )


@pytest.mark.parametrize("path", papers(), ids=lambda path: path.name)
def test_nothing_of_a_paper_is_left_out_or_added(path: Path) -> None:
    paper = parse_file(path)
    assert Reader(paper_html(paper)).text == paper.text


def test_the_shipped_review_is_whole_and_its_parts_are_what_they_are(assistant: Assistant) -> None:
    (paper,) = assistant.documents()
    html = paper_html(paper)
    page = Reader(html, "sq-entry")
    assert page.text == paper.text
    assert [one["data-label"] for one in page.with_class("sq-entry")] == [
        one.label for one in paper.references
    ]
    for shown, entry in zip(page.texts, paper.references, strict=True):
        assert entry.raw in shown
    marks = Reader(html, "sq-cited")
    assert marks.texts == [mark.span.of(paper.text) for mark in paper.marks]
    assert [one["data-labels"] for one in marks.with_class("sq-cited")] == [
        " ".join(mark.labels) for mark in paper.marks
    ]
    tables = [block for block in layout(paper) if block.kind == "table"]
    assert [
        sum(row.span.holds(record.span) for table in tables for row in table.rows)
        for known in paper.tables
        for record in known.records
    ] == [1] * sum(len(known.records) for known in paper.tables)
    assert html.count("<caption") == len(paper.tables)


def test_a_place_on_the_page_is_a_place_in_the_text() -> None:
    page = Reader(paper_html(document()))
    position = 0
    starts = [int(one["data-at"] or -1) for _, one in page.elements if "data-at" in one]
    assert starts == sorted(starts)
    for start in starts:
        assert TEXT[start] not in "\n\t" or start == TEXT.index("\tItaliano")  # an empty first cell
        position = start
    assert position


def test_blocks_follow_each_other_with_line_breaks_alone_between_them() -> None:
    paper = other("Title\n\n\nOne\ttwo\n\tthree\n\nA paragraph.\n\n  \nEnd\n")
    blocks = layout(paper)
    assert [(block.kind, block.span.of(paper.text)) for block in blocks] == [
        ("paragraph", "Title"),
        ("rows", "One\ttwo\n\tthree"),
        ("paragraph", "A paragraph."),
        ("paragraph", "  "),
        ("paragraph", "End"),
    ]
    for one, following in pairwise(blocks):
        assert set(paper.text[one.span.end : following.span.start]) == {"\n"}
    assert Reader(paper_html(paper)).text == paper.text


def test_a_table_has_its_caption_its_heading_row_and_its_rows() -> None:
    (table,) = (block for block in layout(document()) if block.kind == "table")
    (record,) = document().tables[0].records
    heading, row = table.rows
    assert heading.heading
    assert heading.span.of(TEXT).startswith("TME component\tReference")
    assert row == Row(record.span)
    page = Reader(paper_html(document()))
    assert [tag for tag, _ in page.elements if tag in ("caption", "th", "tr")] == [
        "caption", "tr", *["th"] * 5, "tr",
    ]  # fmt: skip


def test_hostile_text_is_text() -> None:
    text = '<script>alert(1)</script>\n\n</table>"\t<img src=x>\n&amp;\r\n \u202e x'
    page = Reader(paper_html(other(text)))
    assert page.text == text
    assert {tag for tag, _ in page.elements} <= {"p", "div", "table", "tr", "td"}


def test_a_page_begins_where_the_print_begins_it_and_adds_no_character() -> None:
    text = "First words\n\nand the rest of it."
    middle = text.index("rest")
    pages = (
        Page(1, "99", Span(0, 11)), Page(2, "100", Span(11, middle)),
        Page(3, "101", Span(middle, len(text))),
    )  # fmt: skip
    paper = other(text, pages=pages)
    html = paper_html(paper)
    assert Reader(html).text == text
    assert [one["data-page"] for one in Reader(html).with_class("sq-page-break")] == [
        "99", "100", "101",
    ]  # fmt: skip
    assert 'data-page="101"></span>rest' in html
    assert 'data-page="100"></span>and' in html


def test_a_mark_without_an_entry_is_plain_text() -> None:
    text = "Shown before [7, 30]."
    start = text.index("[7, 30]")
    mark = CitationMark(Span(start, start + len("[7, 30]")), ("7", "30"))
    known = other(text, marks=(mark,), references=(BARE,))
    (shown,) = Reader(paper_html(known)).with_class("sq-cited")
    assert shown["data-labels"] == "30"
    unknown = other(text, marks=(mark,))
    assert not Reader(paper_html(unknown)).with_class("sq-cited")
    assert Reader(Inline(known).html(Span(6, 21))).text == text[6:]


def test_the_section_tree_leads_to_every_heading() -> None:
    page = Reader(section_tree(document().sections))
    starts = [one["data-section-start"] for tag, one in page.elements if tag == "button"]
    assert starts == [str(section.span.start) for section in document().sections]
    assert section_tree((Section("s", ("Front matter",), Span(0, 1)),)) == ""
