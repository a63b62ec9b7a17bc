"""The index on disk: one folder for each paper, generations that list them, one pointer.

    index/
    ├── CURRENT                   the id of the generation in force
    ├── generations/<id>/         manifest.json: the papers, their segments, checksums, the recipe
    ├── segments/<name>/          what one recipe makes of one paper: document, passages, vectors,
    │                             counts of terms; never changed, shared by generations
    ├── sources/<sha256>/         the file of each paper that was added, to read it again
    ├── models/<hash>-<tokens>/   the ONNX copy of the embedding model, made once
    ├── embeddings.sqlite         vectors by content hash, to spare work at the next build
    └── feedback.jsonl            what readers say of answers; kept whatever is built

A reader sees the old generation or the new one, never a half. JSON, SQLite and native formats only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..disk import prune, write_whole
from ..errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from ..schema import Paper
from .recipe import SCHEMA, Recipe, identity_of

POINTER, GENERATIONS, MANIFEST = "CURRENT", "generations", "manifest.json"
REBUILD = "run: sarcoqa build"


@dataclass(frozen=True, slots=True)
class Holding:
    """A paper of a generation: its segment, the checksum of each file there, its passages."""

    paper: Paper
    segment: str
    files: Mapping[str, str]
    passages: int


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation as its manifest states it; `removed` are ids of corpus papers taken out."""

    id: str
    manifest: Mapping[str, Any]
    holdings: tuple[Holding, ...]
    removed: tuple[str, ...]


def publish(
    root: Path,
    recipe: Recipe,
    holdings: Sequence[Holding],
    *,
    removed: Sequence[str],
    dimension: int,
) -> str:
    """Write a manifest over segments that are there, and point to it; returns its id.

    Raises IndexDamagedError when it cannot be written; the generation before then stays in force.
    """
    identity = recipe.identity()
    manifest = _stated(recipe, holdings, removed=removed, dimension=dimension)
    folder = root / GENERATIONS / identity
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        previous = current_id(root)
        write_whole(root / POINTER, identity)
    except OSError as error:
        raise unwritable(root, error) from error
    # The generation before stays for those who read it; older ones go.
    prune(root / GENERATIONS, {identity, previous})
    return identity


def _stated(
    recipe: Recipe, holdings: Sequence[Holding], *, removed: Sequence[str], dimension: int
) -> dict[str, Any]:
    """The manifest, with a checksum over all of it."""
    manifest = recipe.to_dict() | {
        "id": recipe.identity(),
        "dimension": dimension,
        "counts": {"documents": len(holdings), "passages": sum(h.passages for h in holdings)},
        "holdings": [asdict(held) for held in holdings],
        "removed": sorted(removed),
    }
    return manifest | {"checksum": _checksum(manifest)}


def unwritable(root: Path, error: OSError) -> IndexDamagedError:
    """The error to raise when something of an index cannot be written."""
    return IndexDamagedError(
        f"the index cannot be written to {root} ({error.strerror or error}); free space or "
        "give another place with --index; the index before is unchanged"
    )


def segments_in_use(root: Path) -> set[str]:
    """The names of the segments of the generations on disk that can be read."""
    found: set[str] = set()
    for folder in (root / GENERATIONS).iterdir():
        with suppress(IndexDamagedError, IndexMismatchError):
            found |= {held.segment for held in _read(root, folder.name).holdings}
    return found


def current_id(root: Path) -> str:
    """The id of the generation in force; empty where there is none."""
    try:
        return (root / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def read(root: Path) -> Generation:
    """The generation in force, as its manifest states it.

    Raises IndexMissingError where there is none, IndexDamagedError when the manifest is missing or
    altered, IndexMismatchError when another version wrote it. The segments are read apart.
    """
    identity = current_id(root)
    if not identity:
        raise IndexMissingError(f"there is no index at {root}; {REBUILD}")
    return _read(root, identity)


def _read(root: Path, identity: str) -> Generation:
    path = root / GENERATIONS / identity / MANIFEST
    manifest = _manifest(path)
    if manifest.get("schema") != SCHEMA:
        raise IndexMismatchError(
            f"the index at {root} has schema {manifest.get('schema')!r}, expected {SCHEMA!r}; "
            f"{REBUILD}"
        )
    sound = manifest.get("checksum") == _checksum(manifest) and identity_of(manifest) == identity
    if not sound:
        raise IndexDamagedError(f"{path} is altered; {REBUILD}")
    holdings = tuple(
        Holding(Paper(**held["paper"]), held["segment"], held["files"], held["passages"])
        for held in manifest["holdings"]
    )
    return Generation(identity, manifest, holdings, tuple(manifest["removed"]))


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IndexDamagedError(f"{path} is missing; {REBUILD}") from error
    except ValueError as error:
        raise IndexDamagedError(f"{path} is not JSON; {REBUILD}") from error
    if not isinstance(manifest, dict):
        raise IndexDamagedError(f"{path} is no manifest; {REBUILD}")
    return manifest


def _checksum(manifest: Mapping[str, Any]) -> str:
    stated = {key: value for key, value in manifest.items() if key != "checksum"}
    return sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()
