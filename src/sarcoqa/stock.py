"""The papers of an index while files are taken in; nothing is in force before `published`."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from .building import fitting_here
from .catalogue import Catalogue, Verdict
from .changes import Change
from .errors import ParseError, SarcoqaError
from .fingerprint import digests
from .parse import Reading, read_papers
from .schema import Document, Paper
from .search.store import Holding
from .sources import keep_source, point_to
from .workplace import Workplace


@dataclass(frozen=True, slots=True)
class _File:
    """A file to take in: its digests, or why it has none."""

    path: Path
    sha256: str = ""
    metadata_sha256: str = ""
    error: SarcoqaError | None = None


class Stock:
    """Takes in papers one by one; only for whoever is `Workplace.writing`.

    Raises as `fitting_here` does, which brings the index up to date first.
    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._generation = fitting_here(workplace)
        self._holdings = {held.paper.id: held for held in self._generation.holdings}
        self._catalogue = Catalogue(held.paper for held in self._generation.holdings)
        self._shelver = workplace.shelver()
        self._changed = False

    def own(self) -> tuple[Paper, ...]:
        """The papers that the user added."""
        papers = (held.paper for held in self._holdings.values())
        return tuple(paper for paper in papers if not paper.shipped)

    def published(self) -> str:
        """Put the papers in force, if there was a change; the id of the index."""
        if not self._changed:
            return self._generation.id
        removed = self._generation.removed
        return self._workplace.publish(self._holdings, self._shelver, removed=removed).id

    def take_all(self, paths: Sequence[Path]) -> list[Change]:
        """Take in the file at each path, in order, and say what became of it."""
        files = [self._looked_at(path) for path in paths]
        changes: list[Change] = []
        # None: a bar on a terminal only, so that logs stay readable.
        hidden = self._workplace.quiet or None
        with (
            tqdm(total=len(files), desc="Adding", unit="paper", disable=hidden) as bar,
            closing(self._read(files)) as readings,
        ):
            for file, reading in readings:
                changes.append(self._taken(file, reading))
                bar.update()
        return changes

    def _looked_at(self, path: Path) -> _File:
        try:
            _check_kind(path)
            self._workplace.limits().check_size(path)
            return _File(path, *digests(path))
        except OSError as error:
            why = f"{path} cannot be read ({error.strerror or error}); check its permissions"
            return _File(path, error=ParseError(why))
        except SarcoqaError as error:
            return _File(path, error=error)

    def _read(self, files: Sequence[_File]) -> Generator[tuple[_File, Reading | None], None, None]:
        """Each file with what it reads as, in order; None where it need not be read."""
        new = {place: file for place, file in enumerate(files) if self._is_new(file)}
        first = {file.sha256: place for place, file in reversed(new.items())}
        new = {place: file for place, file in new.items() if first[file.sha256] == place}
        before = {place: self._finished_before(file) for place, file in new.items()}
        unread = [file.path for place, file in new.items() if before[place] is None]
        readers = self._workplace.settings.paper_readers
        failed: dict[str, SarcoqaError] = {}
        with closing(read_papers(unread, self._workplace.limits(), readers=readers)) as readings:
            for place, file in enumerate(files):
                if place not in new:  # of two files with the same bytes one is read
                    yield file, file.error or failed.get(file.sha256)
                    continue
                holding = before[place]
                reading = self._shelver.document(holding) if holding else next(readings)
                if isinstance(reading, SarcoqaError):
                    failed[file.sha256] = reading
                yield file, reading

    def _is_new(self, file: _File) -> bool:
        if file.error is not None:
            return False
        return self._verdict(file).state != "unchanged"

    def _verdict(self, file: _File) -> Verdict:
        return self._catalogue.verdict(str(file.path), file.sha256, file.metadata_sha256)

    def _finished_before(self, file: _File) -> Holding | None:
        """What a run that was cut short had made of the file already."""
        return self._shelver.standing(_paper(file, self._verdict(file).id))

    def _taken(self, file: _File, reading: Reading | None) -> Change:
        if isinstance(reading, SarcoqaError):
            return Change(str(file.path), "failed", error=reading)
        verdict = self._verdict(file)
        if verdict.state == "unchanged" or reading is None:
            self._follow(file, verdict.id)
            return Change(str(file.path), "unchanged", verdict.id)
        try:
            self._shelve(_paper(file, verdict.id), file, reading)
        except ParseError as error:
            return Change(str(file.path), "failed", error=error)
        return Change(str(file.path), verdict.state, verdict.id)

    def _shelve(self, paper: Paper, file: _File, document: Document) -> None:
        if document.sha256 != file.sha256:
            raise ParseError(f"{file.path} changed while it was read; add it again")
        holding = self._shelver.standing(paper)
        if holding is None:
            holding = self._shelver.shelve(paper, replace(document, id=paper.id))
        keep_source(self._workplace.root, file.path, paper)
        self._put(holding)

    def _follow(self, file: _File, paper_id: str) -> None:
        """Note where the file of a paper lies now, when it is not where it was any more."""
        held = self._holdings[paper_id]
        taken = self._catalogue.at(str(file.path))
        if taken or held.paper.shipped or Path(held.paper.origin).exists():
            return
        moved = replace(held.paper, origin=str(file.path))
        point_to(self._workplace.root, moved)
        self._put(replace(held, paper=moved))

    def _put(self, holding: Holding) -> None:
        self._holdings[holding.paper.id] = holding
        self._catalogue.put(holding.paper)
        self._changed = True


def _paper(file: _File, paper_id: str) -> Paper:
    return Paper(paper_id, file.sha256, file.metadata_sha256, str(file.path))


def _check_kind(path: Path) -> None:
    if not path.exists():
        raise ParseError(f"{path} leads to no file; check the link")
    if not path.is_file():
        raise ParseError(f"{path} is no regular file; give a paper's file, or a folder")
    if not path.name.isprintable() or any("\ud800" <= char <= "\udfff" for char in str(path)):
        raise ParseError(f"the name of {str(path)!r} is no readable text; rename it")
