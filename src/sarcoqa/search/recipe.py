"""What decides what an index holds, and in what an index on disk differs from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..schema import Paper

SCHEMA = "sarcoqa.index/3"
# Raised when the same documents would give another index, so that old ones are rebuilt: after a
# change to `passages.py`, `studies.py`, `text.py`, or to what `search/` embeds, counts or saves.
# What the parser makes of a file is counted apart (`PARSER_VERSION` in `parse/`).
INDEX_VERSION = 5
RECIPE_KEYS = (
    "schema",
    "index_version",
    "parser",
    "documents",
    "model",
    "settings",
    "settings_digest",
    "answering",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what an index holds: two indexes of one recipe hold the same."""

    papers: tuple[Paper, ...]  # by id
    parser: int
    model: str
    model_sha256: str
    settings: Mapping[str, object]
    settings_digest: str
    answering: Mapping[str, object]  # decides answers, not what is indexed
    index_version: int = INDEX_VERSION

    def identity(self) -> str:
        """16 hexadecimal digits that name the generation."""
        return identity_of(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain values, as the manifest holds it."""
        return self._rules() | {
            "documents": [_identity(paper) for paper in self.papers],
            "answering": dict(self.answering),
        }

    def segment(self, paper: Paper) -> str:
        """16 hexadecimal digits that name what this recipe makes of one paper."""
        return _digest(self._rules() | {"document": _identity(paper)})

    def _rules(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "index_version": self.index_version,
            "parser": self.parser,
            "model": {"name": self.model, "sha256": self.model_sha256},
            "settings": dict(self.settings),
            "settings_digest": self.settings_digest,
        }


def _identity(paper: Paper) -> dict[str, str]:
    """What of a paper decides what the index holds: not where its file lay."""
    return {"id": paper.id, "sha256": paper.sha256, "metadata_sha256": paper.metadata_sha256}


def identity_of(manifest: Mapping[str, Any]) -> str:
    """The id of the generation that a manifest describes, by what of it is part of a recipe."""
    return _digest({key: manifest.get(key) for key in RECIPE_KEYS})


def _digest(values: Mapping[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def difference(manifest: Mapping[str, Any], recipe: Recipe) -> str | None:
    """The first field in which the index differs from the wanted recipe, in words; None: equal."""
    wanted = recipe.to_dict()
    for key in ("index_version", "parser", "model", "settings", "answering"):
        have, want = manifest.get(key), wanted[key]
        if isinstance(want, dict) and isinstance(have, dict):
            for name in sorted({*want, *have}):
                if have.get(name) != want.get(name):
                    return f"{key}.{name} is {have.get(name)!r}, wanted {want.get(name)!r}"
        elif have != want:
            return f"{key} is {have!r}, wanted {want!r}"
    return _papers_difference(manifest.get("documents", []), wanted["documents"])


def _papers_difference(have: list[dict[str, str]], want: list[dict[str, str]]) -> str | None:
    held = {paper["id"]: paper for paper in have}
    wanted = {paper["id"]: paper for paper in want}
    for name in sorted({*held, *wanted}):
        if name not in held:
            return f"the paper {name!r} is new"
        if name not in wanted:
            return f"the paper {name!r} is no longer in the corpus"
        if held[name]["sha256"] != wanted[name]["sha256"]:
            return f"the paper {name!r} has changed"
        if held[name] != wanted[name]:
            return f"what is stated about the paper {name!r} beside its file has changed"
    return None
