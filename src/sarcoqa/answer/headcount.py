"""Questions for the studies with just so many patients: "the trials with four ABC patients"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import eq

from ..schema import Document, Record, Table
from ..text import term_set
from .blocks import block_of
from .comparison import Comparison
from .listing import asks_for_studies
from .mentions import named, spelt
from .numerals import NUMERAL, number_in
from .question import Question
from .sizes import BOUND, about, bound_of, is_of_sizes, number_studied, tables_of_studies

MOST = 5  # rows; of more the number tells nothing
MOST_BOUNDED = 12  # rows beyond a number
# Not "one of ten patients", nor "aged 50".
_COUNTED = re.compile(
    rf"(?:(?<!\w){BOUND}\s*|(?<![\w.,/–-])(?<!\bof )(?<!\bthan )(?<!\bto ))"
    rf"(?P<number>{NUMERAL})(?: or (?P<side>more|fewer|less))?[ -](?:[\w/+-]+ ){{0,3}}?"
    r"(?:patients?|samples?|specimens?|tumou?rs?|cases?|participants?|subjects?|people|individuals)\b"
    r"(?: (?:with|of)(?: [\w/+-]+){1,3})?",
    re.IGNORECASE,
)

_SIDES = {"more": "at least", "fewer": "at most", "less": "at most"}


def studies_of_size(question: Question, document: Document) -> Comparison | None:
    """The rows of the studies with the number of patients or samples that a question says, of the
    one group that it names there, or else in all; of a group it may also say a bound.

    None where it names a study, or where more than a few rows have the number.

    >>> # "Which trials had four ABC patients?" over "46, including 4 ABC", "4 XYZ" gives the first
    >>> # "Which had more than ten ABC patients?" over "80, including 40 ABC", "50" gives the first
    """
    match = _COUNTED.search(question.text)
    if match is None or question.names or not asks_for_studies(question.text):
        return None
    groups = [forms for forms in question.diseases if named(forms, match.group())]
    bound = match["bound"] or _SIDES.get((match["side"] or "").lower())
    if bound and len(groups) != 1:
        return None
    meets = bound_of(bound) if bound else eq
    number = number_in(match["number"])
    tables = _tables(question, document)
    rows = [
        row
        for table in tables
        for row in _in_block(question, table)
        if any(meets(count, number) for count in _counts(groups, row))
        and _holds(question, f"{table.caption} {' '.join(value for _, value in row.cells)}")
    ]
    if not 1 <= len(rows) <= (MOST_BOUNDED if bound else MOST):
        return None
    what = f"state a number of {groups[0][0] if groups else 'patients or samples'}"
    counted = sum(len(table.records) for table in tables)
    return Comparison(tuple(rows), counted, what, whole=bool(bound))


def _tables(question: Question, document: Document) -> list[Table]:
    """The tables of studies; of a question for trials only those that speak of trials."""
    tables = tables_of_studies(question, document)
    kind = term_set("trials") & set(question.terms)
    return [table for table in tables if kind and kind <= about(table, document)] or tables


def _in_block(question: Question, table: Table) -> list[Record]:
    block = block_of(question, table.records)
    return [row for row in table.records if block.holds(row)]


def _counts(groups: Sequence[Sequence[str]], row: Record) -> list[int]:
    """The numbers with which the cells of sizes begin, or which they have before a group's name."""
    cells = [value for header, value in row.cells if is_of_sizes(header)]
    if not groups:
        return [number for cell in cells if (number := number_studied(cell)) is not None]
    forms = "|".join(re.escape(form) for form in groups[0])
    counted = (
        rf"(?<![\d.,])(\d{{1,3}}(?:,\d{{3}})+|\d+)\s+(?:\w+\s+){{0,2}}?(?:{forms})s?\b(?! or\b)"
    )
    found = (number for cell in cells for number in re.findall(counted, cell, re.IGNORECASE))
    return [number_in(number) for number in found]


def _holds(question: Question, text: str) -> bool:
    """Whether `text` names the drugs and the things that the question names."""
    drugs = all(spelt(drug, text) for drug in question.treatments)
    return drugs and all(named(forms, text) for forms in question.entities)
