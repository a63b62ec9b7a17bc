"""Reported disagreements of a paper against a list of them made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from ..schema import Document, Span
from .figures import mean
from .metrics import Place
from .outcome import Figure
from .sets import locate

Pair = tuple[Span, Span]  # the two places of one reported disagreement


@dataclass(frozen=True, slots=True)
class Listed:
    """A disagreement of the list: its sides, each with the places of its quote.

    A listed percentage beside its fraction has one side. What is not `sure` counts neither way.
    """

    id: str
    about: str
    sides: tuple[tuple[Span, ...], ...]
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How reported disagreements meet a list; `wrong` are places in the order of the reports."""

    precision: Figure
    recall: Figure
    missed: tuple[Listed, ...]
    wrong: tuple[int, ...]
    unsure: int


def read_list(path: Path, document: Document) -> tuple[Listed, ...]:
    """The disagreements listed in a JSON lines file, every quote checked against the paper.

    Raises EvaluationError naming the line, when the file cannot be read, an entry lacks a key, or
    a quote does not stand where it says (or, without offsets, anywhere).
    """
    found = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"the list {path} cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_listed(json.loads(line), document))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise EvaluationError(f"{path}, line {number}: {error}") from error
    if not found:
        raise EvaluationError(f"the list {path} is empty; expected one JSON object a line")
    return tuple(found)


def _listed(entry: Mapping[str, Any], document: Document) -> Listed:
    sides = tuple(_side(side, document) for side in entry["sides"])
    if not sides:
        raise ValueError("a disagreement needs at least one side")
    about = " ".join(str(entry[key]) for key in ("study", "endpoint") if entry.get(key))
    why, sure = str(entry.get("why", "")), bool(entry.get("sure", True))
    return Listed(str(entry["id"]), about, sides, why, sure)


def _side(side: Mapping[str, Any], document: Document) -> tuple[Span, ...]:
    if "start" not in side:
        places: tuple[Place, ...] = locate(side["quote"], {document.id: document.text})
        return tuple(span for _, span in places)
    span = Span(int(side["start"]), int(side["end"]))
    if span.of(document.text) != side["quote"]:
        raise ValueError(
            f"{document.id}[{span.start}:{span.end}] is {span.of(document.text)[:40]!r}, "
            f"not the quote {side['quote'][:40]!r}"
        )
    return (span,)


def agreement(reported: Sequence[Pair], listed: Sequence[Listed]) -> Agreement:
    """Precision over the reported, recall over the sure ones of the list.

    Two reports of the same entry are both right, and find it once.
    """
    sure = [entry for entry in listed if entry.sure]
    right = {n for n, pair in enumerate(reported) if any(meets(pair, entry) for entry in sure)}
    unsure = {
        n
        for n, pair in enumerate(reported)
        if n not in right and any(meets(pair, entry) for entry in listed)
    }
    counted = [n for n in range(len(reported)) if n not in unsure]
    missed = tuple(e for e in sure if not any(meets(pair, e) for pair in reported))
    return Agreement(
        precision=mean("precision", (n in right for n in counted)),
        recall=mean("recall", (entry not in missed for entry in sure)),
        missed=missed,
        wrong=tuple(n for n in counted if n not in right),
        unsure=len(unsure),
    )


def meets(pair: Pair, entry: Listed) -> bool:
    """Whether the two places overlap two different sides, or one of them the only side.

    Sides at [0, 10) and [50, 60): the places ([5, 8), [55, 70)) meet them in either order; both
    in the first side do not.
    """
    reached = [
        {n for n, side in enumerate(entry.sides) if any(place.overlaps(s) for s in side)}
        for place in pair
    ]
    if len(entry.sides) == 1:
        return bool(reached[0] or reached[1])
    return any(one != other for one in reached[0] for other in reached[1])
