"""Front matter: authors, dates, licence, DOI, and the sidecar."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa.errors import CorpusError
from sarcoqa.parse.front import (
    Metadata,
    author_names,
    is_front_note,
    merged,
    read_front,
)
from sarcoqa.parse.sidecar import read_sidecar

Python = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada B. Lovelace¹ · Charles Babbage¹,²", ("Ada B. Lovelace", "Charles Babbage")),
        ("Ada Lovelace, Charles Babbage and Alan Turing",
         ("Ada Lovelace", "Charles Babbage", "Alan Turing")),
        ("Ludwig van Beethoven; Clara Schumann", ("Ludwig van Beethoven", "Clara Schumann")),
        ("José Ñúñez¹, Øystein Ødegård²*", ("José Ñúñez", "Øystein Ødegård")),
        ("Ada Lovelace†", ("Ada Lovelace",)),
    ],
)  # fmt: skip
def test_author_lines(line: str, names: tuple[str, ...]) -> None:
    assert author_names(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Introduction",
        "Heart Failure and Diabetes",
        "Adoptive Cell Therapies",
        "We enrolled, treated and followed patients",
        "UPS, MFS and STS",
        "Accepted: 24 July 2025",
        "",
    ],
)
def test_no_author_lines(line: str) -> None:
    assert author_names(line) == ()


@pytest.mark.parametrize(
    "line",
    ["¹ Department of Medicine", "✉ Ada Lovelace ada@example.org", "© The Author(s) 2025",
     "Accepted: 24 July 2025 / Published online: 1 September 2025"],
)  # fmt: skip
def test_front_notes(line: str) -> None:
    assert is_front_note(line)


def test_prose_is_no_front_note() -> None:
    assert not is_front_note("The trial was accepted in 2025 and is open.")
    assert not is_front_note("Published online: 1 September 2025, " + "it was read by many " * 6)


@pytest.mark.parametrize(
    ("line", "accepted", "published", "year"),
    [
        ("Accepted: 24 July 2025 / Published online: 1 September 2026", "24 July 2025",
         "1 September 2026", 2026),
        ("Accepted on March 3, 2024. Published: 2024-04-15", "March 3, 2024", "2024-04-15", 2024),
        ("© The Author(s) 2019", "", "", 2019),
        ("Received: 1 May 2018", "", "", None),  # neither accepted nor published
    ],
)  # fmt: skip
def test_dates(line: str, accepted: str, published: str, year: int | None) -> None:
    found = read_front(["A Title", line], "")
    assert (found.accepted, found.published, found.year) == (accepted, published, year)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("a Creative Commons Attribution 4.0 International License", "CC BY 4.0"),
        ("a Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC BY-NC-ND 4.0"),
        ("a creative commons\nattribution-sharealike 3.0", "CC BY-SA 3.0"),
        ("All rights reserved. Creative Commons is named only.", ""),
    ],
)
def test_licence(text: str, licence: str) -> None:
    assert read_front(["A Title"], text).licence == licence


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ("https://doi.org/10.5555/abc.1.", "10.5555/abc.1"),
        ("doi: 10.5555/abc(1)", "10.5555/abc(1)"),
        ("Published: 2023-11-02 doi: 10.5555/cgm.2023.17", "10.5555/cgm.2023.17"),
        ("no identifier", None),
    ],
)
def test_doi(line: str, doi: str | None) -> None:
    assert read_front(["A Title", line], "").doi == doi


def test_a_reference_in_the_body_gives_no_doi() -> None:
    assert read_front(["A Title"], "1. Smith J. https://doi.org/10.5555/x").doi is None


def test_the_year_is_that_of_the_first_copyright_sign_that_has_one() -> None:
    assert read_front(["A Title", "© The Author(s), © 2019, © 2021"], "").year == 2019
    assert read_front(["A Title", "© The Author(s)", "in 2017"], "").year is None


def test_long_runs_of_one_character_are_read_at_once(python: Python) -> None:
    # Trying each run from each of its characters would take more than the five minutes that a
    # run of Python has here.
    code = (
        "from sarcoqa.parse.front import author_names, read_front\n"
        "run = 400_000\n"
        "assert author_names('Ada' + ' ' * run + 'Lovelace†') == ('Ada Lovelace',)\n"
        "assert author_names('Ada B' + ' ' * run + '· Bo C') == ('Ada B', 'Bo C')\n"
        "assert read_front(['A Title', '©' * run], '').year is None\n"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr


def test_the_sidecar_goes_before_the_text() -> None:
    stated = Metadata(title="Stated", licence="CC0")
    found = Metadata(title="Found", year=2020, licence="CC BY 4.0")
    assert merged(stated, found) == Metadata(title="Stated", year=2020, licence="CC0")


def test_a_sidecar(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    assert read_sidecar(paper) == Metadata()
    (tmp_path / "paper.toml").write_text('title = "T"\nauthors = ["A B", "C D"]\nyear = 2020\n')
    assert read_sidecar(paper) == Metadata(title="T", authors=("A B", "C D"), year=2020)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = ", "not valid TOML"),
        (b"\xff\xfe\x00", "not valid TOML"),
        (b'journal = "J"', "unknown key 'journal'"),
        (b'authors = "A B"', "authors must be a list"),
        (b'year = "2020"', "year must be a whole number, found '2020'"),
        (b"title = 5", "title must be text, found 5"),
        (b"accepted = 2025-07-24", "accepted must be text, found 2025-07-24; quote it"),
    ],
)
def test_a_bad_sidecar(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "paper.toml").write_bytes(content)
    with pytest.raises(CorpusError, match=message):
        read_sidecar(tmp_path / "paper.txt")
