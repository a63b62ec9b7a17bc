"""Words that mean opposites, said of the same thing by a question and by the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations

from ..datafiles import read_toml
from ..text import STOPWORDS, term_set, terms, tokens
from .mentions import Abbreviations, named
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


_NOT_BOTH = re.compile(
    r"\bbut (?:not|lea(?:ve|ft|ving)|fail\w*|had no)\b|\b(?:and|rather) (?:not|than)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|had)\b", re.IGNORECASE)


def asks_whether(question: Question) -> bool:
    """Whether it asks if something is so, and for no value or name."""
    return bool(_WHETHER.search(question.text))


def swapped(question: Question, text: str) -> bool:
    """Whether the question says "in A but not in B" of what `text` says "in B but not in A"."""
    asked = None if asks_whether(question) else _told_apart(question, question.text)
    return asked is not None and _told_apart(question, text) == asked[::-1]


def _told_apart(question: Question, text: str) -> tuple[Sequence[str], Sequence[str]] | None:
    """(A, B) of "... A but not B" where the question names A and B, and nothing else."""
    match = _NOT_BOTH.search(text)
    if match is None or len(question.diseases) != 2:
        return None
    sides = (text[: match.start()], text[match.end() :])
    first, second = ([f for f in question.diseases if named(f, side)] for side in sides)
    return (first[0], second[0]) if len(first) == len(second) == 1 else None


_NEGATED = re.compile(r"\b(?:not?|never|without|un\w+|\w+n['’]t)\b", re.IGNORECASE)
_DEED = re.compile(r"\b(?!need|indeed)[a-z]{4,}ed\b")
_ALLOWED = r"(?:eligible|allowed|permitted|includ(?:ed|able)|admitted)"
_BARRED = re.compile(
    rf"\bnot {_ALLOWED}|\b(?:excluded|barred|ineligible|left out)\b", re.IGNORECASE
)


def undone(question: Question, text: str) -> bool:
    """Whether the question takes for granted that something was done, and `text` says "without"
    doing it; or that a group was left out, and `text` that it was eligible.

    >>> # "Why were the holes drilled?" against "without drilling"
    """
    if _BARRED.search(question.text):
        shared = set(question.terms) & term_set(text)
        allowed = re.search(rf"\b{_ALLOWED}\b", text) and not _BARRED.search(text)
        return bool(allowed) and 2 * len(shared) >= len(question.terms)
    if _NEGATED.search(question.text):
        return False
    stems = (match.group()[:-2].rstrip("e") for match in _DEED.finditer(question.text))
    return any(re.search(rf"\bwithout (?:any )?{re.escape(stem)}ing\b", text) for stem in stems)


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
    r"^\W*(?!how many\b)(?:wh|how\b)[^?.;]*\b(?:patients?|pts|people|cases|those) (?:who|that) "
    r"(?:had (?:an? )?(?:\w+ )?respon(?:se|ded)|responded)\b|"
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
