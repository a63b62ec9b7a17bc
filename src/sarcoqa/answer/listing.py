"""Questions for the rows of a table with a certain value in a column: "Which were of phase II?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..schema import Document, Record, Table
from ..text import content_terms, term_set
from .blocks import block_of
from .comparison import FEWEST, Comparison
from .question import Question

MOST_UNTABLED = 8  # rows for a question that does not speak of a table
MOST_VALUE_WORDS = 8
_ASKS = re.compile(
    r"\b(?:(?:which|what|list|name|whose)\b[^?.,;]{0,60}?|how many (?:[\w/+-]+ ){0,3}?)"
    r"\b(?:trials?|stud(?:y|ies)|papers?|rows?|regimens?|combinations?|cohorts?|reports?|"
    r"entries|arms?|publications?)\b",
    re.IGNORECASE,
)
_TABLED = re.compile(r"\b(?:tables?|tabulated|listed|rows?|entries)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words of such a question that say nothing of the rows.
_FRAME = term_set(
    "table list listed row trial study paper report entry publication published publish year which "
    "were was include included clinical select selected classed described design type kind enter "
    "entered give given marked named come came dated appear appeared use used test tested"
)


def rows_with_value(question: Question, document: Document) -> Comparison | None:
    """The rows that have in their columns the values that the question says, and hold what else it
    names, and nearly all of its other words.

    None where it asks for no rows, or says no value that several rows of a table share.

    >>> # "Which trials of betanib were of phase II?" over phases I, II, II gives those with betanib
    """
    if not _ASKS.search(question.text):
        return None
    tabled = bool(_TABLED.search(question.text))
    found: list[tuple[int, Table, list[int], list[Record]]] = []
    for table in document.tables:
        values = dict(_values(question, table))
        rows = _fitting(question, table, values, tabled) if values else []
        if rows and question.table in (None, table.label):
            shared = len(term_set(table.caption) & set(question.terms))
            found.append((shared, table, list(values), rows))
    found.sort(key=lambda one: -one[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None  # nothing, or two tables that the question may mean
    _, table, places, rows = found[0]
    if not tabled and len(rows) > MOST_UNTABLED:
        return None
    headers = " and ".join(f"“{table.header[place]}”" for place in places)
    return Comparison(tuple(rows), len(table.records), f"state a value in {headers}", whole=tabled)


def _values(question: Question, table: Table) -> Iterator[tuple[int, str]]:
    """(column, value) for the longest value of each column of kinds, or years, that is said."""
    if len(table.records) < FEWEST:
        return
    for place, header in enumerate(table.header):
        values = {row.cells[place][1] for row in table.records} - {""}
        kinds = 2 * len(values) <= len(table.records) or all(map(_YEAR.fullmatch, values))
        if place and kinds:
            said = [value for value in values if _is_said(question, header, value)]
            if said:
                yield place, max(sorted(said), key=len)  # a set has another order each run


def _is_said(question: Question, header: str, value: str) -> bool:
    """Whether a question says `value`, a number or a code only with the name of its column."""
    if len(value.split()) > MOST_VALUE_WORDS or not _holds(question.text, value):
        return False
    if _YEAR.fullmatch(value):
        return True
    coded = not re.search(r"[^\W\d]{4}", value)
    named = set(content_terms(header)) & term_set(question.text)
    return bool(named) if coded else True


def _holds(text: str, value: str) -> bool:
    """Whether `text` has `value` as words of their own: "I/II" does not hold "II"."""
    found = re.search(rf"(?<![\w/-]){re.escape(value)}(?![\w/-])", text, re.IGNORECASE)
    return found is not None


def _fitting(
    question: Question, table: Table, values: Mapping[int, str], tabled: bool
) -> list[Record]:
    rows = [
        row
        for row in table.records
        if all(_holds(row.cells[place][1], value) for place, value in values.items())
    ]
    block = block_of(question, table.records)
    rows = [row for row in rows if block.holds(row)]
    about = " ".join((table.caption, *table.header))
    said = " ".join(values.values())
    return [row for row in rows if _fits(question, f"{about} {_text(row)}", said, tabled)]


def _text(row: Record) -> str:
    return " ".join(value for _, value in row.cells)


def _fits(question: Question, text: str, values: str, tabled: bool) -> bool:
    """Whether `text`, a row with its headings, holds what the question names and nearly all else
    that it says."""
    held = term_set(text)
    named: list[tuple[str, ...]] = [(n,) for n in (*question.names, *question.treatments)]
    named += [*question.entities, *question.diseases]
    if not all(any(term_set(form) <= held for form in forms) for forms in named):
        return False
    rest = term_set(question.text) & set(question.terms)
    forms = term_set(" ".join((values, *(form for forms in named for form in forms))))
    return len(rest - held - _FRAME - forms) <= (1 if not tabled else 2)
