"""Questions that set regimens, or the arms of one study, side by side: the table row of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..remembering import once_for_each
from ..schema import Record
from ..text import folded
from .comparison import Comparison, values_asked
from .counts import RESPONSE
from .measurement import ALL, Measurement, endpoints
from .mentions import treatments
from .question import Question
from .responders import RESPONDED

MOST = 5  # rows; more are no answer to a question about two or three
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
    stated = tuple(stated)
    known = sorted({item.home for item in stated if item.home}, key=lambda row: row.span)
    named = _named(question.names, known)
    pieces = [piece for piece in _pieces(question.text) if treatments(piece)]
    if len({frozenset(treatments(piece)) for piece in pieces}) > 1:
        found = [_with_partners(piece, named or known) for piece in pieces]
    elif _SEVERAL.search(question.text):
        found = [named if question.names else _of_regimen(set(question.treatments), known)]
    else:
        return None
    giving = _giving(question, stated)
    rows = tuple(row for row in giving if any(row in part for part in found))
    if not all(_complete(question, part, giving) for part in found) or not 1 < len(rows) <= MOST:
        return None
    quantity = " and ".join(entry.replace("_", " ") for entry in question.quantities)
    whose = f" for {question.diseases[0][0]}" if question.diseases else ""
    return Comparison(rows, len(giving), f"state the {quantity}{whose}")


# "A plus B and C plus D" sets two regimens apart, "A and B" may be one.
_REGIMEN = r"[\w-]+(?:\s*/\s*|\s*\+\s*|\s+plus\s+)[\w-]+"
_TWO = re.compile(rf"(?P<one>{_REGIMEN})\s*(?:,|,?\s+and)\s+(?={_REGIMEN})", re.IGNORECASE)
_JOINED = re.compile(r"([\w-]+)\s*(?:\+|/|\bplus\b)\s*(?=([\w-]+))", re.IGNORECASE)


def _pieces(text: str) -> list[str]:
    """The parts of a question that are set apart."""
    return _APART.split(_TWO.sub(lambda match: f"{match['one']} versus ", text))


def _with_partners(piece: str, rows: Sequence[Record]) -> list[Record]:
    """The rows of a regimen, with what it joins to a drug: that need not read as a drug."""
    words = {word.lower() for pair in _JOINED.findall(piece) for word in pair if word}
    drugs = set(treatments(piece))
    others = sorted(words - drugs) if words & drugs else []
    return _named(others, _of_regimen(drugs, rows))


def _giving(question: Question, stated: Iterable[Measurement]) -> list[Record]:
    """The rows that state each quantity asked for, for the group and the time point asked for.

    Where the question fixes no group, only values of everybody count.
    """
    held: dict[Record, set[str]] = {}
    for item in values_asked(question, stated):
        at = item.months is None or not question.months or item.months in question.months
        whose = bool(question.diseases) or item.group.lower() in ALL
        if item.home and at and whose:
            endpoint = endpoints()[RESPONSE if item.endpoint == RESPONDED else item.endpoint]
            held.setdefault(item.home, set()).add(endpoint.quantity)
    rows = [row for row, found in held.items() if found >= set(question.quantities)]
    return sorted(rows, key=lambda row: row.span)


def _complete(question: Question, rows: Sequence[Record], giving: Sequence[Record]) -> bool:
    """Whether `rows` give what is asked: one of them for a group, each of them for everybody."""
    given = [row in giving for row in rows]
    return any(given) if question.diseases else bool(given) and all(given)


def _named(names: Sequence[str], rows: Sequence[Record]) -> list[Record]:
    """The rows with all `names`."""
    wanted = [folded(name) for name in names]
    return [row for row in rows if all(name in _folded(row) for name in wanted)]


@once_for_each
def _folded(row: Record) -> str:
    return folded(_text(row))


def _of_regimen(drugs: set[str], rows: Sequence[Record]) -> list[Record]:
    """The rows with just these drugs, or else those with these and more."""
    given = {row: set(treatments(_text(row))) for row in rows}
    return [row for row in rows if given[row] == drugs] or [
        row for row in rows if given[row] > drugs
    ]


def _text(row: Record) -> str:
    return " ".join(value for _, value in row.cells)
