"""A p value is of one comparison: that of other groups, or of another quantity, is none of it."""

from __future__ import annotations

from ..schema import Evidence
from .fitting import about_of
from .lexicon import states
from .mentions import named
from .question import Question


def compares(question: Question, quantity: str, evidence: Evidence) -> bool:
    """Whether evidence with a p value has it of the groups and quantities that are compared.

    Both of two groups must be named, and a quantity that is asked beside the p value; true of
    evidence for anything but a p value.
    """
    if quantity != "p_value":
        return True
    others = [entry for entry in question.quantities if entry != quantity]
    about = about_of(evidence)
    # Of several quantities each may have its own p value.
    return (not others or any(states(entry, evidence.text) for entry in others)) and (
        len(question.diseases) != 2 or all(named(forms, about) for forms in question.diseases)
    )
