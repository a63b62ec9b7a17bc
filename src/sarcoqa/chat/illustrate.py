"""Pictures of an answer and of a paper: only from what is cited."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Answer, CitedValue, Document, Span
from .library import Library


def pictures(answer: Answer, values: Sequence[CitedValue], library: Library, anchor: str) -> str:
    return ""


def paper_marks(document: Document, spans: Sequence[Span]) -> str:
    return ""
