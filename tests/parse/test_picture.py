"""Pictures of pages, and the boxes of texts on them: made PDFs whose places are known."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest
from printing import HEIGHT, WIDTH, Sheet, printed
from pypdf.generic import RectangleObject

from sarcoqa.errors import DamagedPaperError, PageError
from sarcoqa.parse.pdf.picture import MOST_PIXELS, MOST_PIXELS_HIGH, draw_page
from sarcoqa.parse.wanted import PageRequest, Wanted
from sarcoqa.schema import PageImage, Rectangle

FIRST = "Fever occurred in 55% of the patients and lasted two days."
SECOND = "No patient died of toxicity, and none left the trial early."
POINT = 0.0015  # how far a box may be from where it is known to be, in shares


def drawn(content: bytes, *wanted: Wanted, page: int = 1, width: int = 500) -> PageImage:
    request = PageRequest("made.pdf", page, width, tuple((one,) for one in wanted))
    return draw_page(content, request, most_pages=10)


def only(text: str, before: str = "", after: str = "") -> Wanted:
    return Wanted(text, before, after)


def alike(found: Rectangle, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether the box is there, given in points from the top left corner of a sheet."""
    wanted = (left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
    mine = (found.left, found.top, found.right, found.bottom)
    return all(abs(one - two) <= POINT for one, two in zip(mine, wanted, strict=True))


def pixels(image: PageImage) -> list[bytes]:
    """The rows of a PNG as this package writes it, three bytes a pixel."""
    assert image.content.startswith(b"\x89PNG\r\n\x1a\n")
    place, data = 8, b""
    while place < len(image.content):
        (size,) = struct.unpack(">I", image.content[place : place + 4])
        kind = image.content[place + 4 : place + 8]
        body = image.content[place + 8 : place + 8 + size]
        (checksum,) = struct.unpack(">I", image.content[place + 8 + size : place + 12 + size])
        assert checksum == zlib.crc32(kind + body)
        if kind == b"IHDR":
            assert struct.unpack(">IIBBBBB", body) == (image.width, image.height, 8, 2, 0, 0, 0)
        data += body if kind == b"IDAT" else b""
        place += 12 + size
    raw = zlib.decompress(data)
    step = 1 + 3 * image.width
    assert len(raw) == step * image.height
    return [raw[start + 1 : start + step] for start in range(0, len(raw), step)]


def colour(image: PageImage, x: float, y: float) -> tuple[int, ...]:
    """The pixel at these shares of the page."""
    column, row = int(x * image.width), int(y * image.height)
    return tuple(pixels(image)[row][3 * column : 3 * column + 3])


def changed(content: bytes, change: Callable[[pypdf.PageObject], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    change(writer.pages[0])
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def two_lines(sheet: Sheet) -> None:
    sheet.put(100, 200, FIRST)
    sheet.put(100, 212, SECOND)
    sheet.box(300, 400, 400, 500, grey=0.0)


def test_the_picture_is_the_page() -> None:
    image = drawn(printed(two_lines))
    assert (image.page, image.width, image.media_type) == (1, 500, "image/png")
    assert abs(image.height - 500 * HEIGHT / WIDTH) <= 1
    assert colour(image, 350 / WIDTH, 450 / HEIGHT) == (0, 0, 0)
    assert colour(image, 250 / WIDTH, 450 / HEIGHT) == (255, 255, 255)
    assert image.boxes == ()


def test_a_text_is_boxed_where_it_is_printed() -> None:
    sheet = Sheet()
    end = sheet.put(100, 200, FIRST)
    sheet.put(100, 212, SECOND)
    content = sheet.content()
    whole, part, none = drawn(
        content, only(FIRST), only("55% of the patients and lasted"), only("Fever lasted two days")
    ).boxes
    (box,) = whole
    # The line stands on y = 200, letters of 10 points reach up 6.8 and down 2.2 or so.
    assert alike(box, 100, box.top * HEIGHT, end, box.bottom * HEIGHT)
    assert 190 < box.top * HEIGHT < 194
    assert 201 < box.bottom * HEIGHT < 204
    left = 100 + sheet.canvas.stringWidth("Fever occurred in ", "Times-Roman", 10)
    right = end - sheet.canvas.stringWidth(" two days.", "Times-Roman", 10)
    assert alike(part[0], left, box.top * HEIGHT, right, box.bottom * HEIGHT)
    assert none == ()


# Times reaches 2.2 points of 10 below its line.
def test_words_divided_at_the_end_of_a_line_and_a_column() -> None:
    sheet = Sheet()
    sheet.lines(60, 700, ["The trial that was held in spring went on with sur-",
                          "gery, which helped most of the patients who had"])  # fmt: skip
    sheet.lines(320, 100, ["been ill for a long time before they came to it.",
                           "Others were given radiotherapy in the same year."])  # fmt: skip
    quote = "surgery, which helped most of the patients who had been ill for a long time"
    (boxes,) = drawn(sheet.content(), only(quote)).boxes
    places = [(round(box.left * WIDTH), round(box.bottom * HEIGHT)) for box in boxes]
    assert [x for x, _ in places][1:] == [60, 320]
    assert [y for _, y in places] == [702, 714, 102]


def test_a_column_with_something_between_its_parts() -> None:
    sheet = Sheet()
    sheet.lines(60, 700, ["It was a drug that helped most of the patients who"])
    sheet.put(60, 730, "Received 4 May 2020; accepted 7 June 2021", size=7)
    sheet.lines(320, 100, ["had been ill for a long time before they came to it."])
    quote = "It was a drug that helped most of the patients who had been ill for a long time"
    (boxes,) = drawn(sheet.content(), only(quote)).boxes
    assert [round(box.bottom * HEIGHT) for box in boxes] == [702, 102]


def test_of_two_places_the_surroundings_decide() -> None:
    sheet = Sheet()
    sheet.lines(60, 100, ["In the first group: " + FIRST, "In the second group: " + FIRST])
    content = sheet.content()
    known, unknown = drawn(
        content, only(FIRST, "In the second group: "), only(FIRST, "Nothing like it. ")
    ).boxes
    assert [round(box.bottom * HEIGHT) for box in known] == [114]
    assert unknown == ()


def test_a_short_text_needs_its_signs_and_surroundings() -> None:
    sheet = Sheet()
    sheet.put(60, 100, "The rate of response was 5.3% in women and lower in men.")
    content = sheet.content()
    right, sign, alone = drawn(
        content,
        only("5.3%", "The rate of response was ", " in women"),
        only("53%", "The rate of response was ", " in women"),
        only("5.3%"),
    ).boxes
    assert len(right) == 1
    assert sign == ()
    assert alone == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages(turn: int) -> None:
    def change(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((50, 342, 450, 742))  # a square: y 100 to 500 from the top
        page.rotate(turn)

    image = drawn(changed(printed(two_lines), change), only(FIRST), only(SECOND))
    assert (image.width, image.height) == (500, 500)
    plain = drawn(printed(two_lines), only(FIRST)).boxes[0][0]
    left, right = (plain.left * WIDTH - 50) / 400, (plain.right * WIDTH - 50) / 400
    top, bottom = (plain.top * HEIGHT - 100) / 400, (plain.bottom * HEIGHT - 100) / 400
    expected = {
        0: (left, top, right, bottom),
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }[turn]
    ((box,), (other,)) = image.boxes
    found = (box.left, box.top, box.right, box.bottom)
    assert found == pytest.approx(expected, abs=0.002)
    assert other != box
    # Ink is inside the box, and none a line before it.
    rows = pixels(image)
    inside = [rows[y][3 * x] for y in range(int(box.top * 500), int(box.bottom * 500))
              for x in range(int(box.left * 500), int(box.right * 500))]  # fmt: skip
    assert min(inside) < 100


def test_text_that_runs_upwards() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 100)
    sheet.canvas.rotate(90)
    words = sheet.canvas.beginText(0, 0)
    words.setFont("Times-Roman", 10)
    words.textOut(FIRST)
    sheet.canvas.drawText(words)
    sheet.canvas.restoreState()
    ((box,),) = drawn(sheet.content(), only(FIRST)).boxes
    length = sheet.canvas.stringWidth(FIRST, "Times-Roman", 10)
    assert alike(box, box.left * WIDTH, HEIGHT - 100 - length, box.right * WIDTH, HEIGHT - 100)
    assert 190 < box.left * WIDTH < 195
    assert 200 < box.right * WIDTH < 204


def test_a_page_that_is_not_there() -> None:
    content = printed(two_lines)
    for page in (0, 2, -1, 10**9):
        with pytest.raises(PageError, match=rf"there is no page {page}; the PDF has pages 1 to 1"):
            drawn(content, page=page)


@pytest.mark.parametrize(("wide", "high"), [(14_400, 14_400), (100, 14_400), (14_400, 20)])
def test_the_pixels_of_huge_and_odd_pages_are_bounded(wide: int, high: int) -> None:
    def change(page: pypdf.PageObject) -> None:
        page.mediabox = page.cropbox = RectangleObject((0, 0, wide, high))

    image = drawn(changed(printed(two_lines), change), width=4000)
    assert image.width <= 4000
    assert image.height <= MOST_PIXELS_HIGH
    assert image.width * image.height <= 1.01 * MOST_PIXELS
    assert image.width / image.height == pytest.approx(wide / high, rel=0.1)


def test_a_page_without_area_is_a_typed_error() -> None:
    def change(page: pypdf.PageObject) -> None:
        page.mediabox = page.cropbox = RectangleObject((0, 0, 1_000_000, 0.01))

    with pytest.raises(DamagedPaperError, match=r"page 1 cannot be drawn \(it measures"):
        drawn(changed(printed(two_lines), change))
