"""Imports go one way, stages never import each other, each heavy library has one home."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sarcoqa

PACKAGE = Path(sarcoqa.__file__).parent
STAGES = ("parse", "search", "answer", "evaluation")
# What stands on what: a module may import its own part and the parts named here.
SHARED = frozenset(
    {"schema", "errors", "text", "digests", "disk", "datafiles", "remembering", "pattern_set"}
)
ALLOWED = {
    "schema": frozenset(),
    "errors": frozenset(),
    "digests": frozenset(),
    "remembering": frozenset(),
    "disk": frozenset({"digests"}),
    "datafiles": frozenset(),
    "pattern_set": frozenset(),
    "text": frozenset({"schema", "errors"}),
    "config": frozenset(),
    "contract": frozenset({"schema", "errors"}),
    "addresses": SHARED | {"studies"},
    "bibliography": SHARED | {"contract"},
    "batch": frozenset({"errors"}),
    "numbers": SHARED,
    "conversation": SHARED | {"contract"},
    "verification": SHARED
    | {"addresses", "contract", "conversation", "numbers", "passages", "places", "search"},
    "studies": SHARED,
    "row_groups": SHARED,
    "passages": SHARED | {"row_groups", "studies"},
    "parse": SHARED,
    "search": SHARED,
    "answer": SHARED | {"addresses", "numbers", "row_groups", "studies"},
    "evaluation": SHARED,
    "places": SHARED,
    "catalogue": SHARED,
    "changes": SHARED,
    "questions": SHARED,
    "selection": SHARED | {"search"},
    "fingerprint": SHARED | {"parse"},
    "sources": SHARED | {"parse"},
    "pictures": SHARED | {"parse", "fingerprint", "sources"},
    "feedback": SHARED,
    "embedders": SHARED | {"search"},
    "shelving": SHARED | {"config", "passages", "search", "embedders"},
    "answering": SHARED | {"answer"},
    "suggesting": SHARED,
    "workplace": SHARED
    | {"config", "parse", "search", "answering", "fingerprint", "shelving", "sources"},
    "building": SHARED | {"parse", "search", "places", "shelving", "sources", "workplace"},
    "stock": SHARED
    | {
        "parse",
        "search",
        "building",
        "catalogue",
        "changes",
        "fingerprint",
        "sources",
        "workplace",
    },
    "library": SHARED | {"parse", "search", "building", "changes", "stock", "workplace"},
    "shelf": SHARED | {"answer", "search", "shelving", "studies"},
    "collection": SHARED
    | {"answering", "building", "changes", "config", "feedback", "library", "pictures"}
    | {"selection", "shelf", "shelving"},
    "assistant": SHARED
    | {"embedders", "answer", "search", "building", "collection", "questions", "selection"}
    | {"shelf", "suggesting"},
    "chat": SHARED
    | {"contract", "assistant", "config", "bibliography", "changes", "conversation", "feedback"}
    | {"selection", "verification"},
    "commands": SHARED
    | {"config", "batch", "contract", "assistant", "building", "chat", "evaluating"}
    | {"verification"},
    "curating": SHARED
    | {"config", "commands", "assistant", "building", "changes", "library", "workplace"},
    "rankings": SHARED
    | {"config", "embedders", "building", "evaluation", "search", "shelving", "workplace"},
    "evaluating": SHARED
    | {"config", "assistant", "building", "evaluation", "rankings", "shelving"},
    "cli": SHARED | {"config", "contract", "commands", "curating", "evaluating", ""},
    "__main__": frozenset({"cli"}),
    "": frozenset({"config", "errors", "schema", "assistant", "conversation", "verification"}),
}
# A module that is loaded inside a function, so that importing the importer stays cheap.
LAZY = {("schema", "contract"), ("schema", "bibliography")}
HOMES = {
    "torch": "search/export.py",
    "sentence_transformers": "search/embedding.py",
    "transformers": "search/embedding.py",
    "onnxruntime": "search/embedding.py and search/quantize.py",
    "onnx": "search/quantize.py",
    "tokenizers": "search/embedding.py",
    "faiss": "search/dense.py",
    "scipy": "search/lexical.py",
    "sqlite3": "search/cache.py",
    "pypdfium2": "parse/pdf/",
    "pypdf": "parse/pdf/structure.py",
    "lxml": "parse/jats/tree.py",
    "gradio": "chat/",
}
JOINERS = {
    "workplace.py", "building.py", "stock.py", "library.py", "shelf.py", "assistant.py",
    "rankings.py",
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    """`module` ("" for the package itself, else the first name inside it, or a library)."""

    file: str
    part: str
    module: str
    inside: bool
    lazy: bool


def imports(root: Path) -> Iterator[Import]:
    """All imports of the package at `root`, those for type checkers alone left out."""
    for path in sorted(root.rglob("*.py")):
        file = path.relative_to(root)
        part = "" if file.name == "__init__.py" and len(file.parts) == 1 else file.parts[0]
        part = part.removesuffix(".py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        unchecked = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for inner in ast.walk(node)
        }
        top = {id(node) for node in tree.body}
        for node in ast.walk(tree):
            if id(node) in unchecked:
                continue
            for module, inside in _targets(node, file):
                yield Import(file.as_posix(), part, module, inside, id(node) not in top)


def _targets(node: ast.AST, file: Path) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _absolute(alias.name, [])
    elif isinstance(node, ast.ImportFrom):
        names = [alias.name for alias in node.names]
        if not node.level:
            yield from _absolute(node.module or "", names)
            return
        # From . in search/dense.py is search; from .. is the package.
        base = [*file.parts[:-1]][: len(file.parts) - node.level]
        path = [*base, *(node.module or "").split(".")] if node.module else base
        if path:
            yield path[0], True
        else:
            yield from ((_own(name), True) for name in names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        target = node.args[0]
        if isinstance(target, ast.Constant):
            name = str(target.value)
            yield from [(name[1:].split(".")[0], True)] if name[:1] == "." else _absolute(name, [])


def _absolute(name: str, names: list[str]) -> Iterator[tuple[str, bool]]:
    first, *rest = name.split(".")
    if first != "sarcoqa":
        yield first, False
    elif rest:
        yield rest[0], True
    else:
        yield from ((_own(inner), True) for inner in names or [""])


def _own(name: str) -> str:
    """A module of the package, or "" for a name that the package itself gives."""
    known = (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()
    return name if known else ""


def violations(root: Path) -> list[str]:
    """Every import that breaks a rule, in words."""
    found = []
    for entry in imports(root):
        if not entry.inside:
            home = HOMES.get(entry.module)
            if home and not any(
                entry.file == one or (one[-1] == "/" and entry.file.startswith(one))
                for one in home.split(" and ")
            ):
                found.append(f"{entry.file} imports {entry.module}, whose only home is {home}")
            continue
        if entry.module == entry.part or entry.module in ALLOWED.get(entry.part, frozenset()):
            continue
        if entry.lazy and (entry.part, entry.module) in LAZY:
            continue
        found.append(f"{entry.file} imports {entry.module or 'the package'}")
    return found


def test_the_package_keeps_the_rules() -> None:
    assert violations(PACKAGE) == []


def test_the_rules_name_every_part() -> None:
    parts = {entry.name.removesuffix(".py") for entry in PACKAGE.iterdir()
             if (entry.suffix == ".py" and entry.name != "__init__.py")
             or (entry / "__init__.py").is_file()}  # fmt: skip
    assert parts == set(ALLOWED) - {""}


def test_the_rules_themselves_are_those_of_the_design() -> None:
    for stage in STAGES:
        faces = {"chat", "commands", "curating", "rankings", "evaluating", "cli"}
        others = {*STAGES, *faces, "config", "building", "assistant"} - {stage}
        assert not ALLOWED[stage] & others
    assert ALLOWED["schema"] == ALLOWED["errors"] == frozenset()
    # Who joins two stages or more.
    joiners = {f"{part}.py" for part, may in ALLOWED.items() if len(may & set(STAGES)) > 1}
    assert joiners <= JOINERS


PLANTED = [
    ("search/engine.py", "from ..answer import select", "search/engine.py imports answer"),
    ("parse/plain.py", "from sarcoqa.search import store", "parse/plain.py imports search"),
    ("answer/select.py", "import sarcoqa.parse.plain", "answer/select.py imports parse"),
    ("answer/select.py", "from .. import search", "answer/select.py imports search"),
    ("evaluation/sets.py", "from ..assistant import Assistant",
     "evaluation/sets.py imports assistant"),
    ("search/model.py", "from ..config import Settings", "search/model.py imports config"),
    ("parse/front.py", "from sarcoqa import Settings", "parse/front.py imports the package"),
    ("search/store.py", "from ..chat import launch", "search/store.py imports chat"),
    ("schema.py", "from .contract import SCHEMA", "schema.py imports contract"),
    ("errors.py", "from .schema import Span", "errors.py imports schema"),
    ("text.py", "def f():\n    from .config import Settings", "text.py imports config"),
    ("search/engine.py", "import faiss", "search/engine.py imports faiss, whose only home is"),
    ("assistant.py", "def f():\n    import torch", "assistant.py imports torch, whose only home"),
    ("cli.py", "import gradio as gr", "cli.py imports gradio, whose only home is chat/"),
    ("text.py", "from scipy import sparse", "text.py imports scipy, whose only home is"),
    ("answer/select.py", "import importlib\nimportlib.import_module('onnxruntime')",
     "answer/select.py imports onnxruntime, whose only home is"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "code", "expected"), PLANTED)
def test_a_planted_violation_is_found(file: str, code: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code + "\n", encoding="utf-8")
    (found,) = violations(tmp_path)
    assert found.startswith(expected)


def test_what_is_allowed_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "chat").mkdir()
    (tmp_path / "search" / "embedding.py").write_text(
        "import tokenizers\nfrom ..text import terms\nfrom .model import Model\nfrom . import x\n",
        encoding="utf-8",
    )
    (tmp_path / "chat" / "page.py").write_text("import gradio\n", encoding="utf-8")
    (tmp_path / "schema.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .assistant import A\n"
        "def f():\n    from .contract import SCHEMA\n",
        encoding="utf-8",
    )
    assert violations(tmp_path) == []


def test_import_loads_nothing_heavy(
    python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    heavy = ("torch", "faiss", "gradio", "sentence_transformers", "onnxruntime", "transformers",
             "scipy", "numpy", "lxml")  # fmt: skip
    code = "import sys, sarcoqa{}; print(*(name for name in sys.argv[1:] if name in sys.modules))"
    assert python(code.format(""), *heavy).stdout.split() == []
    # The check can find a library: the dense index loads its own.
    assert python(code.format(".search.dense"), *heavy).stdout.split() == ["faiss", "numpy"]
