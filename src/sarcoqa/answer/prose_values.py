"""Values in the sentences of a cited quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Citation, CitedValue, Document, Reference, Span
from ..studies import labels_behind
from ..text import sentences
from .measurement import segments
from .measurements import group_in
from .row_values import cited_value
from .stated import PARTIAL, Stated, stated
from .study_names import author_year, row_name

BESIDE = 45  # characters behind a value in which a sentence says whose it is
BEHIND = 3  # characters in which a mark may follow a full stop
SEVERAL = "several"

_IN_GROUP = re.compile(
    r"^\W*(?:\([^)]*\)\s*)?(?:in|for|among|with) (?:the )?"
    r"((?!(?:a|an|one|both|this|same|other|whole|entire|each)\b)[\w-]+(?: [\w-]+){0,2}?)"
    r"(?=-? (?:group|arm|cohort)s?\b)"
)
_OWN = re.compile(r"\b(?:results?|findings?|abstract)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)


def prose_values(
    citation: Citation, document: Document, groups: Sequence[str]
) -> Iterator[CitedValue]:
    """The values of the sentences that `citation` quotes.

    Left out are those of sentences that cite several studies, or that speak of a group which they
    do not name beside the value. A sentence without a mark that goes on after one that cites a
    study gives that study's endpoints, and nothing in the first person.
    """
    quote = citation.quote.span
    for sentence in _sentences(document, quote):
        study, known = _study(document, sentence, groups)
        words = sentence.of(document.text)
        labels, goes_on = labels_behind(document, sentence)
        if not study or (labels and _FIRST_PERSON.search(words)):
            continue
        entries = [entry for entry in stated(words) if entry.known or not goes_on]
        for entry in entries:
            group = _group(words, entry, entries, known)
            value = cited_value(citation, study, group, entry.moved(sentence.start), document.text)
            if group != SEVERAL and quote.holds(value.span):
                yield value


def _sentences(document: Document, quote: Span) -> Iterator[Span]:
    """The whole sentences that the quote lies in."""
    for paragraph in document.paragraphs:
        if paragraph.overlaps(quote):
            for sentence in sentences(paragraph.of(document.text), paragraph.start):
                if sentence.overlaps(quote):
                    yield sentence


def _group(words: str, entry: Stated, entries: Sequence[Stated], known: Sequence[str]) -> str:
    """The group that a value is given for, "" for all, `SEVERAL` where that is not sure."""
    before, behind = words[: entry.amount.start], words[entry.amount.end :][:BESIDE]
    if named := _IN_GROUP.match(behind):
        return named.group(1)
    beside = group_in(re.split(r"\d|, ", behind)[0], known)
    if beside and beside != SEVERAL:
        return beside
    alone = sum(other.quantity == entry.quantity for other in entries) == 1
    if not alone or beside == SEVERAL:
        return SEVERAL
    # A group that is named further behind is that of something else.
    found = group_in(before, known)
    return found or (SEVERAL if PARTIAL.search(words) else "")


def _study(
    document: Document, sentence: Span, groups: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """(name, known groups) of the one study that a sentence reports; ("", ()) if not sure."""
    labels, _ = labels_behind(document, sentence)
    if not labels:
        return _own(document, sentence), tuple(groups)
    if len(labels) > 1:
        return "", ()
    rows = [
        (record, table)
        for table in document.tables
        for record in table.records
        if labels_behind(document, record.span)[0] == labels
        and any(_has_mark(document, cell) for cell in record.cell_spans)
    ]
    if not rows:
        return _named(document, labels[0]), tuple(groups)
    if len({table.id for _, table in rows}) < len(rows):
        return "", ()  # which of the arms that a table gives rows the sentence speaks of
    arms = [
        group
        for record, _ in rows
        for cell in record.cell_spans
        for _, group in segments(cell, document.text)
        if group
    ]
    name = max((row_name(*row, document) for row in rows), key=len)
    return name, tuple(dict.fromkeys((*groups, *arms)))


def _has_mark(document: Document, cell: Span) -> bool:
    return any(cell.holds(mark.span) for mark in document.marks)


def _own(document: Document, sentence: Span) -> str:
    """The paper itself, where the sentence stands in what it found."""
    holding = [s for s in document.sections if s.span.holds(sentence)]
    if re.search(r"\[\d", document.text[sentence.start : sentence.end + BEHIND]):
        return ""  # a mark that could not be resolved
    if not any(_OWN.search(name) for section in holding for name in section.path):
        return ""
    return author_year(document.authors, document.year)


def _named(document: Document, label: str) -> str:
    found: Reference | None = next((r for r in document.references if r.label == label), None)
    return author_year(found.authors, found.year) if found else ""
