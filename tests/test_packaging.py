"""What the package declares to need is what it imports, and what it ships is all that it reads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = packages_distributions()
# Needed by what is imported, which does not ask for them by itself: torch's exporter; and a
# dictionary of drugs that is read without importing its package.
INDIRECT = {"onnx", "onnxscript", "drug-named-entity-recognition"}


def named(requirements: list[str]) -> set[str]:
    """The names of distributions in a list of requirements."""
    names = {re.match(r"[\w.-]+", requirement).group() for requirement in requirements}
    return {name.lower().replace("_", "-") for name in names}


def imported(*folders: str) -> set[str]:
    """The distributions whose modules the Python files of `folders` import."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    modules = {name for path in files for name in _modules(path)}
    own = {"sarcoqa", *(path.stem for path in files)}
    foreign = modules - own - set(sys.stdlib_module_names)
    return {DISTRIBUTIONS[name][0].lower().replace("_", "-") for name in foreign}


def _modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def test_every_import_is_declared_and_nothing_else() -> None:
    needed = named(PROJECT["dependencies"])
    assert imported("src") <= needed
    assert needed - imported("src") <= INDIRECT
    tools = named(PROJECT["optional-dependencies"]["dev"])
    assert imported("tests", "eval", "benchmarks", "docs") <= needed | tools


def test_torch_is_pinned() -> None:
    # A range would fetch a CUDA build of several gigabytes where a CPU build is meant.
    assert "torch==2.13.0" in PROJECT["dependencies"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    if not find_spec("hatchling"):
        pytest.skip("needs hatchling, which the extra dev brings")
    folder = tmp_path_factory.mktemp("wheel")
    arguments = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run(
        [sys.executable, *arguments, "--wheel-dir", str(folder), str(ROOT)],
        check=True, timeout=300,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_its_data_and_the_papers(wheel: Path) -> None:
    expected = {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}": path.read_bytes()
        for source, target in (("src/sarcoqa", "sarcoqa"), ("corpus", "sarcoqa/_corpus"))
        for path in (ROOT / source).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name
        }
    assert held == expected
    data = {name for name in held if not name.endswith(".py")}
    assert data >= {
        "sarcoqa/py.typed", "sarcoqa/chat/style/frame.css", "sarcoqa/chat/script/chat.js",
            "sarcoqa/chat/page.html",
        "sarcoqa/parse/headings.toml", "sarcoqa/search/lay.toml", "sarcoqa/answer/quantities.toml",
    }  # fmt: skip
