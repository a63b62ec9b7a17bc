"""A conversation ↔ JSON ``sarcoqa.conversation/1``; each answer in it is a ``sarcoqa.answer/1``."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ..contract import answer_from_dict, answer_to_dict
from ..contract.forms import AnswerForm, Form, Text
from ..contract.reading import fitted, parsed_json
from .exchange import Conversation, Exchange

SCHEMA = "sarcoqa.conversation/1"
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]


class ExchangeForm(Form):
    """A question with its answer; `filters` are lists of a name and a value."""

    question: Text
    understood: Text = ""
    filters: list[Pair] = Field(default_factory=list)
    answer: AnswerForm


class ConversationForm(Form):
    """A whole conversation."""

    schema_: Literal["sarcoqa.conversation/1"]
    title: Text = ""
    date: Text = ""
    exchanges: list[ExchangeForm]

    model_config = ConfigDict(alias_generator=lambda name: name.removesuffix("_"))


def to_dict(conversation: Conversation) -> dict[str, object]:
    """The conversation as plain values."""
    return {
        "schema": SCHEMA,
        "title": conversation.title,
        "date": conversation.date,
        "exchanges": [
            {
                "question": exchange.question,
                "understood": exchange.understood,
                "filters": [list(pair) for pair in exchange.filters],
                "answer": answer_to_dict(exchange.answer),
            }
            for exchange in conversation.exchanges
        ],
    }


def to_json(conversation: Conversation, *, indent: int | None = 2) -> str:
    """The conversation as JSON text, which `from_json` and `sarcoqa.verify` read."""
    return json.dumps(to_dict(conversation), ensure_ascii=False, indent=indent) + "\n"


def from_json(text: str | bytes) -> Conversation:
    """The conversation that `to_json` wrote. Raises AnswerFormatError, as `answer_from_json`."""
    value = parsed_json(text)
    form = fitted(ConversationForm, value)
    answers = [answer_from_dict(entry["answer"]) for entry in value["exchanges"]]
    exchanges = tuple(
        Exchange(entry.question, answer, entry.understood, tuple((n, v) for n, v in entry.filters))
        for entry, answer in zip(form.exchanges, answers, strict=True)
    )
    return Conversation(exchanges, form.title, form.date)
