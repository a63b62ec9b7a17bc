"""The index on disk: whole generations, one pointer, and every damage named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sarcoqa.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from sarcoqa.parse import parse_file
from sarcoqa.passages import passages
from sarcoqa.schema import Document
from sarcoqa.search.recipe import INDEX_VERSION, Recipe, difference
from sarcoqa.search.store import Generation, current_id, publish, read

RECIPE = Recipe(
    documents=(("alpha", "a" * 64), ("beta", "b" * 64)),
    parser=2,
    model="hashing",
    model_sha256="c" * 64,
    settings={"max_tokens": 384, "bm25_k1": 1.2, "embedding_model": "hashing"},
    settings_digest="d" * 16,
)


def save(folder: Path) -> None:
    (folder / "units.faiss").write_bytes(b"\x00vectors")
    (folder / "bm25-own").mkdir()
    (folder / "bm25-own" / "vocab.json").write_text("{}", encoding="utf-8")


@pytest.fixture(scope="module")
def papers(small_corpus: Path) -> tuple[Document, ...]:
    return tuple(
        parse_file(path) for path in (small_corpus / "alpha" / "alpha.md", small_corpus / "beta.md")
    )


@pytest.fixture
def put(papers: tuple[Document, ...], tmp_path: Path) -> Callable[..., str]:
    """Publishes the tiny papers into ``tmp_path / "index"``."""
    found = [passage for paper in papers for passage in passages(paper)]

    def run(recipe: Recipe = RECIPE, save: Callable[[Path], None] = save) -> str:
        return publish(tmp_path / "index", recipe, papers, found, save, dimension=64)

    return run


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "generations").iterdir())


def test_what_is_read_equals_what_was_published(
    put: Callable[..., str], papers: tuple[Document, ...], tmp_path: Path
) -> None:
    identity = put()
    generation = read(tmp_path / "index")
    assert generation.documents == papers
    assert generation.passages == tuple(p for paper in papers for p in passages(paper))
    assert generation.id == identity == RECIPE.identity() == current_id(tmp_path / "index")
    assert generation.folder == tmp_path / "index" / "generations" / identity
    assert (generation.folder / "units.faiss").read_bytes() == b"\x00vectors"
    assert difference(generation.manifest, RECIPE) is None
    assert generation.manifest["dimension"] == 64
    assert generation.manifest["counts"] == {
        "documents": 2,
        "passages": len(generation.passages),
    }
    assert sorted(generation.manifest["files"]) == [
        "bm25-own/vocab.json", "documents.json", "passages.json", "units.faiss",
    ]  # fmt: skip


def test_the_pointer_moves_to_what_was_published_last(
    put: Callable[..., str], tmp_path: Path
) -> None:
    root = tmp_path / "index"
    first = put()
    assert (root / "CURRENT").read_text(encoding="utf-8") == first
    second = put(replace(RECIPE, parser=3))
    assert (root / "CURRENT").read_text(encoding="utf-8") == second != first
    assert read(root).id == second
    # The one before stays for readers that have it open; the one before that goes.
    assert names(root) == sorted([first, second])
    third = put(replace(RECIPE, parser=4))
    assert names(root) == sorted([second, third])
    assert sorted(path.name for path in root.iterdir()) == ["CURRENT", "generations"]


def test_the_same_recipe_again_mends_a_damaged_generation(
    put: Callable[..., str], tmp_path: Path
) -> None:
    root = tmp_path / "index"
    identity = put()
    (root / "generations" / identity / "documents.json").unlink()
    assert put() == identity
    assert len(read(root).documents) == 2
    assert names(root) == [identity]


def files_of(generation: Generation) -> list[str]:
    return [*generation.manifest["files"], "manifest.json"]


@pytest.mark.parametrize("how", ["altered", "cut", "emptied", "missing"])
def test_each_damaged_file_is_named(how: str, put: Callable[..., str], tmp_path: Path) -> None:
    put()
    for name in files_of(read(tmp_path / "index")):
        put()
        path = read(tmp_path / "index").folder / name
        content = path.read_bytes()
        if how == "altered":
            # The last digit or letter changes, so that JSON stays JSON.
            at = max(i for i, byte in enumerate(content) if chr(byte).isalnum() or byte == 0x7B)
            path.write_bytes(content[:at] + b"\x07" + content[at + 1 :])
        elif how == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif how == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()
        with pytest.raises(IndexDamagedError) as raised:
            read(tmp_path / "index")
        assert str(path) in str(raised.value)
        assert "sarcoqa build" in str(raised.value)


@pytest.mark.parametrize(
    "change",
    [
        {"parser": 99},
        {"index_version": 99},
        {"documents": []},
        {"documents": "alpha"},
        {"model": None},
        {"settings": {"max_tokens": 384}},
        {"settings_digest": ""},
        {"files": None},
        {"files": []},
    ],
)
def test_a_manifest_that_is_no_longer_its_own_is_named(
    change: dict[str, object], put: Callable[..., str], tmp_path: Path
) -> None:
    put()
    path = read(tmp_path / "index").folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read(tmp_path / "index")
    del manifest[next(iter(change))]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read(tmp_path / "index")


def test_an_index_of_another_version_is_named(put: Callable[..., str], tmp_path: Path) -> None:
    put()
    path = read(tmp_path / "index").folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"schema": "sarcoqa.index/0"}), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=r"'sarcoqa.index/0', expected 'sarcoqa.index/2'"):
        read(tmp_path / "index")


def test_no_index_is_missing(tmp_path: Path) -> None:
    assert current_id(tmp_path) == ""
    with pytest.raises(IndexMissingError, match="there is no index at"):
        read(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00"])
def test_a_pointer_without_a_name_means_no_index(
    content: bytes, put: Callable[..., str], tmp_path: Path
) -> None:
    put()
    (tmp_path / "index" / "CURRENT").write_bytes(content)
    with pytest.raises(IndexMissingError):
        read(tmp_path / "index")


@pytest.mark.parametrize("name", ["0123456789abcdef", "../..", "a\x00b"])
def test_a_pointer_to_nothing_is_damage(name: str, put: Callable[..., str], tmp_path: Path) -> None:
    put()
    (tmp_path / "index" / "CURRENT").write_text(name, encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        read(tmp_path / "index")


@pytest.mark.parametrize("error", [RuntimeError("embedding failed"), OSError(28, "No space left")])
def test_a_failing_save_leaves_the_generation_before_in_force(
    error: Exception, put: Callable[..., str], tmp_path: Path
) -> None:
    root = tmp_path / "index"
    first = put()
    before = read(root)

    def half(folder: Path) -> None:
        (folder / "units.faiss").write_bytes(b"half of")
        raise error

    for recipe in (replace(RECIPE, parser=3), RECIPE):
        expected = IndexDamagedError if isinstance(error, OSError) else RuntimeError
        with pytest.raises(expected) as raised:
            put(recipe, half)
        if isinstance(error, OSError):
            assert "No space left" in str(raised.value)
            assert "the index before is unchanged" in str(raised.value)
        assert read(root) == before
        assert names(root) == [first], "the draft is gone"


def test_a_draft_left_by_a_crash_is_ignored_and_pruned(
    put: Callable[..., str], tmp_path: Path
) -> None:
    root = tmp_path / "index"
    first = put()
    before = read(root)
    # A process that dies while it writes: no handler runs.
    code = (
        "import os, sys; from pathlib import Path; from sarcoqa.search.recipe import Recipe; "
        "from sarcoqa.search.store import publish\n"
        "recipe = Recipe((), 9, 'm', 's', {}, 'd')\n"
        "def die(folder):\n"
        "    (folder / 'units.faiss').write_bytes(b'half of')\n"
        "    os._exit(9)\n"
        "publish(Path(sys.argv[1]), recipe, (), (), die, dimension=1)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], check=False, timeout=60)
    assert done.returncode == 9
    (draft,) = [name for name in names(root) if name != first]
    assert draft.startswith(".draft-")
    assert read(root) == before
    second = put(replace(RECIPE, parser=3))
    assert names(root) == sorted([first, second])


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"a file where a folder should be")
    with pytest.raises(IndexDamagedError, match="cannot be written to"):
        publish(tmp_path / "index", RECIPE, (), (), save, dimension=64)


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        (RECIPE, None),
        (replace(RECIPE, parser=3), "parser is 2, wanted 3"),
        (
            replace(RECIPE, index_version=INDEX_VERSION + 1),
            f"index_version is {INDEX_VERSION}, wanted {INDEX_VERSION + 1}",
        ),
        (replace(RECIPE, model="other"), "model.name is 'hashing', wanted 'other'"),
        (replace(RECIPE, model_sha256="e"), f"model.sha256 is {'c' * 64!r}, wanted 'e'"),
        (
            replace(RECIPE, settings={**RECIPE.settings, "max_tokens": 256}),
            "settings.max_tokens is 384, wanted 256",
        ),
        (
            replace(RECIPE, settings={**RECIPE.settings, "new": 1}),
            "settings.new is None, wanted 1",
        ),
        (
            replace(RECIPE, settings={"max_tokens": 384, "bm25_k1": 1.2}),
            "settings.embedding_model is 'hashing', wanted None",
        ),
        (
            replace(RECIPE, documents=(*RECIPE.documents, ("gamma", "f"))),
            "the paper 'gamma' is new",
        ),
        (
            replace(RECIPE, documents=RECIPE.documents[:1]),
            "the paper 'beta' is no longer in the corpus",
        ),
        (
            replace(RECIPE, documents=(("alpha", "0"), ("beta", "b" * 64))),
            "the paper 'alpha' has changed",
        ),
    ],
)
def test_difference_names_the_field(
    recipe: Recipe, expected: str | None, put: Callable[..., str], tmp_path: Path
) -> None:
    put()
    assert difference(read(tmp_path / "index").manifest, recipe) == expected
    same = recipe.identity() == RECIPE.identity()
    assert same == (expected is None), "what differs has another id"


def test_files_of_the_index_are_of_known_kinds(index_dir: Path) -> None:
    suffixes = {
        path.suffix
        for folder, _, files in os.walk(index_dir)
        for path in (Path(folder) / name for name in files)
        if path.name not in ("CURRENT", "CORPUS", ".lock")
    }
    assert suffixes == {".json", ".faiss", ".npy", ".onnx", ".sqlite"}


def test_no_array_of_the_index_is_a_pickle(index_dir: Path) -> None:
    arrays = list(index_dir.rglob("*.npy"))
    assert len(arrays) == 9  # three BM25 indexes of three arrays
    for path in arrays:
        header = path.read_bytes()[:200]
        assert header.startswith(b"\x93NUMPY")
        assert b"|O" not in header
