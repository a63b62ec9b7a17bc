"""Kinds of answer that can be told by their form: the name of a drug, a value with a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from ..text import is_drug, token_set
from .lexicon import patterns
from .mentions import spelt
from .question import Question

FILE = "specifics.toml"


# The year of a publication in a table; a length of time that belongs to an endpoint.
_PUBLISHED = re.compile(r"\bYear: \d{4}")
_ENDPOINT = re.compile(
    r"\b\d+(?:\.\d+)?[- ](?:year|month|week)s?[- ](?:[\w-]+ ){0,2}?"
    r"(?:[DPREM]FS\b|OS\b|NPR\b|survival|follow)|"
    r"(?:\bm?[DPR]FS|\bm?OS|survival|follow-?up)\b[^.;,]{0,30}?"
    r"\d+(?:\.\d+)? (?:month|week|year|day)s?"
)
_OF_STUDIES = re.compile(r"\b(?:trial|stud|publish|paper|cohort|review|article)", re.IGNORECASE)
_OF_ENDPOINTS = re.compile(
    r"surviv|\bli[fv]|alive|\b[DPR]FS\b|\bOS\b|progress|worse|\bgr[eo]w|follow|respon|last|median",
    re.IGNORECASE,
)


def answer_text(question: Question, text: str) -> str:
    """Evidence without the years and lengths of time in it that are no answer to the question.

    The year of a paper is none to "when was it approved?", nor is a "2-year DFS" to "for how long
    was it given?".
    """
    if not _OF_STUDIES.search(question.text) and not question.names:
        text = _PUBLISHED.sub(" ", text)
    if not question.quantities and not _OF_ENDPOINTS.search(question.text):
        text = _ENDPOINT.sub(" ", text)
    return text


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
    if evidence.passage.kind == "reference" and not question.wants & {"reference", "entry"}:
        return False  # a title states no value, and names no place of the work
    return bool(patterns(FILE)[kind]["held"].search(evidence.text))


def _names_drug(question: Question, text: str) -> bool:
    """Whether `text` names a drug that the question does not."""
    found = {token for token in token_set(text) if is_drug(token)}
    found |= {match.group().lower() for match in patterns(FILE)["drug"]["held"].finditer(text)}
    return any(not spelt(name, question.text) for name in found)
