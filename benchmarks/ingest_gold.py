"""What a paper's JATS file says that its PDF holds, read without the package under test.

Everything is in a normal form that no typesetting changes: lower case, NFKC, no hyphens or dashes
(nor the line break behind one), no numbered citation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ORDER = 8  # tokens in a window of the order recall
_DASH = re.compile(r"[-‐-―−\u00ad\u0002\ufffe](?:[ \t]*\n\s*)?")
_TOKEN = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*\]")
_NUMBERED = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5})[.)|]?\s+)?(?:\|\s*)?")
# Not part of the running text: floats, displayed formulas and what a reader does not see.
_FLOATS = frozenset(
    "table-wrap fig fig-group table-wrap-group disp-formula supplementary-material graphic media "
    "tex-math label object-id".split()
)


@dataclass(frozen=True)
class GoldReference:
    """A bibliography entry: printed number or its place, all its tokens, its title, its DOI."""

    label: str
    tokens: frozenset[str]
    title: str
    doi: str


@dataclass(frozen=True)
class Gold:
    """What one JATS file states."""

    title: str
    body: list[str]
    headings: Counter[str]
    allowed: frozenset[str]
    references: list[GoldReference]
    marks: Counter[tuple[str, str]]


def tokens(text: str) -> list[str]:
    """The tokens of `text` in the normal form, numbered citation marks left out."""
    plain = unicodedata.normalize("NFKC", _BRACKETED.sub(" ", text)).lower()
    return _TOKEN.findall(_DASH.sub("", plain))


def letters(text: str) -> str:
    """The letters and digits of `text` alone, in the normal form."""
    return "".join(_TOKEN.findall(_DASH.sub("", unicodedata.normalize("NFKC", text).lower())))


def heading_key(text: str) -> str:
    """A heading without its number, as letters and digits."""
    return letters(_NUMBERED.sub("", text, count=1))


def windows(found: list[str], size: int = ORDER) -> Counter[tuple[str, ...]]:
    """All runs of `size` tokens."""
    return Counter(tuple(found[at : at + size]) for at in range(len(found) - size + 1))


def read_gold(path: Path) -> Gold:
    """The gold of one JATS file."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    root = etree.parse(str(path), parser).getroot()
    body = root.find("body")
    paragraphs = [text for p in _paragraphs(body) if (text := _body_text(p))]
    entries = root.findall(".//ref-list//ref")
    numbers = {ref.get("id", ""): _label(ref, at) for at, ref in enumerate(entries, 1)}
    titles = Counter(heading_key(_text(t)) for t in body.iter("title") if not _inside_float(t))
    every = {heading_key(_text(t)) for t in root.iter("title", "kwd-group", "trans-title")}
    return Gold(
        title=letters(_text(root.find(".//article-meta//article-title"))),
        body=[token for paragraph in paragraphs for token in tokens(paragraph)],
        headings=Counter({key: n for key, n in titles.items() if key}),
        allowed=frozenset(every - {""}),
        references=[_reference(ref, numbers[ref.get("id", "")]) for ref in entries],
        marks=Counter(pair for p in _paragraphs(body) for pair in _marks(p, numbers)),
    )


def _paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    for p in body.iter("p"):
        if not _inside_float(p) and not any(above.tag == "p" for above in p.iterancestors()):
            yield p


def _inside_float(node: etree._Element) -> bool:
    return any(above.tag in _FLOATS for above in node.iterancestors())


def _text(node: etree._Element | None) -> str:
    if node is None:
        return ""
    return "".join(_pieces(node, skip=frozenset({"fn", "xref-group", "tex-math"})))


def _body_text(p: etree._Element) -> str:
    return "".join(_pieces(p, skip=_FLOATS))


def _pieces(node: etree._Element, skip: frozenset[str]) -> Iterator[str]:
    if not isinstance(node.tag, str):
        return
    plain = etree.QName(node).localname
    if plain in skip or _is_numbered_mark(node):
        # What a numbered mark prints is left out: [1], [1, 2] and a raised 1 are all none.
        return
    yield " " * (plain in {"p", "list-item", "title", "def", "disp-quote"})
    yield node.text or ""
    for child in node:
        yield from _pieces(child, skip)
        yield child.tail or ""


def _is_numbered_mark(node: etree._Element) -> bool:
    if node.tag == "sup" and node.find("xref[@ref-type='bibr']") is not None:
        return not re.search(r"[^\W\d_]", "".join(node.itertext()))
    is_mark = node.tag == "xref" and node.get("ref-type") == "bibr"
    # A year is no number of an entry: what it prints is a part of the sentence.
    return is_mark and not re.search(r"[^\W\d_]|\d{4}", "".join(node.itertext()))


def _label(ref: etree._Element, place: int) -> str:
    printed = re.search(r"\d+", ref.findtext("label") or "")
    return printed.group() if printed else str(place)


def _reference(ref: etree._Element, label: str) -> GoldReference:
    citation = next((n for n in ref.iter() if "citation" in str(n.tag)), ref)
    title = citation.find("article-title")
    doi = next((n.text or "" for n in ref.iter("pub-id") if n.get("pub-id-type") == "doi"), "")
    whole = " ".join(text for text in citation.itertext())
    return GoldReference(label, frozenset(tokens(whole)), letters(_text(title)), doi.strip())


def _marks(p: etree._Element, numbers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(label, the word before the group of marks) of each mark; a range gives all its labels.

    For marks that print a year ("Lee 2011") the word is that year.
    """
    before, last = "", None
    for kind, value in _stream(p):
        if kind == "text":
            if last is not None and re.fullmatch(r"[\s\[\](),;–—-]*", value):
                last = (last[0], value)
                continue
            before, last = before + value, None
            continue
        printed, target = value.split("\n", 1)
        label = numbers.get(target)
        if label is None:
            continue
        # Some files name one target for "3 4" or "5–9": what is printed tells all of them.
        first = _printed_numbers(printed) or [label]
        if first == [label] and last and re.search(r"[–—-]", last[1]) and label.isdigit():
            first = [str(n) for n in range(int(last[0]) + 1, int(label) + 1)]
        for one in first:
            yield one, mark_word(printed, before)
        last = (label, "")


def _printed_numbers(printed: str) -> list[str]:
    if not re.fullmatch(r"\W*\d{1,3}(?:[\s,–-]+\d{1,3})+\W*", printed):
        return []
    found: list[str] = []
    for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", printed):
        found += [str(number) for number in range(int(first), int(last or first) + 1)]
    return found


def mark_word(printed: str, before: str) -> str:
    """The year that a mark prints, else the last word before it."""
    year = re.search(r"(?:1[89]|20)\d\d", printed)
    words = tokens(before)
    return year.group() if year else (words[-1] if words else "")


def _stream(node: etree._Element) -> Iterator[tuple[str, str]]:
    if node.tag == "xref" and node.get("ref-type") == "bibr":
        printed = " ".join("".join(node.itertext()).split())
        for target in (node.get("rid") or "").split():
            yield "mark", f"{printed}\n{target}"
        return
    if not isinstance(node.tag, str) or node.tag in _FLOATS:
        return
    yield "text", node.text or ""
    for child in node:
        yield from _stream(child)
        yield "text", child.tail or ""
