"""Blocks of tab-separated rows → tables with a header, records and a carried-down group column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .inline import clean_inline
from .raw import RawTable, plain_texts

_CAPTION = re.compile(
    r"^((?:Supplementary\s+)?Table\s+[A-Z]?\d{1,3}[a-z]?)\b[.:]?\s*(.*)$", re.IGNORECASE
)
_CONTINUED = re.compile(r"^\(?\s*cont(?:inued|\.|d)?\.?\s*\)?$", re.IGNORECASE)
_FIGURE = re.compile(
    r"^(?i:(?:Supplementary\s+)?Fig(?:ure|\.)?)\s*[A-Z]?\d{1,3}[a-z]?\b(?:[.:|]|\s*$|\s+[^\sa-z(])"
)
_IMAGE = re.compile(r"!\[(.*)\]\((?:\\.|[^()]|\([^()]*\))*\)\s*$")


def add_rows(table: RawTable, lines: Sequence[str]) -> None:
    """Add the rows of one block; the header that a continued table repeats is left out."""
    for line in lines:
        cells = tuple(clean_inline(cell) for cell in line.split("\t"))
        if not table.header:
            table.header = cells
        elif cells != table.header:
            table.rows.append(tuple(plain_texts(_fitted(cells, len(table.header)))))


def caption_parts(line: str) -> tuple[str, str] | None:
    """(label, caption) of a caption line, else None; what is continued has no caption of its own.

    >>> caption_parts("Table 2 (continued)")
    ('Table 2', '')
    """
    match = _CAPTION.match(line)
    if not match:
        return None
    label = " ".join(match.group(1).split())
    rest = match.group(2).strip()
    if _CONTINUED.match(rest):
        return label, ""
    # "Table 2 shows that ..." is prose: a caption does not go on with a verb in lower case.
    return None if rest[:1].islower() else (label, clean_inline(rest))


def figure_caption(source: str) -> str | None:
    """The caption of a line that is a figure's caption or an image alone, else None.

    >>> figure_caption("Fig. 1 Flow of patients"), figure_caption("![](flow.png)")
    ('Fig. 1 Flow of patients', '')
    >>> figure_caption("Figure 1 shows the flow of patients.") is None
    True
    """
    if image := _IMAGE.match(source):
        return clean_inline(image.group(1))
    line = clean_inline(source)
    return line if _FIGURE.match(line) else None


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """`cells` with empty ones added at the end; what is too much goes into the last one."""
    if len(cells) > width:
        return (*cells[: width - 1], " ".join(cells[width - 1 :]))
    return cells + ("",) * (width - len(cells))
