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
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..digests import file_sha256
from ..errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from ..schema import Document, Passage

SCHEMA = "sarcoqa.index/1"
POINTER = "CURRENT"
_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])
RECIPE_KEYS = (
    "schema",
    "parser",
    "documents",
    "model",
    "settings",
    "settings_digest",
    "metadata_sha256",
)
REBUILD = "run: sarcoqa build"


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

    def identity(self) -> str:
        """16 hexadecimal digits that name the generation."""
        return _identity(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain values, as the manifest holds it."""
        return {
            "schema": SCHEMA,
            "parser": self.parser,
            "documents": [{"id": name, "sha256": digest} for name, digest in self.documents],
            "model": {"name": self.model, "sha256": self.model_sha256},
            "settings": dict(self.settings),
            "settings_digest": self.settings_digest,
            "metadata_sha256": self.metadata_sha256,
        }


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
            manifest = recipe.to_dict() | {
                "id": identity,
                "dimension": dimension,
                "counts": {"documents": len(documents), "passages": len(passages)},
                "files": _checksums(draft),
            }
            _write_synced(draft / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
            _replace_folder(draft, generations / identity)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        previous = current_id(root)
        _write_synced(root / f".{POINTER}.new", identity)
        os.replace(root / f".{POINTER}.new", root / POINTER)
        _prune(generations, keep={identity, previous})
    except OSError as error:
        raise IndexDamagedError(
            f"the index cannot be written to {root} ({error.strerror or error}); free space or "
            "give another place with --index; the index before is unchanged"
        ) from error
    return identity


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
    if _identity({key: manifest.get(key) for key in RECIPE_KEYS}) != identity:
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


def _identity(recipe: Mapping[str, Any]) -> str:
    return sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:16]


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


def difference(manifest: Mapping[str, Any], recipe: Recipe) -> str | None:
    """The first field in which the index differs from the wanted recipe, in words; None: equal."""
    wanted = recipe.to_dict()
    for key in ("parser", "model", "settings"):
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


def _prune(generations: Path, *, keep: set[str]) -> None:
    for folder in generations.iterdir():
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)
