"""Collected front matter and sections → one text with everything pointing into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..schema import (
    FRONT_MATTER,
    Abbreviation,
    Document,
    Record,
    Reference,
    Section,
    Span,
    Table,
    text_sha256,
)
from ..text import sentences
from .abbreviations import definitions
from .front import Metadata
from .marks import find_marks
from .names import is_named
from .outline import Headed, levels
from .references import parse_entries
from .tables import RawTable

if TYPE_CHECKING:
    from .plain import RawSection


class _Text:
    """The growing text of a document; `add` returns where the new piece stands."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []

    def add(self, piece: str, *, separator: str = "\n\n") -> Span:
        if self._pieces:
            self._pieces.append(separator)
            self.length += len(separator)
        start = self.length
        self._pieces.append(piece)
        self.length += len(piece)
        return Span(start, self.length)

    def whole(self) -> str:
        return "".join(self._pieces)


def assemble(
    front: Sequence[str],
    raw_sections: Sequence[RawSection],
    metadata: Metadata,
    *,
    document_id: str,
    sha256: str,
) -> Document:
    """The `Document` whose text holds the front matter, the sections and their tables in order.

    A table stands at the end of the first-level section that first speaks of it, not in the middle
    of the paragraph into which the page happened to set it.
    """
    return _Assembly(front, raw_sections, metadata).document(document_id, sha256)


class _Assembly:
    def __init__(
        self, front: Sequence[str], raw_sections: Sequence[RawSection], metadata: Metadata
    ) -> None:
        self.text = _Text()
        self.metadata = metadata
        self.paths: list[tuple[tuple[str, ...], int]] = []
        self.paragraphs: list[Span] = []
        self.tables: list[Table] = []
        self.references: list[Reference] = []
        self.listed: list[Abbreviation] = []
        self.prose: list[Span] = []
        self.keywords: tuple[str, ...] = ()
        self._add_front(front)
        self._add_sections(raw_sections)

    def document(self, document_id: str, sha256: str) -> Document:
        text = self.text.whole()
        marks = find_marks(text, self.references)
        known = {reference.label for reference in self.references}
        lost = sorted({label for mark in marks for label in mark.labels} - known)
        shown = self.metadata
        return Document(
            id=document_id,
            sha256=sha256,
            title=shown.title,
            authors=shown.authors,
            year=shown.year,
            doi=shown.doi,
            licence=shown.licence,
            text=text,
            text_sha256=text_sha256(text),
            pages=(),
            sections=self._sections(),
            paragraphs=tuple(self.paragraphs),
            marks=marks,
            references=tuple(self.references),
            tables=tuple(self.tables),
            abbreviations=self._abbreviations(text),
            keywords=self.keywords,
            accepted=shown.accepted,
            published=shown.published,
            attribution=shown.attribution,
            warnings=(f"marks without an entry in the reference list: {', '.join(lost)}",)
            if lost
            else (),
        )

    # --- growing the text

    def _add_front(self, front: Sequence[str]) -> None:
        if not front:
            return
        self.paths.append(((FRONT_MATTER,), self.text.length))
        self.paragraphs += [self.text.add(line) for line in front]

    def _add_sections(self, raw_sections: Sequence[RawSection]) -> None:
        headings = [_headed(section) for section in raw_sections]
        long_forms = {short: long for section in raw_sections for short, long in section.pairs}
        long_forms |= dict(_defined_in_prose(raw_sections))
        depths = levels(headings, self.metadata.title, long_forms)
        homes = _table_homes(raw_sections, depths)
        path: tuple[str, ...] = ()
        for place, (section, depth) in enumerate(zip(raw_sections, depths, strict=True)):
            path = (*path[: depth - 1], section.title)
            if section.title:
                span = self.text.add(section.title)
                self.paths.append((path, span.start))
            self._add_body(section)
            for table in homes.get(place, ()):
                self._add_table(table, path[:1])

    def _add_body(self, section: RawSection) -> None:
        named_keywords = is_named(section.title, "keywords")
        for paragraph in [*section.paragraphs, *section.figures]:
            span = self.text.add(paragraph)
            self.paragraphs.append(span)
            self.prose.append(span)
            if named_keywords:
                parts = re.split(r"\s*[·;,]\s*", paragraph.rstrip("."))
                self.keywords = tuple(part for part in parts if part)
        for place, (short, long) in enumerate(section.pairs):
            separator = "\n" if place else "\n\n"
            span = self.text.add(f"{short}\t{long}", separator=separator)
            self.listed.append(Abbreviation(short, long, span, listed=True))
        for entry in parse_entries(section.items):
            line = self.text.add(f"{entry.label}. {entry.raw}", separator="\n")
            span = Span(line.end - len(entry.raw), line.end)
            self.references.append(
                Reference(
                    entry.label, entry.authors, entry.title, entry.journal, entry.year,
                    entry.doi, entry.raw, span,
                )
            )  # fmt: skip

    def _add_table(self, raw: RawTable, path: tuple[str, ...]) -> None:
        table_id = f"table-{len(self.tables) + 1}"
        label = raw.label or f"Table {len(self.tables) + 1}"
        printed = " ".join(part for part in (raw.label, raw.caption) if part)
        caption_span = self.text.add(printed or label)
        self.paths.append(((*path, label), caption_span.start))
        self.text.add("\t".join(raw.header))
        spans = [self._add_row(row) for row in raw.rows]
        records = []
        for place, row in enumerate(raw.rows):
            group = raw.carried_from(place)
            values = (raw.rows[group][0], *row[1:])
            cell_spans = (spans[group][0], *spans[place][1:])
            filled = [span for span in spans[place] if span.start < span.end]
            records.append(
                Record(
                    table_id, place + 1, tuple(zip(raw.header, values, strict=True)), cell_spans,
                    Span(filled[0].start, filled[-1].end) if filled else spans[place][0],
                )
            )  # fmt: skip
        self.tables.append(
            Table(table_id, label, raw.caption, raw.header, tuple(records), caption_span)
        )

    def _add_row(self, row: Sequence[str]) -> tuple[Span, ...]:
        spans: list[Span] = []
        place = self.text.add("\t".join(row), separator="\n").start
        for cell in row:
            spans.append(Span(place, place + len(cell)))
            place += len(cell) + 1
        return tuple(spans)

    # --- pointing into it

    def _sections(self) -> tuple[Section, ...]:
        sections = []
        for place, (path, start) in enumerate(self.paths):
            following = (
                begin for later, begin in self.paths[place + 1 :] if later[: len(path)] != path
            )
            end = next(following, self.text.length)
            sections.append(Section(f"s{place + 1}", path, Span(start, end)))
        return tuple(sections)

    def _abbreviations(self, text: str) -> tuple[Abbreviation, ...]:
        known = {(entry.short, entry.long.lower()) for entry in self.listed}
        found = list(self.listed)
        for paragraph in self.prose:
            for sentence in sentences(paragraph.of(text), paragraph.start):
                for short, long, span in definitions(sentence.of(text), sentence.start):
                    if (short, long.lower()) not in known:
                        known.add((short, long.lower()))
                        found.append(Abbreviation(short, long, span, listed=False))
        return tuple(found)


def _headed(section: RawSection) -> Headed:
    words = sum(len(paragraph.split()) for paragraph in section.paragraphs)
    # A section of list items or pairs holds them; it leads in to nothing.
    words += 1000 * bool(section.items or section.pairs)
    return Headed(section.title, section.level, words, len(section.paragraphs))


def _defined_in_prose(raw_sections: Sequence[RawSection]) -> Iterator[tuple[str, str]]:
    for section in raw_sections:
        for paragraph in section.paragraphs:
            for short, long, _ in definitions(paragraph):
                yield short, long


def _table_homes(
    raw_sections: Sequence[RawSection], depths: Sequence[int]
) -> dict[int, list[RawTable]]:
    """For each table the last section of the first-level section that first speaks of it."""
    homes: dict[int, list[RawTable]] = {}
    for place, section in enumerate(raw_sections):
        for table in section.tables:
            home = _last_below(_first_mention(table.label, raw_sections, place), depths)
            homes.setdefault(home, []).append(table)
    return homes


def _first_mention(label: str, raw_sections: Sequence[RawSection], place: int) -> int:
    if label:
        pattern = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
        for found, section in enumerate(raw_sections):
            if any(pattern.search(paragraph) for paragraph in section.paragraphs):
                return found
    return place


def _last_below(place: int, depths: Sequence[int]) -> int:
    last = place
    while last + 1 < len(depths) and depths[last + 1] > 1:
        last += 1
    return last
