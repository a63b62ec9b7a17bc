"""Cells that a table leaves empty: the row is there, and its value for what is asked is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..schema import Document
from ..text import content_terms
from .cells import header_shares
from .evidence import Judged
from .opposites import asks_whether
from .question import Question
from .row_names import naming_cells, without_aside
from .row_values import row_at

_BLANK = re.compile(
    r"(?:[-–—−]+|n\.?[ad]\.?|n/[ad]|nr|not (?:given|reported|available|stated))?", re.I
)


def is_blank(value: str) -> bool:
    """Whether a cell states nothing: it is empty, a dash, "n/a", "not given".

    >>> is_blank(" – "), is_blank("Not given"), is_blank("not reached")
    (True, True, False)
    """
    return _BLANK.fullmatch(value.strip()) is not None


def left_blank(
    question: Question, judged: Sequence[Judged], documents: Mapping[str, Document]
) -> list[str]:
    """The column of which the question asks the value, where the row that it names has none.

    Only for a question of one row that leads the evidence: what is said of its other columns
    answers nothing. A column counts as asked where no other has more of its name said. A question
    whether something is so asks for no value.
    """
    if asks_whether(question):
        return []
    evidence = judged[0].evidence
    found = row_at(documents[evidence.passage.document_id], evidence.passage.span)
    if found is None:
        return []
    table, record = found
    naming = naming_cells(record, [value for _, value in record.cells], table)
    if not naming or not _is_said(record.cells[naming[-1]][1], question):
        return []
    cells = [cell for place, cell in enumerate(record.cells) if place not in naming and cell[0]]
    shares = header_shares(question, [header for header, _ in cells])
    asked = [cell for cell, share in zip(cells, shares, strict=True) if share == 1]
    if not asked or not all(is_blank(value) for _, value in asked):
        return []
    return [asked[0][0]]


def _is_said(name: str, question: Question) -> bool:
    words = set(content_terms(without_aside(name)))
    return bool(words) and words <= set(question.terms)
