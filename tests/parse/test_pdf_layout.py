"""Characters → lines → blocks → paragraphs of small PDFs: values for each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pypdfium2
import pytest
from printing import BOLD, ITALIC, Sheet, printed

from sarcoqa.parse.pdf.glyphs import Box, PrintedPage, Style, spelt
from sarcoqa.parse.pdf.joining import joint, running_text, vocabulary
from sarcoqa.parse.pdf.lines import Line, Run, page_lines
from sarcoqa.parse.pdf.margins import PageOfLines, without_margins
from sarcoqa.parse.pdf.page import read_page
from sarcoqa.parse.pdf.reading import in_reading_order
from sarcoqa.parse.pdf.scripts import cites_by_raised_numbers
from sarcoqa.parse.pdf.scripts import printed as as_printed
from sarcoqa.parse.raw import PageStart


def page_of(draw: Callable[[Sheet], None]) -> PrintedPage:
    with pypdfium2.PdfDocument(printed(draw)) as document:
        return read_page(document[0], 1, "1")


def lines_of(draw: Callable[[Sheet], None]) -> list[Line]:
    return page_lines(page_of(draw).glyphs, 1)


# --- characters


@pytest.mark.parametrize(
    ("code", "characters"),
    [(0xFB01, "fi"), (0xFB03, "ffi"), (2, "-"), (0xAD, "-"), (0xA0, " "), (0x2009, " "),
     (0x1D45B, "n"), (0x1D707, "μ"), (0xE001, "\ufffd"), (0, "\ufffd"), (7, ""), (0xE9, "é")],
)  # fmt: skip
def test_a_code_point_is_spelt_as_it_prints(code: int, characters: str) -> None:
    assert spelt(code) == characters


def test_hidden_text_is_left_out_and_told() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.put(72, 100, "Seen.")
        sheet.put(72, 120, "white", grey=1.0)
        sheet.put(72, 140, "tiny", size=0.5)
        sheet.put(72, 160, "invisible", mode=3)
        sheet.put(-300, 180, "outside")
        sheet.box(60, 190, 300, 215, 0.2)
        sheet.put(72, 205, "On a dark ground.", grey=1.0)

    page = page_of(draw)
    assert [line.text for line in page_lines(page.glyphs, 1)] == ["Seen.", "On a dark ground."]
    for hidden in ("white", "tiny", "invisible", "outside"):
        assert hidden in page.hidden
    assert not page.recognised


def test_the_text_layer_of_a_scan_is_read() -> None:
    def draw(sheet: Sheet) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        picture = ImageReader(Image.new("L", (60, 80), 200))
        sheet.canvas.drawImage(picture, 0, 0, 595, 842)
        sheet.put(72, 100, "Recognised words", mode=3)

    page = page_of(draw)
    assert page.recognised
    assert page.pictured
    assert not page.hidden
    assert [line.text for line in page_lines(page.glyphs, 1)] == ["Recognised words"]


def test_a_page_that_is_printed_sideways_is_turned() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(100, 100)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, "First of the rotated lines")
        sheet.canvas.drawString(0, -14, "Second of the rotated lines")

    page = page_of(draw)
    assert (page.width, page.height) == (842, 595)
    lines = page_lines(page.glyphs, 1)
    assert [line.text.split()[0] for line in lines] == ["First", "Second"]
    assert lines[0].baseline < lines[1].baseline


# --- lines


def test_raised_digits_are_no_part_of_the_number_before_them() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.put(72, 100, "in 3.5")
        end = sheet.put(end, 96, "12", size=6)
        sheet.put(end, 100, " of them")

    (line,) = lines_of(draw)
    assert [(run.text, run.raised) for run in line.runs] == [
        ("in 3.5", 0), ("12", 1), (" of them", 0)]  # fmt: skip
    assert as_printed(line.runs, citing=True) == "in 3.5 [12] of them"


def test_a_gutter_parts_lines_and_a_word_space_does_not() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.put(72, 100, "left column")
        sheet.put(end + 14, 100, "right column")

    assert [line.text for line in lines_of(draw)] == ["left column", "right column"]


def test_a_line_with_wide_spaces_is_one_where_its_neighbour_is() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.put(72, 100, "This line of a column fills the whole of its width")
        sheet.put(72, 112, "as")
        sheet.put(105, 112, "this")
        width = sheet.canvas.stringWidth("one", "Times-Roman", 10)
        sheet.put(145, 112, "narrow")
        sheet.put(198, 112, "and wider")
        sheet.put(end - width, 112, "one")

    assert lines_of(draw)[1].text == "as this narrow and wider one"


def test_a_label_stands_on_the_line_of_its_entry() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.put(72, 100, "12.")
        sheet.put(102, 100, "An entry of the list of references")

    assert [line.text for line in lines_of(draw)] == ["12. An entry of the list of references"]


# --- raised characters

PLAIN = Style("Times", 10, False, False)
SMALL = Style("Times", 6, False, False)


@pytest.mark.parametrize(
    ("before", "raised", "expected"),
    [
        ("as shown", "1", "as shown [1]"),
        ("the UK.", "2,5", "the UK. [2, 5]"),
        ("years.", "3 4", "years. [3, 4]"),
        ("abiraterone", "5–9", "abiraterone [5–9]"),
        ("age.", "[6]", "age. [6]"),
        ("10", "6", "10⁶"),
        ("5 cm", "2", "5 cm²"),
        ("Ca", "2+", "Ca²⁺"),
        ("the 5", "th", "the 5th"),
        ("kg/m", "2", "kg/m²"),
    ],
)
def test_raised_numbers(before: str, raised: str, expected: str) -> None:
    assert as_printed([Run(before, PLAIN), Run(raised, SMALL, 1)], citing=True) == expected


def test_lowered_characters_stand_on_the_line() -> None:
    runs = [Run("CO", PLAIN), Run("2", SMALL, -1), Run(" rose", PLAIN)]
    assert as_printed(runs, citing=True) == "CO2 rose"


def line(text: str, x: float, y: float, *, page: int = 1, width: float = 200.0) -> Line:
    return Line(page, Box(x, y - 8, x + width, y + 2), y, PLAIN, (Run(text, PLAIN),), 0)


def test_a_paper_with_bracketed_marks_has_no_raised_ones() -> None:
    raised = [Line(1, Box(0, 0, 9, 9), 9, PLAIN, (Run("as", PLAIN), Run("2", SMALL, 1)), 0)] * 3
    assert cites_by_raised_numbers(raised)
    assert not cites_by_raised_numbers([*raised, line("seen [1] and [2]", 0, 20)])


# --- reading order


def test_two_columns_with_a_full_width_line_between() -> None:
    lines = [
        line("title", 50, 50, width=450),
        line("left 1", 50, 100), line("left 2", 50, 112),
        line("right 1", 300, 100), line("right 2", 300, 112),
        line("wide", 50, 300, width=450),
        line("left 3", 50, 400), line("right 3", 300, 400),
    ]  # fmt: skip
    shuffled = [lines[place] for place in (6, 3, 0, 7, 1, 5, 4, 2)]
    blocks = in_reading_order(shuffled)
    assert [member.text for block in blocks for member in block.lines] == [
        "title", "left 1", "left 2", "right 1", "right 2", "wide", "left 3", "right 3"]  # fmt: skip


def test_a_page_without_lines() -> None:
    assert in_reading_order([]) == []


# --- heads and feet


def pages(*texts: list[Line]) -> list[PageOfLines]:
    return [PageOfLines(n, str(n), 595, 842, lines) for n, lines in enumerate(texts, 1)]


def test_heads_feet_and_page_numbers_go_and_the_text_stays() -> None:
    kept = without_margins(
        pages(
            *(
                [
                    line(f"Journal of Tests, page {n}", 50, 30, page=n),
                    line("Text that is the same", 50, 300 + 40 * n, page=n),
                    line(str(n), 300, 820, page=n),
                ]
                for n in (1, 2, 3)
            )
        )
    )
    assert [[member.text for member in page.lines] for page in kept] == [
        ["Text that is the same"]] * 3  # fmt: skip


def test_a_watermark_goes() -> None:
    kept = without_margins(
        pages(*([line("DRAFT", 250, 420, page=n), line(f"Text {n} here", 50, 300, page=n)]
                for n in (1, 2, 3)))
    )  # fmt: skip
    assert [page.lines[0].text for page in kept] == ["Text 1 here", "Text 2 here", "Text 3 here"]
    assert all(len(page.lines) == 1 for page in kept)


def test_line_numbers_go() -> None:
    numbered = [line(str(n), 20, 100 + 12 * n, width=8) for n in range(1, 11)]
    text = [line(f"A line of a manuscript, {n}", 60, 100 + 12 * n) for n in range(1, 11)]
    (page,) = without_margins(pages([*numbered, *text]))
    assert page.lines == text


def test_captions_of_a_table_that_goes_on_stay() -> None:
    lines = [[line(f"Table {n} Continued", 50, 40, page=n)] for n in (1, 2, 3)]
    assert [len(page.lines) for page in without_margins(pages(*lines))] == [1, 1, 1]


# --- words that a line's end divides


@pytest.mark.parametrize(
    ("before", "after", "known", "expected"),
    [
        ("the treat-", "ment of", {}, "the treatment of"),
        ("a long-", "term study", {"long-term": 2}, "a long-term study"),
        ("tumour-", "specific", {"tumour": 3, "specific": 2}, "tumour-specific"),
        ("COVID-", "19 cases", {}, "COVID-19 cases"),
        ("non-", "Hodgkin", {}, "non-Hodgkin"),
        ("self-exam-", "ination", {"examination": 1}, "self-examination"),
        ("aged 18–", "65 years", {}, "aged 18–65 years"),
        ("https://doi.org/10.1000/", "x12", {}, "https://doi.org/10.1000/x12"),
        ("one -", "two", {}, "one - two"),
        ("plain", "words", {}, "plain words"),
    ],
)
def test_lines_meet(before: str, after: str, known: dict[str, int], expected: str) -> None:
    first, between = joint(before, after, Counter(known))
    assert first + between + after == expected


def test_a_vocabulary_counts_no_halves() -> None:
    assert vocabulary(["The treat-", "ment of long-term pain"]) == {
        "the": 1, "of": 1, "long-term": 1, "pain": 1}  # fmt: skip


def test_pages_of_a_text_over_two_pages() -> None:
    text = running_text([("The treat-", 3), ("ment works.", 4)], Counter())
    assert text.text == "The treatment works."
    # "The treat" has 9 characters.
    assert text.pages == (PageStart(0, 3), PageStart(9, 4))


def test_fonts_of_a_line() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.put(72, 100, "Bold heading. ", font=BOLD)
        sheet.put(end, 100, "and italics", font=ITALIC)

    (found,) = lines_of(draw)
    assert [(run.style.bold, run.style.italic) for run in found.runs] == [
        (True, False), (False, True)]  # fmt: skip
