"""When not to answer. A first calibrated floor: a logistic model over signs of the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp

from ..schema import Abstention
from ..text import STOPWORDS, token_terms, tokens
from .constraints import unmet
from .evidence import Judged, Rarity
from .question import Question


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients of the logistic model and the probability under which we abstain.

    P(answerable) = 1 / (1 + exp(-(bias + w . signs))), fitted on the tune half of the evaluation
    set with L2 regularisation; `floor` is chosen there too.
    """

    bias: float = -0.465
    similarity: float = 2.418
    own_terms: float = -0.081
    context_terms: float = 0.395
    unknown_names: float = -1.041
    unknown_words: float = -0.67
    unmet: float = -3.121
    floor: float = 0.41


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision rests on; each between 0 and 1 (similarity: a cosine)."""

    similarity: float
    own_terms: float
    context_terms: float
    unknown_names: float
    unknown_words: float
    unmet: float


def signs(question: Question, judged: Sequence[Judged], rarity: Rarity) -> Signs:
    """The signs of the best three pieces of evidence for `question`."""
    top = judged[:3]
    parts = [dict(item.evidence.parts) for item in top]
    return Signs(
        similarity=max((part["dense"] for part in parts), default=0.0),
        own_terms=max((item.own_terms for item in top), default=0.0),
        context_terms=max((item.context_terms for item in top), default=0.0),
        unknown_names=_share(not _known(name, rarity) for name in question.names),
        unknown_words=_unknown_share(question, rarity),
        unmet=1.0 if unmet(question, judged) else 0.0,
    )


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


def probability(found: Signs, calibration: Calibration) -> float:
    """P(answerable) by the logistic model."""
    logit = (
        calibration.bias
        + calibration.similarity * found.similarity
        + calibration.own_terms * found.own_terms
        + calibration.context_terms * found.context_terms
        + calibration.unknown_names * found.unknown_names
        + calibration.unknown_words * found.unknown_words
        + calibration.unmet * found.unmet
    )
    return 1.0 / (1.0 + exp(-logit))


def unclear(question: Question, rarity: Rarity) -> Abstention | None:
    """An abstention for what is no question: nothing written, or no word with a meaning."""
    if not question.text.strip():
        return Abstention("empty", "There is no question. Ask one about the papers.")
    known = any(len(term) > 2 and rarity(term) > 0 for term in question.terms)
    plain = sum(token in STOPWORDS for token in tokens(question.text))
    if not known and plain < 2 and len(question.terms) <= 3 and not question.label:
        return Abstention(
            "unclear", "This is not understood as a question. Ask it in a sentence, in English."
        )
    return None


def refusal(
    question: Question, found: Signs, rarity: Rarity, searched: tuple[int, int]
) -> Abstention:
    """Why the papers do not answer: far from all of them, or close but not covered."""
    passages, tables = searched
    receipt = f"Searched {passages} passages and {tables} table{'' if tables == 1 else 's'}."
    absent = [name for name in unknown_words(question, rarity) if name]
    named = f" Not mentioned in them: {', '.join(absent[:4])}." if absent else ""
    if found.similarity < 0.35 and found.context_terms < 0.5:
        return Abstention("off_topic", f"The papers are not about this. {receipt}{named}")
    return Abstention("not_covered", f"The papers do not say this. {receipt}{named}")


def unknown_words(question: Question, rarity: Rarity) -> list[str]:
    """The content words of the question that no passage has, as asked."""
    return [
        token
        for token in dict.fromkeys(tokens(question.text))
        if token not in STOPWORDS
        and len(token) > 3
        and not any(rarity(term) for term in token_terms(token))
    ]


def _unknown_share(question: Question, rarity: Rarity) -> float:
    words = [token for token in dict.fromkeys(tokens(question.text)) if len(token) > 3]
    return len(unknown_words(question, rarity)) / len(words) if words else 0.0


def _known(name: str, rarity: Callable[[str], float]) -> bool:
    return any(rarity(term) for token in tokens(name) for term in token_terms(token))
