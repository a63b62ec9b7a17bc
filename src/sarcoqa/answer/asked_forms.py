"""What a question ties its answer to: a labelled group, the substance of a dose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .mentions import named, spelt

_LABEL = re.compile(
    r"\b(?:stage|grade|type|group|arm|cohort|level|step|phase|class|category|region|cluster|"
    r"subgroup|model) ((?:[IVX]+[ABC]?\d?|\d{1,2}[A-Za-z]?|[A-H])\b)(?![-\w]|\.\d)"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "I": "1", "II": "2", "III": "3", "IV": "4"}


def labels(question: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each labelled group in the question ("stage IIIC", "arm B"), with what names it elsewhere."""
    for match in _LABEL.finditer(question):
        forms = "|".join(dict.fromkeys((match[1], _ROMAN.get(match[1], match[1]))))
        yield match[0], re.compile(rf"(?<![\w.])(?:{forms})(?![\w%]|\.\d)")


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
