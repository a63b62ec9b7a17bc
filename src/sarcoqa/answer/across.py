"""Questions that ask in which column a named row of a table has the most or the least."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..row_groups import labels_above
from ..schema import Document, Record, Span, Table
from ..studies import tells_of_a_study
from ..text import content_terms, term_set
from .cells import says_a_column
from .comparison import FEWEST, Comparison
from .extremes import VALUE, extreme
from .question import Question
from .row_names import naming_cells, without_aside

MOST = 3  # rows of the same name
_WHERE = re.compile(
    r"\bwhen\b|\b(?:at|in|on|after|before|under|for|with|by|from) (?:which|what)\b|"
    r"\bwhich (?!was|is|were|of)\w+|\bwhat (?:time|dose|concentration|visit|group|arm)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;]|\band (?=how|what|which|when|in|at)\b", re.IGNORECASE)


def row_across(question: Question, document: Document, near: Collection[Span]) -> Comparison | None:
    """The row that a question names, of which it asks where among the columns it is extreme.

    The row is `near` to the question, which says no column's name. Of rows of one name those count
    whose label and caption are said most.

    >>> # "When was T3 highest?" over T3: 2, 9, 4 at three visits gives the row
    """
    asked = extreme(question.text)
    parts = [part for part in _PARTS.split(question.text) if extreme(part)]
    if asked is None or not parts or not _WHERE.search(parts[0]):
        return None
    aside = term_set(question.text) - term_set(parts[0])  # asked for in another part
    wanted = asked.implied | frozenset(question.terms) - aside
    found = [
        (share, row)
        for table in document.tables
        if table.records and not tells_of_a_study(document, table.records[0])
        for share, row in _named(question, table, wanted, near)
    ]
    best = max((share for share, _ in found), default=None)
    rows = tuple(row for share, row in found if share == best)
    if not 0 < len(rows) <= MOST:
        return None
    return Comparison(rows, len(rows), "state the values of one name")


def _named(
    question: Question, table: Table, wanted: frozenset[str], near: Collection[Span]
) -> Iterator[tuple[tuple[int, int, int], Record]]:
    """The rows whose name is said, with how many words of name, label and caption are."""
    for row, label in zip(table.records, labels_above(table), strict=True):
        if row.span not in near:
            continue
        plain = [value for _, value in row.cells]
        naming = naming_cells(row, plain, table)
        others = [cell for place, cell in enumerate(row.cells) if place not in naming]
        numbers = [header for header, value in others if VALUE.match(value)]
        words = term_set(without_aside(plain[naming[-1]])) if naming else frozenset()
        if len(numbers) < FEWEST or not words or not words <= wanted:
            continue
        if says_a_column(question, numbers):
            continue
        said = content_terms(" ".join((label, *(plain[place] for place in naming[:-1]))))
        about = term_set(table.caption) & wanted
        yield (len(words), len(wanted.intersection(said)), len(about)), row
