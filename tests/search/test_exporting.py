"""The model is exported in a child process, whose errors come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.errors import ModelError
from sarcoqa.search.export import is_exported
from sarcoqa.search.exporting import export_apart
from sarcoqa.search.model import BUNDLED


def test_the_copy_is_made_elsewhere(tmp_path: Path) -> None:
    export_apart(BUNDLED, tmp_path / "copy", max_tokens=64)
    assert is_exported(tmp_path / "copy")


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        export_apart("no-such-model", tmp_path / "copy", max_tokens=64)


def test_a_process_that_cannot_begin_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ModelError, match=r"ended with status 1 .*RuntimeError: broken\)"):
        export_apart(BUNDLED, tmp_path / "copy", max_tokens=64)
