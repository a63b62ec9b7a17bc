"""Which cells of a table row say what the row is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ..remembering import once_for_each
from ..row_groups import labels_above
from ..schema import Record, Table

MAX_NAME_WORDS = 20
DISTINCT = 0.8  # the least share of the rows of a table that their names tell apart
FEWEST_NUMBERED = 3  # rows; "1" and "2" may be anything
_ASIDE = re.compile(r"\([^()]*\)")


def without_aside(name: str) -> str:
    """The name of a row or column without what stands in brackets: a unit, a range of reference.

    >>> without_aside("Iron (2–9 mg/L)")
    'Iron '
    """
    return _ASIDE.sub("", name)


def naming_cells(record: Record, plain: Sequence[str], table: Table) -> list[int]:
    """The places of the cells that name a row: the one that cites its study, or else the first
    whose column tells the rows apart, behind the labels of its group. `plain` are the texts of the
    cells without the paper's citation marks.
    """
    return naming_among(record, plain, telling_columns(table))


def naming_among(record: Record, plain: Sequence[str], telling: Sequence[int]) -> list[int]:
    """`naming_cells` for a table of which the `telling_columns` are known."""
    for place, (_, value) in enumerate(record.cells):
        if plain[place] and plain[place] != value:  # a mark alone names nothing
            return [place]
    # Where none tells them apart, the columns without a name at the left do as well as they can.
    stub = len(list(takewhile(lambda cell: not cell[0], record.cells[:-1]))) - 1
    told = next((place for place in telling if plain[place]), max(stub, 0))
    return [place for place in range(told + 1) if plain[place]]


@once_for_each
def telling_columns(table: Table) -> Sequence[int]:
    """The places of the columns whose cells tell the rows of a table apart, the best first.

    Words go before numbers that only count the rows.
    """
    places = range(len(table.header))
    told = [place for place in places if _tells_apart(table, place)]
    return told + [place for place in places if numbers_rows(table, place)]


def stating_cells(record: Record, plain: Sequence[str], naming: Sequence[int]) -> list[int]:
    """The places of the filled cells that say something beside the name at `naming`.

    A name that is printed over several columns says nothing in the others.
    """
    named = {record.cell_spans[place] for place in naming}
    return [p for p in range(len(plain)) if plain[p] and record.cell_spans[p] not in named]


def label_of(record: Record, table: Table) -> str:
    """The label in a row of its own that heads `record`, "" where there is none."""
    return labels_above(table)[table.records.index(record)]


def numbers_rows(table: Table, place: int) -> bool:
    """Whether a column counts the rows, from 1 in all or in each group: "Patient no."."""
    values = [record.cells[place][1] for record in table.records]
    if len(values) < FEWEST_NUMBERED or not all(value.isdecimal() for value in values):
        return False
    counts = [int(value) for value in values]
    steps = zip([0, *counts], counts, strict=False)
    return all(count in (1, before + 1) for before, count in steps) and max(counts) > 1


def _tells_apart(table: Table, place: int) -> bool:
    """Whether the cells of a column are short words, hardly one of them twice in its group.

    Signs are no words: "+" and "–" are told apart by the number of the patient before them.
    """
    named = [record for record in table.records if record.cells[place][1]]
    values = [record.cells[place][1] for record in named]
    words = [
        record
        for record in named
        if not record.cells[place][1][:1].isdigit()
        and any(char.isalnum() for char in record.cells[place][1])
    ]
    labels = dict(zip(table.records, labels_above(table), strict=True)) if place == 0 else {}
    names = {
        (labels.get(record, ""), *(value for _, value in record.cells[: place + 1]))
        for record in words
    }
    short = all(len(value.split()) <= MAX_NAME_WORDS for value in values)
    return short and len(names) >= DISTINCT * len(values) > 0
