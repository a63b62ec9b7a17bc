"""The lines of a batch file: JSON objects of ``{"id", "question"}``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import QuestionError

SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its id (any JSON value, None where it has none), and its question or its error."""

    id: object
    question: str = ""
    error: str = ""


def read_batch(path: Path) -> tuple[Entry, ...]:
    """All lines of the file that are not blank, in order, also those that are no question.

    Raises QuestionError when the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"the batch file {path} cannot be read ({error})") from error
    return tuple(_entries(path, lines))


def _entries(path: Path, lines: list[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        held = entry if isinstance(entry, dict) else {}
        if "id" in held and isinstance(held.get("question"), str):
            yield Entry(held["id"], held["question"])
            continue
        found = line.strip()[:SHOWN_CHARACTERS]
        expected = 'expected {"id": …, "question": "…"}'
        yield Entry(held.get("id"), error=f"{path}, line {number}: {expected}, found {found!r}")
