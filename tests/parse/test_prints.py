"""A JATS file with the PDF of its name beside it, and what a PDF states of itself."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from jats_papers import article
from printing import Sheet, filling
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from sarcoqa.errors import ParseError, UnsupportedFileError
from sarcoqa.parse import beside_digest, choose_files, paper_files, parse_file, read_with
from sarcoqa.parse.files import kind_of
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.pdf import parse_pdf
from sarcoqa.parse.pdf.structure import NOTHING, read_structure

FIRST = "The first cup of tea was left on the table of the cold kitchen for an hour and a half."
SECOND = "A second cup was drunk at once, since nobody in the house had slept well enough to wait."


def jats(*paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return article(f"<sec><title>Results</title>{body}</sec>")


def pdf(*pages: str) -> bytes:
    """A page for each text, its lines repeated so that it is long enough to be a paper."""
    sheet = Sheet()
    for number, text in enumerate(pages):
        if number:
            sheet.next_page()
        sheet.put(60, 60, "Cold tea", size=18)
        y = sheet.lines(60, 100, filling(text, len(text.split())))
        sheet.lines(60, y + 40, filling(f"Page {number} has its own words on ducks.", 90))
    return sheet.content()


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "tea.nxml").write_text(jats(FIRST, SECOND), encoding="utf-8")
    (tmp_path / "tea.pdf").write_bytes(pdf(FIRST, SECOND))
    return tmp_path


def page_of(path: Path, quote: str) -> set[str]:
    document = parse_file(path)
    start = document.text.index(quote)
    return {page.label for page in document.pages if page.span.start <= start < page.span.end}


def test_text_from_the_one_and_pages_from_the_other(pair: Path) -> None:
    document = parse_file(pair / "tea.nxml")
    assert document.text == parse_file_alone(pair).text
    assert page_of(pair / "tea.nxml", FIRST) == {"1"}
    assert page_of(pair / "tea.nxml", SECOND) == {"2"}
    assert document.warnings == ()


def parse_file_alone(pair: Path):
    alone = pair / "alone"
    alone.mkdir(exist_ok=True)
    shutil.copy(pair / "tea.nxml", alone / "tea.nxml")
    return parse_file(alone / "tea.nxml")


def test_a_pdf_of_another_paper_gives_no_pages_and_says_so(pair: Path) -> None:
    other = "Ducks were counted on the pond each morning by two observers with a pair of glasses."
    (pair / "tea.pdf").write_bytes(pdf(other, other))
    document = parse_file(pair / "tea.nxml")
    assert document.pages == ()
    assert document.warnings == ("no pages: tea.pdf is not the print of this paper",)


def test_a_damaged_pdf_gives_no_pages_and_says_why(pair: Path) -> None:
    (pair / "tea.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    document = parse_file(pair / "tea.nxml")
    assert document.pages == ()
    assert document.warnings[0].startswith("no pages: tea.pdf cannot be read (")


def test_the_two_files_are_one_paper(pair: Path) -> None:
    assert paper_files(pair) == (pair / "tea.nxml",)
    assert choose_files([pair]).files == (pair / "tea.nxml",)
    assert choose_files([pair / "tea.pdf", pair / "tea.nxml"]).files == (pair / "tea.nxml",)
    # Alone, the PDF is a paper like any other.
    assert choose_files([pair / "tea.pdf"]).files == (pair / "tea.pdf",)
    assert read_with(pair / "tea.nxml") == (pair / "tea.pdf",)


def test_another_pdf_is_another_version_of_the_paper(pair: Path) -> None:
    before = beside_digest(pair / "tea.nxml")
    (pair / "tea.pdf").write_bytes(pdf(FIRST, SECOND, "One page more about the ducks."))
    after = beside_digest(pair / "tea.nxml")
    (pair / "tea.pdf").unlink()
    assert len({before, after, beside_digest(pair / "tea.nxml")}) == 3
    assert beside_digest(pair / "tea.nxml") == ""


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", b"", "pdf"),
        ("a.fuzz", b"junk %PDF-1.4", "pdf"),
        ("a", b"%PDF-1.4", "pdf"),
        ("a.late", b" " * 1024 + b"%PDF-1.4", ""),
        ("a.nxml", b"", "jats"),
        ("a.md", b"%PDF-1.4", "text"),
        ("a.docx", b"PK", ""),
    ],
)
def test_the_kind_of_a_file(name: str, content: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert kind_of(tmp_path / name) == kind


def test_a_file_of_no_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(UnsupportedFileError, match=r"is a \.docx file; this version reads"):
        parse_file(tmp_path / "a.docx")
    with pytest.raises(ParseError):
        parse_file(tmp_path / "missing.pdf")


# --- what the file states


def stating(**facts: str) -> bytes:
    """A PDF of two pages with page labels from e7, two bookmarks, and `facts` as metadata."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(FIRST, SECOND))))
    writer.add_metadata({f"/{key}": value for key, value in facts.items()})
    writer.set_page_label(0, 1, style="/D", prefix="e", start=7)
    parent = writer.add_outline_item(title="1 Cold  cups", page_number=0)
    writer.add_outline_item(title="Warm cups", page_number=1, parent=parent)
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><p:doi xmlns:p='p'>10.1000/tea.7</p:doi>"
    stream = writer._add_object(_stream(packet + b"</x:xmpmeta>"))
    writer._root_object[NameObject("/Metadata")] = stream
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _stream(content: bytes):
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream._data = content
    stream.update(DictionaryObject({
        NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML"),
        NameObject("/Length"): NumberObject(len(content)),
    }))  # fmt: skip
    return stream


def test_labels_bookmarks_and_metadata() -> None:
    found = read_structure(stating(Title="Cold  tea", Author="A. Lee"))
    assert found.labels == ("e7", "e8")
    assert found.outline == ("1 Cold cups", "Warm cups")
    assert found.stated["Title"] == "Cold tea"
    assert found.stated["Author"] == "A. Lee"
    assert found.stated["DOI"] == "10.1000/tea.7"


def test_the_doi_of_the_file_counts_where_none_is_printed() -> None:
    document = parse_pdf(
        stating(Title="Cold tea"), document_id="x", sha256="0" * 64, stated=Metadata(),
        most_pages=9,
    )  # fmt: skip
    assert document.doi == "10.1000/tea.7"
    assert {page.label for page in document.pages} == {"e7", "e8"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"])
def test_a_damaged_file_states_nothing(content: bytes) -> None:
    assert read_structure(content) == NOTHING
