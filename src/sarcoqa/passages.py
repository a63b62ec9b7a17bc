"""2. `Document` → passages: what is searched and shown.

Prose passages hold whole sentences of one paragraph and never cross a section; each table row is a
record passage; captions, references and abbreviations are passages of their own kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from .row_groups import labels_above
from .schema import Abbreviation, Document, Kind, Passage, Record, Span
from .studies import labels_inside, study_names
from .text import sentences

# A bibliography entry inside prose: a year with a volume.
_ENTRY_LINE = re.compile(r"\b(?:19|20)\d\d\s*;\s*\d+")


def passages(
    document: Document, *, max_characters: int = 700, max_sentences: int = 4
) -> tuple[Passage, ...]:
    """All passages of `document` in the order of its text.

    `max_characters` bounds a prose passage unless one sentence alone is longer. The id of a passage
    comes from its content and place in the outline, so that it outlives a change elsewhere.
    """
    found = [
        *_prose(document, max_characters, max_sentences),
        *_records(document),
        *_references(document),
        *_abbreviations(document),
    ]
    return _with_unique_ids(sorted(found, key=lambda passage: (passage.span, passage.kind)))


def _prose(document: Document, max_characters: int, max_sentences: int) -> Iterator[Passage]:
    for paragraph in document.paragraphs:
        # A title names what a paper is about, as a caption does for a table; it says nothing of it.
        kind: Kind = "caption" if paragraph.of(document.text) == document.title else "prose"
        for group in _grouped(
            paragraph_sentences(document, paragraph), max_characters, max_sentences
        ):
            span = Span(group[0].start, group[-1].end)
            yield _passage(document, kind, span, span.of(document.text), tuple(group))


def paragraph_sentences(document: Document, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph; an annotated bibliography entry counts as one.

    "This reference is important because ..." says nothing without the entry above it.
    """
    text = paragraph.of(document.text)
    if _ENTRY_LINE.search(text):
        return (paragraph,)
    return sentences(text, paragraph.start)


def _grouped(
    spans: Sequence[Span], max_characters: int, max_sentences: int
) -> Iterator[list[Span]]:
    """Consecutive sentences in groups within the two bounds."""
    group: list[Span] = []
    for span in spans:
        too_long = group and span.end - group[0].start > max_characters
        if len(group) == max_sentences or too_long:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _records(document: Document) -> Iterator[Passage]:
    for table in document.tables:
        yield _passage(
            document, "caption", table.caption_span, table.caption_span.of(document.text)
        )
        for record, label in zip(table.records, labels_above(table), strict=True):
            yield _passage(document, "record", record.span, record_text(record, label))


def record_text(record: Record, label: str = "") -> str:
    """A row for search: the `label` above it, each filled cell with its column's name before it.

    A cell that spans several columns is said once, under the first.
    """
    parts = [label] if label else []
    before: tuple[str, Span] | None = None
    for (header, value), span in zip(record.cells, record.cell_spans, strict=True):
        if value and (value, span) != before:
            parts.append(f"{header}: {value}" if header else value)
        before = (value, span)
    return ". ".join(parts)


def _references(document: Document) -> Iterator[Passage]:
    for reference in document.references:
        yield _passage(
            document, "reference", reference.span, reference.raw, labels=(reference.label,)
        )


def _abbreviations(document: Document) -> Iterator[Passage]:
    for abbreviation in document.abbreviations:
        yield _passage(document, "abbreviation", abbreviation.span, abbreviation_text(abbreviation))


def abbreviation_text(abbreviation: Abbreviation) -> str:
    """A definition for search: "SF: long form"."""
    return f"{abbreviation.short}: {abbreviation.long}"


def _passage(
    document: Document,
    kind: Kind,
    span: Span,
    text: str,
    parts: tuple[Span, ...] = (),
    *,
    labels: tuple[str, ...] | None = None,
) -> Passage:
    section = section_at(document, span.start)
    if labels is None:
        labels = labels_inside(document, span)
    identity = "\x1f".join((document.id, kind, *section, text))
    digest = sha256(identity.encode()).hexdigest()[:16]
    parts = parts or (span,)
    studies = tuple(study_names(document, part) for part in parts) if kind != "reference" else ("",)
    return Passage(digest, document.id, kind, section, span, text, labels, parts, studies)


def section_at(document: Document, offset: int) -> tuple[str, ...]:
    """The path of the innermost section around `offset`; empty before the first one."""
    path: tuple[str, ...] = ()
    for section in document.sections:
        if section.span.start <= offset < section.span.end:
            path = section.path
    return path


def _with_unique_ids(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages of equal content get a number behind their id, in the order of the text."""
    seen: dict[str, int] = {}
    unique: list[Passage] = []
    for passage in found:
        count = seen[passage.id] = seen.get(passage.id, 0) + 1
        if count == 1:
            unique.append(passage)
            continue
        unique.append(replace(passage, id=f"{passage.id}-{count}"))
    return tuple(unique)
