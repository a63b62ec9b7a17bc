"""Questions that ask which row of a table has the most or the least in one of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..row_groups import labels_above
from ..schema import Document, Record, Table
from ..studies import labels_inside
from ..text import content_terms, stem, term_set
from .cells import header_shares
from .comparison import FEWEST, Comparison
from .question import Question
from .row_names import naming_cells

_FREQUENT = (
    r"(?:common(?:ly)?|frequent(?:ly)?|often|prevalent|patients|cases|people|participants)\b"
)
_MOST = re.compile(
    rf"\b(?:highest|greatest|largest|maximum|most {_FREQUENT}|commonest)\b", re.IGNORECASE
)
_LEAST = re.compile(
    rf"\b(?:lowest|smallest|minimum|fewest|rarest|least {_FREQUENT})\b", re.IGNORECASE
)
_COUNTS = re.compile(
    rf"\b(?:most|least) {_FREQUENT}|\b(?:fewest|rarest|commonest)\b", re.IGNORECASE
)
# "The most polymorphic": the column that is named so is found by its name.
_MOST_SO = re.compile(r"\bthe (?P<how>most|least) (?P<what>[a-z-]{5,})\b", re.IGNORECASE)
_CHOOSES = re.compile(r"\b(?:which|what|who|whose)\b", re.IGNORECASE)
# "Which adverse event was ...": what the rows are.
_SUBJECT = re.compile(
    r"\b(?:which|what)\s+(?:of (?:all )?(?:the )?)?"
    r"(?P<rows>(?:(?!had|has|have|did|was|were|is|are)[\w-]+\s+){1,3})",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\s*(?P<number>\d+(?:[.·]\d+)?)\s*(?P<unit>%?)(?![\w.–—-])")
_NUMBER_COLUMN = re.compile(
    r"^(?:n|no|nos|number|count|frequency|total|patients|cases|n \(%\))\b", re.IGNORECASE
)
_EVERYTHING = re.compile(
    r"\W*(?:total|all|overall|any|sum|none|unknown|average|mean|median|range)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that belong together: all of a table, or those under one label."""

    label: str
    rows: tuple[Record, ...]


def compare_column(question: Question, document: Document) -> Comparison | None:
    """The rows with the largest or smallest number in the column that the question asks for.

    The rows must be what the question asks of: their label, the first column or the caption says
    it. None where several tables or columns would fit, or where fewer than three rows count.

    >>> # "Which symptom was most frequent in arm A?" over "Symptoms": 3, 9, 4 gives the second row
    """
    most, least = bool(_MOST.search(question.text)), bool(_LEAST.search(question.text))
    so = None if most or least else _MOST_SO.search(question.text)
    most, least = (most, least) if so is None else (so["how"] == "most", so["how"] == "least")
    if most == least or not _CHOOSES.search(question.text):
        return None
    found = [
        (table, block, place)
        for table in document.tables
        if not labels_inside(
            document, table.records[0].span if table.records else table.caption_span
        )
        for block in _blocks(question, table)
        for place in _columns(question, table, block)
        if so is None or stem(so["what"].lower()) in term_set(table.header[place])
    ]
    if len(found) != 1:
        return None
    table, block, place = found[0]
    values = {row: _number(row.cells[place][1]) for row in block.rows}
    numbers = [value for value in values.values() if value is not None]
    best = max(numbers) if most else min(numbers)
    rows = tuple(row for row, value in values.items() if value == best)
    where = f" in “{table.header[place]}”" if table.header[place] else ""
    under = f" under “{block.label}”" if block.label else ""
    return Comparison(rows, len(numbers), f"state a value{where}{under}", whole=False)


def _blocks(question: Question, table: Table) -> list[_Block]:
    """The blocks of rows that the question speaks of; the more special one goes first."""
    labels = _labels(table)
    wanted = set(question.terms)
    named = [label for label in dict.fromkeys(labels) if _said(label, wanted)]
    if named:
        return [_block(label, table, labels) for label in named]
    subject = _SUBJECT.search(question.text)
    asked = set(content_terms(subject["rows"])) if subject else set()
    about = set(content_terms(f"{table.caption} {' '.join(table.header[:2])}"))
    whole = _Block("", tuple(row for row in table.records if not _is_total(row)))
    return [whole] if asked and asked <= about and len(set(labels)) == 1 else []


def _labels(table: Table) -> list[str]:
    """For each row the label above it, or its first cell where that stands for several rows."""
    firsts = [record.cells[0][1] for record in table.records]
    shared = len(set(firsts)) * 2 <= len(firsts)
    return [
        above or (first if shared else "")
        for above, first in zip(labels_above(table), firsts, strict=True)
    ]


def _block(label: str, table: Table, labels: Sequence[str]) -> _Block:
    rows = (row for row, own in zip(table.records, labels, strict=True) if own == label)
    return _Block(label, tuple(row for row in rows if not _is_total(row)))


def _said(label: str, wanted: set[str]) -> bool:
    words = set(content_terms(label))
    return bool(words) and words <= wanted


def _is_total(row: Record) -> bool:
    return any(_EVERYTHING.match(value) for _, value in row.cells[:2])


def _columns(question: Question, table: Table, block: _Block) -> list[int]:
    """The places of the columns of numbers that the question asks for."""
    if not block.rows:
        return []
    plain = [value for _, value in block.rows[0].cells]
    naming = naming_cells(block.rows[0], plain, table)
    places = [
        place
        for place in range(len(table.header))
        if place not in naming and _is_of_numbers(block, place)
    ]
    shares = header_shares(question, [table.header[place] for place in places])
    best = [place for place, share in zip(places, shares, strict=True) if share == 1.0]
    best = _of_unit(question, table, best)
    if best or not _COUNTS.search(question.text):
        return best
    counting = [place for place in places if _NUMBER_COLUMN.match(table.header[place])]
    return (counting if len(places) > 1 else places)[:1]


def _of_unit(question: Question, table: Table, places: list[int]) -> list[int]:
    """Of several columns that fit those whose name is said in full, or is of the unit asked for."""
    said = set(question.terms)
    whole = [place for place in places if term_set(_bare(table.header[place])) <= said]
    rates = [place for place in places if "%" in table.header[place]]
    if "percent" in question.answer_types and rates:
        return rates
    return whole if len(places) > 1 and len(whole) == 1 else places


def _bare(header: str) -> str:
    """The name of a column without "No. of", which a question may say in other words."""
    return re.sub(r"^(?:no\.?|n|number) of\b", "", header, flags=re.IGNORECASE)


def _is_of_numbers(block: _Block, place: int) -> bool:
    """Whether a column states numbers of one unit, in enough rows to be compared."""
    matches = [_VALUE.match(row.cells[place][1]) for row in block.rows]
    stated = [match for match in matches if match]
    return len(stated) >= FEWEST and len({match["unit"] for match in stated}) == 1


def _number(value: str) -> float | None:
    match = _VALUE.match(value)
    return float(match["number"].replace("·", ".")) if match else None
