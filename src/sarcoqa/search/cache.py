"""Vectors by content hash, so that a paper is embedded once however often the index is built."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import numpy as np

from ..errors import IndexDamagedError
from .embedding import Embedder, Vectors

# Which segment of the index uses which vector, so that what none uses can go.
_TABLES = """
CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, row BLOB);
DROP TABLE IF EXISTS uses;
CREATE TABLE IF NOT EXISTS users (
    segment TEXT, key TEXT, PRIMARY KEY (segment, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS users_by_key ON users (key);
"""
EmbedderFactory = Callable[[], Embedder]


class CachedEmbedder:
    """An embedder that keeps its vectors in an SQLite file.

    `space` names what the vectors depend on beside the text: model hash and token limit. The inner
    embedder is made only when a text is new, so that a warm build loads no model.
    """

    def __init__(self, make: EmbedderFactory, path: Path, *, space: str) -> None:
        self._make = make
        self._inner: Embedder | None = None
        self._path = path
        self._space = space
        self._used: set[str] = set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows, taken from the file where it has them.

        A damaged file is made anew: it only spares work. Raises IndexDamagedError when the file
        cannot be written.
        """
        if not texts:  # how long a row is only the embedder knows
            return self._embedder().encode(texts)
        try:
            return self._encode(texts)
        except sqlite3.OperationalError as error:
            raise IndexDamagedError(
                f"{self._path} cannot be written ({error}); free space, or remove it"
            ) from error
        except sqlite3.DatabaseError:
            self._path.unlink()
            return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        keys = [sha256(f"{self._space}\x1f{text}".encode()).hexdigest() for text in texts]
        self._used.update(keys)
        with self._opened() as database:
            known = self._known(database, keys)
            missing = [place for place, key in enumerate(keys) if key not in known]
            if missing:
                fresh = self._embedder().encode([texts[place] for place in missing])
                rows = {keys[place]: row for place, row in zip(missing, fresh, strict=True)}
                known |= rows
                database.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                    [(key, row.astype("<f4").tobytes()) for key, row in rows.items()],
                )
                database.commit()
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def keep(self, segment: str) -> None:
        """Note that `segment` uses all that was encoded since the last note.

        A file that cannot be written stays as it is: its vectors are then dropped too early.
        """
        with suppress(sqlite3.Error), self._opened() as database:
            database.executemany(
                "INSERT OR IGNORE INTO users VALUES (?, ?)",
                [(segment, key) for key in sorted(self._used)],
            )
            database.commit()
        self._used.clear()

    def drop(self, segments: Collection[str]) -> None:
        """Drop the vectors that only these segments used.

        A file that cannot be written stays as it is: it then only takes more space.
        """
        with suppress(sqlite3.Error), self._opened() as database:
            for segment in segments:
                database.execute(
                    "DELETE FROM vectors WHERE key IN (SELECT key FROM users WHERE segment = ?) "
                    "AND NOT EXISTS (SELECT 1 FROM users AS other WHERE other.key = vectors.key "
                    "AND other.segment <> ?)",
                    (segment, segment),
                )
                database.execute("DELETE FROM users WHERE segment = ?", (segment,))
            _shrink(database)

    def sweep(self) -> None:
        """Drop the vectors that no segment uses, such as those of a run that was cut short."""
        with suppress(sqlite3.Error), self._opened() as database:
            database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM users)")
            _shrink(database)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=60)) as database:
            database.executescript(_TABLES)
            yield database

    @staticmethod
    def _known(database: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Vectors]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, row FROM vectors WHERE key IN ({marks})"
        return {key: np.frombuffer(row, dtype="<f4") for key, row in database.execute(query, keys)}

    def _embedder(self) -> Embedder:
        if self._inner is None:
            self._inner = self._make()
        return self._inner


def _shrink(database: sqlite3.Connection) -> None:
    database.commit()
    free, pages = (
        database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("freelist_count", "page_count")
    )
    if 2 * free > pages:  # it costs a copy of the file, so only where much is won
        database.execute("VACUUM")
