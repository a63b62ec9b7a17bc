"""Files that a reader has sent: only those, under a plain name, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.chat.uploads import taken_in
from sarcoqa.errors import ParseError


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where gradio keeps uploads."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("trial.pdf", "trial.pdf"),
        ("../../trial.pdf", "trial.pdf"),
        ("..\\..\\trial.pdf", "trial.pdf"),
        ("a/b.md", "b.md"),
        ("", "stored.bin"),
        ("..", "stored.bin"),
        ("/", "stored.bin"),
    ],
)
def test_a_file_is_taken_under_the_last_part_of_its_name(
    uploads: Path, name: str, taken: str
) -> None:
    stored = uploads / "stored.bin"
    stored.write_bytes(b"content")
    with taken_in(str(stored), name) as path:
        assert path.name == taken
        assert path.read_bytes() == b"content"
        assert not stored.exists()
    assert not path.exists()


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "a\0b.pdf"])
def test_a_name_that_no_file_can_have_is_said(uploads: Path, name: str) -> None:
    stored = uploads / "stored.bin"
    stored.write_bytes(b"content")
    with pytest.raises(ParseError, match="give it a plain name"), taken_in(str(stored), name):
        pass


def test_no_other_file_is_taken(uploads: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    link = uploads / "link.md"
    link.symlink_to(secret)
    for path in (secret, link, uploads / ".." / "secret.md", uploads, uploads / "none.pdf"):
        with pytest.raises(ParseError, match="has not arrived"), taken_in(str(path), "paper.md"):
            pass
    assert secret.read_text(encoding="utf-8") == "secret"
