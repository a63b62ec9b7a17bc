"""Questions for the studies with just so many patients: "the trials with four ABC patients"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Document
from .bounds import WORDS
from .comparison import Comparison
from .listing import asks_for_studies
from .mentions import named, spelt
from .question import Question
from .sizes import is_of_sizes, number_studied, tables_of_studies

MOST = 5  # rows; of more the number tells nothing
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
# Not "one of ten patients", nor "more than ten", nor "aged 50".
_COUNTED = re.compile(
    rf"(?<![\w.,/–-])(?<!\bof )(?<!\bthan )(?<!\bleast )(?<!\bmost )(?<!\bto ){_NUMBER}[ -]"
    r"(?:[\w/+-]+ ){0,3}?(?:patients?|samples?|specimens?|tumou?rs?|cases?|participants?|"
    r"subjects?|people|individuals)\b",
    re.IGNORECASE,
)


def studies_of_size(question: Question, document: Document) -> Comparison | None:
    """The rows of the studies with the number of patients or samples that a question says, of the
    one group that it names there, or else in all.

    None where it names a study, or where more than a few rows have the number.

    >>> # "Which trials had four ABC patients?" over "46, including 4 ABC", "4 XYZ" gives the first
    """
    match = _COUNTED.search(question.text)
    if match is None or question.names or not asks_for_studies(question.text):
        return None
    said = match["number"].lower().replace(",", "")
    number = WORDS.get(said) or int(said)
    groups = [forms for forms in question.diseases if named(forms, match.group())]
    tables = tables_of_studies(question, document)
    rows = [
        row
        for table in tables
        for row in table.records
        if any(_counts(number, groups, v) for header, v in row.cells if is_of_sizes(header))
        and _holds(question, f"{table.caption} {' '.join(value for _, value in row.cells)}")
    ]
    if not 1 <= len(rows) <= MOST:
        return None
    what = f"state a number of {groups[0][0] if groups else 'patients or samples'}"
    return Comparison(tuple(rows), sum(len(t.records) for t in tables), what, whole=False)


def _counts(number: int, groups: Sequence[Sequence[str]], value: str) -> bool:
    """Whether a cell begins with `number`, or has it before the name of the group."""
    if not groups:
        return number_studied(value) == number
    forms = "|".join(re.escape(form) for form in groups[0])
    counted = rf"(?<![\d.,]){number}\s+(?:\w+\s+){{0,2}}?(?:{forms})s?\b(?! or\b)"
    return re.search(counted, value, re.IGNORECASE) is not None


def _holds(question: Question, text: str) -> bool:
    """Whether `text` names the drugs and the things that the question names."""
    drugs = all(spelt(drug, text) for drug in question.treatments)
    return drugs and all(named(forms, text) for forms in question.entities)
