"""One paper made searchable: what does not change when other papers come or go."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from ..errors import IndexDamagedError
from ..schema import Passage
from .abbreviations import Expander
from .dense import DenseIndex
from .embedding import Embedder, Progress, Vectors, encode_all
from .lexical import TermCounts, count_terms
from .units import SearchTexts, Unit, search_texts, units

VECTORS, TERMS, COUNTS = "units.faiss", "terms.json", "counts.safetensors"
GROUPS = ("passages", "own", "context")  # whose terms are counted: see `SearchTexts`
_ARRAYS = ("starts", "columns", "counts")


@dataclass(frozen=True, slots=True)
class Weights:
    """How scores are made and mixed: see `Engine.evidence`; `k1` and `b` are those of BM25."""

    dense: float = 0.6
    lexical: float = 0.4
    context: float = 0.5
    passage: float = 0.2
    k1: float = 1.2
    b: float = 0.75


@dataclass(frozen=True, slots=True)
class Segment:
    """The passages of one paper, their units, the vectors of these, and the counts of terms.

    `counts` are those of passages, of units alone and of units with context, over one vocabulary.
    The `row` of a unit is its passage's place in `passages`.
    """

    document_id: str
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    expander: Expander
    dense: DenseIndex
    counts: tuple[TermCounts, ...]

    @classmethod
    def of(
        cls,
        passages: Sequence[Passage],
        expander: Expander,
        embedder: Embedder,
        weights: Weights,
        progress: Progress = lambda done, total: None,
    ) -> Segment:
        """Embed and count the passages of one paper, at least one.

        `progress(done, total)` is told of embedded texts.
        """
        found = units(passages)
        document_id = passages[0].document_id
        texts = search_texts(passages, found, {document_id: expander})
        dense = DenseIndex.of(_vectors(texts, found, embedder, weights, progress))
        counts = count_terms([texts.passages, texts.own, texts.context])
        return cls(document_id, tuple(passages), found, expander, dense, counts)

    def save(self, folder: Path) -> None:
        """Write vectors and counts into `folder`. Raises OSError."""
        self.dense.save(folder / VECTORS)
        vocabulary = self.counts[0].vocabulary
        (folder / TERMS).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
        arrays = {
            f"{group}.{name}": getattr(part, name)
            for group, part in zip(GROUPS, self.counts, strict=True)
            for name in _ARRAYS
        }
        (folder / COUNTS).write_bytes(save(arrays))

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage], expander: Expander) -> Segment:
        """The segment saved in `folder`. Raises IndexDamagedError when a file cannot be read."""
        dense = DenseIndex.load(folder / VECTORS)
        try:
            terms = json.loads((folder / TERMS).read_text(encoding="utf-8"))
            arrays = load_file(folder / COUNTS)
            # Interned: the papers of a field share most of their words.
            vocabulary = tuple(map(sys.intern, terms))
            counts = tuple(
                TermCounts(vocabulary, *(arrays[f"{group}.{name}"] for name in _ARRAYS))
                for group in GROUPS
            )
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise IndexDamagedError(
                f"{folder} holds no counts of terms ({error}); run: sarcoqa build"
            ) from error
        name = passages[0].document_id
        return cls(name, tuple(passages), units(passages), expander, dense, counts)

    @property
    def rows(self) -> NDArray[np.int64]:
        """(n,) the place of each unit's passage."""
        return np.array([unit.row for unit in self.units], dtype=np.int64)


def _vectors(
    texts: SearchTexts,
    found: Sequence[Unit],
    embedder: Embedder,
    weights: Weights,
    progress: Progress,
) -> Vectors:
    """(n, d) one vector per unit whose inner product with a query is the sum of three, weighted.

    Sums of cosines are cosines of sums, so three searches become one.
    """
    groups = (texts.passages, texts.own, texts.context)
    unique = list(dict.fromkeys(text for group in groups for text in group))
    vectors = encode_all(embedder, unique, progress)
    place = {text: row for row, text in enumerate(unique)}
    whole, own, context = (vectors[[place[text] for text in group]] for group in groups)
    rows = np.array([unit.row for unit in found], dtype=np.int64)
    mixed: Vectors = (
        (1 - weights.context) * own + weights.context * context + weights.passage * whole[rows]
    ).astype(np.float32)
    return mixed
