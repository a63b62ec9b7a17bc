"""By what name a reader knows a study: as the paper's tables call it, or by author and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Document, Record, Table
from ..studies import labels_inside
from .compose import unmarked
from .row_names import naming_cells

LONGEST_ARM = 60  # characters of a cell that may tell two rows of one study apart
_YEAR = re.compile(r"(?:19|20)\d\d")


def row_name(record: Record, table: Table, document: Document) -> str:
    """What a row is about: its study or first telling cell, without the paper's citation marks.

    Where several rows have that name or cite that study, the cell that tells them apart follows:
    the year, or else that of the column with the most different cells. "" where there is none.
    """
    name = _plain_name(record, table, document)
    cited = _cited(record, table, document)
    others = [
        row
        for row in table.records
        if row != record
        and (
            _plain_name(row, table, document) == name
            or (cited and _cited(row, table, document) == cited)
        )
    ]
    if not name or not others:
        return name
    naming = set(naming_places(record, table, document))
    telling = [
        (bool(_YEAR.fullmatch(value)), len({row.cells[place][1] for row in table.records}), value)
        for place, (_, value) in enumerate(record.cells)
        if place not in naming
        and (_YEAR.fullmatch(value) or not re.search(r"\d", value))
        and 0 < len(value) <= LONGEST_ARM
        and all(row.cells[place][1] != value for row in others)
    ]
    return f"{name} · {max(telling)[2]}" if telling else ""


def _cited(record: Record, table: Table, document: Document) -> tuple[str, ...]:
    """The references that the cells naming a row cite."""
    spans = [record.cell_spans[place] for place in naming_places(record, table, document)]
    return tuple(label for span in spans for label in labels_inside(document, span))


def _plain_name(record: Record, table: Table, document: Document) -> str:
    cells = [
        unmarked(document, record.cell_spans[place]).strip()
        for place in naming_places(record, table, document)
    ]
    return cells[-1] if cells else ""


def naming_places(record: Record, table: Table, document: Document) -> list[int]:
    """The places of the cells that name a row."""
    plain = [unmarked(document, span) for span in record.cell_spans]
    return naming_cells(record, plain, table)


def author_year(authors: Sequence[str], year: int | None) -> str:
    """Author and year: "Smith et al. 2019", from "Smith AB" as from "Anna B. Smith".

    >>> author_year(["van Berg A. B.", "Roe C"], 2019), author_year(["Anna van Berg"], None)
    ('van Berg et al. 2019', 'Berg')
    """
    if not authors or not authors[0].split():
        return ""
    words = authors[0].split()
    before = len(words)
    while len(words) > 1 and re.fullmatch(r"[A-Z][A-Z.-]{0,4}", words[-1]):
        words = words[:-1]  # initials stand behind the whole surname
    surname = " ".join(words) if len(words) < before else words[-1]
    others = " et al." if len(authors) > 1 else ""
    return f"{surname}{others} {year}" if year else f"{surname}{others}"
