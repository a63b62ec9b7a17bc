"""How much of a JATS file arrives in the document, and how surely a quote gets its page.

    python benchmarks/ingest_jats.py [FOLDER]

FOLDER holds pairs of one paper's JATS (.nxml) and PDF (.pdf) with one name. Each figure is over all
papers together; `figures` gives them for one.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest_jats_gold import CONTEXT, Gold, GoldTable, normal, read_gold, words
from pypdf import PdfReader

from sarcoqa.answer.cite import page_of
from sarcoqa.parse import parse_file
from sarcoqa.parse.pairing import PageText, with_pages
from sarcoqa.passages import paragraph_sentences
from sarcoqa.schema import FRONT_MATTER, Document, Table

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT.parent / "shared" / "papers"
MIN_SENTENCE = 40  # letters of a sentence that is sought in the print
# Names that the package gives to parts that print their name but do not mark it up.
GIVEN_NAMES = frozenset(
    map(normal, (FRONT_MATTER, "Abstract", "Keywords", "Acknowledgements", "Footnotes",
                 "Author notes", "Notes", "Funding", "References", "Summary", "Graphical abstract",
                 "Glossary"))
)  # fmt: skip


@dataclass
class Share:
    """So many of so many; None as a value where there are none."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int) -> None:
        self.right += right
        self.of += of

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


def figures(jats: Path) -> dict[str, Share]:
    """All shares of one paper."""
    document, gold = parse_file(jats), read_gold(jats)
    found = {"title right": Share(int(normal(document.title) == gold.title), 1)}
    # A file that tags no citation says nothing of them, though the paper may cite by name and year.
    marks = found_marks(document) if gold.marks else Counter()
    found["marks precision"] = Share((marks & gold.marks).total(), marks.total())
    found["marks recall"] = Share((marks & gold.marks).total(), gold.marks.total())
    found["table cells right"] = cells(document, gold)
    held = Counter(words(document.text))
    found["body words recall"] = Share((held & gold.body).total(), gold.body.total())
    prose = Counter(words(" ".join(span.of(document.text) for span in document.paragraphs)))
    found["prose words precision"] = Share((prose & gold.every).total(), prose.total())
    found |= headings(document, gold) | references(document, gold)
    if jats.with_suffix(".pdf").exists():
        found |= pages(document, page_texts(jats.with_suffix(".pdf")))
    return found


def found_marks(document: Document) -> Counter[tuple[str, str]]:
    """(letters before the mark, label) for each label of each mark of the document."""
    spans = {mark.span: mark for mark in document.marks}
    found: set[tuple[int, str, str]] = set()
    for span, mark in spans.items():
        start = max(
            document.text.rfind("\n", 0, span.start), document.text.rfind("\t", 0, span.start)
        )
        before = document.text[start + 1 : span.start]
        for other in sorted(spans, reverse=True):
            if (
                start < other.start
                and other.end <= span.start
                and _is_number(other.of(document.text))
            ):
                before = before[: other.start - start - 1] + before[other.end - start - 1 :]
        if not _is_number(span.of(document.text)):
            before += span.of(document.text)
        letters = "".join(c for c in normal(before) if c.isascii() and c.isalpha())
        found |= {(start, letters[-CONTEXT:], label) for label in mark.labels}
    return Counter((letters, label) for _, letters, label in found)


def _is_number(text: str) -> bool:
    return not any(char.isalpha() for char in text)


def cells(document: Document, gold: Gold) -> Share:
    """Header and body cells that stand in the right row under the right header."""
    share = Share()
    left = list(document.tables)
    for table in gold.tables:
        scored = [(sum(_agreeing(table, found)), place) for place, found in enumerate(left)]
        total = sum(len(row) for row in table.rows) + len(table.header)
        total -= sum(len(table.rows[place]) - 1 for place in table.groups)
        if not scored:
            share.add(0, total)
            continue
        right, place = max(scored)
        left.pop(place)
        share.add(right, total)
    return share


def _agreeing(table: GoldTable, found: Table) -> tuple[int, int]:
    """(header cells right, body cells right); a group's name counts where each row has it."""
    extra = len(found.header) - len(table.header)
    if extra not in (0, 1):
        return 0, 0
    names = [normal(re.sub(r" \(\d+\)$", "", name)) for name in found.header[extra:]]
    wanted = [normal(re.sub(r" \(\d+\)$", "", name)) for name in table.header]
    header = sum(a in (b, c) for a, b, c in zip(names, table.header, wanted, strict=True))
    records = {record.row - 1: record for record in found.records}
    group, body = "", 0
    for place, row in enumerate(table.rows):
        record = records.get(place)
        if place in table.groups:
            group = row[0]
            body += record is None and any(
                normal(r.cells[0][1]) == group for p, r in records.items() if p == place + 1
            )
            continue
        if record is None:
            continue
        values = [normal(value) for _, value in record.cells]
        if extra and values[0] != group:
            continue
        body += sum(a == b for a, b in zip(values[extra:], row, strict=True))
    return header, body


def headings(document: Document, gold: Gold) -> dict[str, Share]:
    """Headings found, and those that are none; names that the package gives count for neither."""
    tables = {table.label for table in document.tables}
    found = Counter(
        normal(s.path[-1]) for s in document.sections if s.path and s.path[-1] not in tables
    )
    for name in GIVEN_NAMES - set(gold.headings):
        found.pop(name, None)
    for name in GIVEN_NAMES & set(gold.headings):
        found[name] = min(found[name], gold.headings[name])
    right = (found & gold.headings).total()
    return {
        "headings precision": Share(right, found.total()),
        "headings recall": Share(right, gold.headings.total()),
    }


def references(document: Document, gold: Gold) -> dict[str, Share]:
    """References found by label; titles and DOIs right where the file states one."""
    by_label = {reference.label: reference for reference in document.references}
    shares = {name: Share() for name in ("references found", "reference titles", "reference DOIs")}
    for label, title, doi in gold.references:
        entry = by_label.get(label)
        shares["references found"].add(entry is not None, 1)
        if title:
            shares["reference titles"].add(entry is not None and normal(entry.title) == title, 1)
        if doi:
            shares["reference DOIs"].add(entry is not None and (entry.doi or "").lower() == doi, 1)
    return shares


def page_texts(pdf: Path) -> list[PageText]:
    """The text of each page of a PDF."""
    pages = PdfReader(pdf).pages
    return [PageText(n, str(n), page.extract_text()) for n, page in enumerate(pages, 1)]


def pages(
    document: Document,
    print_: list[PageText],
    pair: Callable[[Document, list[PageText]], Document] = with_pages,
) -> dict[str, Share]:
    """Pages of quoted sentences: right where the sentence stands once in the print, and given.

    What is sought is the whole sentence, letter by letter; a sentence over two pages has both.
    """
    paired = pair(document, print_)
    forms = [normal(page.text) for page in print_]
    whole = "".join(forms)
    right, given = Share(), Share()
    for paragraph in paired.paragraphs:
        for span in paragraph_sentences(paired, paragraph):
            form = normal(span.of(paired.text))
            if len(form) < MIN_SENTENCE:
                continue
            stated = page_of(paired, span)
            given.add(stated is not None, 1)
            if stated is not None and whole.count(form) == 1:
                place = whole.index(form)
                right.add(stated == _printed(forms, place, place + len(form) - 1), 1)
    return {"page right": right, "page given": given}


def _printed(forms: list[str], first: int, last: int) -> str:
    ends = []
    for letter in (first, last):
        page = 0
        while letter >= len(forms[page]):
            letter -= len(forms[page])
            page += 1
        ends.append(str(page + 1))
    return "–".join(dict.fromkeys(ends))


def table(folder: Path) -> dict[str, Share]:
    """The shares of all papers of a folder together."""
    total: dict[str, Share] = {}
    for jats in sorted(folder.glob("*.nxml")):
        for name, share in figures(jats).items():
            total.setdefault(name, Share()).add(share.right, share.of)
    return total


def main() -> None:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PAPERS)
    parser.add_argument("--each", action="store_true", help="one line for each paper and figure")
    asked = parser.parse_args()
    if asked.each:
        for jats in sorted(asked.folder.glob("*.nxml")):
            for name, share in figures(jats).items():
                if share.right != share.of:
                    print(f"{jats.stem}  {name:20} {share.right}/{share.of}")
    for name, share in table(asked.folder).items():
        value = "none" if share.value is None else f"{share.value:.4f}"
        print(f"{name:20} {value}  {share.right}/{share.of}")


if __name__ == "__main__":
    main()
