"""Which paper of an index a file is: a new one, one that is there, or a new version of one.

Pure decisions; reading and writing are in `library.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .schema import Paper

SHORT = 8  # digits of the hash behind an id that another paper has already
State = Literal["added", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a file: its `state`, and the `id` of the paper that it is."""

    state: State
    id: str


class Catalogue:
    """The papers of an index by id, content and place.

    >>> held = Catalogue([Paper("trial", "aa11", origin="/one/trial.pdf")])
    >>> held.verdict("/two/trial.pdf", "bb22")
    Verdict(state='added', id='trial-bb22')
    >>> held.verdict("/one/trial.pdf", "bb22")
    Verdict(state='replaced', id='trial')
    >>> held.verdict("/three/copy.pdf", "aa11")
    Verdict(state='unchanged', id='trial')
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, Paper] = {}
        self._by_content: dict[str, str] = {}
        self._by_origin: dict[str, str] = {}
        for paper in papers:
            self.put(paper)

    def put(self, paper: Paper) -> None:
        """Hold `paper`, in the place of one of the same id."""
        self.take(paper.id)
        self._papers[paper.id] = paper
        self._by_content[paper.sha256] = paper.id
        if not paper.shipped:
            self._by_origin[paper.origin] = paper.id

    def take(self, paper_id: str) -> None:
        """Hold the paper of that id no longer, if it was held."""
        paper = self._papers.pop(paper_id, None)
        if paper is not None:
            self._by_content.pop(paper.sha256, None)
            self._by_origin.pop(paper.origin, None)

    def at(self, origin: str) -> str | None:
        """The id of the paper whose file lies at `origin`, if one does."""
        return self._by_origin.get(origin)

    def verdict(self, origin: str, sha256: str, metadata_sha256: str = "") -> Verdict:
        """What the file at `origin` with these bytes is.

        The same bytes are the same paper, wherever they lie; other bytes at a known place are its
        new version; all else is a new paper, whose id is the file's name without the suffix, with
        some digits of its hash behind where another paper has that id.
        """
        if name := self._by_content.get(sha256):
            same = self._papers[name]
            restated = same.origin == origin and same.metadata_sha256 != metadata_sha256
            return Verdict("replaced" if restated else "unchanged", name)
        if name := self.at(origin):
            return Verdict("replaced", name)
        stem = Path(origin).stem
        name, length = stem, SHORT
        while name in self._papers:
            name, length = f"{stem}-{sha256[:length]}", length + SHORT
        return Verdict("added", name)
