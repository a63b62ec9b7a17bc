"""What a corpus holds, as hashes: equal exactly when the papers and what is stated are equal."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from .digests import file_sha256
from .errors import CorpusError, ParseError
from .parse import SIDECAR


def paper_hashes(files: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """(document id, sha256 of the file) of each paper.

    Raises CorpusError where two would have one id, ParseError for a file that cannot be read.
    """
    seen: dict[str, Path] = {}
    for path in files:
        if other := seen.get(path.stem):
            raise CorpusError(
                f"{other} and {path} would both have the id {path.stem!r}; rename one"
            )
        seen[path.stem] = path
    return tuple((path.stem, _digest(path)) for path in files)


def sidecar_hash(files: Sequence[Path]) -> str:
    """One sha256 of all that is stated about the papers beside their files."""
    folders = dict.fromkeys(path.parent for path in files)
    sidecars = [folder / SIDECAR for folder in folders if (folder / SIDECAR).is_file()]
    return sha256("".join(map(_digest, sidecars)).encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError as error:
        raise ParseError(
            f"{path} cannot be read ({error.strerror}); check its permissions, or remove it"
        ) from error
