"""The kind of thing that a question leaves aside: "phase I/II rather than plain phase II"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..text import term_set
from .question import Question

_PLAIN = r"(?:plain|pure|purely|just|merely|simply|only)"
# Up to the end of its clause.
_LEFT = re.compile(
    r"(?:,?\s*\b(?:rather than|instead of|as opposed to)|,?\s*\b(?:and |but )?not|n['’]t)\s+"
    rf"(?P<what>(?:(?:an?|the|of|in|{_PLAIN})\s+)*"
    r"[\w/-]+(?:\s+(?!(?:but|and|or)\b)[\w/-]+){0,3})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """What is left aside, as a `question`; `alone`: only where it is so alone ("plain")."""

    question: Question
    alone: bool


def left_aside(question: Question) -> tuple[Question, Aside | None]:
    """`question` without what it leaves aside, and that, None where it leaves nothing aside.

    >>> # "Which trials were prospective rather than retrospective?" → "Which … prospective?"
    """
    match = _LEFT.search(question.text)
    if match is None:
        return question, None
    left = term_set(match.group())
    rest = f"{question.text[: match.start()]} {question.text[match.end() :]}"
    kept = replace(
        question,
        text=rest,
        terms=tuple(term for term in question.terms if term not in left),
        treatments=tuple(drug for drug in question.treatments if drug not in left),
    )
    alone = re.search(rf"\b{_PLAIN}\b", match.group(), re.IGNORECASE) is not None
    return kept, Aside(replace(question, text=match["what"]), alone)
