"""What a study plans is no answer to what it found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .closeness import gives
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
