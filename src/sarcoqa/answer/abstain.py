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

REMOTE = 0.35  # a mix of cosines under which nothing is similar


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients of the logistic model and the probability under which we abstain.

    P(answerable) = 1 / (1 + exp(-(bias + w . signs))), fitted on the tune half of the evaluation
    set with L2 regularisation; `floor` is chosen there too.
    """

    bias: float = 1.564
    similarity: float = 1.901
    remote: float = -1.104
    unnamed: float = -0.960
    unknown_names: float = -0.332
    unmet: float = -4.511
    floor: float = 0.42


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision rests on; each between 0 and 1, similarity up to 1.2 (a mix of cosines).

    `remote`: nothing near is found; `unnamed`: the share of the names in the question that no
    evidence holds together; `unknown_names`: that no passage has; `unmet`: a constraint is unmet.
    """

    similarity: float
    remote: float
    unnamed: float
    unknown_names: float
    unmet: float


def signs(question: Question, judged: Sequence[Judged], rarity: Rarity) -> Signs:
    """The signs of the best three pieces of evidence for `question`."""
    top = judged[:3]
    parts = [dict(item.evidence.parts) for item in top]
    return Signs(
        similarity=max((part["dense"] for part in parts), default=0.0),
        remote=1.0 if _is_remote(question, top) else 0.0,
        unnamed=1.0 - max((item.names for item in top), default=0.0) if question.names else 0.0,
        unknown_names=_share(not _known(name, rarity) for name in question.names),
        unmet=1.0 if unmet(question, judged) else 0.0,
    )


def _is_remote(question: Question, top: Sequence[Judged]) -> bool:
    """Whether nothing near is found: neither similar, nor holding a name or figure asked for."""
    if any(dict(item.evidence.parts)["dense"] >= REMOTE for item in top):
        return False
    return not any(item.names or item.answer_type or item.quantity for item in top)


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


def probability(found: Signs, calibration: Calibration) -> float:
    """P(answerable) by the logistic model."""
    logit = (
        calibration.bias
        + calibration.similarity * found.similarity
        + calibration.remote * found.remote
        + calibration.unnamed * found.unnamed
        + calibration.unknown_names * found.unknown_names
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
    if found.remote:
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


def _known(name: str, rarity: Callable[[str], float]) -> bool:
    return any(rarity(term) for token in tokens(name) for term in token_terms(token))
