"""Questions for the studies that measured just so much: "Which trial had an ORR of 40% in ABC?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .comparison import Comparison
from .conditions import condition
from .listing import asks_for_studies
from .measurement import Measurement, endpoints
from .mentions import spelt
from .question import Question

MOST = 4  # studies; of more the value tells nothing
_WHO = re.compile(r"\bwho(?:se)?\b", re.IGNORECASE)
_RATES = ("%", "fraction")
_TIMES = ("day", "week", "month", "year")  # all values are in months


def studies_measuring(question: Question, stated: Iterable[Measurement]) -> Comparison | None:
    """The rows, or else the places in the text, that state the value of an endpoint that the
    question says, for the group that it fixes (where it fixes none, for anybody).

    None where it asks for no study, names one, or sets a bound, and where no study or more than a
    few state the value.

    >>> # "Which trial had an ORR of 40% in ABC?" over "ABC: ORR 40%", "ABC: ORR 4%" gives the first
    """
    asks = asks_for_studies(question.text) or _WHO.search(question.text)
    if not asks or question.names or condition(question) is not None:
        return None
    rates = {figure.removesuffix("%") for figure in question.figures if figure.endswith("%")}
    values = [item for item in stated if _is_of(question, item)]
    fitting = [item for item in values if _is_said(question, rates, item)]
    rows = dict.fromkeys(item.home for item in fitting if item.home is not None)
    said = [] if rows else list(dict.fromkeys(item.span for item in fitting))
    if not 1 <= len(rows) + len(said) <= MOST:
        return None
    names = " and ".join(entry.replace("_", " ") for entry in question.quantities)
    whose = f" for {question.diseases[0][0]}" if question.diseases else ""
    places = {item.home or item.span for item in values}
    return Comparison(tuple(rows), len(places), f"state the {names}{whose}", tuple(said))


def _is_of(question: Question, item: Measurement) -> bool:
    """Whether it is a value of what the question asks about, for whom and for which drugs."""
    endpoint = endpoints().get(item.endpoint)
    if endpoint is None or endpoint.quantity not in question.quantities:
        return False
    groups = {form.lower() for forms in question.diseases for form in forms}
    if groups and item.group.lower() not in groups:
        return False
    if item.home is None:
        return not question.treatments
    cells = " ".join(value for _, value in item.home.cells)
    return all(spelt(drug, cells) for drug in question.treatments)


def _is_said(question: Question, rates: set[str], item: Measurement) -> bool:
    """Whether the question says this value: a rate, at its time point, or a length of time."""
    if rates:
        timed = not question.months or item.months is None or item.months in question.months
        return item.unit in _RATES and f"{item.value:g}" in rates and timed
    return item.unit in _TIMES and round(item.value, 1) in question.months
