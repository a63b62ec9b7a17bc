"""Questions for the studies of one group of patients, or of one drug, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..schema import Document, Record
from ..text import is_drug, token_set
from .alone import alone_in
from .comparison import Comparison
from .listing import asks_for_studies
from .mentions import Abbreviations, diseases, named
from .numerals import NUMERAL
from .question import Question
from .sizes import table_of_studies

_ONLY = r"(?:only|exclusively|solely|purely|entirely|just|nothing but)"
_GROUP = re.compile(
    r"(?:study )?(?:populations?|patients?|participants?|subjects?|cohorts?|samples?|histolog\w+|"
    r"tumou?rs?(?: types?)?|diagnos[ei]s|diseases?|cancers?(?: types?)?|n)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:interventions?|treatments?|drugs?|agents?|regimens?|therap(?:y|ies)|medications?)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|of (?:whom|which|these))\b", re.IGNORECASE)
_JOINED = re.compile(r"[+/&]|\b(?:and|plus|with|or|then|followed by)\b", re.IGNORECASE)


def studies_of_one(
    question: Question, document: Document, abbreviations: Abbreviations
) -> Comparison | None:
    """The rows whose column of patients names just the tumour of which a question says that it was
    the only one, or whose column of treatments just the drug that was given alone.

    >>> # "Which studies were done only in ABC?" over "50 ABC", "9 ABC, 3 XYZ" gives the first row
    """
    if question.names or not asks_for_studies(question.text):
        return None
    drugs = alone_in(question.text, question.treatments)
    one = question.diseases[0] if len(question.diseases) == 1 else ()
    group = one if _is_only(one, question.text) else ()
    if not (drugs or group):
        return None
    table = table_of_studies(question, document)
    if table is None:
        return None
    rows = [
        row
        for row in table.records
        if (not group or _of_group(group, row, abbreviations))
        and (not drugs or any(_is_all_given(drugs, v) for v in _cells(row, _GIVEN)))
    ]
    if not rows:
        return None
    what = f"name {group[0] if group else drugs[0]} and no other"
    return Comparison(tuple(rows), len(table.records), what)


def _is_only(forms: Iterable[str], text: str) -> bool:
    """Whether `text` says of a tumour that it was the only one: "only in ABC", "ABC-only"."""
    either = "|".join(map(re.escape, forms))
    return bool(either) and bool(
        re.search(
            rf"(?<!not )\b{_ONLY}\s+(?!{NUMERAL}\b)(?:\w+\s+){{0,3}}?(?:{either})s?\b"
            r"(?!\s*(?:and|or|,|/)\s*(?-i:[A-Z]))|"
            rf"\b(?:{either})s?[- ](?:\w+ )?(?:only|exclusively|alone)\b",
            text,
            re.IGNORECASE,
        )
    )


def _cells(row: Record, headed: re.Pattern[str]) -> list[str]:
    return [value for header, value in row.cells if headed.match(header)]


def _of_group(group: Sequence[str], row: Record, abbreviations: Abbreviations) -> bool:
    """Whether a column of patients names a tumour, and none another one, nor a larger number that
    includes it."""
    cells = _cells(row, _GROUP)
    if any(_INCLUDING.search(cell) for cell in cells):
        return False
    said = diseases(" ".join(cells), abbreviations)
    return any(named(group, cell) for cell in cells) and {forms[0] for forms in said} == {group[0]}


def _is_all_given(drugs: Sequence[str], value: str) -> bool:
    given = {token for token in token_set(value) if is_drug(token)}
    return given == set(drugs) and not _JOINED.search(value)
