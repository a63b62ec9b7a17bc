"""What stands straight beside a chosen sentence and completes what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .companions import WHY
from .evidence import Judged
from .lexicon import states
from .question import Question

LED = 3  # chosen sentences beside which something may stand
MOST = 10
SECOND = 0.5  # how far behind the best the next best may be
SHARE = 0.25  # of the rarity of the question's words that it holds

_TOTAL = re.compile(r"(?:In total|In all|Altogether|Overall|Together)\b")
_BOTH_SIDES = re.compile(
    r"\b(?:pros and cons|(?:advantages?|strengths?|benefits?|merits?|upsides?)\b[^?]{0,20}\b"
    r"(?:disadvantages?|weakness\w*|drawbacks?|limitations?|harms?|risks?|downsides?))\b",
    re.IGNORECASE,
)
_HOWEVER = re.compile(r"(?:However|Nevertheless|Nonetheless|But|Yet|On the other hand)\b")
# A conclusion stands behind its reason.
_CONCLUDES = re.compile(
    r"(?:Therefore|Thus|Hence|In order to|For this reason|Accordingly|Consequently|As a result|"
    r"Based on|This is why|So)\b"
)
_ASKS_STEPS = re.compile(
    r"\W*(?:how (?:do|does|did|is|are|was|were|will)|describe|what (?:are|were) the steps)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?:On the (?:day|next|following|same)|The (?:next|following) (?:day|step|morning)|Then|Next|"
    r"After (?:that|this|which)|Afterwards?|Subsequently|Thereafter|Finally)\b"
)
_ASKS_CASE = re.compile(
    r"\bwhat (?:happens|is done|was done|will be done|do they do|did they do)\b[^?]{0,40}\b"
    r"(?:if|when|in case|should|once)\b",
    re.IGNORECASE,
)
_CASE = re.compile(r"(?:If|In case|Should|In the (?:event|case)|Otherwise|Where)\b")
_ASKS_OWN = re.compile(
    r"\bhere\b|\b(?:this|these|the present|the current)\s+(?:\w+ ){0,2}?(?:trial|study|case|"
    r"patients?|series|paper|cohort|children|girl|boy|man|woman|authors|unit|hospital|setting)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:our|we|(?:present|current) (?:case|study|series|patients?|trial|work|paper)|"
    r"this (?:study|trial|case|series|patient))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:to|in) our (?:knowledge|opinion|view)\b", re.IGNORECASE)
_TRIED = re.compile(r"\b(?:received|treated|randomi[sz]ed|tested|combined|compared)\b")
_NUMBER = re.compile(r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I)
_OTHERS = re.compile(r"\[\d|\bet al\b")


def beside(question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]) -> list[Judged]:
    """The sentences straight before or after a chosen one that complete it.

    Behind it: what goes on with it (`_GOES_ON`). Before it: the reason of a conclusion, where the
    question asks why. On either side: what was found here, where the question asks for this too
    and the chosen one tells of others; what is next best, where it asks for several things.
    """
    own = bool(_ASKS_OWN.search(question.text))
    reason = bool(WHY.search(question.text))
    second = _second(judged) if "several" in question.wants else None
    ways = [(first, pattern) for asks, first, pattern in _GOES_ON if asks(question)]

    def completes(lead: Judged, item: Judged) -> bool:
        if _is_behind(lead, item):
            if _only_begins(question, lead) and _gives(question, item):
                return True
            if any(_begins(pattern, item) for first, pattern in ways if lead in chosen[:first]):
                return True
        elif not _is_behind(item, lead):
            return False
        elif reason and _begins(_CONCLUDES, lead):
            return True
        if item is second and lead is judged[0]:
            return True
        return own and lead in chosen[:LED] and _tells_of_others(lead) and _tells_of_own(item)

    leads = [item for item in chosen if item.evidence.passage.kind == "prose"]
    return [
        item
        for item in judged
        if item not in chosen and any(completes(lead, item) for lead in leads)
    ]


# What the question asks for; how many of the chosen sentences, the best first, may be gone on with;
# and how what goes on begins: the total, the other side, the next step, the case that is asked of.
_GOES_ON: tuple[tuple[Callable[[Question], bool], int, re.Pattern[str]], ...] = (
    (lambda question: "count" in question.answer_types, LED, _TOTAL),
    (lambda question: bool(_BOTH_SIDES.search(question.text)), MOST, _HOWEVER),
    (lambda question: bool(_ASKS_STEPS.match(question.text)), 1, _STEP),
    (lambda question: bool(_ASKS_CASE.search(question.text)), 1, _CASE),
)


def _only_begins(question: Question, lead: Judged) -> bool:
    """Whether `lead` tells what was tried, and none of the results that the question asks for."""
    stated = any(states(entry, lead.evidence.text) for entry in question.quantities)
    return bool(question.quantities) and not stated and bool(_TRIED.search(lead.evidence.text))


def _gives(question: Question, item: Judged) -> bool:
    text = item.evidence.text
    return bool(_NUMBER.search(text)) and any(states(one, text) for one in question.quantities)


def _second(judged: Sequence[Judged]) -> Judged | None:
    """The next best evidence, where it is about as much of the question as the best."""
    best, other = judged[0], judged[1] if judged[1:] else None
    near = other is not None and best.score - other.score < SECOND
    return other if other is not None and near and other.own_terms >= SHARE else None


def _begins(beginning: re.Pattern[str], item: Judged) -> bool:
    return bool(beginning.match(item.evidence.text))


def _tells_of_own(item: Judged) -> bool:
    return bool(_OWN.search(_ASIDE.sub("", item.evidence.text)))


def _tells_of_others(item: Judged) -> bool:
    """Whether a sentence cites others and says nothing of what was found here."""
    return not _tells_of_own(item) and bool(_OTHERS.search(item.evidence.text))


def _is_behind(lead: Judged, item: Judged) -> bool:
    """Whether `item` is the sentence straight after `lead`."""
    same = lead.evidence.passage.document_id == item.evidence.passage.document_id
    return same and 0 < item.evidence.span.start - lead.evidence.span.end <= 2
