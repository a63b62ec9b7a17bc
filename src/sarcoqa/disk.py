"""Writing so that a crash leaves the old or the new, never a half; and checking what is there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from .digests import file_sha256


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader finds the old text or the new one. Raises OSError."""
    draft = draft_of(path)
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def draft_of(path: Path) -> Path:
    """Where `write_whole` writes before the file has its name; what is left of a failed write."""
    return path.with_name(f".{path.name}.new")


def make_folder(path: Path, fill: Callable[[Path], None]) -> None:
    """Have `fill` write files into a draft folder, then put that at `path`.

    What stands there is replaced, unless it is the same. The files are on the disk itself before
    the folder has its name. Raises OSError, and whatever `fill` raises; the draft is then gone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=path.parent))
    try:
        fill(draft)
        if checksums(path) == checksums(draft):
            return
        for file in draft.iterdir():
            _sync(file)
        if path.exists():
            shutil.rmtree(path)
        os.replace(draft, path)
        _sync(path.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of each file in `folder`, by name; empty where there is no such folder."""
    if not folder.is_dir():
        return {}
    return {path.name: file_sha256(path) for path in sorted(folder.iterdir()) if path.is_file()}


def prune(folder: Path, kept: set[str]) -> tuple[str, ...]:
    """Remove what `folder` holds beside `kept`, drafts too; the names that went."""
    if not folder.is_dir():
        return ()
    gone = tuple(path.name for path in folder.iterdir() if path.name not in kept)
    for name in gone:
        shutil.rmtree(folder / name, ignore_errors=True)
    return gone


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
