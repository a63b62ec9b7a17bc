"""Questions that set regimens, or the arms of one study, side by side: the table row of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..schema import Record
from ..text import folded
from .comparison import Comparison, values_asked
from .measurement import Measurement, endpoints
from .mentions import treatments
from .question import Question

MOST = 4  # rows; more are no answer to a question about two or three
_APART = re.compile(
    r"\b(?:n?or|versus|vs)\b\.?|[;,]\s*(?:and|but)\b|\band (?:how|what|with|in|for|the)\b|"
    r"\(\s*[a-d]\s*\)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:two|both|three|each|trials|studies|arms|chang\w*|differ\w*|compar\w*|versus|vs)\b",
    re.IGNORECASE,
)


def rows_side_by_side(question: Question, stated: Iterable[Measurement]) -> Comparison | None:
    """The rows of what the question sets side by side, which state each value that it asks for.

    Regimens apart ("A plus B, or C plus D"): each must have its row. Else the rows of one named
    study, or of one regimen, where the question speaks of several. None where a value is missing.

    >>> # "Did ABC respond to alphamab, or to betanib?" gives the row of either
    """
    if not question.quantities or not (question.names or question.treatments):
        return None
    by_row = _rows(question, stated)
    pieces = [drugs for piece in _APART.split(question.text) if (drugs := set(treatments(piece)))]
    if len(pieces) > 1 and len({frozenset(piece) for piece in pieces}) > 1:
        known = _named(question.names, by_row) or by_row
        found = [_of_regimen(piece, known) for piece in pieces]
        fits = all(found)
    else:
        found = [_of_study(question, by_row)]
        fits = bool(_SEVERAL.search(question.text)) and len(found[0]) > 1
    rows = tuple(row for row in by_row if any(row in part for part in found))
    if not fits or not 1 < len(rows) <= MOST:
        return None
    quantity = " and ".join(entry.replace("_", " ") for entry in question.quantities)
    whose = f" for {question.diseases[0][0]}" if question.diseases else ""
    return Comparison(rows, len(by_row), f"state the {quantity}{whose}")


def _rows(question: Question, stated: Iterable[Measurement]) -> list[Record]:
    """The rows that state each quantity asked for, for the group and the time point asked for."""
    held: dict[Record, set[str]] = {}
    for item in values_asked(question, stated):
        at = item.months is None or not question.months or item.months in question.months
        if item.home and at:
            endpoint = endpoints().get(item.endpoint)
            quantity = endpoint.quantity if endpoint else "objective_response"
            held.setdefault(item.home, set()).add(quantity)
    rows = [row for row, found in held.items() if found >= set(question.quantities)]
    return sorted(rows, key=lambda row: row.span)


def _named(names: Sequence[str], rows: Sequence[Record]) -> list[Record]:
    """The rows with all `names`."""
    return [row for row in rows if all(folded(name) in folded(_text(row)) for name in names)]


def _of_study(question: Question, rows: Sequence[Record]) -> list[Record]:
    """The rows of the study that is named, or else of the regimen."""
    if question.names:
        return _named(question.names, rows)
    return _of_regimen(set(question.treatments), rows)


def _of_regimen(drugs: set[str], rows: Sequence[Record]) -> list[Record]:
    """The rows with just these drugs, or else those with these and more."""
    given = {row: set(treatments(_text(row))) for row in rows}
    return [row for row in rows if given[row] == drugs] or [
        row for row in rows if given[row] > drugs
    ]


def _text(row: Record) -> str:
    return " ".join(value for _, value in row.cells)
