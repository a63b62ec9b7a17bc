"""Captions and rows of tables."""

from __future__ import annotations

import pytest

from sarcoqa.parse.raw import RawTable, RawText
from sarcoqa.parse.tables import add_rows, caption_parts, figure_caption


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Table 1 Trials of drugs", ("Table 1", "Trials of drugs")),
        ("Table 12b. Doses", ("Table 12b", "Doses")),
        ("Table S2: Harms", ("Table S2", "Harms")),
        ("Supplementary  Table 3 Arms", ("Supplementary Table 3", "Arms")),
        ("Table 4", ("Table 4", "")),
        ("Table 2 (continued)", ("Table 2", "")),
        ("Table 2 (cont.)", ("Table 2", "")),
        ("Table 2. Continued", ("Table 2", "")),
    ],
)
def test_captions(line: str, parts: tuple[str, str]) -> None:
    assert caption_parts(line) == parts


@pytest.mark.parametrize(
    "line",
    ["Table 2 shows that it fell.", "Tables 1 and 2 list them.", "Tablet 1 was white", "The Table"],
)
def test_prose_is_no_caption(line: str) -> None:
    assert caption_parts(line) is None


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("Fig. 1 Overall *survival*", "Fig. 1 Overall survival"),
        ("Figure 2: Flow", "Figure 2: Flow"),
        ("Supplementary Fig. S3 Harms", "Supplementary Fig. S3 Harms"),
        ("![Flow of patients](a_(b).png)", "Flow of patients"),
        ("![](a.png)", ""),
        ("Fig. 2 shows survival.", None),
        ("Figure 1 (left) is clear.", None),
        ("Figures 1 and 2", None),
        ("![a](b.png) stands in a line", None),
    ],
)
def test_figure_captions(source: str, caption: str | None) -> None:
    assert figure_caption(source) == caption


def test_the_repeated_header_is_left_out_and_rows_are_fitted() -> None:
    table = RawTable("Table 1", RawText("Arms"))
    add_rows(table, ["Arm\tN\tNote", "A\t12\t$p<0.1$"])
    add_rows(table, ["Arm\tN\tNote", "\t13", "B\t14\tx\ty"])
    assert table.header == ("Arm", "N", "Note")
    rows = [tuple(cell.text for cell in row) for row in table.rows]
    assert rows == [("A", "12", "p<0.1"), ("", "13", ""), ("B", "14", "x y")]


def test_a_group_is_carried_from_the_closest_row_that_prints_it() -> None:
    rows = [(RawText(group),) for group in ("", "A", "", "", "B")]
    table = RawTable("Table 1", header=("Group",), rows=rows)
    # Row 0 has none above it: it counts for itself. Rows 2 and 3 belong to row 1.
    assert [table.printed_at(row, 0)[0] for row in range(5)] == [0, 1, 1, 1, 4]
