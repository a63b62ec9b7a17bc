"""The segments of an index on disk: the document, its passages and their search files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..disk import checksums, make_folder, prune
from ..errors import IndexDamagedError
from ..schema import Document, Passage
from .store import REBUILD, Holding, segments_in_use, unwritable

FOLDER = "segments"
DOCUMENT, PASSAGES, CHECKSUMS = "document.json", "passages.json", "segment.json"
_DOCUMENT = TypeAdapter(Document)
_PASSAGES = TypeAdapter(tuple[Passage, ...])


def write_segment(
    root: Path,
    name: str,
    document: Document,
    passages: Sequence[Passage],
    save: Callable[[Path], None],
) -> dict[str, str]:
    """Write a segment whole, `save` its search files; returns the checksum of each file.

    Raises IndexDamagedError when it cannot be written.
    """

    def fill(draft: Path) -> None:
        (draft / DOCUMENT).write_bytes(_DOCUMENT.dump_json(document))
        (draft / PASSAGES).write_bytes(_PASSAGES.dump_json(tuple(passages)))
        save(draft)
        (draft / CHECKSUMS).write_text(json.dumps(checksums(draft), indent=1), encoding="utf-8")

    try:
        make_folder(root / FOLDER / name, fill)
    except OSError as error:
        raise unwritable(root, error) from error
    return checksums(root / FOLDER / name)


def whole_segment(root: Path, name: str) -> dict[str, str] | None:
    """The checksums of the segment `name`, where it is there and as it was written; else None.

    So a paper that an interrupted run had finished is not made again.
    """
    folder = root / FOLDER / name
    found = checksums(folder)
    try:
        stated = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = stated == {file: digest for file, digest in found.items() if file != CHECKSUMS}
    return found if whole else None


def check_segment(root: Path, holding: Holding) -> Path:
    """The folder of the paper's segment, its files as the manifest states them.

    Raises IndexDamagedError with the file that is missing or altered.
    """
    folder = root / FOLDER / holding.segment
    found = checksums(folder)
    for file, digest in holding.files.items():
        if found.get(file) != digest:
            state = "is altered" if file in found else "is missing"
            raise IndexDamagedError(f"{folder / file} {state}; {REBUILD}")
    return folder


def read_document(folder: Path) -> Document:
    """The document of a segment. Raises IndexDamagedError."""
    try:
        return _DOCUMENT.validate_json((folder / DOCUMENT).read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexDamagedError(f"the paper in {folder} cannot be read; {REBUILD}") from error


def read_passages(folder: Path) -> tuple[Passage, ...]:
    """The passages of a segment. Raises IndexDamagedError."""
    try:
        return _PASSAGES.validate_json((folder / PASSAGES).read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexDamagedError(f"the passages in {folder} cannot be read; {REBUILD}") from error


def prune_segments(root: Path) -> tuple[str, ...]:
    """Remove the segments that no generation on disk lists; the names that went."""
    return prune(root / FOLDER, segments_in_use(root))
