"""What can be asked at all."""

from __future__ import annotations

from .errors import QuestionError


def check_question(question: object, *, most: int) -> None:
    """Raises QuestionError for what is not text, longer than `most` characters, or no Unicode."""
    if not isinstance(question, str):
        raise QuestionError(f"a question is text, found {type(question).__name__}")
    if len(question) > most:
        raise QuestionError(
            f"the question has {len(question):,} characters, at most {most:,} are read; shorten it"
        )
    broken = next((char for char in question if "\ud800" <= char <= "\udfff"), None)
    if broken is not None:
        raise QuestionError(
            f"the question holds {broken!r} at character {question.index(broken) + 1}, which "
            "is no character of Unicode; give the question as UTF-8 text"
        )
