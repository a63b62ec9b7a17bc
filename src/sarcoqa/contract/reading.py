"""JSON → `Answer`: strict reading, with one clear line for what does not fit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from ..errors import AnswerFormatError
from ..schema import Answer, text_sha256
from .forms import AnswerForm, Form

SHOWN_CHARACTERS = 60
AnyForm = TypeVar("AnyForm", bound=Form)


def answer_from_json(text: str | bytes) -> Answer:
    """The answer that `text` holds, as `Answer.to_json` writes it. Raises AnswerFormatError."""
    return answer_from_dict(parsed_json(text))


def answer_from_dict(value: Mapping[str, object]) -> Answer:
    """The answer that `value` holds: ``answer_from_dict(answer.to_dict()) == answer``.

    Raises AnswerFormatError where a key is missing or does not fit, and for a quote whose hash is
    another one: what was altered must not come back as an answer. `sarcoqa.verify` tells more.
    """
    form = fitted(AnswerForm, value)
    for quote in form.quotes():
        if quote.sha256 != text_sha256(quote.quote):
            raise AnswerFormatError(
                f"the quote [{quote.number}] of {quote.document_id!r} is not the one that its "
                "sha256 was made of: one of the two was altered; run: sarcoqa verify"
            )
    return form.noun()


def parsed_json(text: str | bytes) -> Any:
    """What JSON text holds. Raises AnswerFormatError for what is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # a wrong encoding is a ValueError too
        raise AnswerFormatError(f"no JSON text ({error}); {_EXPECTED}") from error


def fitted(form: type[AnyForm], value: object) -> AnyForm:
    """`value` in that form. Raises AnswerFormatError with the first thing that does not fit."""
    if not isinstance(value, Mapping):
        raise AnswerFormatError(f"found {_shown(value)}; {_EXPECTED}")
    try:
        return form.model_validate(dict(value))
    except ValidationError as error:
        faults = error.errors(include_url=False)
        first = faults[0]
        place = ".".join(str(part) for part in first["loc"])
        found = "" if first["type"] == "missing" else f" (found {_shown(first['input'])})"
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise AnswerFormatError(
            f"{place}: {first['msg'].lower()}{found}{more}; {_EXPECTED}"
        ) from error


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN_CHARACTERS else f"{shown[:SHOWN_CHARACTERS]}…"


_EXPECTED = "give an answer as `sarcoqa ask --json` prints it, or an exported conversation"
