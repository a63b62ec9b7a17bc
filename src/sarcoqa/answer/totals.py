"""How many took part in a study: the sentence that speaks of the study must count them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .evidence import Judged
from .groups import counts_directly
from .lexicon import states
from .mentions import spelt
from .question import Question

NEAR = 0.3  # how far behind the best evidence, in points of the score
_ASKS_TOTAL = re.compile(
    r"^\W*(?:in total,? )?(?:how many\b|how (?:big|large) was\b|(?:what (?:was|is) )?(?:the )?"
    r"(?:total |overall )?(?:number of|sample size)\b)",
    re.IGNORECASE,
)


def without_total(question: Question, near: Sequence[Judged]) -> list[str]:
    """The number of patients of a study that the question asks for, where the evidence that speaks
    of it gives none: a number of another study further down is not it.
    """
    if "sample_size" not in question.quantities or question.chooses:
        return []
    if not _ASKS_TOTAL.search(question.text) or "several" in question.wants:
        return []
    best = max((item.score for item in near), default=0.0)
    close = [item for item in near if item.score >= best - NEAR]
    return [] if any(_counts(question, item) for item in close) else ["sample_size"]


def _counts(question: Question, item: Judged) -> bool:
    """Whether evidence counts patients, and of the study that the question names if of any."""
    evidence = item.evidence
    if counts_directly(question.diseases, evidence.text):
        return True
    if not states("sample_size", evidence.text):
        return False
    about = f"{evidence.text} {evidence.studies}"
    named = any(spelt(name.lower(), about) for name in question.names)
    return named or not question.names or not evidence.studies
