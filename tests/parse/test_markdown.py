"""A small Markdown paper: # headings, a pipe table, hard-wrapped lines, links and emphasis."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.parse import parse_file
from sarcoqa.schema import Document


def inside(document: Document, *path: str) -> list[str]:
    section = next(section for section in document.sections if section.path == path)
    return [p.of(document.text) for p in document.paragraphs if section.span.holds(p)]


def test_front_matter(markdown: Document) -> None:
    assert markdown.title == "Overnight Closed-Loop Insulin in Shift Workers: a Pilot Study"
    assert markdown.authors == ("Maya Rossi", "Tom Verhoeven")
    assert (markdown.published, markdown.year) == ("2023-11-02", 2023)
    assert markdown.doi == "10.5555/cgm.2023.17"
    assert (markdown.licence, markdown.accepted, markdown.attribution) == ("", "", "")


def test_headings_show_their_level(markdown: Document) -> None:
    assert [section.path for section in markdown.sections] == [
        ("Front matter",),
        ("Abstract",),
        ("1 Introduction",),
        ("2 Methods",),
        ("2 Methods", "2.1 Participants"),
        ("2 Methods", "2.2 Device"),
        ("3 Results",),
        ("3 Results", "Harms"),
        ("3 Results", "Table 1"),
        ("References",),
    ]


def test_hard_wrapped_lines_are_one_paragraph(markdown: Document) -> None:
    """Lines of the source begin with "[3] counted" and "41. CO": neither is a list's item."""
    assert inside(markdown, "1 Introduction")[0] == (
        "Shift work disturbs glucose. Earlier trials left shift workers out [1, 2]; one [3] "
        "counted them apart. The mean HbA1c was 7.9% in 2019, and the mean age was 41. CO2 was "
        "not measured, and counts reached 10⁶ per mL. We asked whether a closed loop would hold."
    )


def test_list_items_are_paragraphs(markdown: Document) -> None:
    assert inside(markdown, "1 Introduction")[1:] == [
        "Two questions were set beforehand:",
        "Does time in range rise by 10 points or more?",
        "Do lows become rarer?",
    ]


def test_markup_becomes_plain(markdown: Document) -> None:
    assert inside(markdown, "2 Methods", "2.1 Participants") == [
        "We enrolled 24 adults with type 1 diabetes. Consent was written; see the protocol."
    ]
    assert inside(markdown, "2 Methods", "2.2 Device") == [
        "The pump gave insulin every 5 minutes when glucose was >6.0 mmol/L, and stopped below "
        "≤4.0 mmol/L. Doses were 0.05 U steps.",
        "The pump",  # what stands for the picture
    ]
    assert "Lows were not counted in the usual arm." in markdown.text
    assert not set("$\\*`#|") & set(markdown.text)


def test_the_pipe_table(markdown: Document) -> None:
    (table,) = markdown.tables
    assert (table.label, table.caption) == ("Table 1", "Glucose by arm")
    assert table.header == ("Arm", "N", "TIR (%)", "Lows per week")
    values = [tuple(value for _, value in record.cells) for record in table.records]
    assert values == [("Closed loop", "12", "71", "1.2"), ("Usual pump", "12", "58", "")]
    for record in table.records:
        for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
            assert span.of(markdown.text) == value


def test_references_wrapped_over_lines(markdown: Document) -> None:
    fields = [
        (entry.label, entry.authors, entry.title, entry.journal, entry.year, entry.doi)
        for entry in markdown.references
    ]
    assert fields == [
        ("1", ("Abara N", "Lund E"), "Sleep and glucose in nurses", "Diabetes Fict", 2018,
         "10.5555/df.2018.10"),
        ("2", ("Chen W", "Rossi M", "Bauer J", "et al."),
         "Closed loops at night: a crossover trial", "Diabetes Fict", 2020,
         "10.5555/df.2020.200"),
        ("3", ("Verhoeven T",), "Shift workers counted apart", "clinicaltrials.example", 2021,
         None),
    ]  # fmt: skip


def test_marks_and_abbreviations(markdown: Document) -> None:
    assert [mark.labels for mark in markdown.marks] == [("1", "2"), ("3",)]
    assert [(entry.short, entry.long, entry.listed) for entry in markdown.abbreviations] == [
        ("CGM", "Continuous glucose monitoring", False),
        ("TIR", "time in range", False),
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_and_a_missing_last_one_change_nothing(
    markdown: Document, markdown_path: Path, tmp_path: Path, ending: str
) -> None:
    source = markdown_path.read_text(encoding="utf-8")
    other = tmp_path / markdown_path.name
    other.write_bytes(source.rstrip("\n").replace("\n", ending).encode("utf-8"))
    document = parse_file(other)
    assert document.text == markdown.text
    assert document.sections == markdown.sections
    assert document.tables == markdown.tables
    assert document.references == markdown.references
    assert document.marks == markdown.marks
