"""The index on disk: a segment for each paper, generations that list them, every damage named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from sarcoqa.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from sarcoqa.parse import parse_file
from sarcoqa.passages import passages
from sarcoqa.schema import Document, Paper
from sarcoqa.search.recipe import INDEX_VERSION, Recipe, difference
from sarcoqa.search.segments import (
    check_segment,
    prune_segments,
    read_document,
    read_passages,
    whole_segment,
    write_segment,
)
from sarcoqa.search.store import Holding, current_id, publish, read

ALPHA, BETA = Paper("alpha", "a" * 64), Paper("beta", "b" * 64, origin="/own/beta.md")
RECIPE = Recipe(
    papers=(ALPHA, BETA),
    parser=2,
    model="hashing",
    model_sha256="c" * 64,
    settings={"max_tokens": 384, "bm25_k1": 1.2, "embedding_model": "hashing"},
    settings_digest="d" * 16,
    answering={"calibration": {"floor": 0.1}},
)
Put = Callable[..., str]


def save(folder: Path) -> None:
    (folder / "units.faiss").write_bytes(b"\x00vectors")
    (folder / "terms.json").write_text("{}", encoding="utf-8")


@pytest.fixture(scope="module")
def documents(small_corpus: Path) -> dict[str, Document]:
    read = (
        parse_file(path) for path in (small_corpus / "alpha/alpha.md", small_corpus / "beta.md")
    )
    return {document.id: document for document in read}


@pytest.fixture
def put(documents: dict[str, Document], tmp_path: Path) -> Put:
    """Publishes the tiny papers into ``tmp_path / "index"``."""

    def run(recipe: Recipe = RECIPE, save: Callable[[Path], None] = save) -> str:
        root, holdings = tmp_path / "index", []
        for paper in recipe.papers:
            name, held = recipe.segment(paper), passages(documents[paper.id])
            files = write_segment(root, name, documents[paper.id], held, save)
            holdings.append(Holding(paper, name, files, len(held)))
        return publish(root, recipe, holdings, removed=("gone",), dimension=64)

    return run


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_read_equals_what_was_published(
    put: Put, documents: dict[str, Document], tmp_path: Path
) -> None:
    identity, root = put(), tmp_path / "index"
    generation = read(root)
    assert generation.id == identity == RECIPE.identity() == current_id(root)
    assert generation.removed == ("gone",)
    assert difference(generation.manifest, RECIPE) is None
    assert generation.manifest["dimension"] == 64
    found = {held.paper: check_segment(root, held) for held in generation.holdings}
    assert list(found) == [ALPHA, BETA]
    counted = 0
    for paper, folder in found.items():
        assert read_document(folder) == documents[paper.id]
        assert read_passages(folder) == passages(documents[paper.id])
        assert (folder / "units.faiss").read_bytes() == b"\x00vectors"
        counted += len(read_passages(folder))
    assert generation.manifest["counts"] == {"documents": 2, "passages": counted}
    for held in generation.holdings:
        folder = found[held.paper]
        assert sorted(held.files) == [
            "document.json", "passages.json", "segment.json", "terms.json", "units.faiss",
        ]  # fmt: skip
        for file, digest in held.files.items():
            assert sha256((folder / file).read_bytes()).hexdigest() == digest


def test_a_segment_is_named_for_all_that_decides_it() -> None:
    same = {
        RECIPE.segment(BETA),
        RECIPE.segment(replace(BETA, origin="/elsewhere.md", shipped=True)),
        replace(RECIPE, papers=()).segment(BETA),
        # How it is answered decides nothing of what a paper is made into.
        replace(RECIPE, answering={}).segment(BETA),
    }
    assert len(same) == 1
    assert replace(RECIPE, answering={}).identity() != RECIPE.identity()
    others = {
        RECIPE.segment(ALPHA),
        RECIPE.segment(replace(BETA, id="other")),
        RECIPE.segment(replace(BETA, sha256="e" * 64)),
        RECIPE.segment(replace(BETA, metadata_sha256="f" * 64)),
        replace(RECIPE, parser=3).segment(BETA),
        replace(RECIPE, model_sha256="0" * 64).segment(BETA),
        replace(RECIPE, settings_digest="0" * 16).segment(BETA),
        replace(RECIPE, index_version=INDEX_VERSION + 1).segment(BETA),
    }
    assert len(same | others) == 9


def test_where_a_file_lay_is_no_part_of_the_identity() -> None:
    moved = replace(RECIPE, papers=(ALPHA, replace(BETA, origin="/elsewhere/beta.md")))
    assert moved.identity() == RECIPE.identity()


def test_the_pointer_moves_to_what_was_published_last(put: Put, tmp_path: Path) -> None:
    root = tmp_path / "index"
    first = put()
    assert (root / "CURRENT").read_text(encoding="utf-8") == first
    second = put(replace(RECIPE, parser=3))
    assert (root / "CURRENT").read_text(encoding="utf-8") == second != first
    assert read(root).id == second
    # The one before stays for readers that have it open; the one before that goes.
    assert names(root / "generations") == sorted([first, second])
    third = put(replace(RECIPE, parser=4))
    assert names(root / "generations") == sorted([second, third])
    assert names(root) == ["CURRENT", "generations", "segments"]


def test_segments_go_with_the_last_generation_that_lists_them(put: Put, tmp_path: Path) -> None:
    root = tmp_path / "index"
    put()
    put(replace(RECIPE, parser=3))
    assert prune_segments(root) == ()
    put(replace(RECIPE, parser=4))
    old = {RECIPE.segment(paper) for paper in RECIPE.papers}
    assert set(prune_segments(root)) == old
    assert len(names(root / "segments")) == 4
    for held in read(root).holdings:
        check_segment(root, held)


@pytest.mark.parametrize("how", ["altered", "cut", "emptied", "missing"])
def test_each_damaged_file_is_named(how: str, put: Put, tmp_path: Path) -> None:
    put()
    root = tmp_path / "index"
    held = read(root).holdings[1]
    folder = check_segment(root, held)
    for name in held.files:
        path = folder / name
        content = path.read_bytes()
        if how == "missing":
            path.unlink()
        else:
            damaged = {"altered": content[:-1] + b"\x07", "cut": content[: len(content) // 2]}
            path.write_bytes(damaged.get(how, b""))
        with pytest.raises(IndexDamagedError) as raised:
            check_segment(root, held)
        assert str(path) in str(raised.value)
        assert "sarcoqa build" in str(raised.value)
        assert whole_segment(root, held.segment) is None or name == "segment.json"
        path.write_bytes(content)
    assert whole_segment(root, held.segment) == held.files


def test_a_damaged_segment_is_written_again(put: Put, tmp_path: Path) -> None:
    identity, root = put(), tmp_path / "index"
    held = read(root).holdings[0]
    (root / "segments" / held.segment / "document.json").unlink()
    assert put() == identity
    assert check_segment(root, held)


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
        {"answering": {"calibration": {"floor": 0.9}}},
        {"holdings": []},
        {"removed": []},
        {"counts": None},
        {"checksum": ""},
    ],
)
def test_a_manifest_that_is_no_longer_its_own_is_named(
    change: dict[str, object], put: Put, tmp_path: Path
) -> None:
    path = tmp_path / "index" / "generations" / put() / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read(tmp_path / "index")
    del manifest[next(iter(change))]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read(tmp_path / "index")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_manifest_that_is_none_is_named(content: bytes, put: Put, tmp_path: Path) -> None:
    path = tmp_path / "index" / "generations" / put() / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read(tmp_path / "index")


def test_an_index_of_another_version_is_named(put: Put, tmp_path: Path) -> None:
    path = tmp_path / "index" / "generations" / put() / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"schema": "sarcoqa.index/0"}), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=r"'sarcoqa.index/0', expected 'sarcoqa.index/3'"):
        read(tmp_path / "index")


def test_no_index_is_missing(tmp_path: Path) -> None:
    assert current_id(tmp_path) == ""
    with pytest.raises(IndexMissingError, match="there is no index at"):
        read(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00"])
def test_a_pointer_without_a_name_means_no_index(content: bytes, put: Put, tmp_path: Path) -> None:
    put()
    (tmp_path / "index" / "CURRENT").write_bytes(content)
    with pytest.raises(IndexMissingError):
        read(tmp_path / "index")


@pytest.mark.parametrize("name", ["0123456789abcdef", "../..", "a\x00b"])
def test_a_pointer_to_nothing_is_damage(name: str, put: Put, tmp_path: Path) -> None:
    put()
    (tmp_path / "index" / "CURRENT").write_text(name, encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        read(tmp_path / "index")


@pytest.mark.parametrize("error", [RuntimeError("embedding failed"), OSError(28, "No space left")])
def test_a_failing_save_leaves_the_generation_before_in_force(
    error: Exception, put: Put, tmp_path: Path
) -> None:
    root = tmp_path / "index"
    put()
    before, segments = read(root), names(root / "segments")

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
        assert names(root / "segments") == segments, "the draft is gone"


def test_a_draft_left_by_a_crash_is_ignored_and_pruned(put: Put, tmp_path: Path) -> None:
    root = tmp_path / "index"
    put()
    before = read(root)
    # A process that dies while it writes: no handler runs.
    code = (
        "import os, sys; from pathlib import Path; from sarcoqa.disk import make_folder\n"
        "def die(folder):\n"
        "    (folder / 'units.faiss').write_bytes(b'half of')\n"
        "    os._exit(9)\n"
        "make_folder(Path(sys.argv[1]) / 'segments' / 'new', die)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root)], check=False, timeout=60)
    assert done.returncode == 9
    assert sum(name.startswith(".draft-") for name in names(root / "segments")) == 1
    assert read(root) == before
    (gone,) = prune_segments(root)
    assert gone.startswith(".draft-")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"a file where a folder should be")
    with pytest.raises(IndexDamagedError, match="cannot be written to"):
        publish(tmp_path / "index", RECIPE, (), removed=(), dimension=64)


GAMMA = Paper("gamma", "f" * 64)


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
        (replace(RECIPE, papers=(*RECIPE.papers, GAMMA)), "the paper 'gamma' is new"),
        (replace(RECIPE, papers=(ALPHA,)), "the paper 'beta' is no longer in the corpus"),
        (
            replace(RECIPE, papers=(replace(ALPHA, sha256="0"), BETA)),
            "the paper 'alpha' has changed",
        ),
        (
            replace(RECIPE, papers=(ALPHA, replace(BETA, metadata_sha256="0"))),
            "what is stated about the paper 'beta' beside its file has changed",
        ),
    ],
)
def test_difference_names_the_field(
    recipe: Recipe, expected: str | None, put: Put, tmp_path: Path
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
    assert suffixes == {".json", ".faiss", ".safetensors", ".onnx", ".sqlite"}
