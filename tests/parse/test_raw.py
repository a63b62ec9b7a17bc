"""Texts are joined with their marks and pages."""

from __future__ import annotations

from sarcoqa.parse.raw import PageStart, RawMark, RawTable, RawText, whole_on


def test_marks_and_pages_move_with_the_text_behind() -> None:
    first = RawText("Seen [1]", (RawMark(5, 8, ("1",)),), "/p[1]", whole_on(4))
    second = RawText("and [2].", (RawMark(4, 7, ("2",)),), "/p[2]", whole_on(5))
    joined = first.joined(second)
    assert joined.text == "Seen [1] and [2]."
    assert joined.marks == (RawMark(5, 8, ("1",)), RawMark(13, 16, ("2",)))
    assert [joined.text[mark.start : mark.end] for mark in joined.marks] == ["[1]", "[2]"]
    assert joined.pages == (PageStart(0, 4), PageStart(9, 5))
    assert joined.path == "/p[1]"


def test_a_part_without_a_page_does_not_take_that_of_the_one_before() -> None:
    joined = RawText("known", pages=whole_on(4)).joined(RawText("not known"))
    assert joined.pages == (PageStart(0, 4), PageStart(6, None))
    later = RawText("known", pages=whole_on(4)).joined(RawText("half", pages=(PageStart(2, 5),)))
    assert later.pages == (PageStart(0, 4), PageStart(6, None), PageStart(8, 5))
    assert RawText("a").joined(RawText("b", pages=whole_on(2))).pages == (PageStart(2, 2),)


def test_marks_stay_open_where_neither_text_has_them() -> None:
    assert RawText("a").joined(RawText("b [1]")).marks is None
    assert RawText("a", ()).joined(RawText("b")).marks == ()


def test_a_carried_cell_goes_before_a_column_that_fills_down() -> None:
    rows = [(RawText("A"), RawText("1")), (RawText(""), RawText(""))]
    table = RawTable("", header=("x", "y"), rows=rows, carried={(1, 1): (0, 1)}, fills_down=False)
    assert table.printed_at(1, 0) == (1, 0)
    assert table.printed_at(1, 1) == (0, 1)
