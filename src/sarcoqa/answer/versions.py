"""Which row of a study a question means: by the year it says, or of an original and its sequel."""

from __future__ import annotations

import re

from ..schema import Document, Record, Table
from ..text import folded
from .question import Question
from .study_names import naming_places

MEANT = 0.4  # what the row is worth more that a question means, and another one less
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEQUEL = r"(?:expan\w+|extension|follow-?up|updat\w+|later|second|subsequent)"
_STUDY = r"(?:trials?|stud(?:y|ies)|reports?|papers?|publications?|results?|cohorts?|analysis|part)"
_ORIGINAL = re.compile(
    rf"\b(?:original|initial|first|earlier|parent|main|primary)\s+(?:[\w/-]+\s+){{0,4}}?{_STUDY}\b|"
    rf"\b(?:not|before|without|rather than)\s+(?:in\s+)?(?:the\s+|its\s+)?{_SEQUEL}\b|"
    r"\boriginally\b",
    re.IGNORECASE,
)


def version_fit(question: Question, record: Record, table: Table, document: Document) -> float:
    """`MEANT` for the row of a named study that a question means, less for one that it does not.

    A question means the year that it says; of several rows of a study "the original" means those
    of the first year.

    >>> # "the original ABC12 trial" over "ABC12" of 2017, "ABC12 expansion" of 2019 means the first
    """
    said = frozenset(_YEAR.findall(question.text))
    original = not said and _ORIGINAL.search(question.text)
    own = _years(record)
    if not own or not (said or original) or not _has_a_name(question, record, table, document):
        return 0.0
    if said:
        return MEANT if said & own else -MEANT
    rows = (row for row in table.records if _has_a_name(question, row, table, document))
    dated = {year for row in rows for year in _years(row)}
    if len(dated) < 2:
        return 0.0
    return MEANT if min(dated) in own else -MEANT


def _years(record: Record) -> frozenset[str]:
    return frozenset(value for _, value in record.cells if _YEAR.fullmatch(value.strip()))


def _has_a_name(question: Question, record: Record, table: Table, document: Document) -> bool:
    """Whether the cells that name a row have one of the names of a question."""
    cells = (record.cells[place][1] for place in naming_places(record, table, document))
    held = folded(" ".join(cells))
    return any(
        re.search(rf"(?<![\w-]){re.escape(folded(name))}(?![\w-])", held) for name in question.names
    )
