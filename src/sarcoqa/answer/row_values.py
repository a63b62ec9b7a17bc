"""Values in the cells of a cited table row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Citation, CitedValue, Document, Record, Span, Table
from .amounts import Amount, unit_in, whole_cell
from .measurement import endpoints, segments
from .stated import MEASURED, PARTIAL, Stated, ratio_name, stated
from .study_names import author_year, naming_places, row_name

_TRAILING = re.compile(r"\s*(?:[,(\[]|\bin\b)[^()\[\],]*[)\]]?\s*$")
# Columns of tests, and of counts with their share.
_NO_QUANTITY = re.compile(
    r"\bp[- ]?values?\b|χ|^(?:n|no|nos|number|patients|cases|frequency)\b\W*(?:%|$|\()",
    re.IGNORECASE,
)
_INTERVAL = re.compile(r"\b(?:CI|confidence interval)\b", re.IGNORECASE)
_MEASURED = re.compile(rf"\b(?:{MEASURED})\b", re.IGNORECASE)


def row_values(
    citation: Citation, document: Document, groups: Sequence[str]
) -> Iterator[CitedValue]:
    """The values of the row that `citation` quotes; `groups` are known subgroups, as short forms.

    A cell states endpoints by name, or is a single amount in a column that names a quantity. A
    value before which the cell names another subgroup, without the colon that would begin it, is
    left out.
    """
    row = row_at(document, citation.quote.span)
    if row is None:
        return
    table, record = row
    naming = naming_places(record, table, document)
    study = row_name(record, table, document)
    if not re.search(r"[^\W\d]", study):
        return
    for place, ((header, _), cell) in enumerate(zip(record.cells, record.cell_spans, strict=True)):
        if place in naming or not citation.quote.span.holds(cell):
            continue
        found = [
            (study, group, entry) for group, entry in _of_cell(header, cell, document.text, groups)
        ] or list(_of_measured_row(study, header, cell, document))
        for whose, group, entry in found:
            yield cited_value(citation, whose, group, entry, document.text)


def cited_value(citation: Citation, study: str, group: str, entry: Stated, text: str) -> CitedValue:
    """`entry`, whose amount is placed in the whole `text`, with whose it is."""
    amount = entry.amount
    span = Span(amount.start, amount.end)
    return CitedValue(
        citation.number, study, group, entry.quantity, amount.value, amount.low, amount.high,
        amount.unit, span.of(text), span,
    )  # fmt: skip


def row_at(document: Document, span: Span) -> tuple[Table, Record] | None:
    """The table row that is printed at `span`, with its table."""
    return next(
        (
            (table, record)
            for table in document.tables
            for record in table.records
            if record.span == span
        ),
        None,
    )


def _of_cell(
    header: str, cell: Span, text: str, groups: Sequence[str]
) -> Iterator[tuple[str, Stated]]:
    """(group, what is stated) for each value of a cell, placed in the whole text."""
    found = False
    for part, group in segments(cell, text):
        words = part.of(text)
        seen: set[str] = set()
        for entry in stated(words):
            found = True
            between = words[: entry.begins].partition(":")[2] if group else words[: entry.begins]
            unnamed = not group and PARTIAL.search(words)
            if unnamed or entry.quantity in seen or _names_one(between, groups):
                continue
            seen.add(entry.quantity)
            yield group, entry.moved(part.start)
    if not found and (alone := _whole(header, cell.of(text))):
        yield "", alone.moved(cell.start)


def _of_measured_row(
    name: str, header: str, cell: Span, document: Document
) -> Iterator[tuple[str, str, Stated]]:
    """(paper, group, what is stated) where the row names the quantity and the column the group."""
    amount = whole_cell(cell.of(document.text), interval=False)
    paper = author_year(document.authors, document.year)
    if amount is None or not amount.unit or not paper or not header:
        return
    if _MEASURED.search(name) and not _NO_QUANTITY.search(header):
        yield paper, header, Stated(name, 0, amount).moved(cell.start)


def _names_one(words: str, groups: Sequence[str]) -> bool:
    return any(re.search(rf"(?<![\w-]){re.escape(group)}s?\b", words) for group in groups)


def _whole(header: str, value: str) -> Stated | None:
    """The amount that a cell is, as the quantity that its column names."""
    amount = whole_cell(value, interval=bool(_INTERVAL.search(header)))
    if amount is None:
        return None
    unit = amount.unit or unit_in(header)
    quantity = _quantity(header, unit)
    if not quantity or not (unit or amount.low is not None or ratio_name(quantity.split(" ")[0])):
        return None
    return Stated(
        quantity, 0, Amount(amount.value, amount.low, amount.high, unit, amount.start, amount.end)
    )


def _quantity(header: str, unit: str) -> str:
    """The quantity that a column's header names, "" where it names an arm or a count."""
    if "=" in header or _NO_QUANTITY.search(header):
        return ""
    told = bool(unit_in(header))
    name = _TRAILING.sub("", header) if told or _INTERVAL.search(header) else header
    outer, _, inner = name.rpartition(" | ")
    if short := ratio_name(inner):
        return f"{short} ({outer})" if outer else short
    for entry in endpoints().values():
        if entry.names.fullmatch(name) and entry.unit == ("%" if unit == "%" else "time"):
            return entry.label
    lettered = bool(re.search(r"[A-Za-z]{2}", name))
    return name if lettered and (told or _MEASURED.search(name)) else ""
