"""Entries whose title stands in quotation marks or behind the year, and marks by name and year."""

from __future__ import annotations

import pytest

from sarcoqa.parse.marks import find_marks
from sarcoqa.parse.named_marks import named_marks
from sarcoqa.parse.reference_styles import quoted_style, year_style
from sarcoqa.parse.references import parse_entry
from sarcoqa.schema import Reference, Span


@pytest.mark.parametrize(
    ("entry", "title", "journal", "year", "authors"),
    [
        ("S. Reed, D. Park, and E. Oy et al., “Data on ponds,” Bulletin of Ponds, vol. 82, no. 1, "
         "pp. 8–9, 2004.", "Data on ponds", "Bulletin of Ponds", 2004,
         ("S. Reed", "D. Park", "E. Oy", "et al.")),
        ("A. Kay, “Calm,” in Mood of Birds, M. Oh, Ed., pp. 1–3, Nest, 2012.", "Calm",
         "Mood of Birds", 2012, ("A. Kay",)),
        ("Moss EL, Day T (1993) Ponds in winter. Genome 36:181–186", "Ponds in winter", "Genome",
         1993, ("Moss EL", "Day T")),
        ("Moss, E. L., & Day, T. (2000). Ponds: a life. Duck Science, 111, 47–55.",
         "Ponds: a life", "Duck Science", 2000, ("Moss, E. L.", "Day, T.")),
        ("Moss E (2010) Ponds of Anas sp. in lakes. Nat. Rev. Birds 5(2):3",
         "Ponds of Anas sp. in lakes",
         "Nat. Rev. Birds", 2010, ("Moss E",)),
        ("Moss E (2010) A part. In: Day T (ed) The whole. Nest, Oslo", "A part", "", 2010,
         ("Moss E",)),
    ],
)  # fmt: skip
def test_styles(entry: str, title: str, journal: str, year: int, authors: tuple[str, ...]) -> None:
    found = parse_entry(entry, label="1")
    assert (found.title, found.journal, found.year, found.authors) == (
        title, journal, year, authors)  # fmt: skip


def test_the_journal_in_italics_is_known() -> None:
    entry = "Moss E (2010) Of ponds. And birds. *The Pond* 5:3"
    assert year_style(entry.replace("*", ""), "The Pond").journal == "The Pond"
    assert parse_entry(entry, label="1").title == "Of ponds. And birds"


@pytest.mark.parametrize(
    "entry",
    ["Moss E, Day T. Ponds in winter. Genome. 1993;36:181–6.",
     "Moss E. The “calm” of ducks. Genome. 1993;36:181–6.",
     "World Group. Report (2010). Oslo: Nest; 2010."],
)  # fmt: skip
def test_other_styles_are_left_to_the_numbered_one(entry: str) -> None:
    assert quoted_style(entry) is None
    assert year_style(entry) is None


def reference(label: str, authors: tuple[str, ...], year: int, raw: str = "") -> Reference:
    return Reference(label, authors, "", "", year, None, raw, Span(1000, 1001))


LIST = [
    reference("1", ("Lee A", "Ho B"), 2004),
    reference("2", ("Müller-Day C", "Ho B", "Kay D"), 2011),
    reference("3", ("van den Berg E",), 1999),
    reference("4", ("Lee A", "Park F"), 2012, "Lee A, Park F (2012a)"),
    reference("5", ("Lee A", "Oh G"), 2012, "Lee A, Oh G (2012b)"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so (Lee and Ho 2004).", [("Lee and Ho 2004", ("1",))]),
        ("so (Lee & Ho, 2004; van den Berg, 1999)",
         [("Lee & Ho, 2004", ("1",)), ("van den Berg, 1999", ("3",))]),
        ("Müller-Day et al. (2011) say", [("Müller-Day et al. (2011", ("2",))]),
        ("(Lee 2004, 2012a)", [("Lee 2004", ("1",)), ("2012a", ("4",))]),
        ("Lee and Oh (2012)", [("Lee and Oh (2012", ("5",))]),
        ("Lee (2012) says", [("Lee (2012", ("4", "5"))]),
        ("In March 2004 and Nobody 2004", []),
        ("since Lee 2004–2006", []),
    ],
)  # fmt: skip
def test_marks_by_name_and_year(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(mark.span.of(text), mark.labels) for mark in named_marks(text, LIST)] == expected


def test_a_paper_cites_in_the_way_it_does_most() -> None:
    text = "Lee and Ho (2004) were first [1]. Others [2, 3] followed."
    assert [mark.labels for mark in find_marks(text, LIST)] == [("1",), ("2", "3")]
    assert find_marks(text, []) == ()
