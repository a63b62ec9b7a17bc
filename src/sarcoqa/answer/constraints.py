"""What a question fixes, and whether any evidence meets it.

Most questions that a paper cannot answer are near misses: the trial is there, but not this
endpoint, time point, drug or subtype. Similarity never sees them; a comparison of what is asked
with what is stated does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import Evidence
from .evidence import Judged
from .question import Question, spelt, states, time_points

NEAR = 20  # how far down the evidence what is asked for may stand


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something that a question fixes: its kind, and the word or quantity."""

    kind: str
    value: str


def unmet(question: Question, judged: Sequence[Judged]) -> list[Constraint]:
    """The constraints of `question` that no near evidence about the named studies meets."""
    best = max((item.names for item in judged), default=0.0)
    near = [item.evidence for item in judged[:NEAR] if item.names >= best]
    if not question.names:
        near = near[:12]  # nothing is named: only what is about as asked can meet it
    missing = [
        Constraint("quantity", entry)
        for entry in question.quantities
        if not any(states(entry, evidence.text) for evidence in near)
    ]
    stated = {point for evidence in near for point in time_points(evidence.text)}
    missing += [
        Constraint("time point", f"{point:g} months")
        for point in sorted(question.months)
        if question.quantities and point not in stated
    ]
    about = [f"{evidence.text} {evidence.context} {evidence.studies}" for evidence in near]
    missing += [
        Constraint("treatment", drug)
        for drug in question.treatments
        if not any(spelt(drug, text) for text in about)
    ]
    numbers = {number for text in about for number in re.findall(r"\d+(?:\.\d+)?%", text)}
    missing += [
        Constraint("figure", figure)
        for figure in question.figures
        if figure.endswith("%") and figure not in numbers
    ]
    if question.quantities:
        missing += _unmet_diseases(question, near)
    return missing


def _unmet_diseases(question: Question, near: Sequence[Evidence]) -> list[Constraint]:
    """Subtypes for which no evidence states any of the quantities asked for."""
    stating = [
        evidence
        for evidence in near
        if all(states(entry, evidence.text) for entry in question.quantities)
    ]
    texts = [f"{evidence.text} {evidence.passage.text}" for evidence in stating]
    if not stating:
        return []
    return [
        Constraint("subtype", forms[0])
        for forms in question.diseases
        if not any(_mentions(form, text) for form in forms for text in texts)
    ]


def _mentions(form: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text, re.IGNORECASE))
