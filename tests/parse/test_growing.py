"""The growing text keeps marks, pages and paths on their characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sarcoqa.parse.growing import GrowingText, stretched
from sarcoqa.parse.raw import PageStart, RawMark, RawPage, RawText, whole_on
from sarcoqa.schema import Page, Span


def test_marks_pages_and_paths_move() -> None:
    text = GrowingText()
    text.add("Title")
    span = text.add_raw(RawText("Seen [1].", (RawMark(5, 8, ("1",)),), "/p[1]", whole_on(3)))
    assert text.whole() == "Title\n\nSeen [1]."
    assert span == Span(7, 16)
    assert text.marks[0].span.of(text.whole()) == "[1]"
    assert text.sources[0].path == "/p[1]"
    assert text.pages([RawPage(3, "e12")]) == (Page(3, "e12", Span(7, 16)),)


def test_texts_that_adjoin_on_a_page_are_one_stretch() -> None:
    text = GrowingText()
    text.add_raw(RawText("One.", pages=whole_on(1)))
    text.add_raw(RawText("Two three.", pages=(PageStart(0, 1), PageStart(4, 2))))
    # "One." 0-4, blank line, "Two three." 6-16: page 1 to offset 10, page 2 from there.
    assert [(p.number, p.span) for p in text.pages(())] == [(1, Span(0, 10)), (2, Span(10, 16))]
    assert text.pages(())[0].label == "1"


def test_a_text_without_a_page_parts_its_neighbours() -> None:
    text = GrowingText()
    for pages in (whole_on(1), (), whole_on(1), (PageStart(2, 1), PageStart(3, None))):
        text.add_raw(RawText("Word", pages=pages))
    assert [p.span for p in text.pages(())] == [Span(0, 4), Span(12, 16), Span(20, 21)]


@given(st.lists(st.tuples(st.text("ab ", max_size=6), st.none() | st.integers(1, 4)), max_size=8))
def test_a_character_is_on_the_page_of_its_text(parts: list[tuple[str, int | None]]) -> None:
    text = GrowingText()
    spans = [(text.add_raw(RawText(part, pages=whole_on(n))), n) for part, n in parts]
    pages = text.pages(())
    for span, number in spans:
        for offset in range(span.start, span.end):
            held = [p.number for p in pages if p.span.start <= offset < p.span.end]
            assert held == ([] if number is None else [number])
    assert list(pages) == sorted(pages, key=lambda page: page.span)
    assert stretched([], {}) == ()
