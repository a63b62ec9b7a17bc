"""A file → `Document`, or one clear error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sarcoqa.errors import (
    CorpusError,
    EmptyFileError,
    NotTextError,
    ParseError,
    UnsupportedFileError,
)
from sarcoqa.parse import named, paper_files, parse_file, unread_files
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain

PAPER = """A Study of Tests

Ada Lovelace¹ · Charles Babbage²

Introduction

Tests are short [1]. They say what was found, what was expected, and what to do about it, as is
known since the first of them was written down by hand.

Figure 1 Three tests

References

1. Smith J. Title. *J Test*. 2020;1(2):3-4.
"""


def written(folder: Path, content: bytes, name: str = "paper.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"", EmptyFileError, "holds no words"),
        (b" \n\t\r\n \xc2\xa0", EmptyFileError, "holds no words"),
        (b"--- *** ---\n...", EmptyFileError, "holds no words"),
        (b"%PDF-1.7\x00\x01\x02", NotTextError, "binary file"),
        ("naïve café".encode() + b" au lait \xe9", NotTextError, "not utf-8 text"),
        (b"\xe9\xe8\xea\xfc\xe4 \xf6", NotTextError, "not utf-8 text"),  # hardly a letter of ASCII
        (b"text \x81 text", NotTextError, "not utf-8 text"),  # no character of Windows-1252
        (b"text \x02\xe9 text", NotTextError, "not utf-8 text"),
        (bytes(range(256)) * 8, NotTextError, "not utf-8 text"),
        (b"\xff\xfea\x00b", NotTextError, "not utf-16 text"),
    ],
)
def test_a_file_that_is_no_paper(
    tmp_path: Path, content: bytes, error: type[ParseError], message: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(error, match=message) as caught:
        parse_file(path)
    assert str(path) in str(caught.value)
    assert isinstance(caught.value, ParseError)


@pytest.mark.parametrize("name", ["paper.docx", "paper.epub", "paper"])
def test_an_unsupported_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFileError, match=r"this version reads \.txt, \.md"):
        parse_file(written(tmp_path, PAPER.encode(), name))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="cannot be read"):
        parse_file(tmp_path / "absent.txt")


def test_a_folder_with_a_text_suffix(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ParseError, match="cannot be read"):
        parse_file(tmp_path / "folder.txt")


def test_another_file_than_the_sidecar_names(tmp_path: Path) -> None:
    path = written(tmp_path, PAPER.encode())
    stated = parse_file(path).sha256
    (tmp_path / "paper.toml").write_text(f'sha256 = "{stated}"\n')
    assert parse_file(path).sha256 == stated
    path.write_bytes(PAPER.encode() + b" ")
    with pytest.raises(CorpusError, match=rf"states {stated[:12]}"):
        parse_file(path)


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [("title = ", "not valid TOML"), ('titel = "x"', "unknown key 'titel'")],
)
def test_a_bad_sidecar(tmp_path: Path, sidecar: str, message: str) -> None:
    (tmp_path / "paper.toml").write_text(sidecar)
    with pytest.raises(CorpusError, match=message):
        parse_file(written(tmp_path, PAPER.encode()))


@pytest.mark.parametrize(
    "content",
    [
        PAPER.encode("utf-16"),
        b"\xfe\xff" + PAPER.encode("utf-16-be"),
        PAPER.encode("utf-16-le"),
        PAPER.encode("utf-16-be"),
        PAPER.encode("cp1252"),
        PAPER.encode("utf-8-sig"),
        PAPER.replace("\n", "\r\n").encode(),
        PAPER.replace("\n", "\r").encode(),
        PAPER.rstrip("\n").encode(),
        ("\n\n" + PAPER + "\n\n").encode(),
    ],
    ids=[
        "utf-16",
        "utf-16-be",
        "utf-16-le-bare",
        "utf-16-be-bare",
        "windows-1252",
        "utf-8-sig",
        "crlf",
        "cr",
        "no-final-newline",
        "blank-lines",
    ],
)
def test_encoding_and_line_ends_change_nothing(tmp_path: Path, content: bytes) -> None:
    plain = parse_file(written(tmp_path, PAPER.encode()))
    other = parse_file(written(tmp_path, content))
    assert other.text == plain.text
    assert other.text.startswith("A Study of Tests\n\nAda Lovelace¹ · Charles Babbage²\n\n")
    assert (other.sections, other.references, other.marks, other.paragraphs) == (
        plain.sections,
        plain.references,
        plain.marks,
        plain.paragraphs,
    )
    assert other.sha256 != plain.sha256, "the hash is of the file's bytes"


def test_a_small_paper(tmp_path: Path) -> None:
    paper = parse_file(written(tmp_path, PAPER.encode()))
    assert paper.id == "paper"
    assert paper.authors == ("Ada Lovelace", "Charles Babbage")
    assert [section.path for section in paper.sections] == [
        ("Front matter",),
        ("Introduction",),
        ("References",),
    ]
    assert [mark.labels for mark in paper.marks] == [("1",)]
    assert paper.warnings == ()


def test_a_mark_without_an_entry_is_warned_of(tmp_path: Path) -> None:
    paper = parse_file(written(tmp_path, PAPER.replace("[1]", "[1, 7]").encode()))
    assert paper.warnings == ("marks without an entry in the reference list: 7",)


def test_a_text_without_any_heading(tmp_path: Path) -> None:
    paper = parse_file(written(tmp_path, b"One sentence alone. And another."))
    assert paper.text == "One sentence alone. And another."
    assert paper.sections == ()
    assert [p.of(paper.text) for p in paper.paragraphs] == [paper.text]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("It was seen by Lee et al.", "reported in 2024 and later.", True),
        ("It was seen [1, 2]", "Cells died.", True),
        ("It was seen [1, 2].", "Cells died.", False),
        ("It was “seen.” [1]", "Cells died.", False),
        ("It was seen in the", "USA and in France.", True),
    ],
)
def test_a_page_break(tmp_path: Path, above: str, below: str, joined: bool) -> None:
    text = f"A Study of Tests\n\nIntroduction\n\n{above}\n\n{below}\n"
    paper = parse_file(written(tmp_path, text.encode()))
    found = [p.of(paper.text) for p in paper.paragraphs][1:]
    assert found == ([f"{above} {below}"] if joined else [above, below])


def calls(text: str) -> int:
    """How many calls of Python functions it takes to parse `text`."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        parse_plain(text, document_id="d", sha256="0" * 64, stated=Metadata())
    finally:
        sys.setprofile(None)
    return count


def test_many_bare_lines_take_each_its_time_once() -> None:
    # Each could be a heading of the front matter, and none leads to a paragraph.
    small, large = (
        calls("\n\n".join(f"Bare Line {number}x" for number in range(count))) for count in (50, 400)
    )
    assert large < 1.5 * 8 * small  # eight times the lines; 64 times the work if each asked all


def test_headings_in_a_row_end_the_front_matter_where_a_text_follows() -> None:
    long = "This part says a good deal of what was found in the end. " * 4
    lines = ["A Study of Tests", "Ada Lovelace", "Some Lines", "Alone Here", "x y.", "First Part",
             "Inner Part", long]  # fmt: skip
    paper = parse_plain("\n\n".join(lines), document_id="d", sha256="", stated=Metadata())
    assert [section.path[-1] for section in paper.sections] == [
        "Front matter", "First Part", "Inner Part",
    ]  # fmt: skip
    named = parse_plain(
        "\n\n".join([*lines[:3], "Introduction", *lines[3:5]]),
        document_id="d", sha256="", stated=Metadata(),
    )  # fmt: skip
    assert [section.path[-1] for section in named.sections][:2] == ["Front matter", "Introduction"]


def test_headings_that_could_be_names_are_headings(tmp_path: Path) -> None:
    long = "This part is about them and says a good deal of what they found in the end. " * 6
    text = (
        f"A Study of Tests\n\nIntroduction\n\n{long}\n\nRandomized Trials, Cohort Studies\n\n{long}"
    )
    paper = parse_file(written(tmp_path, text.encode()))
    paths = [section.path for section in paper.sections]
    assert ("Randomized Trials, Cohort Studies",) in paths


def test_the_papers_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no paper"):
        paper_files(tmp_path)
    with pytest.raises(CorpusError, match="no corpus folder"):
        paper_files(tmp_path / "absent")
    (tmp_path / "b").mkdir()
    names = ["b/two.md", "a.txt", "b/paper.toml", "README.md", "b/LICENSE", ".hidden.txt"]
    for name in names:
        written(tmp_path, PAPER.encode(), name)
    assert paper_files(tmp_path) == (tmp_path / "a.txt", tmp_path / "b" / "two.md")
    assert unread_files(tmp_path) == ()


def test_hidden_folders_and_other_kinds_of_files_are_passed_over(tmp_path: Path) -> None:
    corpus = tmp_path / ".share" / "corpus"  # hidden itself, but it was asked for
    names = ["a.md", "a/fig.PNG", "a/b/c.Txt", ".git/x.md", ".venv/lib/y.txt", "a/.cache/z.md",
             "b.epub", "noend", "README.epub"]  # fmt: skip
    for name in names:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        written(corpus, PAPER.encode(), name)
    assert [p.relative_to(corpus).as_posix() for p in paper_files(corpus)] == ["a/b/c.Txt", "a.md"]
    skipped = unread_files(corpus)
    assert named(skipped, corpus) == "a/fig.PNG, b.epub, noend"
    assert named(skipped * 4, corpus).endswith("a/fig.PNG, b.epub and 4 more")


def test_a_folder_of_nothing_that_is_read(tmp_path: Path) -> None:
    written(tmp_path, b"PK", "one.epub")
    with pytest.raises(CorpusError, match=r"holds no paper \(found one\.epub\); put text files"):
        paper_files(tmp_path)


STATED = 'title = "Stated"\nauthors = ["Ada Lovelace"]\ndoi = "10.1000/x"\n'


def test_a_sidecar_speaks_of_the_only_paper_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text(STATED)
    one = written(tmp_path, PAPER.encode(), "one.txt")
    written(tmp_path, PAPER.encode(), "README.md")
    (tmp_path / "below").mkdir()
    below = written(tmp_path / "below", PAPER.encode(), "two.txt")
    assert (parse_file(one).title, parse_file(one).doi) == ("Stated", "10.1000/x")
    assert (parse_file(below).title, parse_file(below).doi) == ("A Study of Tests", None)


def test_a_sidecar_beside_several_papers_names_its_own(tmp_path: Path) -> None:
    one, two = (written(tmp_path, PAPER.encode(), name) for name in ("one.txt", "two.txt"))
    (tmp_path / "paper.toml").write_text(STATED)
    for path in (one, two):
        with pytest.raises(CorpusError, match=r"of 2 papers .*add file = \"one\.txt\""):
            parse_file(path)
    (tmp_path / "paper.toml").write_text(STATED + 'file = "two.txt"\n')
    assert (parse_file(one).title, parse_file(one).doi) == ("A Study of Tests", None)
    assert (parse_file(two).title, parse_file(two).doi) == ("Stated", "10.1000/x")
    for absent in ("three.txt", "paper.toml", "../one.txt"):
        (tmp_path / "paper.toml").write_text(f"{STATED}file = '{absent}'\n")
        with pytest.raises(CorpusError, match=r"no paper beside it; those are: one\.txt, two\.txt"):
            parse_file(one)
