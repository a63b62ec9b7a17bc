"""A conversation → Markdown, for a file or a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import NOT_MEDICAL_ADVICE, markdown_lines
from .exchange import Conversation, Exchange

TITLE = "Questions and answers"


def to_markdown(conversation: Conversation) -> str:
    """Each question with its answer, quotes, places, references and notes, as they stand."""
    lines = [f"# {one_line(conversation.title) or TITLE}", ""]
    if conversation.date:
        lines += [one_line(conversation.date), ""]
    for number, exchange in enumerate(conversation.exchanges, start=1):
        lines += [f"## {number}. {one_line(exchange.question)}", "", *_answered(exchange)]
    return "\n".join([*lines, f"*{NOT_MEDICAL_ADVICE}*", ""])


def _answered(exchange: Exchange) -> Iterator[str]:
    if exchange.is_resolved:
        yield from (f"Understood as: {one_line(exchange.understood)}", "")
    if exchange.filters:
        yield from (f"Only {named(exchange)}", "")
    yield from markdown_lines(exchange.answer)
    yield ""


def named(exchange: Exchange) -> str:
    """The filters of an exchange, for a reader: "document: trial; year: 2019"."""
    return "; ".join(f"{one_line(name)}: {one_line(value)}" for name, value in exchange.filters)


def one_line(text: str) -> str:
    """`text` with all white space as single spaces."""
    return " ".join(text.split())
