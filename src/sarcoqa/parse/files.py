"""Which files of a corpus folder are papers, and which are of a kind that nothing here reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Literal

from ..errors import CorpusError

SIDECAR = "paper.toml"
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text")
JATS_SUFFIXES = (".nxml", ".xml", ".jats")
PDF_SUFFIXES = (".pdf",)
READ_SUFFIXES = (*TEXT_SUFFIXES, *JATS_SUFFIXES, *PDF_SUFFIXES)
FileKind = Literal["text", "jats", "pdf", ""]
_KINDS: Mapping[FileKind, tuple[str, ...]] = {
    "text": TEXT_SUFFIXES, "jats": JATS_SUFFIXES, "pdf": PDF_SUFFIXES,
}  # fmt: skip
_PDF, HEAD_BYTES = b"%PDF-", 1024  # readers accept what stands before the header of a PDF
_NOTES = ("readme", "license", "licence")
SHOWN_NAMES = 8


def is_read(path: Path) -> bool:
    """Whether there is a parser for this kind of file."""
    return bool(kind_of(path))


def kind_of(path: Path) -> FileKind:
    """The kind of a file by the end of its name, or else by how it begins: a PDF without its
    suffix is a PDF. Empty for what no parser reads, or what cannot be opened.
    """
    suffix = path.suffix.lower()
    for kind, suffixes in _KINDS.items():
        if suffix in suffixes:
            return kind
    try:
        with path.open("rb") as file:
            return "pdf" if _PDF in file.read(HEAD_BYTES) else ""
    except OSError:
        return ""


def paper_files(corpus: Path) -> tuple[Path, ...]:
    """The papers of a corpus folder and of the folders in it, sorted.

    Hidden files and folders, ``paper.toml``, readmes and licences are none, nor is what no parser
    reads (`unread_files`). Raises CorpusError when the folder is missing or holds no paper.
    """
    if not corpus.is_dir():
        raise CorpusError(f"there is no corpus folder at {corpus}; create it and put papers in it")
    found = tuple(path for path in _shown(corpus) if is_read(path) and not is_print(path))
    if not found:
        skipped = unread_files(corpus)
        instead = f" (found {named(skipped, corpus)})" if skipped else ""
        raise CorpusError(
            f"the corpus folder {corpus} holds no paper{instead}; put text files "
            f"({', '.join(READ_SUFFIXES)}) in it"
        )
    return found


def unread_files(corpus: Path) -> tuple[Path, ...]:
    """The files of a corpus folder that are of a kind that no parser reads, sorted."""
    return tuple(path for path in _shown(corpus) if not is_read(path))


def papers_beside(path: Path) -> tuple[Path, ...]:
    """The papers in the folder of the paper at `path`, itself among them, sorted."""
    shown = (other for other in path.parent.iterdir() if _is_shown(other) and is_read(other))
    return tuple(sorted({path, *(other for other in shown if not is_print(other))}))


def print_beside(path: Path) -> Path | None:
    """The PDF that has the name of the JATS file at `path` and lies beside it."""
    return _twin(path, PDF_SUFFIXES) if path.suffix.lower() in JATS_SUFFIXES else None


def is_print(path: Path) -> bool:
    """Whether a PDF has a JATS file of its name beside it, with which it is read."""
    return path.suffix.lower() in PDF_SUFFIXES and _twin(path, JATS_SUFFIXES) is not None


def _twin(path: Path, suffixes: Sequence[str]) -> Path | None:
    spelt = (form for suffix in suffixes for form in (suffix, suffix.upper()))
    return next((t for form in spelt if (t := path.with_suffix(form)).is_file()), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What paths, folders and patterns name: `files` to read, in order, each once.

    `skipped` are files of the folders of a kind that nothing reads, `refused` the names that name
    nothing, or a folder that cannot be read, each with the reason.
    """

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]


def choose_files(names: Iterable[str | Path]) -> Chosen:
    """The papers that `names` name: a file itself, a folder with the folders in it, or a pattern.

    A file is taken whatever its kind; of a folder what `paper_files` takes. A PDF that comes with
    the JATS file of its name is read with it, and is no paper of its own.
    """
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    refused: list[tuple[str, str]] = []
    for name in map(str, names):
        matches = [name] if os.path.lexists(name) else sorted(glob(name, recursive=True))
        if not matches:
            refused.append((name, f"there is no file or folder {name}; check the path"))
        for match in map(Path, map(os.path.abspath, matches)):
            if not match.is_dir():
                files[match] = None
                continue
            try:
                found = _shown(match)
            except CorpusError as error:
                refused.append((str(match), str(error)))
                continue
            for path in found:
                (files if is_read(path) else skipped)[path] = None
    read_with = {pdf for path in files if (pdf := print_beside(path)) is not None}
    kept = tuple(path for path in files if path not in read_with)
    return Chosen(kept, tuple(skipped), tuple(refused))


def named(paths: tuple[Path, ...], folder: Path) -> str:
    """The names of `paths` as seen from `folder`, the first of them where there are many."""
    names = [path.relative_to(folder).as_posix() for path in paths]
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(names[:SHOWN_NAMES]) + more


def _shown(corpus: Path) -> list[Path]:
    return sorted(path for path in _walk(corpus) if _is_shown(path))


def _walk(corpus: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(corpus, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names)


def _refuse(error: OSError) -> None:
    raise CorpusError(
        f"the folder {error.filename} cannot be read ({error.strerror}); check its permissions"
    ) from error


def _is_shown(path: Path) -> bool:
    is_note = path.name == SIDECAR or path.stem.lower() in _NOTES
    return path.is_file() and not path.name.startswith(".") and not is_note
