"""Evidence of a kind that a question does not ask for: lists, declarations, entries, captions."""

from __future__ import annotations

import re
from functools import lru_cache

from ..schema import FRONT_MATTER, Evidence
from .question import Question

# What a question may ask about the paper itself, which stands before and around its text.
ABOUT_PAPER = frozenset({"address", "authors", "title", "dates", "keywords", "affiliation"})

_LISTS = frozenset(
    {"keywords", "key words", "author details", "affiliations"}
)  # sections that say nothing of what they name


# Sections that say how a paper came about, and nothing of what it found.
_DECLARATIONS = re.compile(
    r"(?:\d[\d.]* )?(?:open access|rights and permissions|funding|acknowledge?ments?|disclosures?|"
    r"(?:competing|conflicts? of|declarations? of) interests?|authors?['’]? contributions?|"
    r"(?:data )?availability.*|consent for publication|publisher['’]s note|supplementary.*|"
    r"additional information|abbreviations)",
    re.IGNORECASE,
)
_OF_DECLARATIONS = re.compile(
    r"\b(?:fund|sponsor|financ|paid|pays?|grant|acknowledg|thank|conflict|competing|interests?|"
    r"disclos|contribut|author|wrote|licen[cs]|copyright|reus|open access|permission|data|avail|"
    r"suppl|consent|publish|abbreviat|stands? for)",
    re.IGNORECASE,
)


def wrong_kind(question: Question, evidence: Evidence) -> float:
    """Above 0 for a kind of passage that this question does not ask for."""
    kind = evidence.passage.kind
    if kind == "reference":
        return 0.0 if "entry" in question.wants else 1.0
    if kind == "abbreviation":
        return 0.0 if "definition" in question.wants else 1.0
    if evidence.passage.section[-1:] == (FRONT_MATTER,):
        return 0.0 if question.wants & ABOUT_PAPER else 2.0
    if evidence.passage.section[-1:] and evidence.passage.section[-1].lower() in _LISTS:
        return 0.0 if question.wants & ABOUT_PAPER else 2.0
    heading = evidence.passage.section[-1] if evidence.passage.section else ""
    if _declares(heading):
        return 0.0 if _OF_DECLARATIONS.search(question.text) else 1.0
    annotated = kind == "prose" and "\n" in evidence.text  # an entry of recommended reading
    if annotated:
        return 0.0 if question.wants & {"reference", "entry"} else 0.5
    return 1.0 if kind == "caption" else 0.0


@lru_cache(maxsize=4096)
def _declares(heading: str) -> bool:
    """Whether under a heading of that name stand declarations: funding, interests, thanks."""
    return _DECLARATIONS.fullmatch(heading) is not None
