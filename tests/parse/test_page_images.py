"""`Assistant.page_image`: the PDF of a paper, wherever its bytes are, and quotes on its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from jats_papers import article
from printing import Sheet, filling
from reportlab.lib.pdfencrypt import StandardEncryption

from sarcoqa import Assistant, PageImage, Settings, Span
from sarcoqa.errors import FilterError, PageError, TooLargeError

FIRST = "The first cup of tea was left on the table of the cold kitchen for an hour and a half."
SECOND = "A second cup was drunk at once, since nobody in the house had slept well enough to wait."


def pdf(*, encrypt: StandardEncryption | None = None) -> bytes:
    """Two pages; each text stands 100 points below the top of its page."""
    sheet = Sheet(encrypt=encrypt)
    for number, text in enumerate((FIRST, SECOND)):
        if number:
            sheet.next_page()
        sheet.put(60, 60, "Cold tea", size=18)
        y = sheet.lines(60, 100, filling(text, len(text.split())))
        sheet.lines(60, y + 40, filling(f"Page {number} has its own words on ducks.", 90))
    return sheet.content()


def jats() -> str:
    body = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND))
    return article(f"<sec><title>Results</title>{body}</sec>")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A corpus of one PDF, and papers to add."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ours.pdf").write_bytes(pdf())
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "alone.pdf").write_bytes(
        pdf(encrypt=StandardEncryption("", ownerPassword="owner"))
    )
    (tmp_path / "papers" / "pair.nxml").write_text(jats(), encoding="utf-8")
    (tmp_path / "papers" / "pair.pdf").write_bytes(pdf())
    (tmp_path / "papers" / "text.md").write_text(f"# Tea\n\n## Results\n\n{FIRST}\n")
    return tmp_path


def opened(place: Path, settings: Settings | None = None) -> Assistant:
    settings = settings or Settings(embedding_model="hashing")
    return Assistant.open(place / "index", corpus=place / "corpus", settings=settings, quiet=True)


def span_of(qa: Assistant, name: str, quote: str) -> Span:
    start = qa.document(name).text.index(quote)
    return Span(start, start + len(quote))


def drawn(qa: Assistant, name: str, page: int, *quotes: str, **more: int) -> PageImage:
    image = qa.page_image(name, page, [span_of(qa, name, quote) for quote in quotes], **more)
    assert image is not None
    return image


@pytest.mark.parametrize("name", ["ours", "alone", "pair"])
def test_a_quote_on_its_page(name: str, place: Path) -> None:
    qa = opened(place)
    qa.add(place / "papers")
    for path in (place / "papers").iterdir():
        path.unlink()  # the index keeps the bytes
    image = drawn(qa, name, 2, SECOND, FIRST, width_pixels=400)
    assert (image.page, image.width) == (2, 400)
    assert abs(image.height - 400 * 842 / 595) <= 1
    second, first = image.boxes
    # Two lines, on y = 100 and 112 of 842 points; 0.27 of 10 points below at most.
    assert [round(box.bottom * 842) for box in second] == [102, 114]
    assert all(abs(box.left - 60 / 595) < 0.002 for box in second)
    assert first == ()
    assert [len(boxes) for boxes in drawn(qa, name, 1, SECOND, FIRST).boxes] == [0, 2]


def test_a_quote_over_two_pages_is_boxed_on_each(place: Path) -> None:
    qa = opened(place)
    document = qa.document("ours")
    both = Span(document.text.index("the cold kitchen"), span_of(qa, "ours", SECOND).end)
    first, second = (qa.page_image("ours", page, [both]) for page in (1, 2))
    assert first is not None
    assert second is not None
    assert first.boxes[0][0].left > 60 / 595, "it begins in the midst of a line"
    assert [round(box.bottom * 842) for box in second.boxes[0]][-2:] == [102, 114]


def test_the_same_picture_is_drawn_once(place: Path) -> None:
    qa = opened(place)
    image = drawn(qa, "ours", 1, FIRST)
    assert drawn(qa, "ours", 1, FIRST) is image
    assert drawn(qa, "ours", 1, SECOND) is not image
    for page in range(1, 3):
        for width in range(100, 500, 100):
            drawn(qa, "ours", page, width_pixels=width)
    again = drawn(qa, "ours", 1, FIRST)
    assert again is not image, "only so many are kept"
    assert again == image


def test_papers_without_the_pdf_that_was_read(place: Path) -> None:
    qa = opened(place)
    qa.add(place / "papers")
    assert qa.page_image("text", 1) is None
    assert qa.page_image("ours", 1) is not None
    ours = place / "corpus" / "ours.pdf"
    ours.write_bytes(ours.read_bytes() + b"% changed")
    assert qa.page_image("ours", 1) is None
    ours.unlink()
    assert qa.page_image("ours", 1) is None
    (beside,) = (place / "index" / "sources").glob("*/pair.pdf")
    beside.write_bytes(beside.read_bytes() + b"% changed")
    assert qa.page_image("pair", 1) is None


def test_a_pdf_that_is_no_print_of_its_paper(place: Path) -> None:
    (place / "papers" / "other.nxml").write_text(
        jats().replace("tea", "lead").replace(SECOND, "Of lead nothing is known at all.").replace(
            FIRST.replace("tea", "lead"), "It is a metal, and was used for pipes in old towns."
        ).replace("A trial", "Lead"), encoding="utf-8")  # fmt: skip
    (place / "papers" / "other.pdf").write_bytes(pdf())
    qa = opened(place)
    qa.add(place / "papers" / "other.nxml")
    assert qa.document("other").pages == ()
    assert qa.page_image("other", 1) is None


def test_what_cannot_be_shown_is_one_clear_error(place: Path) -> None:
    qa = opened(place)
    with pytest.raises(FilterError, match="nobody"):
        qa.page_image("nobody", 1)
    with pytest.raises(PageError, match="there is no page 3; the PDF has pages 1 to 2"):
        qa.page_image("ours", 3)
    for page in (0, -1, "2", None):
        with pytest.raises(PageError, match="give its number, from 1"):
            qa.page_image("ours", page)
    for width in (0, 10**6, 99.5):
        with pytest.raises(PageError, match="give 50 to 4000 pixels"):
            qa.page_image("ours", 1, width_pixels=width)
    with pytest.raises(PageError, match=r"the span 5-1000000 ends behind the text of ours"):
        qa.page_image("ours", 1, [Span(5, 1_000_000)])
    with pytest.raises(PageError, match="201 spans were given; at most 200"):
        qa.page_image("ours", 1, [Span(0, 1)] * 201)
    assert qa.page_image("ours", 1, [Span(4, 4)]).boxes == ((),)


def test_the_limits_of_reading_hold_for_drawing(place: Path) -> None:
    opened(place)
    qa = opened(place, Settings(embedding_model="hashing", paper_max_pages=1))
    with pytest.raises(TooLargeError, match=r"ours\.pdf: the PDF has 2 pages, more than the 1"):
        qa.page_image("ours", 1)
