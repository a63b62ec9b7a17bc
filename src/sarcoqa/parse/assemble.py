"""Collected front matter and sections → one text with everything pointing into it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import (
    FRONT_MATTER,
    Abbreviation,
    CitationMark,
    Document,
    Reference,
    Section,
    Span,
    Table,
    text_sha256,
)
from ..text import sentences
from .abbreviations import definitions
from .front import Metadata
from .growing import GrowingText
from .homes import section_depths, table_homes
from .marks import find_marks
from .names import is_named
from .raw import PageStart, RawPage, RawSection, RawTable, RawText
from .references import Entry, parse_entries
from .tabling import add_table


def assemble(
    front: Sequence[RawText],
    raw_sections: Sequence[RawSection],
    metadata: Metadata,
    *,
    document_id: str,
    sha256: str,
    pages: Sequence[RawPage] = (),
    warnings: Sequence[str] = (),
) -> Document:
    """The `Document` whose text holds the front matter, the sections and their tables in order.

    A table stands at the end of the first-level section that first speaks of it, not in the middle
    of the paragraph into which the page happened to set it. `pages` are all pages of the print, for
    their labels; `warnings` say what the parser could not read.
    """
    assembly = _Assembly(front, raw_sections, metadata)
    return assembly.document(document_id, sha256, pages, warnings)


class _Assembly:
    def __init__(
        self, front: Sequence[RawText], raw_sections: Sequence[RawSection], metadata: Metadata
    ) -> None:
        self.text = GrowingText()
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

    def document(
        self, document_id: str, sha256: str, pages: Sequence[RawPage], warnings: Sequence[str]
    ) -> Document:
        text = self.text.whole()
        marks = self._marks(text)
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
            pages=self.text.pages(pages),
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
            warnings=(*warnings, *self._lost(marks)),
            sources=tuple(self.text.sources),
        )

    # --- growing the text

    def _add_front(self, front: Sequence[RawText]) -> None:
        if not front:
            return
        self.paths.append(((FRONT_MATTER,), self.text.length))
        self.paragraphs += [self.text.add_raw(line) for line in front]

    def _add_sections(self, raw_sections: Sequence[RawSection]) -> None:
        depths = section_depths(raw_sections, self.metadata.title)
        homes = table_homes(raw_sections, depths)
        path: tuple[str, ...] = ()
        for place, (section, depth) in enumerate(zip(raw_sections, depths, strict=True)):
            path = (*path[: depth - 1], section.title)
            if section.title:
                heading = RawText(section.title, path=section.path, pages=section.title_pages)
                self.paths.append((path, self.text.add_raw(heading).start))
            self._add_body(section)
            for table in homes.get(place, ()):
                self._add_table(table, path[:1])

    def _add_body(self, section: RawSection) -> None:
        named_keywords = is_named(section.title, "keywords")
        for paragraph in [*section.paragraphs, *section.figures]:
            span = self.text.add_raw(paragraph)
            self.paragraphs.append(span)
            self.prose.append(span)
            if named_keywords:
                parts = re.split(r"\s*[·;,]\s*", paragraph.text.rstrip("."))
                self.keywords = tuple(part for part in parts if part)
        self.keywords = section.keywords or self.keywords
        for place, pair in enumerate(section.pairs):
            line = RawText(f"{pair.short}\t{pair.long}", pages=pair.pages)
            span = self.text.add_raw(line, separator="\n" if place else "\n\n")
            self.listed.append(Abbreviation(pair.short, pair.long, span, listed=True))
        self._add_references(section)

    def _add_references(self, section: RawSection) -> None:
        printed = [item.text for item in section.items]
        for place, entry in enumerate(section.references or parse_entries(printed)):
            line = self.text.add(f"{entry.label}. {entry.raw}", separator="\n")
            span = Span(line.end - len(entry.raw), line.end)
            item = section.items[place] if place < len(section.items) else RawText("")
            self.text.place_pages(_pages_within(entry, item), span)
            self.references.append(
                Reference(
                    entry.label, entry.authors, entry.title, entry.journal, entry.year,
                    entry.doi, entry.raw, span,
                )
            )  # fmt: skip

    def _add_table(self, raw: RawTable, path: tuple[str, ...]) -> None:
        table, foot = add_table(self.text, raw, len(self.tables) + 1)
        self.tables.append(table)
        self.paths.append(((*path, table.label), table.caption_span.start))
        self.paragraphs += foot
        self.prose += foot

    # --- pointing into it

    def _marks(self, text: str) -> tuple[CitationMark, ...]:
        settled = self.text.settled
        found = find_marks(text, self.references)
        if settled:
            found = tuple(m for m in found if not any(s.overlaps(m.span) for s in settled))
        return tuple(sorted([*found, *self.text.marks], key=lambda mark: mark.span))

    def _lost(self, marks: Sequence[CitationMark]) -> tuple[str, ...]:
        known = {reference.label for reference in self.references}
        lost = sorted({label for mark in marks for label in mark.labels} - known)
        if not lost:
            return ()
        return (f"marks without an entry in the reference list: {', '.join(lost)}",)

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


def _pages_within(entry: Entry, item: RawText) -> tuple[PageStart, ...]:
    """The pages of an entry's text, which is printed in `item` behind its label."""
    shift = item.text.find(entry.raw)
    if shift < 0:  # cleaned on the way: only the one page that holds all of it is sure
        return item.pages if len(item.pages) == 1 and item.pages[0].offset == 0 else ()
    return tuple(PageStart(max(0, page.offset - shift), page.number) for page in item.pages)
