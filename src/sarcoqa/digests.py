"""SHA-256 of files."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path


def file_sha256(path: Path) -> str:
    """The hexadecimal SHA-256 of a file's bytes, read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
