"""Words that mean opposites, said of the same thing by a question and by the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations

from ..datafiles import read_toml
from ..text import STOPWORDS, term_set, terms, tokens
from .mentions import Abbreviations
from .question import Question

AFTER = 3  # words behind "high" in which the thing stands that is high


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_toml(__package__, "premise.toml")["opposites"]
    return tuple(
        (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{other})\b", re.I))
        for one, other in rows["pairs"]
    )


def opposed(question: Question, text: str, abbreviations: Abbreviations) -> bool:
    """Whether the question says "high X" where `text` says "low X", and never "high X".

    >>> # "Why is the high mutational burden ...?" against "with low TMB"
    """
    asked = question.text
    for pair in _pairs():
        for one, other in permutations(pair):
            said = _things(one, asked, abbreviations)
            if not said or _things(other, asked, abbreviations):
                continue
            if said & _things(other, text, abbreviations) and not said & _things(
                one, text, abbreviations
            ):
                return True
    return False


def _things(word: re.Pattern[str], text: str, abbreviations: Abbreviations) -> frozenset[str]:
    """The terms of what stands behind each match of `word`, short forms also spelt out."""
    found: set[str] = set()
    for match in word.finditer(text):
        for token in tokens(text[match.end() : match.end() + 60])[:AFTER]:
            if token in STOPWORDS or word.fullmatch(token):
                continue
            found |= set(terms(token))
            for short, longs in abbreviations.items():
                if short.lower() == token:
                    found |= {term for long in longs for term in terms(long)}
    return frozenset(found - _general())


@cache
def _general() -> frozenset[str]:
    """Terms under which opposites meet by chance: everything has a rate or a level."""
    return frozenset(
        term_set(" ".join(read_toml(__package__, "premise.toml")["opposites"]["general"]))
    )


_BUT_NOT = re.compile(r"\bbut not (?:in |for |of |by )?(?:the )?(?P<group>[\w-]+)", re.IGNORECASE)


def excluded(question: Question, text: str) -> bool:
    """Whether `text` says "... but not B" of the one group B that the question is about."""
    named = [match["group"].lower() for match in _BUT_NOT.finditer(text)]
    forms = [form.lower() for forms in question.diseases for form in forms]
    return len(question.diseases) == 1 and any(name in forms for name in named)


_NOT_ENROLLED = (
    r"\b(?:no|none of the) (?:[\w-]+/)?(?:{0})(?:/[\w-]+)? (?:patients?|cases|participants?)"
    r"[^.;]{{0,20}}\b(?:includ|enrol|treated|recruit)"
)
_OF_THEM = r"\b(?:{0})(?:[/-]\w+)? (?:patients?|pts|people|cases|participants?)\b"
_ASKS_WHETHER = re.compile(
    r"^\W*(?:and |so |but )?(?:was|were|did|do|does|is|are|has|have)\b|"
    r"\b(?:were|was|did) (?:there )?any\b|\b(?:includ|enrol|part of|took part|participat|recruit)",
    re.IGNORECASE,
)


def not_enrolled(question: Question, text: str) -> bool:
    """Whether the question is about patients of a group of whom, by `text`, a study had none."""
    if _ASKS_WHETHER.search(question.text) or "several" in question.wants:
        return False
    groups = ["|".join(map(re.escape, forms)) for forms in question.diseases]
    return any(
        re.search(_OF_THEM.format(group), question.text, re.IGNORECASE)
        and re.search(_NOT_ENROLLED.format(group), text, re.IGNORECASE)
        for group in groups
    )


def _rate_is_zero(forms: Sequence[str], text: str) -> bool:
    """Whether a row gives a group a response rate of nothing: "ABC: ORR 0%"."""
    named = "|".join(map(re.escape, forms))
    return bool(re.search(rf"\b(?:{named}):? ORR:? 0\s?%", text, re.IGNORECASE))


_DENIED = re.compile(
    r"\b(?:no|none of the|neither|without)\b(?P<whom>[^.;:]{0,60}?)\brespon(?:se|d|ses|ded|ders?)\b"
    r"(?P<where>[^.;:]{0,40})",
    re.IGNORECASE,
)
_RESPONDERS = re.compile(
    r"\bhow (?:long|durable)\b.{0,60}\b(?:responses?|remissions?|responders?)\b|"
    r"\bwhich (?:\w+ )?(?:patients?|responders?)\b.{0,60}\brespon|\b(?:of|among) the responders\b|"
    r"\bresponders\b.{0,60}\b(?:longest|shortest|lasted)\b|"
    r"\b(?:more|most|fewer|longest|deepest)\s+(?:complete |partial )?(?:remissions?|responses?)\b",
    re.IGNORECASE,
)


def had_no_response(question: Question, text: str) -> bool:
    """Whether the question is about responses of a group in which, by `text`, there were none."""
    if not _RESPONDERS.search(question.text) or not question.diseases:
        return False
    groups = [[form.lower() for form in forms] for forms in question.diseases]
    if all(_rate_is_zero(forms, text) for forms in groups):
        return True
    return any(
        all(any(form in f"{m['whom']}{m['where']}".lower() for form in forms) for forms in groups)
        for m in _DENIED.finditer(text)
    )
