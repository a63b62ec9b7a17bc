"""Tables for tests, made of their texts."""

from __future__ import annotations

from collections.abc import Sequence

from sarcoqa.schema import Record, Span, Table

NO_SPAN = Span(0, 0)


def table_of(caption: str, header: Sequence[str], *rows: Sequence[str]) -> Table:
    """Row n has a span of its own, cell p a character at 50 p."""
    records = tuple(
        Record("t", number, tuple(zip(header, row, strict=True)),
               tuple(Span(50 * p, 50 * p + 1) for p in range(len(row))), Span(0, 900 + number))
        for number, row in enumerate(rows)
    )  # fmt: skip
    return Table("t", "Table 1", caption, tuple(header), records, NO_SPAN)
