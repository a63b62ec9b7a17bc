"""Questions which studies of a table are the newest or the oldest, or of the years said."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..schema import Document, Record
from .blocks import Block, block_of
from .comparison import Comparison
from .listing import asks_for_studies, said_values
from .mentions import named, spelt
from .question import Question
from .said import says_value
from .sizes import table_of_studies

MOST = 12  # studies of the years that are asked for
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


# "Published after 2019", "from 2020 on", "between 2015 and 2018".
_YEARS = r"(?P<{name}>(?:19|20)\d\d)"
_AFTER = re.compile(rf"\b(?:after|later than)\s+{_YEARS.format(name='first')}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?:before|prior to|earlier than)\s+{_YEARS.format(name='last')}\b", re.IGNORECASE
)
_SINCE = re.compile(
    rf"\b(?:since|from)\s+{_YEARS.format(name='first')}\b(?=\W*$|\s+(?:on|onwards?|or later)\b)|"
    rf"\b{_YEARS.format(name='later')}\s+(?:or (?:later|newer|after)|onwards?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_YEARS.format(name='first')}\s*(?:and|to|until|[–-])\s*"
    rf"{_YEARS.format(name='last')}\b",
    re.IGNORECASE,
)


def studies_by_year(question: Question, document: Document) -> Comparison | None:
    """The rows of the newest or oldest studies of a table, or of the block of it that is named, or
    those of the years that the question says.

    None where the question names a study, or where no one table of studies has a column of years.

    >>> # "Which is the oldest trial?" over 2011, 2014, 2012 gives the first row
    """
    newest, oldest = _NEWEST.search(question.text), _OLDEST.search(question.text)
    within = _years(question.text)
    if bool(newest) == bool(oldest) and within is None:
        return None
    if question.names:
        return None
    rows, block = _dated(question, document)
    if len(rows) < 2:
        return None
    if within is None:
        best = (max if newest else min)(rows.values())
        found = [row for row, year in rows.items() if year == best]
    else:
        found = [row for row, year in rows.items() if within(year) and _holds(question, row)]
    if not 1 <= len(found) <= MOST:
        return None
    return Comparison(tuple(found), len(rows), f"state a year{block.place}")


def _years(text: str) -> Callable[[int], bool] | None:
    """Whether a year is one that `text` asks for studies of; None where it asks for none."""
    if not asks_for_studies(text):
        return None
    if match := _BETWEEN.search(text):
        first, last = int(match["first"]), int(match["last"])
        return lambda year: first <= year <= last
    if match := _AFTER.search(text):
        first = int(match["first"])
        return lambda year: year > first
    if match := _SINCE.search(text):
        first = int(match["first"] or match["later"])
        return lambda year: year >= first
    if match := _BEFORE.search(text):
        last = int(match["last"])
        return lambda year: year < last
    return None


def _dated(question: Question, document: Document) -> tuple[dict[Record, int], Block]:
    """The rows of the table of studies with their years, of the block and the values named."""
    table = table_of_studies(question, document)
    places = (
        [p for p, header in enumerate(table.header) if "year" in header.lower()] if table else []
    )
    if table is None or not places:
        return {}, Block()
    block = block_of(question, table.records)
    values = dict(said_values(question, table, places[0]))
    years = {
        row: int(row.cells[places[0]][1])
        for row in table.records
        if block.holds(row)
        and _YEAR.match(row.cells[places[0]][1])
        and all(says_value(row.cells[column][1], value) for column, value in values.items())
    }
    return years, block


def _holds(question: Question, row: Record) -> bool:
    """Whether a row names the drugs and the tumours that the question names."""
    text = " ".join(value for _, value in row.cells)
    drugs = all(spelt(drug, text) for drug in question.treatments)
    return drugs and all(named(forms, text) for forms in question.diseases)
