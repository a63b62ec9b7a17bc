"""Questions for the rows whose value is outside its range of reference, or significant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from ..schema import Document, Record, Span, Table
from ..studies import tells_of_a_study
from ..text import term_set
from .cells import header_shares
from .comparison import FEWEST, Comparison
from .question import Question

MOST = 8  # rows; more are no answer
_WHICH = re.compile(r"\b(?:which|what|list|name)\b(?! (?:is|was) the\b)", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:reference|normal)\b|\b(?:upper|lower) limit", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?P<side>outside|out of|abnormal|above|over|below|under)\b[^?.]{0,20}?"
    r"\b(?:reference|normal|range|limits?|results?|values?|tests?)\b|\babnormal\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"\s*(?P<low>\d+(?:\.\d+)?)\s?[-–—]\s?(?P<high>\d+(?:\.\d+)?)")
_BOUND = re.compile(r"\s*(?P<sign>[<>≤≥])\s?(?P<limit>\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)")
_P = re.compile(r"(?:^|\W)p(?:[- ]?value)?s?\b", re.IGNORECASE)
_SIGNIFICANT = re.compile(
    r"\bsignifican(?:t|tly|ce)\b|\bp(?:[- ]values?)?\s*(?:<|below|under|less than)\s*0[.·]05\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|non|without|lack\w*|in)[ -]?significan|n['’]t\b", re.IGNORECASE)

_UPPER = ("above", "over", "outside", "out of", "abnormal", "")
_LOWER = ("below", "under", "outside", "out of", "abnormal", "")

Test = Callable[[Record], bool]


def rows_beyond(
    question: Question, document: Document, near: Collection[Span]
) -> Comparison | None:
    """The rows of the table `near` to a question that has a range of reference for each value, or
    a p value, and which the question asks for.

    >>> # "Which tests were above the normal range?" over "2.6 | 3.5–5.5", "11 | 4–10" gives "11"
    """
    outside, significant = _OUTSIDE.search(question.text), _SIGNIFICANT.search(question.text)
    if not _WHICH.search(question.text) or bool(outside) == bool(significant):
        return None
    tables = [t for t in document.tables if _fits(question, document, t)]
    found = []
    for table in tables:
        test = _outside(table, outside["side"] or "") if outside else _p_value(question, table)
        if test is not None:
            close = sum(row.span in near for row in table.records)
            found.append((len(term_set(table.caption) & {*question.terms}), close, table, test))
    found.sort(key=lambda one: one[:2], reverse=True)
    if not found or not found[0][1] or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    _, _, table, test = found[0]
    rows = tuple(row for row in table.records if test(row))
    what = "state a value beside its range" if outside else "state a p value"
    return Comparison(rows, len(table.records), what, whole=False) if len(rows) <= MOST else None


def _fits(question: Question, document: Document, table: Table) -> bool:
    named = question.table in (None, table.label)
    return (
        named and len(table.records) >= FEWEST and not tells_of_a_study(document, table.records[0])
    )


def _outside(table: Table, side: str) -> Test | None:
    """Whether a row's value is beyond the limits in the column behind it, on one side or any."""
    place = next((p for p, name in enumerate(table.header) if p > 1 and _RANGE.search(name)), None)
    if place is None:
        return None
    side = side.lower()

    def test(row: Record) -> bool:
        value, limits = _NUMBER.match(row.cells[place - 1][1]), row.cells[place][1]
        both, bound = _LIMITS.match(limits), _BOUND.match(limits)
        if value is None or not (both or bound):
            return False
        above, below = _beyond(float(value[1]), both, bound)
        return (above and side in _UPPER) or (below and side in _LOWER)

    return test


def _beyond(
    number: float, both: re.Match[str] | None, bound: re.Match[str] | None
) -> tuple[bool, bool]:
    """Whether a number is above or below its limits: "3–5", "<7"."""
    if both is not None:
        return number > float(both["high"]), number < float(both["low"])
    upper = bound is not None and bound["sign"] in "<≤"
    limit = float(bound["limit"]) if bound is not None else number
    return upper and number > limit, not upper and number < limit


def _p_value(question: Question, table: Table) -> Test | None:
    """Whether a row states a p value below 0.05, or, where that is denied, one that is not."""
    shares = header_shares(question, table.header)
    places = [p for p, name in enumerate(table.header) if p and _P.search(name)]
    best = [p for p in places if shares[p] == max(shares[q] for q in places)]
    if len(best) != 1:
        return None
    place = best[0]
    denied = bool(_DENIED.search(question.text))

    def test(row: Record) -> bool:
        value = re.match(r"\s*[<=≤]?\s*(\d?[.·]\d+)", row.cells[place][1])
        return value is not None and (float(value[1].replace("·", ".")) < 0.05) != denied

    return test
