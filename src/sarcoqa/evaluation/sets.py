"""Question sets: JSON lines, each a question with what a right answer holds and where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from ..schema import Document, Span
from .metrics import Place

FILTERS = ("document", "year", "section", "kind")
Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a reader said of an earlier answer, and what that cited: (document id, sha256 of the
    quote) of each; a refusal cited nothing.
    """

    rating: str
    comment: str
    time: str
    cited: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question of a set.

    `gold`: groups of alternative places, all groups needed; `accepted`: an AND of ORs of strings;
    `labels`: references that a right answer carries; an unanswerable question has none of these,
    and may have a `reason`. Where a set gives no gold or no accepted strings, nothing is measured
    by them. `recorded`: it comes from feedback, and was asked with `filters`.
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
    recorded: Recorded | None = None
    filters: Filters = ()

    @property
    def to_label(self) -> bool:
        """Whether it is feedback of which nobody has said yet what a right answer holds."""
        given = self.gold or self.accepted or self.labels or not self.answerable
        return self.recorded is not None and not given


def read_set(path: Path, documents: Iterable[Document]) -> tuple[EvaluationQuestion, ...]:
    """The questions of a set, every gold quote checked against the text of its document.

    Only `id` and `question` are needed. Raises EvaluationError naming the line, when the file
    cannot be read, an entry lacks one of them, or a gold quote does not stand where it says.
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
    if not isinstance(entry, Mapping):
        raise ValueError(f"expected a JSON object, found {entry!r}")
    answerable = bool(entry.get("answerable", True))
    document = entry.get("document")
    found = tuple(_group(group, document, texts) for group in entry.get("gold") or ())
    accepted = tuple(tuple(_strings(group)) for group in entry.get("accept") or ())
    if not (all(found) and all(accepted)):
        raise ValueError("a group of gold or accept is empty; give at least one alternative")
    if not answerable and (found or accepted):
        raise ValueError("an unanswerable question has neither gold places nor accepted strings")
    recorded = _recorded(entry)
    return EvaluationQuestion(
        id=str(entry["id"]),
        question=str((recorded and entry.get("understood")) or entry["question"]),
        kind=str(entry.get("kind") or ("question" if answerable else "unanswerable")),
        split=str(entry.get("split") or ""),
        answerable=answerable,
        gold=found,
        accepted=accepted,
        labels=tuple(entry.get("labels") or ()),
        reason=entry.get("reason"),
        recorded=recorded,
        filters=_filters(entry.get("filters") or {}),
    )


def _recorded(entry: Mapping[str, Any]) -> Recorded | None:
    """What feedback holds; None for a question that was written by hand."""
    if "rating" not in entry:
        return None
    cited = entry.get("citations") or ()
    return Recorded(
        rating=str(entry["rating"]),
        comment=str(entry.get("comment") or ""),
        time=str(entry.get("time") or ""),
        cited=frozenset((str(c["document_id"]), str(c["sha256"])) for c in cited),
    )


def _filters(given: object) -> Filters:
    if not isinstance(given, Mapping) or set(given) - set(FILTERS):
        raise ValueError(f"filters are lists by {', '.join(FILTERS)}, found {given!r}")
    if not all(isinstance(values, list) for values in given.values()):
        raise ValueError(f"filters are lists by {', '.join(FILTERS)}, found {given!r}")
    return tuple((str(name), tuple(map(str, values))) for name, values in given.items())


def _strings(group: object) -> list[str]:
    if not isinstance(group, list) or not all(isinstance(item, str) for item in group):
        raise ValueError(f"a group of accept is a list of strings, found {group!r}")
    return group


def _group(group: object, document: str | None, texts: Mapping[str, str]) -> tuple[Place, ...]:
    if not isinstance(group, list):
        raise ValueError(f"a group of gold is a list of quotes or places, found {group!r}")
    return tuple(place for item in group for place in _places(item, document, texts))


def _places(
    item: str | Mapping[str, Any], document: str | None, texts: Mapping[str, str]
) -> tuple[Place, ...]:
    """A place with offsets is checked; a quote without is located, everywhere that it stands."""
    entry: Mapping[str, Any] = {"quote": item} if isinstance(item, str) else item
    if not isinstance(entry, Mapping):
        raise ValueError(f"expected a quote or a place, found {item!r}")
    name = entry.get("document", document)
    if name is not None and name not in texts:
        raise ValueError(f"the gold document {name!r} is not in the index")
    if "start" not in entry:
        return locate(entry["quote"], texts if name is None else {name: texts[name]})
    if name is None:
        raise ValueError("a gold place with offsets needs its document")
    span = Span(int(entry["start"]), int(entry["end"]))
    if span.of(texts[name]) != entry["quote"]:
        raise ValueError(
            f"{name}[{span.start}:{span.end}] is {span.of(texts[name])[:40]!r}, "
            f"not the gold quote {entry['quote'][:40]!r}"
        )
    return ((name, span),)


def locate(quote: str, texts: Mapping[str, str]) -> tuple[Place, ...]:
    """Every place of `quote` in the one of `texts` that holds it; any white space equals any other.

    Raises ValueError when no text holds it, or several do.
    """
    if not quote.strip():
        raise ValueError("a gold quote is empty")
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    found = [
        (name, Span(*match.span()))
        for name, text in texts.items()
        for match in pattern.finditer(text)
    ]
    names = list(dict.fromkeys(name for name, _ in found))
    if not names:
        where = f"in {next(iter(texts))}" if len(texts) == 1 else "in any document"
        raise ValueError(f"the gold quote {quote[:60]!r} does not stand {where}")
    if len(names) > 1:
        raise ValueError(
            f"the gold quote {quote[:60]!r} stands in {', '.join(names)}; name one with 'document'"
        )
    return tuple(found)


def _reason(error: Exception) -> str:
    return f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
