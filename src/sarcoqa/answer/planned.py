"""What a study plans is no answer to what it found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..schema import Document, Evidence
from .closeness import gives
from .own_study import own_names
from .question import Question

_HAPPENED = re.compile(
    r"\b(?:actually|already|so far|to date|by the time)\b|\b(?:had|have|has) been \w+(?:ed|en)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:will|would|shall|expect\w*|assum\w*|anticipat\w*|estimat\w*|plan(?:s|ned)?|propos\w*|"
    r"aim\w*|hypothes\w*|target\w*|requir\w*|necessary|needed|power|calculat\w*)\b",
    re.IGNORECASE,
)


def only_planned(question: Question, closest: Sequence[Evidence]) -> list[str]:
    """The kind of value that the question asks of what has happened, where the closest evidence
    states such values only of what is planned or expected.

    "How many had been enrolled?" is not answered by the number that will be.
    """
    if not _HAPPENED.search(question.text) or _PLANS.search(question.text):
        return []
    kinds = question.answer_types or (("percent",) if question.quantities else ())
    stating = [e.text for e in closest if any(gives(kind, e.text) for kind in kinds)]
    return list(kinds[:1]) if stating and all(_PLANS.search(text) for text in stating) else []


# In a paper that is a plan, these ask for results; elsewhere they are how results are asked for.
_FOUND = re.compile(
    r"\bdid\b[^?]{0,80}\b(?:achieve|reach|drop|fall|rise|attain|observe|experience|improve|"
    r"increase|decrease|respond|develop|die|complete)\b|\b(?:was|were) (?:achieved|reached|"
    r"observed|seen|found|attained)\b|"
    r"\b(?:died|responded|dropped out|relapsed|survived|completed)\b",
    re.IGNORECASE,
)
# What was found before the study that is planned, which a protocol does state.
_OF_OTHERS = re.compile(
    r"\b(?:earlier|previous\w*|prior|literature|published|past|other|elsewhere|reported|baseline|"
    r"pilot|ago|according)\b",
    re.IGNORECASE,
)
_ACTUALLY = re.compile(r"\bactually\b", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b")
_WAS = re.compile(r"\b(?:was|were|had)\b")


def without_results(
    question: Question, closest: Sequence[Evidence], documents: Mapping[str, Document]
) -> list[str]:
    """The kind of value that the question asks of what was found, where the paper is a plan.

    What a protocol states of outcomes is expected, or was found by others, whom it then cites.
    """
    actually = bool(_ACTUALLY.search(question.text))
    past = _HAPPENED.search(question.text) or _FOUND.search(question.text)
    expected = _PLANS.search(question.text) and not actually
    kinds = question.answer_types or (("percent",) if question.quantities else ())
    if not (closest and kinds and past) or expected or _OF_OTHERS.search(question.text):
        return []
    paper = documents[closest[0].passage.document_id]
    own = own_names(paper.title)
    if not is_plan(paper.text) or (
        question.names and not own & {n.lower() for n in question.names}
    ):
        return []
    cited = not (actually or _HAPPENED.search(question.text))
    found = any(
        any(gives(kind, evidence.text) for kind in kinds)
        and (cited if evidence.studies else _is_past(evidence.text))
        for evidence in closest
    )
    return [] if found else list(kinds[:1])


def _is_past(text: str) -> bool:
    return bool(_WAS.search(text)) and not _PLANS.search(text)


@lru_cache(maxsize=1024)
def is_plan(text: str) -> bool:
    """Whether a paper says "will" more often than "was": it is about a study still to be done."""
    return len(_WILL.findall(text)) > len(_WAS.findall(text))
