"""What is stated at one place: quantities with their amounts, in a sentence or a part of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from ..text import STOPWORDS
from .amounts import Amount, amount_at, amounts
from .counts import bare_rates
from .measurement import COUNTS, endpoints
from .measurements import endpoint_value, pairs, time_point

_RATIOS = {
    "HR": r"hazard ratios?(?: \(HR\))?|a?HR",
    "OR": r"odds ratios?(?: \(OR\))?|a?OR",
    "RR": r"(?:relative risk|risk ratio|rate ratio)s?(?: \(I?RR\))?|a?I?RR",
}
_RATIO = "|".join(f"(?:{pattern})" for pattern in _RATIOS.values())
# A "complete response rate" is not the rate of all responses.
_PART_OF_IT = re.compile(r"\b(?:complete|partial|pathologic(?:al)?|metabolic)\s+$", re.IGNORECASE)
# What a ratio is of: "HR for death was 0.7", or the words before the bracket that holds it.
_EVENT = r"(?:survival|mortality|deaths?|recurrence|progression|relapse|failure)"
_KIND = r"[a-z]+-free|[a-z]+-specific|overall|all-cause|in-hospital|local|biochemical|treatment"
_OUTCOME = rf"\b(?:(?:{_KIND}) )?{_EVENT}"
_RATIO_BEFORE = re.compile(
    rf"(?:(?P<before>{_OUTCOME})\s*[(\[]\s*)?(?:adjusted |pooled )?\b(?P<name>{_RATIO})"
    rf"(?:,? (?:for|of) (?:the )?(?P<after>{_OUTCOME}))?(?: was| is| of|:|,|\s?=)?\s*$"
)
# Nouns that name a measured quantity in any field, with what they are of.
MEASURED = (
    r"rates?|incidence|prevalence|proportion|percentage|frequency|mean|median|average|sensitivity|"
    r"specificity|accuracy|AUC|mortality|survival|duration|follow-up|age|BMI|score|length|"
    r"time|concentration|level|efficiency|coverage|yield|reduction|increase|decrease|ratio|"
    r"content|height|weight|size|diameter|thickness|pressure|volume|temperature|grade"
)
_NAMED_BEFORE = re.compile(
    rf"(?P<name>(?:[\w-]+ ){{0,3}}(?:{MEASURED})(?: of (?:the )?[a-z-]+(?: [a-z-]+)??)?)"
    r"(?: \([A-Z]{2,6}\))?(?: was| were| is| of|:|,|\s?=)?"
    r"(?: only| about| approximately| estimated at)?\s*$"
)
# Words by which a sentence speaks of some of the patients, whom the labels would not name.
PARTIAL = re.compile(
    r"\b(?:groups?|arms?|cohorts?|sub(?:set|group|type)s?|among|responders|compared|comparison|"
    r"versus|vs|respectively|patients with|those with|whose|who|responsive|he|she)\b|"
    r"-(?:positive|negative|high|low)\b|"
    r"\d[+-]?\s?mg\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"(?:{MEASURED})", re.IGNORECASE)  # alone it says not of what


@dataclass(frozen=True, slots=True)
class Stated:
    """`amount` of `quantity`, whose name begins at `begins` of the same words."""

    quantity: str
    begins: int
    amount: Amount
    known: bool = True  # one of the field's endpoints

    def moved(self, by: int) -> Stated:
        """The same, its places counted from `by` characters before."""
        amount = replace(self.amount, start=self.amount.start + by, end=self.amount.end + by)
        return replace(self, begins=self.begins + by, amount=amount)


def stated(words: str) -> Iterator[Stated]:
    """The quantities of `words` with their amounts, each amount once: known endpoints first.

    >>> [(s.quantity, s.amount.value) for s in stated("The ORR was 7%, the 2-year OS 50%.")]
    [('ORR', 7.0), ('2-year OS', 50.0)]
    """
    taken: set[int] = set()
    for entry in (*_endpoints(words), *_responders(words), *_others(words)):
        if entry.amount.start not in taken:
            taken.add(entry.amount.start)
            yield entry


def _endpoints(words: str) -> Iterator[Stated]:
    for name, value in pairs(words):
        known = endpoint_value(words, name, value)
        if known is None or _PART_OF_IT.search(words[: name.start()]):
            continue
        quantity = endpoints()[known[0]].label
        if known[4] is not None and (at := time_point(words, name, value)):
            count = at.group("count").lower()
            quantity = f"{COUNTS.get(count, count)}-{at.group('unit').lower()} {quantity}"
        amount = (
            Amount(inf, None, None, "", *value.span())
            if known[1] == inf
            else amount_at(words, value.start())
        )
        if amount is not None and (amount.unit or amount.value == inf):
            yield Stated(quantity, name.start(), amount)


def _responders(words: str) -> Iterator[Stated]:
    """Rates of response that a cell gives without a name, with the responders: "66% (2 PR)"."""
    for _, _, (start, _) in bare_rates(words):
        amount = amount_at(words, start)
        if amount is not None:
            yield Stated(endpoints()["objective_response_rate"].label, start, amount)


def _others(words: str) -> Iterator[Stated]:
    for amount in amounts(words):
        before = words[: amount.start]
        named = _ratio(before) if not amount.unit else _named(before)
        if named:
            yield Stated(*named, amount, known=False)


def _ratio(before: str) -> tuple[str, int] | None:
    match = _RATIO_BEFORE.search(before[-120:])
    outcome = (match.group("after") or match.group("before")) if match else None
    if match is None or not outcome:
        return None
    kind = ratio_name(match.group("name"))
    return f"{kind} for {outcome}", len(before) - len(match.group())


def ratio_name(words: str) -> str:
    """The short name of a ratio that `words` are the name of; "" for other words.

    >>> ratio_name("odds ratio (OR)"), ratio_name("AOR"), ratio_name("or")
    ('OR', '', '')
    """
    return next((name for name, form in _RATIOS.items() if re.fullmatch(form, words)), "")


def _named(before: str) -> tuple[str, int] | None:
    match = _NAMED_BEFORE.search(before[-120:])
    if match is None:
        return None
    name = _without_stopwords(match.group("name"))
    if not name or _VAGUE.fullmatch(name) or name.endswith(" of"):
        return None
    return name, len(before) - len(match.group())


def _without_stopwords(name: str) -> str:
    """The words of `name` behind its last stop word that is not "of ..."."""
    parts = name.split()
    keep = len(parts)
    while keep and (parts[keep - 1].lower() not in STOPWORDS or parts[keep - 1] in ("of", "the")):
        keep -= 1
    kept = parts[keep:]
    while kept and kept[0].lower() in STOPWORDS:
        kept = kept[1:]
    return " ".join(kept)
