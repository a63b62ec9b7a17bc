"""The labels that stand in rows of their own above the rows of a table that they head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .remembering import once_for_each
from .schema import Record, Table

_Filled = frozenset[int]  # the places behind the first cell that a row fills


@once_for_each
def labels_above(table: Table) -> tuple[str, ...]:
    """For each record of `table` the label that heads it, "" where none does.

    A row is a label where the columns that it fills are those that the rows below it leave empty:
    "Stage", with the p value of the comparison alone, above "I" and "II" with their counts. A row
    that fills columns of both kinds belongs to no group. The label rows themselves have none.

    >>> # ("Stage", "", "0.04"), ("I", "12", ""), ("II", "9", "") gives ("", "Stage", "Stage")
    """
    rows = [_filled(record) for record in table.records]
    usual = _usual(rows)
    heads = {row for row, record in zip(rows, table.records, strict=True) if _heads(record, usual)}
    found: list[str] = []
    label = ""
    for record, filled in zip(table.records, rows, strict=True):
        if filled in heads:
            label = record.cells[0][1]
        elif any(filled & head for head in heads):
            label = ""
        found.append("" if filled in heads else label)
    return tuple(found)


def _filled(record: Record) -> _Filled:
    return frozenset(place for place, (_, value) in enumerate(record.cells) if place and value)


def _usual(rows: Sequence[_Filled]) -> _Filled:
    """What more than half of the rows fill, no more and no less; nothing where there is no such."""
    filled, count = Counter(rows).most_common(1)[0] if rows else (frozenset[int](), 0)
    return filled if 2 * count > len(rows) else frozenset()


def _heads(record: Record, usual: _Filled) -> bool:
    """Whether a row fills nothing of what is `usual`, and states no more than numbers elsewhere.

    In a schedule of visits each row has its cross under another column, and heads none.
    """
    name, others = record.cells[0][1], [value for _, value in record.cells[1:] if value]
    counted = all(any(char.isdigit() for char in value) for value in others)
    named = any(char.isalpha() for char in name)
    return bool(usual) and named and counted and not _filled(record) & usual
