"""Questions which study of a table is the newest or the oldest."""

from __future__ import annotations

import re

from ..schema import Document
from .blocks import block_of
from .comparison import Comparison
from .listing import said_values, says_value
from .question import Question
from .sizes import table_of_studies

MOST = 8  # studies of one year
_STUDY = r"(?:trials?|stud(?:y|ies)|papers?|publications?|reports?|rows?|entr(?:y|ies))"
_NEW = r"(?:newest|latest|most recent|last published|most recently published)"
_OLD = r"(?:oldest|earliest|first published)"


def _of(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{words}\s+(?:of\s+)?(?:[\w+/-]+\s+){{0,5}}?{_STUDY}\b|"
        rf"\b{_STUDY}\b[^?.;]{{0,60}}?\b(?:is|was|are|were)\s+(?:the\s+)?{words}\b",
        re.IGNORECASE,
    )


_NEWEST, _OLDEST = _of(_NEW), _of(_OLD)
_YEAR = re.compile(r"(?:19|20)\d\d$")


def studies_by_year(question: Question, document: Document) -> Comparison | None:
    """The rows of the newest or oldest studies of a table, or of the block of it that is named.

    None where the question names a study, or where no one table of studies has a column of years.

    >>> # "Which is the oldest trial?" over 2011, 2014, 2012 gives the first row
    """
    newest, oldest = _NEWEST.search(question.text), _OLDEST.search(question.text)
    if bool(newest) == bool(oldest) or question.names:
        return None
    table = table_of_studies(question, document)
    place = (
        next((p for p, header in enumerate(table.header) if "year" in header.lower()), None)
        if table
        else None
    )
    if table is None or place is None:
        return None
    block = block_of(question, table.records)
    values = dict(said_values(question, table, place))
    rows = [
        row
        for row in table.records
        if block.holds(row)
        and _YEAR.match(row.cells[place][1])
        and all(says_value(row.cells[column][1], value) for column, value in values.items())
    ]
    if len(rows) < 2:
        return None
    best = (max if newest else min)(row.cells[place][1] for row in rows)
    found = tuple(row for row in rows if row.cells[place][1] == best)
    if len(found) > MOST:
        return None
    return Comparison(found, len(rows), f"state a year{block.place}")
