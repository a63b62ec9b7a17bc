"""The study that a paper itself reports, by its name in the title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ..schema import Document
from .evidence import Judged, Weights
from .question import Question

# "... for the ABC12 study", "... (ABC12): a trial"
_STUDY = re.compile(r"\(([A-Z][\w-]*[A-Z\d])\)|\b([A-Z][\w-]*[A-Z\d]) (?:study|trial)\b")


def with_own_study(
    question: Question, judged: Sequence[Judged], documents: Mapping[str, Document]
) -> list[Judged]:
    """`judged`, best first again, where evidence also has the name of its paper's own study."""
    if not question.names:
        return list(judged)
    found = [_named(question, item, documents) for item in judged]
    return sorted(found, key=lambda item: (-item.score, item.evidence.span.start))


def _named(question: Question, item: Judged, documents: Mapping[str, Document]) -> Judged:
    own = own_names(documents[item.evidence.passage.document_id].title)
    share = sum(name.lower() in own for name in question.names) / len(question.names)
    if share <= item.names:
        return item
    return replace(item, names=share, score=item.score + Weights().names * (share - item.names))


@lru_cache(maxsize=1024)
def own_names(title: str) -> frozenset[str]:
    """The names, in lower case, that a title gives the study of its paper."""
    return frozenset((match[1] or match[2]).lower() for match in _STUDY.finditer(title))
