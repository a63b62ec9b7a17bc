"""Evidence near enough to a question, and about what it fixes, to answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .evidence import Judged
from .mentions import named, spelt
from .question import Question

NEAR = 10  # how far down the evidence what is asked for may stand
FIRST = 4  # how far down the closest evidence may stand
AGENCIES = frozenset({"fda", "ema", "nice", "who"})
CLOSE = 0.1  # cosines: how far from the most similar evidence what speaks of the same may be


def about_of(evidence: Evidence) -> str:
    """What evidence is about: its text, what stands beside it, and its studies."""
    return f"{evidence.text} {evidence.context} {evidence.studies}"


def nearest(question: Question, judged: Sequence[Judged]) -> list[Judged]:
    """The evidence that may meet a constraint: near, and of one paper.

    What another paper states is no answer about this one.
    """
    best = max((item.names for item in judged), default=0.0)
    if _is_about_several(question):
        best = 0.0  # each part may be about another of the studies
    near = [item for item in judged[:NEAR] if item.names >= best]
    return [item for item in near if _home(item) == _home(near[0])]


def closest(judged: Sequence[Judged]) -> list[Judged]:
    """The first evidence that is about as similar to the question as the most similar.

    It speaks of just what is asked; what it leaves out, other near evidence says of something else.
    The spelling of a word is near to every question with that word, and says nothing else.
    """
    first = [item for item in judged[: FIRST + 1] if item.evidence.passage.kind != "abbreviation"]
    first = first[:FIRST] or list(judged[:FIRST])
    best = max((_similarity(item) for item in first[:3]), default=0.0)
    return [item for item in first if _similarity(item) >= best - CLOSE]


def _similarity(item: Judged) -> float:
    return dict(item.evidence.parts)["dense"]


def _home(item: Judged) -> str:
    return item.evidence.passage.document_id


def fitting_evidence(question: Question, near: Sequence[Judged]) -> list[Evidence]:
    """The findings that are about what the question names: of several, about one of them."""
    several = _is_about_several(question)
    any_named = any(item.names for item in near)
    return [
        item.evidence
        for item in near
        if is_finding(item.evidence)
        and (item.names or not (several and any_named))
        and (_touches if several else _fits)(question, about_of(item.evidence))
    ]


def is_finding(evidence: Evidence) -> bool:
    """Whether evidence can state a value: the title of a cited paper cannot."""
    return evidence.passage.kind not in ("reference", "caption") and "\n" not in evidence.text


def _is_about_several(question: Question) -> bool:
    """Whether what the question fixes may be spread over several studies, a part in each."""
    either = len(question.treatments) > 2 and _EITHER.search(question.text)
    return "several" in question.wants or len(question.names) > 1 or bool(either)


_EITHER = re.compile(r"\b(?:n?either|n?or|versus|vs)\b", re.IGNORECASE)


def _fits(question: Question, about: str) -> bool:
    """Whether evidence is about the subtypes and the drugs that the question fixes."""
    # A tumour that the paper defines no short form for may stand in a table under one all the same.
    defined = [forms for forms in question.diseases if len(forms) > 1]
    diseases = all(named(forms, about) for forms in defined)
    held = [named(forms, about) for forms in question.entities]
    # A study's name tells more than its subject; that of an agency names no study.
    all_named = all(held) or any(name.lower() not in AGENCIES for name in question.names)
    return (
        diseases and all_named and all(given(drug, question, about) for drug in question.treatments)
    )


def given(drug: str, question: Question, about: str) -> bool:
    """Whether `about` names a drug, also by the paper's short form of it."""
    aliases = (forms for forms in question.topics if any(drug in form.lower() for form in forms))
    return spelt(drug, about) or any(named(forms, about) for forms in aliases)


def _touches(question: Question, about: str) -> bool:
    """Whether evidence is about one of the things that the question fixes by short forms."""
    held = [named(forms, about) for forms in question.entities]
    return any(held) or not held or bool(question.names)
