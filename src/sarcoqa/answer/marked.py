"""Questions for the rows of a table that have, or lack, a mark in a column: "+", "X", "0 (0%)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Document, Record, Table
from ..studies import tells_of_a_study
from ..text import content_terms, term_set
from .comparison import FEWEST, Comparison
from .question import Question
from .row_names import telling_columns, without_aside

MOST = 10  # rows; more are no answer
SHARE = 0.8  # of the cells of a column of marks, those that are marks
_ROWS = re.compile(
    r"\b(?:which|what|list|name)\s+(?:of (?:all )?(?:the )?)?"
    r"(?P<rows>(?:(?!(?:had|has|have|did|was|were|is|are|\w+ed)\b)[\w-]+\s+){1,3})",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|never|without|zero|lack\w*)\b|n['’]t\b", re.IGNORECASE)
_MARKED = re.compile(r"\s*(?:\++|[x✓✔]|yes|present|positive)\W*$", re.IGNORECASE)
_UNMARKED = re.compile(r"\s*(?:[-–—−]|no|absent|negative)?\s*$", re.IGNORECASE)
_NOUGHT = re.compile(r"\s*0(?:[.·]0+)?\s*(?:%|\(0(?:[.·]0+)?\s?%?\))?\s*$")
_COUNT = re.compile(r"\s*\d")


def rows_marked(question: Question, document: Document) -> Comparison | None:
    """The rows with a mark in the column that a question names in full, or without one, or with
    no case, where it asks for those; of the one table that fits.

    >>> # "Which patients had no cough?" over Cough: "+", "–", "+" gives the second row
    """
    subject = _ROWS.search(question.text)
    if subject is None:
        return None
    asked = set(content_terms(subject["rows"]))
    denied = bool(_DENIED.search(question.text))
    found = []
    for table in document.tables:
        if len(table.records) < FEWEST or tells_of_a_study(document, table.records[0]):
            continue
        if not asked & term_set(" ".join((table.caption, *table.header[:2]))):
            continue
        place = _column(question, table)
        rows = _rows(table, place, denied) if place is not None else []
        if place is not None and 0 < len(rows) <= MOST:
            found.append((table, table.header[place], rows))
    if len(found) != 1:
        return None
    table, header, rows = found[0]
    return Comparison(tuple(rows), len(table.records), f"have a mark in “{header}”", whole=False)


def _column(question: Question, table: Table) -> int | None:
    """The place of the one column whose own name, without units, a question says in full."""
    said = term_set(question.text)
    first = next(iter(telling_columns(table)), 0) + 1
    names = {
        place: set(content_terms(without_aside(table.header[place].split(" | ")[-1])))
        for place in range(first, len(table.header))
    }
    full = {place: len(words) for place, words in names.items() if words and words <= said}
    longest = [place for place, length in full.items() if length == max(full.values())]
    return longest[0] if len(longest) == 1 else None


def _rows(table: Table, place: int, denied: bool) -> Sequence[Record]:
    cells = {row: row.cells[place][1] for row in table.records}
    marked = [row for row, value in cells.items() if _MARKED.match(value)]
    unmarked = [row for row, value in cells.items() if _UNMARKED.match(value)]
    if marked and len(marked) + len(unmarked) >= SHARE * len(cells):
        return unmarked if denied else marked
    counts = sum(bool(_COUNT.match(value)) for value in cells.values())
    if denied and counts >= SHARE * len(cells):
        return [row for row, value in cells.items() if _NOUGHT.match(value)]
    return []
