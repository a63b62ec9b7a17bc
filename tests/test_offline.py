"""Nothing needs a network: with every connection refused, all of it works."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Takes connecting away from the interpreter before anything else is imported.
GUARD = """
import socket, sys
def refuse(*arguments, **keywords):
    raise RuntimeError(f"a connection was tried: {arguments[-1]!r}")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""

Python = Callable[..., subprocess.CompletedProcess[str]]


def test_the_guard_refuses(python: Python) -> None:
    for attempt in (
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ):
        done = python(GUARD + attempt)
        assert done.returncode == 1
        assert "a connection was tried" in done.stderr


def test_a_built_index_answers_offline(index_dir: Path, python: Python) -> None:
    code = GUARD + (
        "from sarcoqa import Assistant\n"
        "qa = Assistant.open(sys.argv[1], corpus=sys.argv[2])\n"
        "print(qa.ask('What does TLS stand for?').to_json())\n"
    )
    done = python(code, index_dir, ROOT / "corpus")
    assert done.stderr == ""
    quotes = [citation["quote"] for citation in json.loads(done.stdout)["citations"]]
    assert any("tertiary lymphoid structure" in quote.lower() for quote in quotes)


def test_a_build_with_the_bundled_model_works_offline(
    small_corpus: Path, tmp_path: Path, python: Python
) -> None:
    code = GUARD + "from sarcoqa.cli import main; sys.exit(main())"
    place = ("--index", tmp_path / "index", "--corpus", small_corpus)
    done = python(code, "search", "dermatological neoplasm", "-k", "1", "--json", *place)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"Building the index at {tmp_path / 'index'} (there is none yet)\n"
    # No word of the query is in the papers: the model really was there.
    (hit,) = json.loads(done.stdout)
    assert hit["parts"]["lexical"] == 0
    assert hit["document_id"] == "beta"
    assert "Melanoma of the" in hit["text"]
