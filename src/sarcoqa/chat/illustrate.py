"""Which pictures an answer has: only of what it cites, and only where there is something to see."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import FilterError
from ..schema import Answer, Document
from .asks import Asks
from .pictures import dot_plot, evidence_strip


def pictures(
    answer: Answer, assistant: Asks, documents: Mapping[str, Document], anchor: str
) -> str:
    """Where in its papers the evidence of an answer stands, and its values side by side."""
    if not answer.citations:
        return ""
    try:
        values = assistant.comparable(answer)
    except FilterError:  # a paper that it cites is not here any more: the words are, no picture
        values = ()
    plot = dot_plot(values, anchor) if values else ""
    return plot + evidence_strip(answer.citations, documents, anchor)
