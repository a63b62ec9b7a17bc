"""A constituent of a question, and the words by which questions follow up on one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..datafiles import read_toml
from ..schema import Span
from .mentions import Abbreviations

# What a name says the kind of: "HeLa cells", "PD-1 expression".
NOUN = re.compile(
    r"\s+(?:[a-z-]+ )?(?!trials|studies|patients)"
    r"(?:[a-z-]{4,}s|expression|content|status|protein|gene|mutation|infiltration|density)\b"
)


@dataclass(frozen=True, slots=True)
class Constituent:
    """A part of a question: `core` is its name, `whole` has article and head noun about it too.

    "with the LANTERN trial": core "LANTERN", whole "the LANTERN trial", preposition "with".
    """

    kind: str
    text: str
    core: Span
    whole: Span
    preposition: str
    begin: int

    @property
    def name(self) -> str:
        """The characters of the core."""
        return self.core.of(self.text)

    @property
    def phrase(self) -> str:
        """The characters of the whole, without preposition."""
        return self.whole.of(self.text)

    @property
    def compound(self) -> bool:
        """Whether the core only tells the kind of what is meant: "HeLa cells"."""
        return self.kind in ("study", "term") and bool(NOUN.match(self.text, self.core.end))

    @property
    def shown(self) -> str:
        """How the reader is told of it."""
        return self.phrase if self.kind in ("group", "thing") else self.name

    @property
    def span(self) -> Span:
        """The whole with its preposition."""
        return Span(self.begin, self.whole.end)


@dataclass(frozen=True, slots=True)
class Field:
    """What the papers know: their short forms with long ones, and the authors they cite."""

    abbreviations: Abbreviations
    surnames: frozenset[str]


@cache
def words() -> dict[str, Any]:
    """The vocabulary of ``followup.toml``: word lists as sets, patterns compiled."""
    raw = read_toml(__package__, "followup.toml")
    return {
        "words": {name: frozenset(text.split()) for name, text in raw["words"].items()},
        "whole": [(_compiled(entry["asked"]), entry["form"]) for entry in raw["whole"]],
        **{
            group: {name: _compiled(text) for name, text in raw[group].items()}
            for group in ("lead", "kinds", "pointing")
        },
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def is_function(word: str) -> bool:
    return any(
        word.lower() in words()["words"][name]
        for name in ("verbs", "questions", "prepositions", "determiners", "others")
    )


def of_kind(parts: Sequence[Constituent], *kinds: str) -> list[Constituent]:
    """Those of `parts` that are of one of `kinds`."""
    return [part for part in parts if part.kind in kinds]


def says_more(text: str, parts: Sequence[Constituent]) -> bool:
    """Whether `text` has a word beside its endpoints and times that says something of its own."""
    for part in reversed(of_kind(parts, "endpoint", "time")):
        text = f"{text[: part.core.start]} {text[part.core.end :]}"
    known = frozenset().union(*words()["words"].values())
    return any(word not in known for word in re.findall(r"[\w'’-]+", text.lower()))
