"""Vectors kept by content."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from sarcoqa.errors import IndexDamagedError
from sarcoqa.search.cache import CachedEmbedder
from sarcoqa.search.embedding import HashingEmbedder, Vectors

TEXTS = ["surgery", "radiation therapy", "surgery", "PD-L1 in 23%"]


class Noting:
    """A hashing embedder that notes what it was asked for."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return HashingEmbedder().encode(texts)


def never() -> HashingEmbedder:
    raise AssertionError("the inner embedder was made although every text is known")


def test_a_second_encode_makes_no_embedder(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    first = CachedEmbedder(HashingEmbedder, path, space="m").encode(TEXTS)
    second = CachedEmbedder(never, path, space="m").encode(TEXTS)
    assert np.array_equal(first, HashingEmbedder().encode(TEXTS))
    assert np.array_equal(second, first)
    assert second.dtype == np.float32
    turned = CachedEmbedder(never, path, space="m").encode(TEXTS[::-1])
    assert np.array_equal(turned, first[::-1])


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    CachedEmbedder(HashingEmbedder, path, space="m").encode(TEXTS[:2])
    inner = Noting()
    vectors = CachedEmbedder(lambda: inner, path, space="m").encode(TEXTS)
    assert inner.seen == ["PD-L1 in 23%"]
    assert np.array_equal(vectors, HashingEmbedder().encode(TEXTS))


def test_another_space_shares_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    CachedEmbedder(HashingEmbedder, path, space="model-a:384").encode(TEXTS)
    inner = Noting()
    CachedEmbedder(lambda: inner, path, space="model-a:256").encode(["surgery"])
    assert inner.seen == ["surgery"]


def test_no_text_gives_no_rows(tmp_path: Path) -> None:
    vectors = CachedEmbedder(HashingEmbedder, tmp_path / "v.sqlite", space="m").encode([])
    assert vectors.shape == (0, 64)
    assert vectors.dtype == np.float32


@pytest.mark.parametrize("keep", [0, 5000, None])
def test_a_damaged_file_is_made_anew(keep: int | None, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    many = [f"text {number}" for number in range(100)]
    CachedEmbedder(HashingEmbedder, path, space="m").encode(many)
    content = path.read_bytes()
    assert len(content) > 20_000
    path.write_bytes(b"no database " * 20 if keep is None else content[:keep])
    again = CachedEmbedder(HashingEmbedder, path, space="m").encode(many)
    assert np.array_equal(again, HashingEmbedder().encode(many))
    assert np.array_equal(CachedEmbedder(never, path, space="m").encode(many), again)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    os.mkdir(tmp_path / "vectors.sqlite")
    embedder = CachedEmbedder(HashingEmbedder, tmp_path / "vectors.sqlite", space="m")
    with pytest.raises(IndexDamagedError, match=r"vectors\.sqlite cannot be written"):
        embedder.encode(TEXTS)


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        (rows,) = database.execute("SELECT count(*) FROM vectors").fetchone()
    return int(rows)


def test_what_only_dropped_segments_used_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    embedder = CachedEmbedder(HashingEmbedder, path, space="m")

    def make(segment: str, texts: Sequence[str]) -> None:
        for text in texts:  # as a build does, in several batches
            embedder.encode([text])
        embedder.keep(segment)

    make("first", ["surgery", "fever"])
    make("second", ["surgery", "colitis"])
    make("third", ["nausea"])
    assert count(path) == 4
    embedder.drop(["first"])  # "fever" was of the first alone
    assert count(path) == 3
    inner = Noting()
    CachedEmbedder(lambda: inner, path, space="m").encode(["surgery", "colitis", "nausea", "fever"])
    assert inner.seen == ["fever"]
    embedder.drop(["second", "never there"])
    assert count(path) == 2  # "nausea", and "fever" of no segment
    embedder.sweep()
    assert count(path) == 1


def test_the_file_shrinks_with_what_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    embedder = CachedEmbedder(HashingEmbedder, path, space="m")
    embedder.encode([f"text {number}" for number in range(500)])
    embedder.keep("first")
    before = path.stat().st_size
    embedder.encode(TEXTS)
    embedder.keep("second")
    embedder.drop(["first"])
    assert path.stat().st_size < before / 5


def test_a_file_without_notes_of_use_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    with closing(sqlite3.connect(path)) as database:  # as an earlier version wrote it
        database.execute("CREATE TABLE vectors (key TEXT PRIMARY KEY, row BLOB)")
        database.execute("CREATE TABLE uses (generation TEXT, key TEXT)")
        database.execute("INSERT INTO vectors VALUES ('old', x'00')")
        database.commit()
    embedder = CachedEmbedder(HashingEmbedder, path, space="m")
    embedder.encode(["surgery"])
    embedder.keep("first")
    assert count(path) == 2
    embedder.sweep()
    assert count(path) == 1


def test_one_row_per_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    CachedEmbedder(HashingEmbedder, path, space="m").encode(TEXTS)
    assert count(path) == 3  # "surgery" stands twice in four texts
