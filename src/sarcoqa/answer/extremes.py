"""Questions for the highest or lowest value: the table row that has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isinf

from ..schema import Record
from .measurement import ALL, Measurement, endpoints
from .question import Question

FEWEST = 3  # rows; a comparison of two is a question about the two
_HIGHEST = re.compile(r"\b(?:highest|greatest|best|largest|longest|maximum|top)\b", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:lowest|worst|smallest|shortest|minimum|poorest)\b", re.IGNORECASE)


def extreme_rows(question: Question, stated: Iterable[Measurement]) -> tuple[Record, ...]:
    """The rows with the highest or lowest value of the endpoint that the question asks for.

    Over all rows of the tables that state it for the group of the question, for everybody where it
    fixes none; empty when the question asks for no extreme, for none that has values, or for one
    among studies that it names.
    """
    highest = bool(_HIGHEST.search(question.text))
    if highest == bool(_LOWEST.search(question.text)) or question.names:
        return ()
    values = _values(question, stated)
    if len({item.home for item in values}) < FEWEST:
        return ()
    best = (max if highest else min)(item.value for item in values)
    rows = [item.home for item in values if item.value == best and item.home is not None]
    return tuple(dict.fromkeys(rows))


def _values(question: Question, stated: Iterable[Measurement]) -> Sequence[Measurement]:
    """The values of the one endpoint asked for, in table rows, for the group asked for."""
    wanted = {form.lower() for forms in question.diseases for form in forms}
    found = [
        item
        for item in stated
        if item.home is not None
        and not isinf(item.value)
        and item.endpoint in endpoints()
        and endpoints()[item.endpoint].quantity in question.quantities
        and (item.group.lower() in wanted if wanted else item.group.lower() in ALL)
    ]
    kinds = {(item.endpoint, item.months) for item in found}
    return found if len(kinds) == 1 else ()
