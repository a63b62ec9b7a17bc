"""A `Document` → its segment in an index: passages, vectors, counts of terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .config import Settings
from .embedders import passage_embedder
from .errors import IndexDamagedError, NotAPaperError
from .passages import passages
from .schema import Document, Paper, Passage
from .search.abbreviations import Expander
from .search.cache import CachedEmbedder
from .search.dense import DenseIndex
from .search.embedding import HashingEmbedder, Progress
from .search.model import Model
from .search.recipe import Recipe
from .search.segment import VECTORS, Segment, Weights
from .search.segments import (
    FOLDER,
    check_segment,
    prune_segments,
    read_document,
    read_passages,
    whole_segment,
    write_segment,
)
from .search.store import Holding


def passages_of(document: Document, settings: Settings) -> tuple[Passage, ...]:
    """The passages of `document`, cut as `settings` say."""
    return passages(
        document,
        max_characters=settings.passage_max_characters,
        max_sentences=settings.passage_max_sentences,
    )


def weights_of(settings: Settings) -> Weights:
    """How an engine scores by these settings."""
    return Weights(
        dense=settings.dense_weight,
        lexical=settings.lexical_weight,
        context=settings.context_weight,
        passage=settings.passage_weight,
        k1=settings.bm25_k1,
        b=settings.bm25_b,
    )


@dataclass(frozen=True, slots=True)
class Shelved:
    """A paper of an index, ready to be asked."""

    paper: Paper
    name: str  # of its segment
    document: Document
    segment: Segment

    @classmethod
    def load(cls, root: Path, holding: Holding) -> Shelved:
        """The paper as it lies in the index at `root`, each file checked.

        Raises IndexDamagedError with the file that is missing or altered.
        """
        folder = check_segment(root, holding)
        document = read_document(folder)
        expander = Expander.of(document.abbreviations)
        segment = Segment.load(folder, read_passages(folder), expander)
        return cls(holding.paper, holding.segment, document, segment)


class Shelver:
    """Makes segments in the index at `root`; `recipe` names them (its papers do not matter)."""

    def __init__(self, root: Path, recipe: Recipe, settings: Settings, model: Model) -> None:
        self._root = root
        self._recipe = recipe
        self._settings = settings
        self._embedder: HashingEmbedder | CachedEmbedder = passage_embedder(
            root, model, max_tokens=settings.max_tokens
        )

    def standing(self, paper: Paper) -> Holding | None:
        """The segment that is there of `paper` already, whole; else None."""
        name = self._recipe.segment(paper)
        files = whole_segment(self._root, name)
        if files is None:
            return None
        try:
            held = read_passages(self._root / FOLDER / name)
        except IndexDamagedError:  # whole, and of passages that this version does not know
            return None
        return Holding(paper, name, files, len(held))

    def document(self, holding: Holding) -> Document:
        """The document of a segment that stands. Raises IndexDamagedError."""
        return read_document(self._root / FOLDER / holding.segment)

    def shelve(
        self, paper: Paper, document: Document, progress: Progress = lambda done, total: None
    ) -> Holding:
        """Embed and count `document`, and write what comes of it.

        Raises NotAPaperError where there is nothing to find in it, IndexDamagedError when the index
        cannot be written.
        """
        found = passages_of(document, self._settings)
        if not found:
            raise NotAPaperError(
                f"{paper.origin} holds no sentence that could be cited; expected a paper's text"
            )
        name = self._recipe.segment(paper)
        segment = Segment.of(
            found,
            Expander.of(document.abbreviations),
            self._embedder,
            weights_of(self._settings),
            progress,
        )
        files = write_segment(self._root, name, document, found, segment.save)
        if isinstance(self._embedder, CachedEmbedder):
            self._embedder.keep(name)
        return Holding(paper, name, files, len(found))

    def dimension(self, holdings: Sequence[Holding]) -> int:
        """The length of the vectors; 0 of an index without papers."""
        folders = [self._root / FOLDER / holding.segment for holding in holdings[:1]]
        return max((DenseIndex.load(folder / VECTORS).dimension for folder in folders), default=0)

    def drop_unused(self) -> None:
        """Remove the segments that no generation lists, and the vectors that only they used."""
        gone = prune_segments(self._root)
        if gone and isinstance(self._embedder, CachedEmbedder):
            self._embedder.drop(gone)

    def sweep(self) -> None:
        """Remove the vectors that no segment uses."""
        if isinstance(self._embedder, CachedEmbedder):
            self._embedder.sweep()
