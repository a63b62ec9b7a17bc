"""Lines → blocks."""

from __future__ import annotations

import pytest

from sarcoqa.parse.blocks import Block, read_blocks, without_bullet


def kinds(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.kind, block.lines) for block in read_blocks(text)]


def test_blank_lines_part_paragraphs_and_wrapped_lines_join() -> None:
    assert kinds("\n\nOne line\nand its rest.\n \t \nTwo.\n") == [
        ("paragraph", ("One line and its rest.",)),
        ("paragraph", ("Two.",)),
    ]


def test_headings_need_no_blank_lines() -> None:
    assert read_blocks("Text.\n## 2 Methods ##\nMore.") == [
        Block("paragraph", ("Text.",)),
        Block("heading", ("2 Methods",), 2),
        Block("paragraph", ("More.",)),
    ]


def test_a_hash_without_space_is_text() -> None:
    assert kinds("#1 choice of drug") == [("paragraph", ("#1 choice of drug",))]


def test_tabbed_rows_keep_empty_cells() -> None:
    assert kinds("Arm\tN\tNote\nA\t1\t\n\t2\tx") == [
        ("rows", ("Arm\tN\tNote", "A\t1\t", "\t2\tx")),
    ]


def test_pipe_rows_without_their_rule() -> None:
    text = "| Arm | N |\n|:---|---:|\n| A  |  |"
    assert kinds(text) == [("rows", ("Arm\tN", "A\t"))]


def test_rows_end_a_paragraph() -> None:
    assert [kind for kind, _ in kinds("Text\na\tb\nMore text")] == [
        "paragraph",
        "rows",
        "paragraph",
    ]


def test_items_take_their_wrapped_lines() -> None:
    text = "1. Smith J. Title.\n   J Test.\n2021. Accessed June 3, 2022.\n2. Doe A.\n[3] Roe B."
    assert kinds(text) == [
        (
            "items",
            ("1. Smith J. Title. J Test. 2021. Accessed June 3, 2022.", "2. Doe A.", "[3] Roe B."),
        )
    ]


@pytest.mark.parametrize("rest", ["[12] showed it.", "41. Then more.", "3) and more"])
def test_a_wrapped_sentence_is_no_item(rest: str) -> None:
    text = f"The trial that was mentioned before\n{rest}"
    assert kinds(text) == [("paragraph", (f"The trial that was mentioned before {rest}",))]


@pytest.mark.parametrize(
    ("above", "item"),
    [("References", "1. Smith J."), ("References", "[7] Smith J."), ("We asked:", "- whether")],
)
def test_a_list_straight_below_its_heading(above: str, item: str) -> None:
    assert kinds(f"{above}\n{item}") == [("paragraph", (above,)), ("items", (item,))]


@pytest.mark.parametrize("item", ["- whether it holds", "* whether it holds", "1. Whether"])
def test_a_bullet_or_a_one_begins_a_list_below_a_sentence(item: str) -> None:
    above = "We asked the following two questions:"
    assert kinds(f"{above}\n{item}") == [("paragraph", (above,)), ("items", (item,))]


def test_bullets_go_and_numbers_stay() -> None:
    assert without_bullet("- Does it?") == "Does it?"
    assert without_bullet("• Does - it?") == "Does - it?"
    assert without_bullet("12. Smith J.") == "12. Smith J."


def test_an_empty_text_has_no_blocks() -> None:
    assert read_blocks("") == read_blocks("\n \n\t\n") == []
