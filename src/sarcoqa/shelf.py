"""The papers of one generation, ready to be asked: all, or some as if there were no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .answer import Disagreement, Measurement, disagreements, measured
from .schema import Document, IndexStamp
from .search.engine import Engine
from .search.segment import Weights
from .shelving import Shelved
from .studies import surnames

KEPT_VIEWS = 8  # of some of the papers, asked lately


@dataclass(frozen=True)
class View:
    """Papers that are asked together; nothing in it depends on any other paper."""

    documents: dict[str, Document]
    engine: Engine

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The folded surnames of the authors that these papers cite."""
        return surnames(self.documents.values())


class Shelf:
    """The papers of one generation; `stamp` names it."""

    def __init__(self, papers: Mapping[str, Shelved], weights: Weights, stamp: IndexStamp) -> None:
        self.papers = dict(sorted(papers.items()))
        self.stamp = stamp
        documents = {name: held.document for name, held in self.papers.items()}
        segments = [held.segment for held in self.papers.values()]
        self.whole = View(documents, Engine(segments, weights))
        self._views: dict[tuple[str, ...], View] = {}
        self._disagreements: dict[str, tuple[Disagreement, ...]] = {}
        self._measured: dict[str, tuple[Measurement, ...]] = {}

    def view(self, documents: Sequence[str] | None) -> View:
        """The papers with these ids together; None: all."""
        if documents is None:
            return self.whole
        key = tuple(sorted(set(documents)))
        if key not in self._views:
            while len(self._views) >= KEPT_VIEWS:
                self._views.pop(next(iter(self._views)), None)
            held = {name: self.whole.documents[name] for name in key}
            self._views[key] = View(held, self.whole.engine.within(key))
        return self._views[key]

    def disagreements(self, document_id: str) -> tuple[Disagreement, ...]:
        """Where a paper disagrees with itself; found once, then remembered."""
        if document_id not in self._disagreements:
            self._disagreements[document_id] = disagreements(self.whole.documents[document_id])
        return self._disagreements[document_id]

    def measured(self, document_id: str) -> tuple[Measurement, ...]:
        """The values that a paper states; found once, then remembered."""
        if document_id not in self._measured:
            self._measured[document_id] = measured(self.whole.documents[document_id])
        return self._measured[document_id]
