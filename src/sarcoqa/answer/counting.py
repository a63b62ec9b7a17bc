"""What a question counts ("how many mice"), and whether evidence counts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import stem
from .lexicon import lexicon
from .measurement import COUNTS
from .question import Question

AFTER = 6  # words behind a number in which the thing counted stands

_ENDS = (
    r"(?:were|was|are|is|did|do|does|had|have|has|will|would|could|can|should|may|might|in|on|with|"
    r"within|per|from|to|at|by|for|that|who|which|and|or|of|needed|there|it|they|the|this|these|"
    r"each|after|before|[a-z]+ed)"
)
_COUNTED = re.compile(
    rf"\bhow many\s+((?:(?!{_ENDS}\b)[\w-]+\s+){{0,3}}?(?!{_ENDS}\b)[a-z-]{{3,}}s|mice)"
    rf"(?=\s+{_ENDS}\b|\s*[?.,:;]|\s*$)",
    re.IGNORECASE,
)
# "How many kinds of X": a paper may call them otherwise, but must count X.
_KINDS = re.compile(
    r"\bhow many (?:[a-z]+ )?(?:kinds|sorts|types|forms|varieties|classes|categories) of "
    rf"((?:(?!{_ENDS}\b)[\w-]+ ){{0,2}}?(?!{_ENDS}\b)[a-z-]{{3,}})"
    rf"(?=\s+{_ENDS}\b|\s+[a-z]+ [a-z]+|\s*[?.,:;]|\s*$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\d[\d.,]*|{'|'.join(COUNTS)}|both|single|several", re.IGNORECASE)


def uncounted(question: Question, texts: Sequence[str]) -> list[str]:
    """The thing of which the question asks the number, where none of `texts` has a number of it.

    Only for things that are said in few ways: what animals, samples or minutes there were, but
    not patients, responses or years (see ``uncounted`` of lexicon.toml).
    """
    match = _KINDS.search(question.text) or _COUNTED.search(question.text)
    if match is None:
        return []
    thing = match[1].split()[-1].lower()
    if lexicon()["uncounted"]["asked"].search(thing):
        return []
    forms = _forms(thing)
    return [] if any(_counts(forms, text) for text in texts) else [thing]


def _forms(thing: str) -> frozenset[str]:
    units = {"minute": ["min"], "hour": ["h"], "milligram": ["mg"], "gram": ["g", "gm"],
             "millilitre": ["ml"], "milliliter": ["ml"], "second": ["s"], "day": ["d"]}  # fmt: skip
    return frozenset({stem(thing), *units.get(thing.removesuffix("s"), ())})


def _counts(forms: frozenset[str], text: str) -> bool:
    """Whether a number stands at most a few words before one of `forms`, or "n = 5" behind it."""
    words = re.findall(r"[\w.,]*[\w]", text.lower())
    for place, word in enumerate(words):
        near = [stem(other) for other in words[place + 1 : place + 1 + AFTER]]
        if _NUMBER.fullmatch(word) and forms & set(near):
            return True
        if stem(word) in forms and any(_NUMBER.fullmatch(o) for o in words[place + 1 : place + 4]):
            return True
    return any(re.search(rf"\d\s?{re.escape(form)}\b", text.lower()) for form in forms)
