"""Kinds of answer that can be told by their form: the name of a drug, a value with a unit."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Evidence
from ..text import is_drug, token_set
from .lexicon import patterns
from .mentions import spelt
from .question import Question

FILE = "specifics.toml"


def unspecified(question: Question, closest: Sequence[Evidence]) -> list[str]:
    """What of `specifics.toml` the question asks for and none of the closest evidence states.

    "Which antibiotic was given?" needs a drug that the question does not name itself, "for how many
    days?" a number of days: not anywhere in a paper, but where it speaks of what is asked.
    """
    return [
        kind
        for kind, pair in patterns(FILE).items()
        if pair["asked"].search(question.text)
        and not any(_states(kind, question, evidence) for evidence in closest)
    ]


def _states(kind: str, question: Question, evidence: Evidence) -> bool:
    if kind == "drug":
        return _names_drug(question, f"{evidence.text} {evidence.studies}")
    return bool(patterns(FILE)[kind]["held"].search(evidence.text))


def _names_drug(question: Question, text: str) -> bool:
    """Whether `text` names a drug that the question does not."""
    found = {token for token in token_set(text) if is_drug(token)}
    found |= {match.group().lower() for match in patterns(FILE)["drug"]["held"].finditer(text)}
    return any(not spelt(name, question.text) for name in found)
