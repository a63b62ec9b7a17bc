"""What decides what an index holds, and in what an index on disk differs from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

SCHEMA = "sarcoqa.index/2"
# Raised when the same documents would give another index, so that old ones are rebuilt: after a
# change to `passages.py`, `studies.py`, `text.py`, or to what `search/` embeds, counts or saves.
# What the parser makes of a file is counted apart (`PARSER_VERSION` in `parse/`).
INDEX_VERSION = 2
RECIPE_KEYS = (
    "schema",
    "index_version",
    "parser",
    "documents",
    "model",
    "settings",
    "settings_digest",
    "metadata_sha256",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what an index holds: two indexes of one recipe hold the same."""

    documents: tuple[tuple[str, str], ...]  # (id, sha256 of the file)
    parser: int
    model: str
    model_sha256: str
    settings: Mapping[str, object]
    settings_digest: str
    metadata_sha256: str = ""  # of what is stated about the papers beside their files
    index_version: int = INDEX_VERSION

    def identity(self) -> str:
        """16 hexadecimal digits that name the generation."""
        return identity_of(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain values, as the manifest holds it."""
        return {
            "schema": SCHEMA,
            "index_version": self.index_version,
            "parser": self.parser,
            "documents": [{"id": name, "sha256": digest} for name, digest in self.documents],
            "model": {"name": self.model, "sha256": self.model_sha256},
            "settings": dict(self.settings),
            "settings_digest": self.settings_digest,
            "metadata_sha256": self.metadata_sha256,
        }


def identity_of(manifest: Mapping[str, Any]) -> str:
    """The id of the generation that a manifest describes, by what of it is part of a recipe."""
    recipe = {key: manifest.get(key) for key in RECIPE_KEYS}
    return sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:16]


def difference(manifest: Mapping[str, Any], recipe: Recipe) -> str | None:
    """The first field in which the index differs from the wanted recipe, in words; None: equal."""
    wanted = recipe.to_dict()
    for key in ("index_version", "parser", "model", "settings"):
        have, want = manifest.get(key), wanted[key]
        if isinstance(want, dict) and isinstance(have, dict):
            for name in sorted({*want, *have}):
                if have.get(name) != want.get(name):
                    return f"{key}.{name} is {have.get(name)!r}, wanted {want.get(name)!r}"
        elif have != want:
            return f"{key} is {have!r}, wanted {want!r}"
    papers = _papers_difference(manifest.get("documents", []), wanted["documents"])
    if papers is None and manifest.get("metadata_sha256") != wanted["metadata_sha256"]:
        return "what is stated about a paper beside its file has changed"
    return papers


def _papers_difference(have: list[dict[str, str]], want: list[dict[str, str]]) -> str | None:
    held = {paper["id"]: paper["sha256"] for paper in have}
    wanted = {paper["id"]: paper["sha256"] for paper in want}
    for name in sorted({*held, *wanted}):
        if name not in held:
            return f"the paper {name!r} is new"
        if name not in wanted:
            return f"the paper {name!r} is no longer in the corpus"
        if held[name] != wanted[name]:
            return f"the paper {name!r} has changed"
    return None
