"""Questions that take something for granted, and evidence that says the opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..datafiles import read_toml
from ..schema import Evidence
from .evidence import Judged
from .fitting import closest, nearest
from .mentions import Abbreviations
from .opposites import excluded, had_no_response, not_enrolled, opposed, swapped, undone
from .question import Question
from .turned import turned

NEAR = 3
FURTHER = 6  # how far down what says that there were no such patients may stand
MARGIN = 0.3  # how far behind the best evidence it may stand

_ASKS_ANY = re.compile(
    r"\b(?:is|are|was|were|has|have|did|does|do)(?: there)? any\b", re.IGNORECASE
)

_OFFERS = re.compile(r"[,:][^?,:]+\bor\b", re.IGNORECASE)  # "Which kind is it, A or B?"

Patterns = dict[str, re.Pattern[str]]


@cache
def _lexicon() -> Patterns:
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in read_toml(__package__, "premise.toml")["patterns"].items()
    }


def contradicting(
    question: Question, judged: Sequence[Judged], abbreviations: Abbreviations
) -> Evidence | None:
    """The evidence that denies what `question` takes for granted, if there is any.

    "Why did X fail?" takes for granted that X failed, "Which Y do they share?" that there is a Y.
    Only clear cases count: evidence about the same thing, near the best, that states the
    opposite direction or denies that there is such a thing.
    """
    near = [item.evidence for item in judged[:NEAR] if judged[0].score - item.score < MARGIN]
    presumes = bool(_lexicon()["presumes"].search(question.text))
    named = _lexicon()["names_a_thing"].match(question.text)
    named = _lexicon()["names_a_kind"].match(question.text) or named
    if _ASKS_ANY.search(question.text) or _OFFERS.search(question.text):
        named = None  # whether there was any is asked, too; or which of those that it names
    direction = polarity(question.text) if presumes else 0
    for evidence in near:
        opposite = direction and polarity(evidence.text) == -direction
        if opposite and not _concedes(direction, evidence.text):
            return evidence
        if turned(question, evidence.text):
            return evidence
        if swapped(question, evidence.text) or (presumes and undone(question, evidence.text)):
            return evidence
        if presumes and opposed(question, evidence.text, abbreviations):
            return evidence
        if presumes and excluded(question, evidence.text):
            return evidence
        if named and _denied(named.group("thing"), evidence.text):
            return evidence
    about = [item.evidence for item in judged[:FURTHER] if item.names >= judged[0].names]
    return next((e for e in about[:NEAR] if had_no_response(question, e.text)), None) or next(
        (e for e in about if not_enrolled(question, e.text)), None
    )


def _concedes(direction: int, text: str) -> bool:
    """Whether a clause that `text` concedes ("Although A failed, ...") says what is presumed."""
    clause = _lexicon()["conceded"].search(text)
    return clause is not None and polarity(clause.group().partition(" ")[2]) == direction


def is_unexplained(question: Question, judged: Sequence[Judged]) -> bool:
    """Whether `question` asks why, and none of the closest evidence gives a reason: it then states,
    at best, that it is so.
    """
    if not asks_why(question):
        return False
    # A name that is spelt out is nearest of all, and gives no reason.
    prose = [i for i in nearest(question, judged) if i.evidence.passage.kind == "prose"]
    return not any(
        explains(item.evidence.text) or explains(_gone_on(item.evidence)) for item in closest(prose)
    )


# How a sentence begins that gives the reason for the one before it.
_GIVES_REASON = re.compile(
    r"(?:They|The (?:authors|investigators|team|group)|This|These \w+)\b[^.]{0,30}?\b"
    r"(?:hypothesi[sz]|speculat|postulat|attribut|explain|(?:was|were|is|are|be) (?:due|mediated))"
)


def _gone_on(evidence: Evidence) -> str:
    """The sentence straight after, where it speaks of the same; "" where there is none."""
    home = evidence.passage
    after = next((span for span in home.sentences if span.start >= evidence.span.end), None)
    if after is None:
        return ""
    text = home.text[after.start - home.span.start : after.end - home.span.start]
    return text if _GIVES_REASON.match(text) else ""


def asks_why(question: Question) -> bool:
    """Whether it asks for a reason."""
    return bool(_lexicon()["asks_why"].search(question.text))


def explains(text: str) -> bool:
    lexicon = _lexicon()
    return bool(lexicon["explains"].search(lexicon["results"].sub(" ", text)))


def polarity(text: str) -> int:
    """1 for a good outcome, -1 for a bad one, 0 for neither or both.

    >>> polarity("The drug improved survival"), polarity("No patient had a response")
    (1, -1)
    """
    lexicon = _lexicon()
    text = lexicon["conceded"].sub("", text)
    denied = bool(lexicon["denied_good"].search(text))
    bad = bool(lexicon["bad"].search(text)) or denied
    good = bool(lexicon["good"].search(lexicon["denied_good"].sub(" ", text)))
    return int(good) - int(bad)


def _denied(thing: str, text: str) -> bool:
    """Whether `text` says that there is no such thing, and speaks of none beside it."""
    stem = re.escape(thing.lower().rstrip("s"))
    denial = re.compile(
        rf"\b(?:lack(?:s|ing|ed)?|without|absence of|no|none of the|devoid of)\b"
        rf"[^.;]{{0,80}}\b{stem}s?\b",
        re.IGNORECASE,
    )
    rest, denials = denial.subn(" ", text)
    return denials > 0 and not re.search(rf"\b{stem}s?\b", rest, re.IGNORECASE)
