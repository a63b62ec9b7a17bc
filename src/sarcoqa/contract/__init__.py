"""The outward forms of an answer, the same from every face, and the way back from JSON.

Keys of ``sarcoqa.answer/1`` may be added within a version, never renamed or removed.
"""

from __future__ import annotations

from .reading import answer_from_dict, answer_from_json
from .writing import (
    NOT_MEDICAL_ADVICE,
    ORIGINS,
    SCHEMA,
    address,
    answer_to_dict,
    answer_to_json,
    answer_to_markdown,
    answer_to_text,
    citation_to_dict,
    markdown_lines,
    place,
    reference_line,
    reference_to_dict,
    untold,
)

__all__ = [
    "NOT_MEDICAL_ADVICE",
    "ORIGINS",
    "SCHEMA",
    "address",
    "answer_from_dict",
    "answer_from_json",
    "answer_to_dict",
    "answer_to_json",
    "answer_to_markdown",
    "answer_to_text",
    "citation_to_dict",
    "markdown_lines",
    "place",
    "reference_line",
    "reference_to_dict",
    "untold",
]
