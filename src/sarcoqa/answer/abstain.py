"""When not to answer. A first calibrated floor: a logistic model over signs of the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp

from ..schema import Abstention
from ..text import folded, token_terms, tokens
from .constraints import Constraint, described
from .evidence import Judged, Rarity
from .question import Question
from .short_forms import is_spelt_out

REMOTE = 0.32  # a mix of cosines; unrelated questions stay below it
UNHEARD = 0.4  # the same where the papers have at most one in so many of the words:
MOST_UNHEARD = 4
ALL = 0.999  # of the words


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients of the logistic model and the probability under which we abstain.

    P(answerable) = 1 / (1 + exp(-(bias + w . signs))), fitted with L2 regularisation on the tune
    half of the evaluation sets, asked of their own paper and of papers that cannot answer them;
    `floor` was raised by hand on later tune questions, as far as it refused more unanswerable than
    answerable ones; ``eval/calibrate.py`` fits both anew. `remote` and
    `unmet` are not fitted, they decide alone: what is near to nothing is refused, and so is what
    does not meet what the question fixes.
    """

    bias: float = -0.561
    similarity: float = 3.743
    remote: float = -10.0
    unnamed: float = -1.287
    unknown_names: float = -1.922
    unmet: float = -8.0
    floor: float = 0.36


# Similarities of one model say nothing of another's: without a fit of its own only what the
# question fixes counts. The bias stands for a middling similarity under the fitted model.
UNCALIBRATED = Calibration(
    bias=Calibration().bias + 0.7 * Calibration().similarity, similarity=0.0, remote=0.0
)


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


def signs(
    question: Question,
    judged: Sequence[Judged],
    missing: Sequence[Constraint],
    rarity: Rarity,
) -> Signs:
    """The signs of the best three pieces of evidence for `question`; `missing`: what is unmet."""
    top = judged[:3]
    parts = [dict(item.evidence.parts) for item in top]
    texts = [item.evidence.text for item in top]
    unknown = [
        name
        for name in question.names
        if not is_known(name, rarity) and not is_spelt_out(name, texts)
    ]
    # What no paper has under the name of the question cannot stand beside the rest of it.
    names = [name for name in question.names if is_known(name, rarity)] or unknown
    return Signs(
        similarity=max((part["dense"] for part in parts), default=0.0),
        remote=1.0 if _is_remote(question, top, rarity) else 0.0,
        unnamed=1.0 - max((item.names for item in top), default=0.0) if names else 0.0,
        unknown_names=_share(name in unknown for name in question.names),
        unmet=1.0 if missing else 0.0,
    )


def _is_unheard(question: Question, rarity: Rarity) -> bool:
    """Whether the papers have hardly any word of a question, nor of its other forms."""
    known = sum(rarity(term) > 0 for term in question.terms)
    return len(question.terms) > MOST_UNHEARD and known <= len(question.terms) / MOST_UNHEARD


def _is_remote(question: Question, top: Sequence[Judged], rarity: Rarity) -> bool:
    """Whether nothing near is found: nothing similar, nothing with a name that is asked for, and
    nothing that has all the words of the question.
    """
    near = UNHEARD if _is_unheard(question, rarity) else REMOTE
    if any(dict(item.evidence.parts)["dense"] >= near for item in top):
        return False
    if all(rarity(term) for term in question.terms) and any(item.own_terms > ALL for item in top):
        return False  # "Which had 114 samples?" is short, and like nothing but its numbers
    named = any(item.names or item.treatment == 1.0 for item in top)
    return not named and "address" not in question.wants


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


def refusal(
    question: Question,
    found: Signs,
    missing: Sequence[Constraint],
    rarity: Rarity,
    searched: tuple[int, int],
) -> Abstention:
    """Why the papers do not answer: far from all of them, or close but not covered.

    `missing` are the unmet constraints; `searched` counts passages and tables, for the receipt.
    """
    said = receipt(searched)
    terms = (entry.value for entry in missing if entry.kind == "term")
    fixed = {folded(name): name for name in (*terms, *question.treatments, *question.names)}
    absent = [name for name in fixed.values() if not is_known(name, rarity)]
    if absent:
        said = f"They never mention {listed(absent)}. {said}"
    if found.remote:
        return Abstention("off_topic", f"The papers are not about this. {said}")
    if missing and not absent:
        asked = listed([described(constraint) for constraint in missing])
        return Abstention("not_covered", f"The papers do not give {asked} for this. {said}")
    return Abstention("not_covered", f"The papers do not say this. {said}")


def receipt(searched: tuple[int, int]) -> str:
    """What was searched, in words: (passages, tables)."""
    passages, tables = searched
    return f"Searched {passages} passages and {tables} table{'' if tables == 1 else 's'}."


def listed(words: Sequence[str]) -> str:
    """The first few of `words` as a list in a sentence."""
    shown = list(dict.fromkeys(words))[:4]
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def is_known(name: str, rarity: Callable[[str], float]) -> bool:
    """Whether any term of `name` stands in the papers."""
    return any(rarity(term) for token in tokens(name) for term in token_terms(token))
