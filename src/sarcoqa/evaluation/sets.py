"""Question sets: JSON lines, each a question with what a right answer holds and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from ..schema import Document, Span
from .metrics import Place


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question of a set.

    `gold`: groups of alternative places, all groups needed; `accepted`: an AND of ORs of strings;
    `labels`: references that a right answer carries; an unanswerable question has none of these
    and a `reason`.
    """

    id: str
    question: str
    kind: str
    split: str
    answerable: bool
    gold: tuple[tuple[Place, ...], ...]
    accepted: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]
    reason: str | None


def read_set(path: Path, documents: Iterable[Document]) -> tuple[EvaluationQuestion, ...]:
    """The questions of a set, every gold quote checked against the text of its document.

    Raises EvaluationError naming the line, when the file cannot be read, an entry lacks a key, or
    a gold quote does not stand where it says.
    """
    texts = {document.id: document.text for document in documents}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"the question set {path} cannot be read ({error})") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_question(json.loads(line), texts))
            except (ValueError, KeyError, TypeError) as error:
                raise EvaluationError(f"{path}, line {number}: {_reason(error)}") from error
    if not found:
        raise EvaluationError(f"the question set {path} is empty; expected one JSON object a line")
    return tuple(found)


def _question(entry: Mapping[str, Any], texts: Mapping[str, str]) -> EvaluationQuestion:
    answerable = bool(entry["answerable"])
    gold = tuple(tuple(_place(place, texts) for place in group) for group in entry["gold"])
    accepted = tuple(tuple(group) for group in entry["accept"])
    if answerable and not (gold and accepted and all(gold) and all(accepted)):
        raise ValueError("an answerable question needs gold places and accepted strings")
    return EvaluationQuestion(
        id=str(entry["id"]),
        question=str(entry["question"]),
        kind=str(entry["kind"]),
        split=str(entry.get("split", "")),
        answerable=answerable,
        gold=gold,
        accepted=accepted,
        labels=tuple(entry.get("labels", ())),
        reason=entry.get("reason"),
    )


def _place(place: Mapping[str, Any], texts: Mapping[str, str]) -> Place:
    name, span = str(place["document"]), Span(int(place["start"]), int(place["end"]))
    if name not in texts:
        raise ValueError(f"the gold document {name!r} is not in the index")
    if span.of(texts[name]) != place["quote"]:
        raise ValueError(
            f"{name}[{span.start}:{span.end}] is {span.of(texts[name])[:40]!r}, "
            f"not the gold quote {place['quote'][:40]!r}"
        )
    return name, span


def _reason(error: Exception) -> str:
    return f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
