"""The guide to taking answers along shows what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from sarcoqa.verification.result import What

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "take-along.md").read_text(encoding="utf-8")


def test_the_shell_example_prints_what_is_shown(
    shell: Callable[..., subprocess.CompletedProcess[str]], index_dir: Path, tmp_path: Path
) -> None:
    (session,) = re.findall(r"```console\n(.*?)```", GUIDE, flags=re.DOTALL)
    for step in session.split("$ sarcoqa ")[1:]:
        line, _, shown = step.partition("\n")
        command, *arguments = shlex.split(line)
        target = arguments.pop() if ">" in arguments else ""
        given = [str(tmp_path / a) if a.endswith(".json") else a for a in arguments if a != ">"]
        done = shell(command, *given, "--index", index_dir)
        assert done.returncode == 0, done.stderr
        if target:
            (tmp_path / target).write_text(done.stdout, encoding="utf-8")
        else:
            assert done.stdout == shown


def test_the_python_example_runs_and_prints_what_is_shown(
    index_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    opened = f"Assistant.open({str(index_dir)!r})"
    exec(compile(code.replace("Assistant.open()", opened), "take-along.md", "exec"), {})
    shown = [line[2:] for line in code.splitlines() if line.startswith("# ")]
    assert len(shown) == 3
    assert capsys.readouterr().out.splitlines() == shown
    written = {path.suffix for path in tmp_path.iterdir()}
    assert written == {".json", ".md", ".html", ".ris"}


def test_every_check_is_named_in_the_guide() -> None:
    for what in get_args(What):
        assert re.search(rf"^\| (?:\w+, )?{what}\b", GUIDE, flags=re.MULTILINE), what
