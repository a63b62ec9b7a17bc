"""The form in which an answer must come: in a unit, as the name of a drug, of a labelled group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..text import is_drug, token_set
from .mentions import named, spelt

_UNITS = {
    "mm": r"mm|millimet\w+",
    "cm": r"cm|mm|centimet\w+",
    "kg": r"kg|kilogram\w*",
    "mg": r"mg|milligram\w*|g|µg|μg|mcg",
    "g": r"g|gm|grams?|mg|kg",
    "ml": r"ml|cc|l|dl|millilit\w+",
    "minutes": r"min|mins|minutes?|h|hours?|s|sec|seconds?",
    "hours": r"h|hrs?|hours?|min|minutes?|days?",
    "days": r"d|days?|weeks?",
    "weeks": r"wk|weeks?|days?|months?",
    "months": r"mo|months?|years?|weeks?|days?",
    "years": r"yrs?|years?|months?|decades?",
}
_UNIT = rf"(?P<{{}}>{'|'.join(_UNITS)}|grams)"
_ASKED = re.compile(
    rf"\bhow many {_UNIT.format('counted')}\b|[(,]\s*(?:in )?{_UNIT.format('added')}\s*\)?\s*\??$|"
    rf"\({_UNIT.format('set')}\)|\bin {_UNIT.format('ended')}\s*(?:,|\?|$)",
    re.IGNORECASE,
)
_IN_WORDS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an?|an?)"
_NUMBER = rf"(?:\d[\d.,·]*[\s-]?|{_IN_WORDS}[\s-])"


def unit(question: str) -> str:
    """The unit in which the question wants its answer, or "".

    >>> unit("What was the width of the plate, in mm?"), unit("How many days were they dried?")
    ('mm', 'days')
    """
    match = _ASKED.search(question)
    found = next((group for group in match.groups() if group), "").lower() if match else ""
    return "g" if found == "grams" else found


def has_unit(asked: str, text: str) -> bool:
    """Whether `text` has a number with that unit, or one that measures the same."""
    return bool(_with_unit(asked).search(text))


@cache
def _with_unit(asked: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{_NUMBER}(?:(?:±|–|-|to|and|or)\s?{_NUMBER})?(?:{_UNITS[asked]})\b|"
        rf"\([^()]*\b(?:{_UNITS[asked]})\)|not reached|\b(?:daily|weekly|monthly|yearly)\b",
        re.IGNORECASE,
    )


_LABEL = re.compile(
    r"\b(?:stage|grade|type|group|arm|cohort|level|step|phase|class|category|region|cluster|"
    r"subgroup|model) ((?:[IVX]+[ABC]?\d?|\d{1,2}[A-Za-z]?|[A-H])\b)(?![-\w]|\.\d)"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "I": "1", "II": "2", "III": "3", "IV": "4"}


def labels(question: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each labelled group in the question ("stage IIIC", "arm B"), with what names it elsewhere."""
    for match in _LABEL.finditer(question):
        forms = "|".join({match[1], _ROMAN.get(match[1], match[1])})
        yield match[0], re.compile(rf"(?<![\w.])(?:{forms})(?![\w%]|\.\d)")


_ASKS_DRUG = re.compile(
    r"\b(?:which|what)\s+(?:[\w-]+\s+){0,3}?(?:drugs?|antibiotics?|anti-?emetics?|medicines?|"
    r"medications?|(?:beta|channel)[- ]?blockers?|anti(?:fungal|viral|biotic|coagulant|"
    r"hypertensive|epileptic|depressant|inflammatory)s?(?: agents?| drugs?)?|"
    r"chemo(?:therapy)? (?:regimens?|agents?)|opioids?|steroids?|analgesics?|painkillers?|"
    r"statins?)\b"
    r"(?! (?:company|compan|maker|class|resist|combin))",
    re.IGNORECASE,
)
# Endings of the names of older drugs, which the stems of nonproprietary names do not cover.
_DRUG = re.compile(
    r"\b(?!(?:medic|rout|base|determ|comb|mach|decl|outl|guidel|exam|pipel|headl|deadl)ines?\b)"
    r"(?:[a-z]{5,}(?:ine|oin)|[a-z]{3,}(?:azole|imide|amide|arin|icin|ycin|idol|apone|sone|olone|"
    r"xate|xine|pirin|insulin))s?\b",
    re.IGNORECASE,
)


def names_drug(question: str, texts: Sequence[str]) -> bool | None:
    """Whether one of `texts` names a drug; None where the question does not ask which drug."""
    if not _ASKS_DRUG.search(question):
        return None
    return any(_DRUG.search(text) or any(map(is_drug, token_set(text))) for text in texts)


# Behind "dose of", before "dose", but no names of substances.
_NO_SUBSTANCE = (
    r"(?:the|what|which|an?|his|her|their|starting|initial|loading|daily|maximum|total|mean|median|"
    r"low|high|usual|weekly|single|radiation|drug|this|that|each|per|highest|lowest|recommended|"
    r"planned|cumulative|boost|first|second|exact|gene|best|same|full|chemotherapy|radiotherapy|"
    r"\w+(?:ist|tor|body|bodies|vaccine|agent|drug|mixture|extract|cells?)s?)\b"
)
_DOSE_OF = re.compile(
    rf"\bdos(?:e|age) of (?!{_NO_SUBSTANCE})([A-Za-z][\w-]{{3,}})|"
    rf"\b(?!{_NO_SUBSTANCE})([A-Za-z][\w-]{{3,}}) dos(?:e|age)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[\d.,·]*\s?(?:mg|µg|μg|mcg|g|ml|IU|U|units?|Gy|mmol|PFU|cells|tablets?|drops)\b", re.I
)
_CLAUSE = re.compile(r"[;:,]\s|\b(?:and|with|plus|then)\b")


def dose_of(question: str) -> str:
    """The substance of which the question asks the dose, or "".

    >>> dose_of("What was the dose of alphamab?"), dose_of("What dose was given?")
    ('alphamab', '')
    """
    match = _DOSE_OF.search(question)
    return (match[1] or match[2]) if match else ""


def gives_dose(forms: Sequence[str], text: str) -> bool:
    """Whether a clause of `text` has one of the names of the substance with an amount."""
    return any(
        _AMOUNT.search(clause) and (named(forms, clause) or spelt(forms[0].lower(), clause))
        for clause in _CLAUSE.split(text)
    )
