"""Which references stand behind a place in a paper, and by what names people call those studies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .schema import CitationMark, Document, Record, Reference, Span
from .text import folded

MIN_TITLE_CHARACTERS = 30
MAX_STUDIES = 3  # a sentence that cites more gives an overview, and is about none of them
# An acronym or registry number: capitals with digits or a hyphen, or five capitals and more.
_ACRONYM = re.compile(r"\b(?:[A-Z][A-Za-z]*\d[\w-]*|[A-Z]+-[A-Z0-9]{2,}|[A-Z]{5,})\b")


def labels_behind(document: Document, span: Span) -> tuple[tuple[str, ...], bool]:
    """(labels, inherited): the references cited inside `span`, or else the closest before it.

    Inherited labels come from the last mark before `span` in the same paragraph. Where neither
    exists the labels are empty.
    """
    if entry := _annotated_entry(document, span):
        return (entry,), False
    if inside := labels_inside(document, span):
        return inside, False
    place = bisect_right(document.paragraphs, span.start, key=_begin) - 1
    if place < 0 or not document.paragraphs[place].holds(span):
        return (), False
    before = bisect_right(document.marks, span.start, key=_mark_end) - 1
    if before < 0 or document.marks[before].span.start < document.paragraphs[place].start:
        return (), False
    return document.marks[before].labels, True


def labels_inside(document: Document, span: Span) -> tuple[str, ...]:
    """The references cited inside `span`, each once, in the order of its marks."""
    found = (label for mark in marks_inside(document, span) for label in mark.labels)
    return tuple(dict.fromkeys(found))


def marks_inside(document: Document, span: Span) -> list[CitationMark]:
    """The citation marks inside `span`, in their order."""
    marks = document.marks
    first = bisect_left(marks, span.start, key=_mark_begin)
    last = bisect_left(marks, span.end, key=_mark_begin)
    return [mark for mark in marks[first:last] if span.holds(mark.span)]


def tells_of_a_study(document: Document, record: Record) -> bool:
    """Whether a table row is about a study that it cites: the mark stands behind words.

    A cell that is a mark alone ("[12]" under "References") only says where the rest comes from.
    """
    marks = document.marks
    first = bisect_left(marks, record.span.start, key=_mark_begin)
    last = bisect_left(marks, record.span.end, key=_mark_begin)
    return any(
        any(char.isalpha() for char in document.text[cell.start : mark.span.end])
        for mark in marks[first:last]
        for cell in record.cell_spans
        if cell.holds(mark.span)
    )


def _begin(span: Span) -> int:
    return span.start


def _mark_begin(mark: CitationMark) -> int:
    return mark.span.start


def _mark_end(mark: CitationMark) -> int:
    return mark.span.end


def _annotated_entry(document: Document, span: Span) -> str | None:
    """The label of the reference that a recommended-reading entry in `span` repeats, if it does."""
    if "\n" not in span.of(document.text):
        return None
    text = folded(span.of(document.text))
    for reference in document.references:
        if len(reference.title) > MIN_TITLE_CHARACTERS and folded(reference.title) in text:
            return reference.label
    return None


def study_names(document: Document, span: Span) -> str:
    """Author, year and acronyms of the few studies that `span` speaks of, for search.

    Empty when it cites none, or more than `MAX_STUDIES`.
    """
    labels, _ = labels_behind(document, span)
    if not labels or len(labels) > MAX_STUDIES:
        return ""
    by_label = {reference.label: reference for reference in document.references}
    return ". ".join(_names(by_label[label]) for label in labels if label in by_label)


def surnames(documents: Iterable[Document]) -> frozenset[str]:
    """The folded surnames of all authors that `documents` cite."""
    return frozenset(
        folded(author.rsplit(" ", 1)[0])
        for document in documents
        for reference in document.references
        for author in reference.authors
        if author != "et al."
    )


def _names(reference: Reference) -> str:
    author = reference.authors[0].rsplit(" ", 1)[0] if reference.authors else ""
    acronyms = dict.fromkeys(_ACRONYM.findall(reference.title))
    return " ".join(part for part in (author, str(reference.year or ""), *acronyms) if part)
