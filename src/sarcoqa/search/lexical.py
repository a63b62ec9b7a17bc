"""BM25 over the terms of `sarcoqa.text.terms`, from counts kept by paper; the home of scipy.

Counts do not change when another paper comes; weights and mean lengths do. So the counts are
stored, and the formula is worked out for each query over the papers that may answer it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ..text import is_drug, terms


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each of n texts holds each term, as the rows of a sparse matrix.

    Text i holds the terms ``vocabulary[columns[j]]``, ``counts[j]`` times each, for j from
    ``starts[i]`` up to ``starts[i + 1]``. `starts` (n + 1,), `columns` and `counts` (m,), int32.
    """

    vocabulary: tuple[str, ...]
    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    counts: NDArray[np.int32]


def count_terms(groups: Sequence[Sequence[str]]) -> tuple[TermCounts, ...]:
    """The counts of each group of texts, over one vocabulary that all groups share."""
    places: dict[str, int] = {}
    rows = [_counted(texts, places) for texts in groups]
    vocabulary = tuple(places)
    return tuple(TermCounts(vocabulary, *arrays) for arrays in rows)


def _counted(
    texts: Sequence[str], places: dict[str, int]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    starts, columns, counts = [0], list[int](), list[int]()
    for text in texts:
        for term, count in Counter(terms(text)).items():
            columns.append(places.setdefault(term, len(places)))
            counts.append(count)
        starts.append(len(columns))
    return (
        np.array(starts, dtype=np.int32),
        np.array(columns, dtype=np.int32),
        np.array(counts, dtype=np.int32),
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of several papers together.

    `places` gives each term its column, `columns[i]` the columns of the terms of paper i.
    """

    places: dict[str, int]
    columns: tuple[NDArray[np.int32], ...]

    @classmethod
    def joined(cls, parts: Sequence[TermCounts]) -> Vocabulary:
        """The terms of all `parts`, in the order in which they first come."""
        places: dict[str, int] = {}
        columns = tuple(
            np.array(
                [places.setdefault(term, len(places)) for term in part.vocabulary], dtype=np.int32
            )
            for part in parts
        )
        return cls(places, columns)


class LexicalIndex:
    """BM25 scores of n texts.

    score(q, t) = sum over terms w of q: ln(1 + (n - n_w + 0.5) / (n_w + 0.5)) *
    f / (f + k1 * (1 - b + b * |t| / mean |t|)), with f the count of w in t. That is the form of
    Robertson and Zaragoza 2009 in Lucene's variant, without the constant factor (k1 + 1). A text
    without terms has the length 1.
    """

    def __init__(
        self, parts: Sequence[TermCounts], vocabulary: Vocabulary, *, k1: float, b: float
    ) -> None:
        self._places = vocabulary.places
        lengths = [_lengths(part) for part in parts]
        self._size = sum(length.size for length in lengths)
        columns = [
            known[part.columns] for part, known in zip(parts, vocabulary.columns, strict=True)
        ]
        held = csr_array(
            (
                _chained([part.counts for part in parts]).astype(np.float32),
                _chained(columns),
                _joined_starts(parts),
            ),
            shape=(self._size, len(self._places)),
        ).tocsc()  # one column for each term, its rows in order
        self._starts, self._rows = held.indptr, held.indices
        self._held = np.diff(held.indptr)  # n_w of each term
        length = _chained(lengths).astype(np.float64)
        mean = length.mean() if length.size else 1.0
        damping = k1 * ((1 - b) + b * length / mean)
        # What each term adds to each text that holds it, once for all questions.
        worth = held.data.astype(np.float64)
        worth /= damping[held.indices] + worth
        worth *= np.repeat(self._rarities(), self._held)
        self._worth = worth.astype(np.float32)

    @classmethod
    def of(cls, texts: Sequence[str], *, k1: float, b: float) -> LexicalIndex:
        """The index of `texts`; text i has row i."""
        parts = count_terms([texts])
        return cls(parts, Vocabulary.joined(parts), k1=k1, b=b)

    def __len__(self) -> int:
        return self._size

    def scores(self, query: str) -> NDArray[np.float32]:
        """(n,) float32: the BM25 score of every text for `query`; 0 where no term is shared."""
        scores = np.zeros(self._size, dtype=np.float32)
        for term in terms(query):
            place = self._places.get(term)
            if place is None:
                continue
            column = slice(self._starts[place], self._starts[place + 1])
            scores[self._rows[column]] += self._worth[column]
        return scores

    @cached_property
    def drugs(self) -> tuple[str, ...]:
        """The names of drugs among the terms, told by their stems, sorted."""
        return tuple(sorted(t for t in filter(is_drug, self._places) if self._holders(t)))

    def rarity(self, term: str) -> float:
        """ln(1 + (n - n_w + 0.5) / (n_w + 0.5)) of a term; 0 where no text has it."""
        count = self._holders(term)
        return log(1 + (self._size - count + 0.5) / (count + 0.5)) if count else 0.0

    def _rarities(self) -> NDArray[np.float32]:
        """(terms,) the `rarity` of each term, by its place."""
        count = self._held.astype(np.float64)
        rarities = np.log(1 + (self._size - count + 0.5) / (count + 0.5))
        return np.asarray(rarities, dtype=np.float32)

    def _holders(self, term: str) -> int:
        """n_w, the number of texts that hold the term."""
        place = self._places.get(term)
        return 0 if place is None else int(self._held[place])


def _lengths(part: TermCounts) -> NDArray[np.int64]:
    ends = np.concatenate([[0], np.cumsum(part.counts, dtype=np.int64)])
    return np.maximum(np.diff(ends[part.starts]), 1)


def _joined_starts(parts: Sequence[TermCounts]) -> NDArray[np.int64]:
    sizes = [np.diff(part.starts.astype(np.int64)) for part in parts]
    return np.concatenate([[0], np.cumsum(_chained(sizes), dtype=np.int64)])


def _chained(arrays: Sequence[NDArray[np.generic]]) -> NDArray[np.generic]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
