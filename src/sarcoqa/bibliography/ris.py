"""Entries → RIS: a tag and a value on each line, as reference managers read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .entries import Entry
from .people import Person

LINE_END = "\r\n"  # as the format asks


def to_ris(entries: Sequence[Entry]) -> str:
    """The entries as RIS. Every value is on one line, so that none can begin a tag of its own."""
    records = (LINE_END.join(f"{tag}  - {value}" for tag, value in _lines(e)) for e in entries)
    return "".join(f"{record}{LINE_END * 2}" for record in records)


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TY", "JOUR" if entry.is_taken_apart else "GEN"
    yield "ID", entry.key
    yield from (("AU", _name(author)) for author in entry.authors)
    optional = (
        ("TI", entry.title), ("JO", entry.journal), ("PY", str(entry.year or "")),
        ("DO", entry.doi), *(("N1", note) for note in entry.remarks),
    )  # fmt: skip
    yield from ((tag, value) for tag, value in optional if value)
    yield "ER", ""


def _name(author: Person) -> str:
    if author.whole or not author.given:
        return author.family
    return ", ".join(part for part in (author.family, author.given, author.suffix) if part)
