"""Questions that compare the rows of a table: the highest value, no response, above 20 %."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isinf

from ..schema import Record
from ..text import term_set
from .measurement import ALL, MONTHS, NUMBER, Measurement, endpoints
from .question import Question

FEWEST = 3  # rows; a comparison of two is a question about the two

# "The best response" is the highest, "the best way to predict a response" compares no values.
_OF_VALUES = r"\s+(?:[\w-]+\s+){0,2}(?:ORR|PFS|OS|respon\w*|surviv\w*|rates?|results?|outcomes?)\b"
_HIGHEST = re.compile(
    rf"\b(?:highest|greatest|largest|longest|maximum|(?:best|top)(?={_OF_VALUES}))\b", re.IGNORECASE
)
_LOWEST = re.compile(
    rf"\b(?:lowest|smallest|shortest|minimum|(?:worst|poorest)(?={_OF_VALUES}))\b", re.IGNORECASE
)
_LISTS = re.compile(r"\b(?:which|what|list|name|who)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|zero|nobody|none|nil|0)\s+(?:[\w/+-]+\s+){0,2}respon(?:ses?|ders?|ded)\b(?! rate)|"
    r"\bwithout\s+(?:any?\s+)?(?:\w+\s+)?respon(?:ses?|ders?)\b|"
    r"\brespon\w+[^.?]{0,25}\b(?:of zero|of 0 ?%|none|nil|was zero)|"
    r"(?:\bnot|n['’]t|\bfailed to|\bnever)\s+(?:[\w/+-]+\s+){0,3}respond\b|"
    r"\bdr[ae]w (?:a )?blanks?\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:every|each|all)\b[^.?]{0,25}\bpatients?\b[^.?]{0,12}\brespon\w+", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:not|never|yet to be|n['’]t)\b[^.?]{0,20}\breached\b", re.IGNORECASE)
_MORE = r"above|over|more than|greater than|higher than|longer than|exceed\w*|beyond|>"
_LESS = r"below|under|less than|lower than|shorter than|fewer than|<"
_BOUND = re.compile(
    rf"(?P<how>{_MORE}|{_LESS}|at least|at most|≥|≤)\s*(?P<value>{NUMBER})\s*"
    r"(?P<unit>%|percent|per cent|weeks?|months?|years?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that fit, in the order of the tables, and how many were compared.

    `whole`: whether they are the whole answer, whatever else is near to the question.
    """

    rows: tuple[Record, ...]
    compared: int
    quantity: str
    group: str
    block: str
    whole: bool = True

    @property
    def message(self) -> str:
        """The receipt: how many rows were looked at, and for what."""
        what = self.quantity.replace("_", " ")
        whose = f" for {self.group}" if self.group else ""
        where = f" under “{self.block}”" if self.block else ""
        rows = "row" if len(self.rows) == 1 else "rows"
        return (
            f"Compared all {self.compared} table rows that state the {what}{whose}{where}: "
            f"{len(self.rows)} {rows} found. Rows without a value were not compared."
        )


@dataclass(frozen=True, slots=True)
class _Condition:
    """What is asked of a value; `unit` is "%" or "time" where that is fixed too, else "";
    `quantity` is the one that the words of the condition name.
    """

    picks: Callable[[Sequence[float]], Callable[[float], bool]]
    unit: str
    extreme: bool = False
    quantity: str = ""


def compare_rows(question: Question, stated: Iterable[Measurement]) -> Comparison | None:
    """The rows whose value of the endpoint asked for meets the condition of the question.

    Only values for the group that the question fixes count; where it fixes none, an extreme is
    sought among those for everybody. None where the question compares nothing, names a study (it
    is about that), where fewer than three rows state a value, or where no row meets the condition.

    >>> # "Which regimens had no response in ABC?" over ABC: 0 %, 20 %, 8 % gives the first row
    """
    condition = _condition(question)
    if condition is None or question.names or question.treatments:
        return None
    values = _values(question, stated, condition)
    compared = {item.home for item in values}
    if len(compared) < FEWEST:
        return None
    block, values = _of_block(question, values)
    meets = condition.picks([item.value for item in values])
    rows = tuple(dict.fromkeys(item.home for item in values if item.home and meets(item.value)))
    if not rows:
        return None
    quantity = endpoints()[values[0].endpoint].quantity
    group = question.diseases[0][0] if question.diseases else ""
    return Comparison(rows, len({item.home for item in values}), quantity, group, block)


def _condition(question: Question) -> _Condition | None:
    highest, lowest = _HIGHEST.search(question.text), _LOWEST.search(question.text)
    if bool(highest) != bool(lowest):
        best = max if highest else min
        return _Condition(lambda values: _equal(best(_finite(values))), "", extreme=True)
    if not _LISTS.search(question.text):
        return None
    if bound := _BOUND.search(question.text):
        return _bounded(bound)
    if _EVERY.search(question.text):
        return _Condition(lambda values: _equal(100.0), "%", quantity="objective_response")
    if _NONE.search(question.text):
        return _Condition(lambda values: _equal(0.0), "%", quantity="objective_response")
    return _Condition(lambda values: isinf, "time") if _OPEN.search(question.text) else None


def _equal(wanted: float) -> Callable[[float], bool]:
    return lambda value: value == wanted


def _finite(values: Sequence[float]) -> list[float]:
    return [value for value in values if not isinf(value)] or [0.0]


def _bounded(match: re.Match[str]) -> _Condition:
    how, unit = match.group("how").lower(), match.group("unit").lower().removesuffix("s")
    limit = float(match.group("value")) * MONTHS.get(unit, 1.0)
    kind = "time" if unit in MONTHS else "%"
    if how in ("at least", "≥"):
        return _Condition(lambda values: lambda value: value >= limit, kind)
    if how in ("at most", "≤"):
        return _Condition(lambda values: lambda value: value <= limit, kind)
    if re.fullmatch(_MORE, how):
        return _Condition(lambda values: lambda value: value > limit, kind)
    return _Condition(lambda values: lambda value: value < limit, kind)


def _values(
    question: Question, stated: Iterable[Measurement], condition: _Condition
) -> list[Measurement]:
    """The values in table rows of the one endpoint asked for, for the group asked for.

    Empty where several endpoints (or time points) would fit.
    """
    wanted = {form.lower() for forms in question.diseases for form in forms}
    everybody = ALL if condition.extreme else frozenset[str]()
    groups = wanted or everybody
    asked = question.quantities or (condition.quantity,)
    found = [
        item
        for item in stated
        if item.home is not None
        and item.endpoint in endpoints()
        and endpoints()[item.endpoint].quantity in asked
        and condition.unit in ("", *endpoints()[item.endpoint].unit.split()[:1])
        and (not groups or item.group.lower() in groups)
    ]
    if condition.extreme:
        found = [item for item in found if not isinf(item.value)]
    kinds = {(item.endpoint, item.months) for item in found}
    return found if len(kinds) == 1 else []


def _of_block(question: Question, values: list[Measurement]) -> tuple[str, list[Measurement]]:
    """The block of rows that the question names and the values in it; ("", all) without one.

    A block is a label in the first column; it is named by a term that no other label has.
    """
    labels = {item.home.cells[0][1] for item in values if item.home}
    named = [
        label
        for label in labels
        if (term_set(label) - set().union(*(term_set(other) for other in labels if other != label)))
        & set(question.terms)
    ]
    if len(named) != 1:
        return "", values
    return named[0], [i for i in values if i.home and i.home.cells[0][1] == named[0]]
