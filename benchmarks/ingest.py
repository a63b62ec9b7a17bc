"""Reading PDFs: what is found of each paper, against its JATS file, with speed and memory.

    python benchmarks/ingest.py PAPERS [--only NAME…] [--no-plain]

PAPERS is a folder of pairs NAME.pdf + NAME.nxml. For comparison the plain text extraction of pypdf
and pypdfium2 alone is measured in the same run. Figures of our text count its paragraphs alone,
those of the plain extractions all their text.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import pypdf
import pypdfium2
from ingest_gold import (
    Gold,
    GoldReference,
    heading_key,
    letters,
    mark_word,
    read_gold,
    tokens,
    windows,
)

from sarcoqa.errors import ParseError
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.pdf import parse_pdf
from sarcoqa.schema import FRONT_MATTER, Document, Reference
from sarcoqa.text import sentences

# Headings that a paper prints and JATS keeps as something other than a title.
PRINTED_ELSEWHERE = frozenset(
    heading_key(name)
    for name in (
        "abstract", "summary", "keywords", "key words", "references", "abbreviations", "funding",
        "acknowledgements", "acknowledgments", "author details", "publisher's note",
        "correspondence", "author contributions", "authors' contributions",
        "data availability statement",
        "competing interests", "conflict of interest", "conflicts of interest", "open access",
        "supplementary information", "supporting information", "appendix", "additional files",
    )
)  # fmt: skip
COLUMNS = (
    "tokens", "order", "head.p", "head.r", "refs", "r.title", "r.doi", "marks", "title", "page",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1 by column; None where a paper has nothing to find."""

    name: str
    shares: dict[str, float | None]
    pages: int
    seconds: float


def share(found: int, of: int) -> float | None:
    """`found` / `of`, None of nothing."""
    return found / of if of else None


def recall(gold: Counter, found: Counter) -> float | None:
    """The share of the gold multiset that is found."""
    return share((gold & found).total(), gold.total())


def measure(pdf: Path, gold: Gold, raw_pages: Sequence[str]) -> tuple[Measured, Document | None]:
    """All shares of one paper."""
    content = pdf.read_bytes()
    began = time.process_time()
    try:
        document = parse_pdf(
            content, document_id=pdf.stem, sha256=sha256(content).hexdigest(), stated=Metadata(),
            most_pages=1000,
        )  # fmt: skip
    except ParseError as error:
        print(f"{pdf.stem}: {type(error).__name__}: {error}", file=sys.stderr)
        return Measured(pdf.stem, dict.fromkeys(COLUMNS, 0.0), len(raw_pages), 0.0), None
    seconds = time.process_time() - began
    entries = [reference.span for reference in document.references]
    prose = [
        span.of(document.text)
        for span in document.paragraphs
        if not any(span.overlaps(entry) for entry in entries)
    ]
    ours = [token for paragraph in prose for token in tokens(paragraph)]
    shares = {
        "tokens": recall(Counter(gold.body), Counter(ours)),
        "order": recall(windows(gold.body), windows(ours)),
        **headings(document, gold, raw_pages),
        **references(document.references, gold.references, "".join(raw_pages)),
        "marks": marks_f1(document, gold),
        "title": float(SequenceMatcher(None, letters(document.title), gold.title).ratio() > 0.98),
        "page": right_pages(document, [letters(page) for page in raw_pages]),
    }
    return Measured(pdf.stem, shares, len(raw_pages), seconds), document


def headings(document: Document, gold: Gold, raw_pages: Sequence[str]) -> dict[str, float | None]:
    """Precision over every heading that the paper prints, recall over those of its body."""
    tables = {table.label for table in document.tables}
    found = Counter(
        heading_key(section.path[-1])
        for section in document.sections
        if section.path[-1] not in tables and section.path != (FRONT_MATTER,) and section.path[-1]
    )
    right = sum(n for key, n in found.items() if key in gold.allowed | PRINTED_ELSEWHERE)
    whole = letters("\n".join(raw_pages))
    printed = Counter({key: n for key, n in gold.headings.items() if key in whole})
    return {"head.p": share(right, found.total()), "head.r": recall(printed, found)}


def references(
    ours: Sequence[Reference], gold: Sequence[GoldReference], raw: str
) -> dict[str, float | None]:
    """Entries found (same label and mostly the same tokens), their titles and DOIs right.

    Titles and DOIs count over all gold entries that have one, DOIs only where the PDF prints them.
    """
    by_label = {reference.label: reference for reference in ours}
    pairs = [(by_label.get(entry.label), entry) for entry in gold]
    alike = [(mine, entry) for mine, entry in pairs if mine is not None and _alike(mine, entry)]
    squeezed = re.sub(r"\s+", "", raw).lower()
    titled = [entry for entry in gold if entry.title]
    with_doi = [entry for entry in gold if entry.doi and entry.doi.lower() in squeezed]
    titles = sum(_title_right(mine, entry) for mine, entry in alike if entry.title)
    dois = sum((mine.doi or "").lower() == entry.doi.lower() for mine, entry in alike
               if entry in with_doi)  # fmt: skip
    return {
        "refs": share(len(alike), len(gold)),
        "r.title": share(titles, len(titled)),
        "r.doi": share(dois, len(with_doi)),
    }


def _alike(mine: Reference, entry: GoldReference) -> bool:
    found = frozenset(tokens(mine.raw))
    both = len(found & entry.tokens)
    return 2 * both >= 0.6 * (len(found) + len(entry.tokens))


def _title_right(mine: Reference, entry: GoldReference) -> bool:
    return SequenceMatcher(None, letters(mine.title), entry.title, autojunk=False).ratio() >= 0.95


def marks_f1(document: Document, gold: Gold) -> float | None:
    """F1 over pairs (label, word before the mark, or the year that the mark prints)."""
    found: Counter[tuple[str, str]] = Counter()
    for mark in document.marks:
        if not any(paragraph.holds(mark.span) for paragraph in document.paragraphs):
            continue  # in a table
        printed = mark.span.of(document.text)
        word = mark_word(printed, document.text[: mark.span.start][-80:])
        found.update((label, word) for label in mark.labels)
    total = found.total() + gold.marks.total()
    return 2 * (found & gold.marks).total() / total if total and gold.marks else None


def right_pages(document: Document, raw_pages: Sequence[str]) -> float | None:
    """Of the sentences whose characters one page alone holds, the share placed on that page."""
    right = counted = 0
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            key = letters(re.sub(r"\[[\d,–\s-]*\]", "", sentence.of(document.text)))
            holders = [number for number, page in enumerate(raw_pages, 1) if key in page]
            if len(key) < 25 or len(holders) != 1:
                continue
            counted += 1
            ours = {page.number for page in document.pages if page.span.overlaps(sentence)}
            right += ours == set(holders)
    return share(right, counted)


def plain_shares(text: str, gold: Gold) -> dict[str, float | None]:
    """Token and order recall of a plain extraction."""
    found = tokens(text)
    return {
        "tokens": recall(Counter(gold.body), Counter(found)),
        "order": recall(windows(gold.body), windows(found)),
    }


def table_row(name: str, shares: dict[str, float | None], more: str = "") -> str:
    """One line of the table; a share that does not apply is a dash."""
    cells = (shares.get(column) for column in COLUMNS)
    return f"{name:<18}" + "".join("      –" if c is None else f"{c:7.3f}" for c in cells) + more


def mean(rows: Iterable[dict[str, float | None]]) -> dict[str, float | None]:
    """The mean of each column over the papers to which it applies."""
    kept = list(rows)
    columns = {c: [v for row in kept if (v := row.get(c)) is not None] for c in COLUMNS}
    return {c: sum(values) / len(values) if values else None for c, values in columns.items()}


def raw_texts(pdf: Path) -> list[str]:
    """The plain text of each page, by pypdfium2 alone."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--no-plain", action="store_true")
    arguments = parser.parse_args()
    pdfs = [pdf for pdf in sorted(arguments.papers.glob("*.pdf"))
            if not arguments.only or pdf.stem in arguments.only]  # fmt: skip
    print(f"{'paper':<18}" + "".join(f"{column:>7}" for column in COLUMNS) + "  pages/s")
    rows: list[Measured] = []
    golds = {pdf: read_gold(pdf.with_suffix(".nxml")) for pdf in pdfs}
    texts = {pdf: raw_texts(pdf) for pdf in pdfs}
    for pdf in pdfs:
        row, _ = measure(pdf, golds[pdf], texts[pdf])
        rows.append(row)
        print(table_row(row.name, row.shares, f"{row.pages / max(row.seconds, 1e-9):9.1f}"))
    every = mean(row.shares for row in rows)
    speed = sum(row.pages for row in rows) / max(sum(row.seconds for row in rows), 1e-9)
    print(table_row(f"mean of {len(rows)}", every, f"{speed:9.1f}"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:.0f} MB (with the gold and the plain texts)")
    if not arguments.no_plain:
        _print_plain(pdfs, golds, texts)


def _print_plain(
    pdfs: Sequence[Path], golds: dict[Path, Gold], texts: dict[Path, list[str]]
) -> None:
    for name in ("pypdfium2", "pypdf"):
        shares = []
        for pdf in pdfs:
            if name == "pypdf":
                text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
            else:
                text = "\n".join(texts[pdf])
            shares.append(plain_shares(text, golds[pdf]))
        print(table_row(f"{name} alone", mean(shares)))


if __name__ == "__main__":
    main()
