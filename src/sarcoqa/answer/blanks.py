"""Cells that a table leaves empty: the row is there, and its value for what is asked is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..schema import Document, Record, Table
from ..text import content_terms
from .cells import header_shares
from .evidence import Judged
from .question import Question
from .row_names import naming_cells

_BLANK = re.compile(
    r"(?:[-–—−]+|n\.?[ad]\.?|n/[ad]|nr|not (?:given|reported|available|stated))?", re.I
)
_ASIDE = re.compile(r"\([^()]*\)")  # a unit or a normal range behind the name of a row


def left_blank(
    question: Question, judged: Sequence[Judged], documents: Mapping[str, Document]
) -> list[str]:
    """The column of which the question asks the value, where the row that it names has none.

    Only for a question of one row that leads the evidence: what is said of its other columns
    answers nothing. A column counts as asked where no other has more of its name said.
    """
    found = _row(judged[0], documents)
    if found is None:
        return []
    record, table = found
    naming = naming_cells(record, [value for _, value in record.cells], table)
    if not naming or not _is_said(record.cells[naming[-1]][1], question):
        return []
    cells = [cell for place, cell in enumerate(record.cells) if place not in naming and cell[0]]
    shares = header_shares(question, [header for header, _ in cells])
    asked = [cell for cell, share in zip(cells, shares, strict=True) if share == 1]
    if not asked or not all(_BLANK.fullmatch(value.strip()) for _, value in asked):
        return []
    return [asked[0][0]]


def _is_said(name: str, question: Question) -> bool:
    words = set(content_terms(_ASIDE.sub(" ", name)))
    return bool(words) and words <= set(question.terms)


def _row(item: Judged, documents: Mapping[str, Document]) -> tuple[Record, Table] | None:
    passage = item.evidence.passage
    return next(
        (
            (record, table)
            for table in documents[passage.document_id].tables
            for record in table.records
            if record.span == passage.span
        ),
        None,
    )
