"""What a question demands of the values that it compares: the highest, none, above 20 %."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isinf

from .measurement import MONTHS, NUMBER
from .question import Question

# "The best response" is the highest, "the best way to predict a response" compares no values.
_OF_VALUES = r"\s+(?:[\w-]+\s+){0,2}(?:ORR|PFS|OS|respon\w*|surviv\w*|rates?|results?|outcomes?)\b"
_HIGHEST = re.compile(
    rf"\b(?:highest|greatest|largest|longest|maximum|(?:best|top)(?={_OF_VALUES}))\b", re.IGNORECASE
)
_LOWEST = re.compile(
    rf"\b(?:lowest|smallest|shortest|minimum|(?:worst|poorest)(?={_OF_VALUES}))\b", re.IGNORECASE
)
# "Who defined the class with the best response?" asks who, whatever the response was.
_DESCRIBED = re.compile(
    r"^\W*who(?:se)?\b[^?]*\b(?:with|ha[sd]|having|show(?:s|ed|ing)|of|giv(?:es|ing)) the "
    r"(?:best|highest|lowest|worst|longest|shortest|largest|smallest|greatest|poorest)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"longest|shortest", re.IGNORECASE)  # no percentage at a time point
_PATIENTS = re.compile(
    r"\b(?:(?P<most>most|largest number of|highest number of)|fewest|"
    r"(?:smallest|lowest) number of) (?:[\w/+-]+ ){0,2}patients\b",
    re.IGNORECASE,
)
# "Trials where ..." lists as "which trials" does.
_LISTS = re.compile(
    r"\b(?:which|what|list|name|who)\b|"
    r"^\W*(?:did|does|do|has|have|is|are|was|were) (?:there )?any (?:of (?:the |these )?)?"
    r"(?:[\w/+-]+ ){0,3}?(?:trials?|stud(?:y|ies)|regimens?|combinations?|arms?|cohorts?)\b|"
    r"^\W*(?:[\w/+-]+ ){0,7}(?:trials|studies|regimens|combinations|arms|rows|cohorts)\b"
    r"[^.?,]{0,30}? (?:where|in which|that|whose|with(?:out)?)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|zero|nobody|none|nil|0|not (?:a single|one|any))\s+"
    r"(?:[\w/+-]+\s+){0,2}respon(?:ses?|ders?|ded)\b(?! rate)|"
    r"\bwithout\s+(?:any?\s+)?(?:\w+\s+)?respon(?:ses?|ders?)\b|"
    r"\brespon\w+[^.?]{0,25}\b(?:of zero|of 0 ?%|none|nil|was zero)|"
    r"\bnone of (?:the |its |their )?(?:[\w/+-]+\s+){1,3}respon(?:d|ses?|ders?|ded)\b|"
    r"(?:\bnot|n['’]t|\bfailed to|\bnever)\s+(?:[\w/+-]+\s+){0,5}respond\b|"
    r"\bdr[ae]w (?:a )?blanks?\b",
    re.IGNORECASE,
)
# "Which trials had at least one response in ABC?", "Which drugs did shrink ABC tumours?"
_STUDIES = (
    r"\b(?:which|what|list|name|whose)\b[^.?,]{0,40}?\b(?:trials?|stud(?:y|ies)|regimens?|"
    r"combinations?|combos?|pairs?|pairings?|partners?|drugs?|agents?|inhibitors?|TKIs?|therap\w+|"
    r"treatments?|rows?|arms?|approaches|strateg\w+)\b"
)
# "Which trials give a number of ABC patients?"
_COUNTED = re.compile(
    rf"{_STUDIES}[^.?]*?\b(?:(?:count|numbers?) (?:of|for) (?:[\w/+-]+ ){{1,3}}?"
    r"(?:patients|cases|participants)|(?:patient|case) (?:counts|numbers))\b",
    re.IGNORECASE,
)
_RESPONDED = r"(?:respond\w*|respons\w+|shrink\w*|shr[au]nk)\b(?! rate)"
_SOME = re.compile(
    rf"{_STUDIES}[^.?]*?(?:\b(?:at least one|one or more|any|some|did|even (?:one|a single)|"
    rf"(?:brought|bring|gave|produced|yielded|showed|led to|saw|had|have|with|achiev\w+|"
    rf"reach\w+|report\w+|record\w+|includ\w+|induc\w+|elicit\w+|obtain\w+) (?:an? )?(?:[\w-]+ )"
    rf"{{0,2}}?)\b[^.?]{{0,50}}?\b{_RESPONDED}|\bmade [^.?]{{0,40}}\b{_RESPONDED})",
    re.IGNORECASE,
)
# Words with which a response is weighed, predicted, denied, or counted among many.
_NOT_SOME = re.compile(
    r"\b(?:no|not|never|without|none|best|better|worse|most|more|predict\w*|associat\w*|"
    r"correlat\w*|biomarkers?|durable|duration|last\w*|why|rates?|"
    r"how (?:many|long|much))\b|n['’]t\b",
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
_RESPONSE = "objective_response"
SIZE = "sample_size"


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked of a value; `unit` is "%" or "time" where that is fixed too, else "";
    `quantity` is the one that the words of the condition name; with `whether`, a statement that
    somebody or nobody responded counts as a value.
    """

    picks: Callable[[Sequence[float]], Callable[[float], bool]]
    unit: str
    extreme: bool = False
    quantity: str = ""
    whether: bool = False


def condition(question: Question) -> Condition | None:
    """The condition that `question` sets, or None where it compares nothing."""
    if question.diseases and (count := _PATIENTS.search(question.text)):
        return _extreme(max if count.group("most") else min, SIZE)
    if "source" in question.wants and _DESCRIBED.search(question.text):
        return None
    highest, lowest = _HIGHEST.search(question.text), _LOWEST.search(question.text)
    if bool(highest) != bool(lowest):
        found = highest or lowest
        unit = "time" if found and _OF_TIME.match(found.group()) else ""
        return _extreme(max if highest else min, unit=unit)
    if not _LISTS.search(question.text):
        return None
    if question.diseases and _COUNTED.search(question.text):
        return Condition(_above_zero, "", quantity=SIZE)
    if bound := _BOUND.search(question.text):
        return _bounded(bound)
    return _of_everybody(question)


def _extreme(
    best: Callable[[Iterable[float]], float], quantity: str = "", unit: str = ""
) -> Condition:
    return Condition(
        lambda values: _equal(best(_finite(values))), unit, extreme=True, quantity=quantity
    )


def _of_everybody(question: Question) -> Condition | None:
    """Whether all, none, or some responded, or half of the patients are still without an event."""
    if _EVERY.search(question.text):
        return Condition(lambda values: _equal(100.0), "%", quantity=_RESPONSE)
    if _NONE.search(question.text):
        return Condition(lambda values: _equal(0.0), "%", quantity=_RESPONSE, whether=True)
    if _OPEN.search(question.text):
        return Condition(lambda values: isinf, "time")
    if question.diseases and _SOME.search(question.text) and not _NOT_SOME.search(question.text):
        return Condition(_above_zero, "%", quantity=_RESPONSE, whether=True)
    return None


def _above_zero(values: Sequence[float]) -> Callable[[float], bool]:
    return lambda value: value > 0


def _equal(wanted: float) -> Callable[[float], bool]:
    return lambda value: value == wanted


def _finite(values: Sequence[float]) -> list[float]:
    return [value for value in values if not isinf(value)] or [0.0]


def _bounded(match: re.Match[str]) -> Condition:
    how, unit = match.group("how").lower(), match.group("unit").lower().removesuffix("s")
    limit = float(match.group("value")) * MONTHS.get(unit, 1.0)
    kind = "time" if unit in MONTHS else "%"
    if how in ("at least", "≥"):
        return Condition(lambda values: lambda value: value >= limit, kind)
    if how in ("at most", "≤"):
        return Condition(lambda values: lambda value: value <= limit, kind)
    if re.fullmatch(_MORE, how):
        return Condition(lambda values: lambda value: value > limit, kind)
    return Condition(lambda values: lambda value: value < limit, kind)
