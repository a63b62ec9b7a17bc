"""Questions which studies tried a drug: "Which trials used betanib?", "Who combined it with X?"."""

from __future__ import annotations

import re

from ..schema import Document, Record
from ..studies import tells_of_a_study
from ..text import term_set
from .comparison import Comparison
from .listing import asks_for_studies
from .mentions import named, spelt
from .question import Question

FEWEST = 2  # rows; one is found as any other is
_WHO = re.compile(
    r"^\W*who (?:else |has |have |also )*(?:used|tested|tried|studied|gave|combined)\b", re.I
)
_NOT = re.compile(
    r"\b(?:no|not|none|never|without|except|alone|only|monotherapy|single|highest|lowest|best|worst|"
    r"most|least|first|last|how many)\b|n['’]t\b",
    re.IGNORECASE,
)
# Beside the drugs such a question has no other words.
_FRAME = term_set(
    "trial study studies paper row regimen combination cohort report entry arm publication use "
    "used test tested try tried give given gave combine combined combination combining include "
    "included including involve involved contain contained receive received treat treated therapy "
    "treatment plus together administer administered evaluate evaluated investigate investigated "
    "list listed name table all any clinical drug agent featured feature look looked who other "
    "else"
)


def studies_of_drugs(question: Question, document: Document) -> Comparison | None:
    """The rows of studies that hold all drugs, and all else with a short form, that a question
    for studies names; None where it says anything more of them, or where hardly a row does.

    >>> # "Which trials used betanib?" over "betanib", "gammab", "betanib + gammab" gives two
    """
    text = question.text
    if not question.treatments or not (asks_for_studies(text) or _WHO.search(text)):
        return None
    if _NOT.search(text) or question.names or question.diseases or question.quantities:
        return None
    forms = term_set(" ".join((*question.treatments, *(f for fs in question.topics for f in fs))))
    if (term_set(text) & set(question.terms)) - forms - _FRAME:
        return None
    rows = [
        row for table in document.tables for row in table.records if tells_of_a_study(document, row)
    ]
    found = tuple(row for row in rows if _holds(question, row))
    if len(found) < FEWEST:
        return None
    return Comparison(found, len(rows), "tell of a study", whole=False, blank=True)


def _holds(question: Question, row: Record) -> bool:
    text = " ".join(value for _, value in row.cells)
    return all(spelt(drug, text) for drug in question.treatments) and all(
        named(forms, text) for forms in question.topics
    )
