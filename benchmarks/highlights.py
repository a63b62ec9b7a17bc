"""Highlights on pages: how many quotes are found on their page, and whether the boxes are right.

    python benchmarks/highlights.py PAPERS [--only NAME…] [--wrong]

PAPERS is a folder of pairs NAME.pdf + NAME.nxml. Each is read as the pair and from its PDF alone.
Every sentence of its paragraphs and every row of its tables, of which a page is known, is looked
for on each of its pages. A highlight is right when the text that pdfium itself reads inside its
boxes is that part of the text: "exactly", but for white space, hyphens and dashes, accents and
brackets; "letters", when its letters and digits are. The same texts with one letter or digit
changed must not be found.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdfium2

from sarcoqa.parse import parse_file
from sarcoqa.parse.alignment import letters_of
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.pdf import parse_pdf
from sarcoqa.parse.pdf.picture import draw_page
from sarcoqa.parse.wanted import PageRequest, Wanted, wanted_on
from sarcoqa.schema import Document, Rectangle, Span
from sarcoqa.text import folded, sentences


def spans_of(document: Document) -> Iterator[tuple[str, Span]]:
    """(kind, span) of what an answer may quote."""
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            yield "sentence", sentence
    for table in document.tables:
        for record in table.records:
            yield "row", record.span


def inside(page: pypdfium2.PdfPage, boxes: Sequence[Rectangle]) -> str:
    """What pdfium reads inside the boxes."""
    left, bottom, right, top = page.get_bbox()
    across, down = right - left, top - bottom
    turn = page.get_rotation()
    text_page = page.get_textpage()
    found = []
    for box in boxes:
        x = (box.left, box.right) if turn in (0, 180) else (box.top, box.bottom)
        y = (box.top, box.bottom) if turn in (0, 180) else (box.left, box.right)
        # A quarter turn clockwise brings the left edge of the paper to the top.
        x = x if turn in (0, 90) else (1 - x[1], 1 - x[0])
        y = (1 - y[1], 1 - y[0]) if turn in (0, 270) else y
        found.append(
            text_page.get_text_bounded(
                left + x[0] * across, bottom + y[0] * down,
                left + x[1] * across, bottom + y[1] * down,
            )
        )  # fmt: skip
    return " ".join(found)


def exactly(text: str) -> str:
    """A text without what typesetting changes."""
    return re.sub(r"[\s\-\u0002\ufffe\u00ad\[\](){}'\"“”‘’]", "", folded(text))


def altered(parts: tuple[Wanted, ...], number: int) -> tuple[Wanted, ...]:
    """The parts with one letter of the first changed; none where it has no plain letter."""
    text = parts[0].text
    places = [at for at, char in enumerate(text) if char.isascii() and char.isalnum()]
    if not places:
        return ()
    at = places[7919 * number % len(places)]
    other = str((int(text[at]) + 1) % 10) if text[at].isdigit() else "zq"[text[at] not in "qQ"]
    return replace(parts[0], text=text[:at] + other + text[at + 1 :]), *parts[1:]


def measure(
    document: Document, content: bytes, counts: Counter[str], *, wrong: bool
) -> tuple[float, int]:
    """Adds to `counts`; returns (seconds, pages drawn)."""
    numbers = sorted({page.number for page in document.pages})
    spent = 0.0
    with pypdfium2.PdfDocument(content) as opened:
        for number in numbers:
            found = [
                (kind, span, parts)
                for kind, span in spans_of(document)
                if (parts := wanted_on(document, number, span))
            ]
            request = PageRequest("", number, 500, tuple(parts for _, _, parts in found))
            began = time.perf_counter()
            image = draw_page(content, request, most_pages=1000)
            spent += time.perf_counter() - began
            changed = tuple(altered(parts, n) for n, parts in enumerate(request.spans))
            other = draw_page(content, replace(request, spans=changed), most_pages=1000)
            counts["altered"] += sum(map(bool, changed))
            counts["altered found"] += sum(map(bool, other.boxes))
            for (kind, _, parts), boxes in zip(found, image.boxes, strict=True):
                counts[kind] += 1
                if not boxes:
                    if wrong:
                        print(f"not found, {document.id} p. {number}: {parts[0].text!r}")
                    continue
                counts[f"{kind} found"] += 1
                said, text = inside(opened[number - 1], boxes), "".join(p.text for p in parts)
                counts[f"{kind} exactly"] += exactly(said) == exactly(text)
                letters = letters_of(said).form == letters_of(text).form
                counts[f"{kind} letters"] += letters
                if wrong and not letters:
                    print(f"differs, {document.id} p. {number}:\n  {text!r}\n  {said!r}")
    return spent, len(numbers)


def report(name: str, counts: Counter[str], seconds: float, pages: int) -> None:
    """Prints the shares of one way of reading."""
    print(f"{name}: {pages} pages, {1000 * seconds / pages:.0f} ms each")
    print(f"  altered by one letter: {counts['altered found']:,} of {counts['altered']:,} found")
    for kind in ("sentence", "row"):
        of, found = counts[kind], counts[f"{kind} found"]
        if of and found:
            print(
                f"  {kind}: found {found / of:.4f} ({found:,} of {of:,}); of those right by "
                f"letters {counts[f'{kind} letters'] / found:.4f}, exactly "
                f"{counts[f'{kind} exactly'] / found:.4f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--wrong", action="store_true", help="print what is not found or differs")
    arguments = parser.parse_args()
    pairs, alone = Counter[str](), Counter[str]()
    spent, drawn = [0.0, 0.0], [0, 0]
    for pdf in sorted(arguments.papers.glob("*.pdf")):
        if arguments.only and pdf.stem not in arguments.only:
            continue
        content = pdf.read_bytes()
        digest = sha256(content).hexdigest()
        read = parse_pdf(
            content, document_id=pdf.stem, sha256=digest, stated=Metadata(), most_pages=1000
        )
        pair = parse_file(pdf.with_suffix(".nxml"))
        for place, (document, counts) in enumerate(((pair, pairs), (read, alone))):
            seconds, pages = measure(document, content, counts, wrong=arguments.wrong)
            spent[place] += seconds
            drawn[place] += pages
    report("JATS with its PDF", pairs, spent[0], drawn[0])
    report("PDF alone", alone, spent[1], drawn[1])


if __name__ == "__main__":
    main()
