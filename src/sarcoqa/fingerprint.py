"""Which papers a corpus holds, by the bytes of their files and of what is stated beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .digests import file_sha256
from .errors import CorpusError, ParseError
from .parse import beside_digest
from .schema import Paper


def corpus_papers(corpus: Path, files: Sequence[Path]) -> tuple[Paper, ...]:
    """The papers that the `files` of a corpus folder are.

    Raises CorpusError where two would have one id or a sidecar cannot be read, ParseError for a
    file that cannot be read.
    """
    seen: dict[str, Path] = {}
    for path in files:
        if other := seen.get(path.stem):
            raise CorpusError(
                f"{other} and {path} would both have the id {path.stem!r}; rename one"
            )
        seen[path.stem] = path
    return tuple(
        Paper(path.stem, *digests(path), path.relative_to(corpus).as_posix(), shipped=True)
        for path in files
    )


def digests(path: Path) -> tuple[str, str]:
    """(sha256 of a paper's file, sha256 of what is stated beside it or empty).

    Raises ParseError when the file cannot be read, CorpusError when the sidecar cannot.
    """
    try:
        return file_sha256(path), beside_digest(path)
    except OSError as error:
        raise ParseError(
            f"{path} cannot be read ({error.strerror}); check its permissions, or remove it"
        ) from error
