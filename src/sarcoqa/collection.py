"""The papers of one index: opened (built where absent or stale), read, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from . import library
from .answering import calibration_of, rules_digest
from .building import Workplace, opened, places
from .changes import Changes
from .config import Settings
from .feedback import feedback_path
from .pictures import Pictures
from .schema import Document, IndexStamp, PageImage, Paper, Passage, Span
from .selection import check_names
from .shelf import Shelf
from .shelving import weights_of


class Collection:
    """The papers of one index, as they are now."""

    def __init__(self, workplace: Workplace, *, rebuild: bool = False) -> None:
        self._workplace = workplace
        self._settings = workplace.settings
        self._shelf = self._opened(rebuild=rebuild)
        self._pictures = Pictures(workplace.root, workplace.corpus, workplace.limits())

    def _opened(self, *, rebuild: bool = False, before: Shelf | None = None) -> Shelf:
        known = {held.name: held for held in before.papers.values()} if before else {}
        generation, papers = opened(self._workplace, rebuild=rebuild, known=known)
        stamp = IndexStamp(generation.id, rules_digest(generation.manifest))
        self._calibration = calibration_of(generation.manifest)
        return Shelf(papers, weights_of(self._settings), stamp)

    @classmethod
    def open(
        cls,
        index: str | Path | None = None,
        *,
        corpus: str | Path | None = None,
        settings: Settings | None = None,
        rebuild: bool = False,
        quiet: bool = False,
    ) -> Self:
        """The assistant over `index`, built from `corpus` when absent, stale, damaged or `rebuild`.

        Both default to the folders of the checkout, or else of the installation; an index
        remembers the corpus that it was built from, and a corpus given without an index has one of
        its own. What was added to the index is kept, and built again from the index itself. What
        is built is said on stderr unless `quiet`, with a progress bar on a terminal.

        Raises CorpusError, ParseError, ModelError, IndexDamagedError (when it cannot be written).
        """
        workplace = Workplace.at(*places(index, corpus), settings or Settings(), quiet=quiet)
        return cls(workplace, rebuild=rebuild)

    def documents(self) -> tuple[Document, ...]:
        """The papers of the index, by id."""
        return tuple(self._shelf.whole.documents.values())

    def document(self, document_id: str) -> Document:
        """The paper with that id. Raises FilterError for one that the index does not hold."""
        documents = self._shelf.whole.documents
        check_names("document", (document_id,), list(documents))
        return documents[document_id]

    def papers(self) -> tuple[Paper, ...]:
        """Where each paper of the index comes from, by id."""
        return tuple(held.paper for held in self._shelf.papers.values())

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """What of a paper is searched. Raises FilterError as `document` does."""
        self.document(document_id)
        return self._shelf.papers[document_id].segment.passages

    def page_image(
        self, document_id: str, page: int, spans: Sequence[Span] = (), *, width_pixels: int = 1000
    ) -> PageImage | None:
        """A picture of page number `page` of the paper's PDF, and where on it `spans` are printed.

        None where the paper has no PDF, or no longer the one that it was read from. Raises
        FilterError for a paper that the index does not hold, PageError for a page that the PDF does
        not have, and the typed ParseError of a PDF that cannot be drawn.
        """
        document = self.document(document_id)
        paper = self._shelf.papers[document_id].paper
        return self._pictures.draw(paper, document, page, spans, width_pixels)

    def add(self, path: str | Path) -> Changes:
        """Add the paper at `path`, or those of a folder or of a pattern such as "papers/*.pdf".

        What the index held already is left as it is; a changed file takes the place of its older
        version. Raises the typed ParseError of a single file that cannot be read; of several files
        the failures are in what is returned. Raises IndexDamagedError when the index cannot be
        written; it is then as it was before.
        """
        done = self._changed(library.add(self._workplace, [path]))
        if len(done.changes) == 1 and done.changes[0].error is not None:
            raise done.changes[0].error
        return done

    def remove(self, document_id: str) -> Changes:
        """Take a paper out of the index, also one of the corpus, for good.

        Raises FilterError for one that the index does not hold, IndexDamagedError as `add` does.
        """
        return self._changed(library.remove(self._workplace, [document_id]))

    def update(self) -> Changes:
        """Read again the added papers whose files have changed. Raises IndexDamagedError."""
        return self._changed(library.update(self._workplace))

    def _changed(self, changes: Changes) -> Changes:
        self._shelf = self._opened(before=self._shelf)
        return changes

    @property
    def index_id(self) -> str:
        """The id of the index generation that answers."""
        return self._shelf.stamp.id

    @property
    def feedback_path(self) -> Path:
        """Where what readers say of the answers is kept (`sarcoqa.feedback.record`)."""
        return feedback_path(self._workplace.root)
