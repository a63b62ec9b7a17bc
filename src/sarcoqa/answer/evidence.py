"""Evidence as searched → evidence as an answer: similarity, and whether it holds what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..schema import Evidence
from ..text import folded, is_drug, term_set, terms, token_set, token_terms, tokens
from .alone import left_out
from .cited_for import cites
from .kinds import wrong_kind
from .lexicon import holds, states
from .mentions import is_near, offered_values, spelt, time_points
from .question import Question
from .said import phases

LONG_NAME = 9  # letters from which a name in a paper may be misspelt and still be that name

Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth beside the search score (about 0 to 1.8), fitted on questions.

    `dense` is what the similarity of meaning is worth in addition to its part in that score.
    """

    dense: float = 0.6
    names: float = 0.7
    own_terms: float = 0.3
    context_terms: float = 0.1
    answer_type: float = 0.15
    quantity: float = 0.25
    time_point: float = 0.2
    treatment: float = 0.3
    entity: float = 0.3
    disease: float = 0.1
    figure: float = 0.2
    offered: float = 0.5
    pointer: float = 0.3
    table: float = 0.3
    shared: float = 0.1
    definition: float = 0.3
    wrong_kind: float = 0.45
    combined: float = 0.3
    uncited: float = 0.3
    leads: float = 0.2


@dataclass(frozen=True, slots=True)
class Judged:
    """Evidence with what it was judged by; every sign lies between 0 and 1.

    `row_fit` is the part of the score that only a table row can have (`row_fit.py`).
    """

    evidence: Evidence
    score: float
    names: float
    own_terms: float
    context_terms: float
    answer_type: float
    quantity: float
    time_point: float
    treatment: float
    row_fit: float = 0.0


def judge(
    question: Question,
    found: Iterable[Evidence],
    rarity: Rarity,
    *,
    weights: Weights = Weights(),
) -> list[Judged]:
    """`found`, best first. `rarity(term)` is the term's BM25 weight, 0 where no passage has it."""
    sought = _Sought.of(question, rarity)
    judged = [_judge_one(sought, item, weights) for item in found]
    return sorted(judged, key=lambda item: (-item.score, item.evidence.span.start))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is the same of a question for all evidence: worked out once.

    `rare` are its terms that a passage has, with their rarity and its sum; `named` the forms of its
    names that one has; `diseases` the terms of each form of each tumour; `alone` whether it is
    about one drug by itself.
    """

    question: Question
    rare: dict[str, float]
    total: float
    named: tuple[tuple[str, ...], ...]
    diseases: tuple[tuple[frozenset[str], ...], ...]
    wanted: Sequence[str]
    alone: bool
    offers: bool

    @classmethod
    def of(cls, question: Question, rarity: Rarity) -> _Sought:
        """`rarity(term)` is 0 where no passage has the term."""
        values = {term: rarity(term) for term in question.terms}
        rare = {term: value for term, value in values.items() if value > 0}
        forms = map(_forms, question.names)
        return cls(
            question,
            rare,
            sum(rare.values()),
            tuple(forms for forms in forms if any(rarity(term) for term in forms)),
            tuple(tuple(map(term_set, forms)) for forms in question.diseases),
            question.answer_types,
            bool(_ALONE.search(question.text)) or bool(left_out(question.text)),
            bool(offered_values(question.text)),
        )

    def weighted_shares(self, held: frozenset[str], also: frozenset[str]) -> tuple[float, float]:
        """How much of the rarity of the question's terms `held` has, and how much with `also`."""
        share = both = 0.0
        for term, value in self.rare.items():
            if term in held:
                share += value
                both += value
            elif term in also:
                both += value
        total = self.total or 1.0
        return share / total, both / total


def _judge_one(sought: _Sought, evidence: Evidence, weights: Weights) -> Judged:
    question, text = sought.question, evidence.text
    own = term_set(text) | term_set(evidence.studies)
    around = term_set(evidence.context)  # apart: their union is hundreds of terms
    names = _share([any([_in(form, own, around) for form in forms]) for forms in sought.named])
    own_terms, context_terms = sought.weighted_shares(own, around)
    answer_type = _share([holds(entry, text) for entry in sought.wanted])
    quantity = _share([states(entry, text) for entry in question.hinted])
    stated = time_points(text) if question.months else frozenset()
    time_point = _share([point in stated for point in question.months])
    about = (text, evidence.studies, evidence.context)
    treatment = _share([spelt(drug, *about) for drug in question.treatments])
    diseases = [any(form <= own for form in forms) for forms in sought.diseases]
    score = (
        evidence.score
        + weights.dense * dict(evidence.parts)["dense"]
        + weights.names * names
        + weights.own_terms * own_terms
        + weights.context_terms * context_terms
        + weights.answer_type * answer_type
        + weights.quantity * quantity
        + weights.time_point * time_point
        + weights.treatment * treatment
        + weights.entity * _share([_spoken(forms, about) for forms in question.entities])
        + weights.disease * _share(diseases)
        + _figures(sought, text, weights)
        + weights.table * bool(question.table and question.table in evidence.passage.section)
        - weights.shared * names * (evidence.studies.count(". ") > 0)
        - weights.pointer * bool(_POINTER.match(text))
        + weights.definition * _defines(question, evidence)
        - weights.wrong_kind * wrong_kind(question, evidence)
        - weights.combined * (sought.alone and _combines(evidence))
        - weights.wrong_kind * _is_of_another_phase(question, text)
        + weights.leads * _leads(question, evidence)
        - weights.uncited * ("source" in question.wants and not cites(evidence))
    )
    return Judged(
        evidence,
        score,
        names,
        own_terms,
        context_terms,
        answer_type,
        quantity,
        time_point,
        treatment,
    )


def _figures(sought: _Sought, text: str, weights: Weights) -> float:
    """What the numbers of the question in `text` are worth; of two that it offers, one is all."""
    asked = sought.question.figures
    if not asked:
        return 0.0
    numbers = _numbers(text)
    held = [figure in numbers for figure in asked]
    return weights.offered * any(held) if sought.offers else weights.figure * _share(held)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:\.\d+)?%?", text.replace(",", "")))


def _leads(question: Question, evidence: Evidence) -> bool:
    """Whether an entry of the bibliography begins with an author that the question names: a paper
    is called by its first.
    """
    if evidence.passage.kind != "reference" or not question.names:
        return False
    first = folded(evidence.text.split(" ", 1)[0].rstrip(",."))
    return any(folded(name) == first for name in question.names)


def _is_of_another_phase(question: Question, text: str) -> bool:
    """Whether `text` names phases of trials, and none that the question names."""
    asked = phases(question.text)
    return bool(asked) and bool(held := phases(text)) and asked.isdisjoint(held)


# "Please refer to Table 1": says where something is, and nothing else.
_POINTER = re.compile(r"(?:Please )?(?:refer|see)\b", re.IGNORECASE)


def _spoken(forms: Iterable[str], about: Sequence[str]) -> bool:
    """Whether one of the forms stands in a text of `about` as it is, without regard to case."""
    texts = [text.lower() for text in about]
    return any(form.lower() in text for form in forms for text in texts)


def _forms(name: str) -> tuple[str, ...]:
    """The terms under which a name may stand, those that are too common in it left out."""
    whole, *parts = (term for token in tokens(name) for term in token_terms(token))
    return (whole, *(part for part in parts if any(c.isdigit() for c in part) or len(part) > 4))


def _in(form: str, own: frozenset[str], around: frozenset[str]) -> bool:
    """Whether one of the two has the term, or, of a long one, one that is spelt alike."""
    if form in own or form in around:
        return True
    return len(form) >= LONG_NAME and (is_near(form, own) or is_near(form, around))


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


_DEFINING = re.compile(
    r"(?P<subject>(?:[^\s,;]+\s+){0,5}[^\s,;]+),?\s+(?:(?:which|that)\s+)?"
    r"(?:is|are|refers? to|was|were)\s+(?:commonly\s+)?"
    r"(?:defined as|characteri[sz]ed by|among the|one of the|an?\s|the\s|"
    r"[a-z]+\s+(?:[a-z]+\s+){0,2}(?:that|which|of|cells?|proteins?)\b)"
)


def _defines(question: Question, evidence: Evidence) -> float:
    """1 when a definition is asked for and the sentence gives it: "X is a", "X, which is"."""
    if "definition" not in question.wants or evidence.passage.kind != "prose":
        return 0.0
    for subject, worth in _definitions(evidence.text):
        if not subject.isdisjoint(question.terms):
            return worth
    return 0.0


@lru_cache(maxsize=16384)
def _definitions(text: str) -> tuple[tuple[frozenset[str], float], ...]:
    """The last terms of what each clause of `text` defines, and how surely it does."""
    return tuple(
        (
            frozenset(terms(match.group("subject"))[-3:]),
            1.0 if match.start() == 0 or "defined" in match.group() else 0.6,
        )
        for match in _DEFINING.finditer(text)
    )


_ALONE = re.compile(
    r"\b(?:alone|only|single[- ]agent|monotherapy|by itself|on its own)\b"
    r"(?!.*\b(?:versus|vs|and|with)\b)",
    re.IGNORECASE,
)


def _combines(evidence: Evidence) -> bool:
    """Whether the evidence is about several drugs, none of them alone."""
    drugs = {token for token in token_set(evidence.text) if is_drug(token)}
    return len(drugs) > 1 and not _ALONE.search(evidence.text)
