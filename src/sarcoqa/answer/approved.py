"""Approvals: a drug is approved for a disease, and what is said of another tells nothing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .fitting import given
from .mentions import named
from .question import Question

_ASKED = re.compile(
    r"^\W*(?:and |but |so )?(?:is|are|was|were|has|have|did|does|which|what|when|why|in which)\b"
    r"[^?.;]*\b(?:approv(?:e[sd]?|als?)|licen[cs]ed|authori[sz]ed)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"^\W*(?:and |but |so )?(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_APPROVED = re.compile(r"\bapprov|\blicen[cs]|\bauthori[sz]", re.IGNORECASE)
_TUMOUR = re.compile(r"\b(?:\w*omas?|\w*emias?|cancers?|tumou?rs?)\b", re.IGNORECASE)


def unapproved(question: Question, near: Sequence[Evidence]) -> list[str]:
    """What a question has approved, where no near evidence speaks of the approval of just that:
    of each drug that it names, and for the disease that it names unless none is said.

    "Has betanib been approved for ABC?" is not answered by its approval for another tumour.
    """
    drugs = [*question.treatments, *_substances(question)]
    asks_of_any = bool(_WHETHER.search(question.text) and question.diseases)
    if not (drugs or asks_of_any) or not _ASKED.search(question.text):
        return []
    stated = [evidence.text for evidence in near if _APPROVED.search(evidence.text)]
    if any(_is_of(drugs, question, text) for text in stated):
        return []
    of, disease = drugs[:1], [forms[0] for forms in question.diseases[:1]]
    return [" ".join(("an approval", *(f"of {x}" for x in of), *(f"for {x}" for x in disease)))]


def _substances(question: Question) -> list[str]:
    """Names of the question that end in a number, as those of new drugs do: "ABC-123"."""
    return [name.lower() for name in question.names if re.fullmatch(r"[A-Z]{2,4}-?\d{2,}", name)]


def _is_of(drugs: Sequence[str], question: Question, text: str) -> bool:
    if not all(given(drug, question, text) for drug in drugs):
        return False
    diseases = all(named(forms, text) for forms in question.diseases)
    return diseases or not _TUMOUR.search(text)
