"""``paper.toml``: what is stated about a paper beside its file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

from ..digests import file_sha256
from ..errors import CorpusError
from .files import SIDECAR, papers_beside, print_beside
from .front import Metadata


def read_sidecar(paper: Path) -> Metadata:
    """What ``paper.toml`` beside the file `paper` states of it; empty where nothing is stated.

    It speaks of the only paper of its folder or, by the key ``file``, of the one that it names.

    Raises CorpusError when it names none of several papers or one that is not there, is no TOML, or
    has a key that is not known.
    """
    path = paper.parent / SIDECAR
    if not path.is_file():
        return Metadata()
    stated = _read(path)
    names = [beside.name for beside in papers_beside(paper)]
    if not stated.file and len(names) > 1:
        raise CorpusError(
            f"{path} does not say of which of {len(names)} papers beside it it speaks; add "
            f'file = "{names[0]}" (or another), or give each paper a folder of its own'
        )
    if stated.file and stated.file not in names:
        raise CorpusError(
            f"{path} speaks of the file {stated.file!r}, which is no paper beside it; those are: "
            f"{', '.join(names)}"
        )
    return stated if stated.file in ("", paper.name) else Metadata()


def read_with(paper: Path) -> tuple[Path, ...]:
    """The files beside `paper` that are read with it: ``paper.toml`` where it speaks of it, and the
    PDF of a JATS file.

    Raises CorpusError as `read_sidecar` does.
    """
    stated = paper.parent / SIDECAR if read_sidecar(paper) != Metadata() else None
    return tuple(path for path in (stated, print_beside(paper)) if path is not None)


def beside_digest(paper: Path) -> str:
    """One sha256 of the files that are `read_with` a paper; empty where there are none.

    Raises CorpusError as `read_sidecar` does.
    """
    found = [file_sha256(path) for path in read_with(paper)]
    return sha256(" ".join(found).encode()).hexdigest() if len(found) > 1 else "".join(found)


def _read(path: Path) -> Metadata:
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is not valid TOML ({error}); mend or remove it") from error
    known = {field.name for field in fields(Metadata)}
    if unknown := sorted(set(stated) - known):
        raise CorpusError(
            f"{path} has the unknown key {unknown[0]!r}; known keys: {', '.join(sorted(known))}"
        )
    return _checked(path, stated)


def _checked(path: Path, stated: Mapping[str, object]) -> Metadata:
    values: dict[str, object] = dict(stated)
    if not isinstance(values.get("authors", []), list):
        raise CorpusError(f"{path}: authors must be a list of names")
    if not isinstance(values.get("year", 0), int):
        raise CorpusError(f"{path}: year must be a whole number, found {values['year']!r}")
    for name in values.keys() - {"authors", "year"}:
        if not isinstance(values[name], str):
            raise CorpusError(f"{path}: {name} must be text, found {values[name]!s}; quote it")
    values["authors"] = tuple(str(name) for name in values.get("authors", []))  # type: ignore[attr-defined]
    return replace(Metadata(), **values)  # type: ignore[arg-type]
