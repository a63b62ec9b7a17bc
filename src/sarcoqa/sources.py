"""The files of the papers that were added, kept in the index: what they are read from again.

    sources/<sha256>[-<of the sidecar>]/    the file under its own name, paper.toml where it speaks
                                            of it, the PDF of a JATS file, and origin.json: which
                                            paper it is

A new version of the parser may read more in a file than the one before did, and by then the user's
file may be gone. So the bytes are kept, not only what was made of them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from .digests import file_sha256
from .disk import make_folder, prune, write_whole
from .errors import ParseError
from .parse import read_with
from .schema import Paper

FOLDER, ORIGIN = "sources", "origin.json"


def keep_source(root: Path, file: Path, paper: Paper) -> None:
    """Copy the file of `paper` into the index at `root`.

    Raises ParseError when it is no longer the file that was read, OSError when nothing can be
    written.
    """

    def fill(draft: Path) -> None:
        copy = draft / file.name
        shutil.copyfile(file, copy)
        if file_sha256(copy) != paper.sha256:
            raise ParseError(f"{file} changed while it was read; add it again")
        for beside in read_with(file):
            shutil.copyfile(beside, draft / beside.name)
        (draft / ORIGIN).write_text(json.dumps(asdict(paper), indent=1), encoding="utf-8")

    make_folder(_folder(root, paper), fill)


def point_to(root: Path, paper: Paper) -> None:
    """Note where the file of a kept paper lies now. Raises OSError."""
    if (folder := _folder(root, paper)).is_dir():
        write_whole(folder / ORIGIN, json.dumps(asdict(paper), indent=1))


def kept_source(root: Path, paper: Paper) -> Path | None:
    """The kept file of `paper`, its bytes checked, or else the user's own; None without either."""
    kept = sorted(_folder(root, paper).glob("*"))
    for path in (*kept, Path(paper.origin)):
        if path.is_file() and file_sha256(path) == paper.sha256:
            return path
    return None


def kept_papers(root: Path) -> tuple[Paper, ...]:
    """The papers whose files are kept, by id: what to go by when the manifest is lost.

    Of two versions of one paper the one kept last counts.
    """
    found: dict[str, Paper] = {}
    notes = [path for path in (root / FOLDER).glob(f"[!.]*/{ORIGIN}") if path.is_file()]
    for note in sorted(notes, key=lambda path: path.stat().st_mtime_ns):
        try:
            paper = Paper(**json.loads(note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue  # one damaged note costs no other paper
        found[paper.id] = replace(paper, shipped=False)
    return tuple(found[name] for name in sorted(found))


def prune_sources(root: Path, papers: Iterable[Paper]) -> None:
    """Remove the kept files of all but `papers`."""
    prune(root / FOLDER, {_folder(root, paper).name for paper in papers if not paper.shipped})


def _folder(root: Path, paper: Paper) -> Path:
    beside = f"-{paper.metadata_sha256[:16]}" if paper.metadata_sha256 else ""
    return root / FOLDER / f"{paper.sha256}{beside}"
