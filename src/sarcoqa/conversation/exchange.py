"""What was asked and answered, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as typed, and its answer.

    `understood` is the question that was asked instead, where the one typed goes on with what was
    asked before; else empty. `filters` are (name, value) pairs, such as ("document", "trial").
    """

    question: str
    answer: Answer
    understood: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def is_resolved(self) -> bool:
        """Whether another question than the one typed was asked."""
        return bool(self.understood) and self.understood != self.question


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges in their order. `title` and `date` are the reader's own words, or empty."""

    exchanges: tuple[Exchange, ...]
    title: str = ""
    date: str = ""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers alone, as `bibliography` takes them."""
        return tuple(exchange.answer for exchange in self.exchanges)
