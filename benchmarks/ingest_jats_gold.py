"""What a JATS file states, read with the standard library alone, apart from the package under test.

Texts are compared by their letters and digits in one normal form, so that neither spaces nor
brackets nor raised digits matter.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_NAME = 80  # a longer text in the first row of a table without a head names no column
CONTEXT = 14  # letters before a mark that tell where it stands
_HOLDERS = {"p", "td", "th", "title", "label", "attrib", "term"}
_ASIDE = {"table-wrap", "fig", "fn", "boxed-text", "supplementary-material", "list", "disp-quote"}
_UNREAD = {"object-id", "tex-math", "annotation"}


@dataclass
class GoldTable:
    """Header by column; body rows as full grids of texts; the rows that only name a group."""

    header: list[str]
    rows: list[list[str]]
    groups: set[int] = field(default_factory=set)


@dataclass
class Gold:
    """All that is compared, in normal form where it is text."""

    title: str
    marks: Counter[tuple[str, str]]
    tables: list[GoldTable]
    headings: Counter[str]
    body: Counter[str]
    every: Counter[str]  # of the whole article
    references: list[tuple[str, str, str]]  # label, title, DOI


def normal(text: str) -> str:
    """Letters and digits in lower case, without accents."""
    spread = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).lower()
    return "".join(char for char in spread if char.isalnum())


def words(text: str) -> list[str]:
    """The words of `text` in normal form."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).lower()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain)


def read_gold(path: Path) -> Gold:
    """The gold of one file."""
    root = ElementTree.parse(path).getroot()
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rsplit("}", 1)[-1]
    for parent in list(root.iter()):
        for other in [node for node in parent if node.tag in ("sub-article", "response")]:
            parent.remove(other)
    article = root if root.tag == "article" else next(root.iter("article"))
    order = _reference_order(article)
    return Gold(
        title=normal(_text(article.find("front/article-meta/title-group/article-title"))),
        marks=_marks(article, order),
        tables=[_table(node) for node in article.iter("table")],
        headings=_headings(article),
        body=_body_words(article),
        every=Counter(words("".join(_apart(article)))),
        references=list(_references(article)),
    )


def _text(node: ElementTree.Element | None) -> str:
    return "" if node is None else "".join(node.itertext())


# --- citations


def _reference_order(article: ElementTree.Element) -> dict[str, str]:
    """Reference id → printed label, or its place in the list."""
    return {
        ref.get("id", ""): _text(ref.find("label")).strip("[]().\n ") or str(place)
        for place, ref in enumerate(article.iter("ref"), 1)
    }


def _stream(
    node: ElementTree.Element,
) -> Iterator[tuple[str, str, ElementTree.Element | None]]:
    """("text" or "cites", characters, the citation) of a holder without what stands aside in it."""
    if node.tag == "xref" and node.get("ref-type") in ("bibr", "ref"):
        yield "cites", _text(node), node
        return
    yield "text", node.text or "", None
    for inner in node:
        if inner.tag not in _ASIDE and inner.tag not in _UNREAD and inner.tag not in _HOLDERS:
            yield from _stream(inner)
        yield "text", inner.tail or "", None


def _marks(article: ElementTree.Element, order: dict[str, str]) -> Counter[tuple[str, str]]:
    """(letters before the citation, label) for each cited reference of each citation."""
    found: Counter[tuple[str, str]] = Counter()
    for holder in article.iter():
        if holder.tag in _HOLDERS:
            found += _marks_of(holder, order)
    return found


def _marks_of(holder: ElementTree.Element, order: dict[str, str]) -> Counter[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    before, between = "", ""
    last: str | None = None
    labels = list(order.values())
    for kind, text, node in _stream(holder):
        if kind == "text":
            before += _letters(text)
            between += text
            continue
        assert node is not None
        cited = [order[rid] for rid in node.get("rid", "").split() if rid in order]
        is_number = bool(re.fullmatch(r"[\s\d,;–-]+", text))
        numbers = _printed_numbers(text, labels) if is_number else []
        dash = bool(re.fullmatch(r"\s*[–-]\s*", between))
        if dash and last and cited and is_number:
            start, end = labels.index(last), labels.index(cited[0])
            found |= {(before[-CONTEXT:], label) for label in labels[start:end]}
        if not is_number:
            before += _letters(text)
        found |= {(before[-CONTEXT:], label) for label in [*cited, *numbers]}
        last, between = (cited[-1] if cited and is_number else None), ""
    return Counter(found)


def _printed_numbers(text: str, labels: list[str]) -> list[str]:
    """The numbers of "3 4" or "6–9" that are labels of the list, a range with all in it."""
    found: list[str] = []
    for part in re.findall(r"\d+(?:\s*[–-]\s*\d+)?", text):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        found += [str(number) for number in range(ends[0], ends[-1] + 1)]
    return [number for number in found if number in labels]


def _letters(text: str) -> str:
    """Letters alone: raised digits may or may not be citations."""
    return "".join(char for char in normal(text) if char.isascii() and char.isalpha())


# --- tables


def _table(node: ElementTree.Element) -> GoldTable:
    head = node.find("thead")
    heads = [] if head is None else _filled(head.findall("tr"))
    rows: list[list[tuple[str, int]]] = []
    parts = [part for part in node if part.tag in ("tbody", "tfoot")]
    if node.findall("tr"):
        rows += _filled(node.findall("tr"))
    for part in parts:
        rows += _filled(part.findall("tr"))
    first = next(iter(node.iter("tr")), None)
    texts_of_first = [] if first is None else [_text(cell) for cell in first]
    if not heads and max(map(len, texts_of_first), default=0) <= LONGEST_NAME:
        heads, rows = rows[:1], rows[1:]
    width = max((len(row) for row in [*heads, *rows]), default=0)
    texts = [[cell for cell, _ in row] + [""] * (width - len(row)) for row in rows]
    header = []
    for column in range(width):
        lines = [row[column][0] for row in heads if column < len(row)]
        header.append("".join(dict.fromkeys(line for line in lines if line)))
    return GoldTable(header, texts, _groups(rows))


def _filled(lines: list[ElementTree.Element]) -> list[list[tuple[str, int]]]:
    """Each row as (text, number of its cell), a cell repeated over all that it spans."""
    open_cells: dict[int, tuple[str, int, int]] = {}  # column → text, number, rows still to come
    rows = []
    number = 0
    for line in lines:
        row: list[tuple[str, int]] = []
        cells = [cell for cell in line if cell.tag in ("td", "th")]
        while cells or len(row) in open_cells:
            column = len(row)
            if column in open_cells:
                text, known, left = open_cells.pop(column)
                row.append((text, known))
                if left > 1:
                    open_cells[column] = (text, known, left - 1)
                continue
            cell = cells.pop(0)
            number += 1
            text = normal(_text(cell))
            for _ in range(int(cell.get("colspan") or 1)):
                if int(cell.get("rowspan") or 1) > 1:
                    open_cells[len(row)] = (text, number, int(cell.get("rowspan") or 1) - 1)
                row.append((text, number))
        rows.append(row)
    return rows


def _groups(rows: list[list[tuple[str, int]]]) -> set[int]:
    """Rows in which one cell alone has a text, above a row in which more have, if they are few."""
    alone = set()
    for place, row in enumerate(rows):
        filled = {number for text, number in row if text}
        if len(row) > 1 and len(filled) == 1 and row[0][1] in filled:
            alone.add(place)
    if 2 * len(alone) > len(rows):
        return set()
    return {place for place in alone if place + 1 < len(rows) and place + 1 not in alone}


# --- text


def _headings(article: ElementTree.Element) -> Counter[str]:
    found: Counter[str] = Counter()
    for section in article.iter():
        if section.tag in ("sec", "ack", "glossary", "notes", "fn-group", "app", "ref-list"):
            title = _text(section.find("label")) + _text(section.find("title"))
            found[normal(title)] += bool(normal(title))
        elif section.tag in ("abstract", "boxed-text"):
            title = _text(section.find("title")) or _text(section.find("caption/title"))
            found[normal(title)] += bool(normal(title))
    return +found


def _body_words(article: ElementTree.Element) -> Counter[str]:
    """The words of body and abstracts, tables, captions and headings among them."""
    found: Counter[str] = Counter()
    for part in [*article.findall("front/article-meta/abstract"), *article.findall("body"),
                 *article.findall("floats-group")]:  # fmt: skip
        found.update(words("".join(_apart(part))))
    return found


def _apart(node: ElementTree.Element) -> Iterator[str]:
    """Texts with a space around what is no part of a word."""
    apart = " " if node.tag not in ("italic", "bold", "sub", "sup", "xref", "named-content") else ""
    if node.tag not in _UNREAD:
        yield apart + (node.text or "")
        for inner in node:
            yield from _apart(inner)
    yield apart + (node.tail or "")


def _references(article: ElementTree.Element) -> Iterator[tuple[str, str, str]]:
    for place, ref in enumerate(article.iter("ref"), 1):
        label = _text(ref.find("label")).strip("[]().\n ") or str(place)
        doi = next((_text(i) for i in ref.iter("pub-id") if i.get("pub-id-type") == "doi"), "")
        yield (
            label,
            normal(_text(next(ref.iter("article-title"), None))),
            doi.strip().lower().rstrip("."),
        )
