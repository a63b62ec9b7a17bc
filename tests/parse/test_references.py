"""Entries of a reference list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.parse.references import find_doi, is_reference_like, parse_entries, parse_entry


@pytest.mark.parametrize(
    ("source", "authors", "title", "journal", "year", "doi"),
    [
        ("Smith J, Doe A. Title here. J Test. 2020;1(2):3-4. doi:10.1000/x",
         ("Smith J", "Doe A"), "Title here", "J Test", 2020, "10.1000/x"),
        ("Smith JR, et al. Why 1999? A survey. N Engl J Med. 2020 Jan 5;382(1):1-9.",
         ("Smith JR", "et al."), "Why 1999? A survey", "N Engl J Med", 2020, None),
        ("Smith J, Doe A. In *Homo sapiens* cells. *J Test*. 2020;1(2):3.",
         ("Smith J", "Doe A"), "In Homo sapiens cells", "J Test", 2020, None),
        ("Smith J. Full stop inside. *J Test.* 2020;1(2):3.",
         ("Smith J",), "Full stop inside", "J Test", 2020, None),
        ("Müller-Lüdenscheidt KH, Ñandú É. Título. *J Test*. 2018;1.",
         ("Müller-Lüdenscheidt KH", "Ñandú É"), "Título", "J Test", 2018, None),
        ("O'Brien JK Jr, de la Cruz M, van Tine BA. Names. *J Test*. 2018;1.",
         ("O'Brien JK Jr", "de la Cruz M", "van Tine BA"), "Names", "J Test", 2018, None),
        # A title without authors, though its last word is short.
        ("Sodium first. A view from the kidney. *J Test*. 2011;3.",
         (), "Sodium first. A view from the kidney", "J Test", 2011, None),
        ("Sarcoma Network. A registry. *registry.example*. 2021. Accessed June 3, 2024.",
         ("Sarcoma Network",), "A registry", "registry.example", 2021, None),
        ("A page without authors. Accessed June 3, 2024. https://x.example/2019/a",
         (), "A page without authors", "", None, None),
        ("Mullinax JE. Expanded. *J Immunother Hagerstown Md* 1997. 2021;44(2):63.",
         ("Mullinax JE",), "Expanded", "J Immunother Hagerstown Md", 2021, None),
    ],
)  # fmt: skip
def test_an_entry(
    source: str,
    authors: tuple[str, ...],
    title: str,
    journal: str,
    year: int | None,
    doi: str | None,
) -> None:
    entry = parse_entry(source, label="9")
    assert entry.label == "9"
    assert entry.authors == authors
    assert entry.title == title
    assert entry.journal == journal
    assert entry.year == year
    assert entry.doi == doi


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1016/S1470-2045(14)70063-4.", "10.1016/S1470-2045(14)70063-4"),
        ("(doi:10.5555/abc)", "10.5555/abc"),
        ("https://x.org/https://doi.org/10.1002/jso.27620#jso27620-bib-0007", "10.1002/jso.27620"),
        ("10.5555/first, then 10.5555/second;", "10.5555/second"),
        ("<https://doi.org/10.5555/x_y.z>", "10.5555/x_y.z"),
        ("version 10.2 of 2020", None),
    ],
)
def test_doi(text: str, doi: str | None) -> None:
    assert find_doi(text) == doi


def test_labels_are_printed_numbers_or_places() -> None:
    items = ["- Smith J. One.", "* Doe A. Two.", "18. Roe B. Three.", "[19] Poe C. Four."]
    entries = parse_entries(items)
    assert [entry.label for entry in entries] == ["1", "2", "18", "19"]
    assert [entry.raw for entry in entries] == [
        "Smith J. One.",
        "Doe A. Two.",
        "Roe B. Three.",
        "Poe C. Four.",
    ]


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Smith J. Title. J Test. 2020;12:3.", True),
        ("See 10.5555/abc for more.", True),
        ("In 2020; 12 patients were seen.", True),  # a known limit: read as year;volume
        ("In 2020, 12 patients were seen.", False),
    ],
)
def test_reference_like(text: str, like: bool) -> None:
    assert is_reference_like(text) is like


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="Smith JDoe A.,;:()*[]2019 10/x-–et al", max_size=80))
def test_any_entry_parses_to_parts_of_itself(source: str) -> None:
    entry = parse_entry(source, label="1")
    assert entry.journal in entry.raw
    assert str(entry.year or "") in entry.raw
    assert (entry.doi or "") in entry.raw
