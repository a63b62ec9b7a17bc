"""The script of the continuous integration installs what a fresh machine lacks, and no more."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Each stands for a program: it notes how it was called. `python3 -m venv` fails, as Debian's does,
# until the package that it needs is installed.
STUBS = {
    "chromium": "",
    "apt-get": 'case "$*" in *python3-venv*) touch "$HERE/has-venv";; esac',
    "python3": """[ -e "$HERE/has-venv" ] || exit 1
mkdir -p "$3/bin"
for name in pip ruff mypy pytest; do
  printf '#!/bin/sh\\necho %s "$@" >>"%s/calls"\\n' "$name" "$HERE" >"$3/bin/$name"
  chmod +x "$3/bin/$name"
done""",
}


@pytest.fixture
def calls(tmp_path: Path, request: pytest.FixtureRequest) -> list[str]:
    """What the script called, on a machine with or without what venv needs."""
    for name, body in STUBS.items():
        stub = tmp_path / "bin" / name
        stub.parent.mkdir(exist_ok=True)
        stub.write_text(f'#!/bin/sh\nHERE="{tmp_path}"\necho {name} "$@" >>"$HERE/calls"\n{body}\n')
        stub.chmod(0o755)
    if request.param == "has venv":
        (tmp_path / "has-venv").touch()
    script = tmp_path / "checkout" / ".ci" / "run"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", script)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    subprocess.run(["bash", script], check=True, env=os.environ | {"PATH": path})
    return (tmp_path / "calls").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("calls", ["lacks venv"], indirect=True)
def test_what_venv_needs_is_installed(calls: list[str]) -> None:
    installed = [call for call in calls if call.startswith("apt-get install")]
    assert len(installed) == 1
    assert installed[0].split()[-2:] == ["python3", "python3-venv"]
    assert "chromium" not in installed[0]
    assert calls[-1] == "pytest"


@pytest.mark.parametrize("calls", ["has venv"], indirect=True)
def test_nothing_is_installed_that_is_there(calls: list[str]) -> None:
    assert not [call for call in calls if call.startswith("apt-get")]
    assert [call.split()[0] for call in calls if call.split()[0] != "python3"] == [
        "pip", "ruff", "ruff", "mypy", "pip", "pytest",
    ]  # fmt: skip
