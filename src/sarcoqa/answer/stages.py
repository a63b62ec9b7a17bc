"""The stage or grade that a question fixes, and whether the evidence closest to it names that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .fitting import about_of
from .question import Question

# Grades by arabic numbers are those of side effects, which tables put into the names of columns.
_STAGE = re.compile(
    r"\bstage[- ](?:I{1,3}V?|IV|V)[A-C]?\b|\bstage[- ]\d[a-c]?\b|"
    r"\b(?:low|high|intermediate)[- ]grade\b",
    re.IGNORECASE,
)


# Words that set a group of patients apart, for which papers have few others.
_KIND = re.compile(
    r"\b(?:isolated|bilateral|unilateral|acute|chronic|(?:un)?ruptured|perforated|asymptomatic|"
    r"heterozygous|homozygous|sporadic|familial)\b",
    re.IGNORECASE,
)
_SAME = {"isolated": r"isolat|\balone\b|\bonly\b|\bsole", "familial": "famil|heredit|inherit"}


def _has(kind: str, text: str) -> bool:
    return bool(re.search(_SAME.get(kind, rf"\b{kind[:6]}"), text))


def unnamed_stages(question: Question, closest: Sequence[Evidence]) -> list[str]:
    """The stages for which a question asks a value, and of which the closest evidence says nothing.

    A value of all stages, or of another, is none of "stage IIIC" or of "high-grade" tumours; nor is
    one of all patients a value of those with an "isolated" or "acute" disease.
    """
    if not (question.answer_types or question.quantities) or question.chooses:
        return []
    stages = dict.fromkeys(_plain(match.group()) for match in _STAGE.finditer(question.text))
    about = [_plain(about_of(evidence)) for evidence in closest]
    found = [stage for stage in stages if not any(stage in text for text in about)]
    kinds = {match.group().lower() for match in _KIND.finditer(question.text)}
    return found + [kind for kind in sorted(kinds) if not any(_has(kind, text) for text in about)]


_DOSE = re.compile(r"\b(?P<level>low|high)[- ]dose\b", re.IGNORECASE)
_OPPOSITE = {"low": "high dose", "high": "low dose"}


def other_dose(question: Question, closest: Sequence[Evidence]) -> list[str]:
    """The dose that a question calls high, where the closest evidence is of a low one alone, or the
    other way round.
    """
    levels = {match["level"].lower() for match in _DOSE.finditer(question.text)}
    about = [_plain(about_of(evidence)) for evidence in closest]
    return [
        f"{level} dose"
        for level in sorted(levels)
        if len(levels) == 1
        and any(_OPPOSITE[level] in text for text in about)
        and not any(f"{level} dose" in text for text in about)
    ]


def _plain(text: str) -> str:
    """Lower case, without what stands between a table's "Stage" and the name of its row: "IV"."""
    return _LABEL.sub(r"\1 ", text.lower().replace("-", " "))


_LABEL = re.compile(r"\b(stage|grade)s?[.:] ")
