"""The index on disk: immutable generations, and one pointer that an atomic rename moves.

    index/
    ├── CURRENT                   the id of the generation in force
    ├── generations/<id>/         manifest.json, documents, passages, FAISS and BM25 files
    ├── models/<hash>-<tokens>/   the ONNX copy of the embedding model, made once
    └── embeddings.sqlite         vectors by content hash, to spare work at the next build

A reader sees the old generation or the new one, never a half. JSON, SQLite and native formats only.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..digests import file_sha256
from ..errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from ..schema import Document, Passage
from .recipe import SCHEMA, Recipe, identity_of

POINTER = "CURRENT"
_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])
REBUILD = "run: sarcoqa build"


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation read from disk, its files checked against the manifest."""

    id: str
    folder: Path
    manifest: Mapping[str, Any]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]


def publish(
    root: Path,
    recipe: Recipe,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    save: Callable[[Path], None],
    *,
    dimension: int,
) -> str:
    """Write a generation and point to it; returns its id. `save` writes the search files.

    Raises IndexDamagedError when it cannot be written; the generation before then stays in force.
    """
    identity = recipe.identity()
    generations = root / "generations"
    try:
        generations.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=generations))
        try:
            (draft / "documents.json").write_bytes(_DOCUMENTS.dump_json(tuple(documents)))
            (draft / "passages.json").write_bytes(_PASSAGES.dump_json(tuple(passages)))
            save(draft)
            counts = {"documents": len(documents), "passages": len(passages)}
            _write_manifest(draft, recipe, dimension=dimension, counts=counts)
            _replace_folder(draft, generations / identity)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _point_to(root, identity)
    except OSError as error:
        raise IndexDamagedError(
            f"the index cannot be written to {root} ({error.strerror or error}); free space or "
            "give another place with --index; the index before is unchanged"
        ) from error
    return identity


def _write_manifest(
    draft: Path, recipe: Recipe, *, dimension: int, counts: Mapping[str, int]
) -> None:
    manifest = recipe.to_dict() | {
        "id": recipe.identity(),
        "dimension": dimension,
        "counts": counts,
        "files": _checksums(draft),
    }
    _write_synced(draft / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True))


def _point_to(root: Path, identity: str) -> None:
    """Put a generation in force; the one before stays for those who read it, older ones go."""
    previous = current_id(root)
    write_whole(root / POINTER, identity)
    for folder in (root / "generations").iterdir():
        if folder.name not in (identity, previous):
            shutil.rmtree(folder, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader finds the old text or the new one. Raises OSError."""
    draft = path.with_name(f".{path.name}.new")
    _write_synced(draft, text)
    os.replace(draft, path)


def kept(root: Path) -> tuple[str, ...]:
    """The ids of the generations that are on disk, sorted."""
    return tuple(sorted(p.name for p in (root / "generations").glob("[!.]*")))


def current_id(root: Path) -> str:
    """The id of the generation in force; empty where there is none."""
    try:
        return (root / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def read(root: Path) -> Generation:
    """The generation in force.

    Raises IndexMissingError where there is none, IndexDamagedError when a file is missing or its
    checksum differs, IndexMismatchError when another version wrote it.
    """
    identity = current_id(root)
    if not identity:
        raise IndexMissingError(f"there is no index at {root}; {REBUILD}")
    folder = root / "generations" / identity
    manifest = _manifest(folder)
    if manifest.get("schema") != SCHEMA:
        raise IndexMismatchError(
            f"the index at {root} has schema {manifest.get('schema')!r}, expected {SCHEMA!r}; "
            f"{REBUILD}"
        )
    if identity_of(manifest) != identity:
        raise IndexDamagedError(f"{folder / 'manifest.json'} is altered; {REBUILD}")
    found = _checksums(folder)
    for name, digest in manifest["files"].items():
        if found.get(name) != digest:
            state = "is altered" if name in found else "is missing"
            raise IndexDamagedError(f"{folder / name} {state}; {REBUILD}")
    try:
        documents = _DOCUMENTS.validate_json((folder / "documents.json").read_bytes())
        passages = _PASSAGES.validate_json((folder / "passages.json").read_bytes())
    except ValidationError as error:
        raise IndexDamagedError(f"the papers in {folder} cannot be read; {REBUILD}") from error
    return Generation(identity, folder, manifest, documents, passages)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IndexDamagedError(f"{path} is missing; {REBUILD}") from error
    except ValueError as error:
        raise IndexDamagedError(f"{path} is not JSON; {REBUILD}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise IndexDamagedError(f"{path} is no manifest; {REBUILD}")
    return manifest


def _checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _replace_folder(draft: Path, target: Path) -> None:
    if target.exists():  # the same recipe again, perhaps to mend damage
        aside = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
        os.replace(target, aside / target.name)
        os.replace(draft, target)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        os.replace(draft, target)
