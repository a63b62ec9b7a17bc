"""The hash of a file is that of its bytes, and a large file is not held in memory."""

from __future__ import annotations

import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest

from sarcoqa.digests import file_sha256


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    for content in (b"", b"abc", bytes(range(256)) * 5000):
        (tmp_path / "file").write_bytes(content)
        assert file_sha256(tmp_path / "file") == sha256(content).hexdigest()
    # The first example of FIPS 180-2 for SHA-256.
    (tmp_path / "file").write_bytes(b"abc")
    assert file_sha256(tmp_path / "file").startswith("ba7816bf8f01cfea")


def test_a_file_is_read_piece_by_piece(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(32_000_000)
    tracemalloc.start()
    try:
        file_sha256(tmp_path / "large")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        file_sha256(tmp_path / "missing")
