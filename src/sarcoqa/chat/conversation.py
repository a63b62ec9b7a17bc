"""A question and what came of it, without any page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..errors import SarcoqaError
from ..schema import Answer, Document

NO_QUESTION = "Type a question first, then press Enter."
FAILED = "This question could not be answered because of a fault in the program. Please try again."


class Asks(Protocol):
    """What the chat needs of an assistant."""

    def ask(self, question: str) -> Answer:
        """The answer to `question`. Raises `SarcoqaError` where it cannot be asked."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """The papers that are searched."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with the one line that says why there is none.

    Neither means that the answer is still being looked for.
    """

    question: str
    answer: Answer | None = None
    error: str = ""

    @property
    def pending(self) -> bool:
        """Whether the answer is still being looked for."""
        return self.answer is None and not self.error


def reply(assistant: Asks, question: str) -> Turn:
    """Ask, and keep an error of the assistant as one line."""
    if not question.strip():
        return Turn(question, error=NO_QUESTION)
    try:
        return Turn(question, answer=assistant.ask(question))
    except SarcoqaError as error:
        return Turn(question, error=" ".join(str(error).split()) or FAILED)
