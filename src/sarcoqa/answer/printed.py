"""A value that a table prints once for several rows is cited in the row that prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schema import Document, Passage, Span
from .cells import shown_cells
from .compose import unmarked
from .notes import around
from .question import Question
from .row_values import row_at


def printing_rows(
    question: Question,
    parts: Sequence[tuple[Passage, Span]],
    document: Document,
    passages: Sequence[Passage],
) -> Iterator[tuple[Passage, Span]]:
    """The rows of `document` that print what is shown of the rows in `parts`.

    "> 60 mL" with the p value that stands beside "< 60 mL" for both gives that row.
    """
    for passage, span in parts:
        row = row_at(document, span) if passage.kind == "record" else None
        if row is None or passage.document_id != document.id:
            continue
        table, record = row
        plain = [unmarked(document, cell) for cell in record.cell_spans]
        for cell in shown_cells(question, record, plain, table):
            other = next((one for one in table.records if one.span.holds(cell)), record)
            found = around(document, other.span, passages) if other != record else None
            if found is not None and found not in parts:
                yield found
