"""The ONNX copy against the model as published, and the hashing embedder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sarcoqa.config import Settings
from sarcoqa.errors import ModelError
from sarcoqa.search.embedding import (
    EXACT_COPY,
    QUESTION_COPY,
    HashingEmbedder,
    OnnxEmbedder,
    ReferenceEmbedder,
    encode_all,
    unit_rows,
)
from sarcoqa.search.export import MIN_COSINE, is_exported, question_copy
from sarcoqa.search.model import ADAPTED, find_model
from sarcoqa.text import terms

MAX_TOKENS = Settings().max_tokens
SENTENCE = "Median progression-free survival was 4.1 months (95% CI 2.0–6.3; p=0.08) in UPS. "
TEXTS = (
    "ORR",
    "?",
    "",
    "What was the objective response rate?",
    "PD-L1 ≥1% αβ naïve — T-VEC, CD8+, 23%",
    SENTENCE * 4,
    SENTENCE * 12,
    SENTENCE * 60,  # more than 384 tokens: both are cut at the same place
)


@pytest.fixture(scope="module")
def export(index_dir: Path) -> Path:
    (folder,) = [path for path in (index_dir / "models").iterdir() if path.is_dir()]
    return folder


@pytest.fixture(scope="module")
def copy(export: Path) -> OnnxEmbedder:
    return OnnxEmbedder(export, max_tokens=MAX_TOKENS)


def test_the_copy_equals_the_reference(copy: OnnxEmbedder) -> None:
    reference = ReferenceEmbedder(find_model(ADAPTED), max_tokens=MAX_TOKENS)
    assert copy.encode([]).shape == reference.encode([]).shape == (0, 384)
    count = len(reference.transformer.tokenizer.encode(SENTENCE * 60))
    assert count > MAX_TOKENS + 100
    expected, found = reference.encode(TEXTS), copy.encode(TEXTS)
    assert found.shape == expected.shape == (len(TEXTS), 384)
    assert float(np.abs(found - expected).max()) < 1e-4


def test_the_question_copy_is_close_to_the_exact_one(export: Path, copy: OnnxEmbedder) -> None:
    assert question_copy(export) == QUESTION_COPY
    small = OnnxEmbedder(export, max_tokens=MAX_TOKENS, file=QUESTION_COPY)
    cosines = (small.encode(TEXTS) * copy.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.995, cosines
    assert cosines.max() < 0.99999, "eight bits were to be used"
    assert (export / QUESTION_COPY).stat().st_size < 0.75 * (export / EXACT_COPY).stat().st_size


def test_a_long_text_is_cut_at_the_limit(copy: OnnxEmbedder) -> None:
    long, longer, other = copy.encode([SENTENCE * 60, SENTENCE * 90, SENTENCE * 3])
    assert np.array_equal(long, longer)
    assert not np.allclose(long, other, atol=1e-3)


def test_a_row_depends_on_its_text_alone(copy: OnnxEmbedder) -> None:
    together = copy.encode(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.array_equal(copy.encode([text])[0], row)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_threads_do_not_change_what_is_found(export: Path, copy: OnnxEmbedder) -> None:
    two = OnnxEmbedder(export, max_tokens=MAX_TOKENS, threads=2)
    assert float(np.abs(two.encode(TEXTS) - copy.encode(TEXTS)).max()) < 1e-6


def test_close_meanings_are_closer_than_far_ones(copy: OnnxEmbedder) -> None:
    tumor, cancer, ship = copy.encode(["a malignant tumor", "cancer", "a sailing ship"])
    assert float(tumor @ cancer) > float(tumor @ ship) + 0.2


def test_the_export_notes_how_far_the_copy_is_from_the_model(export: Path) -> None:
    facts = json.loads((export / "export.json").read_text(encoding="utf-8"))
    assert facts["max_tokens"] == MAX_TOKENS
    assert 0 <= facts["max_difference"] < 1e-4
    assert MIN_COSINE <= facts["question_cosine"] < 1


@pytest.mark.parametrize(
    "tamper",
    [
        lambda folder: _append(folder / "model.onnx"),
        lambda folder: _append(folder / "tokenizer.json"),
        lambda folder: (folder / "model.onnx").unlink(),
        lambda folder: (folder / "questions.onnx").unlink(),
        lambda folder: _append(folder / "questions.onnx"),
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "export.json").unlink(),
        lambda folder: (folder / "export.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "export.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "export.json").write_text("{}", encoding="utf-8"),
        lambda folder: shutil.rmtree(folder),
    ],
)
def test_a_copy_that_is_not_whole_is_not_exported(tamper, export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(export, folder)
    assert is_exported(folder)
    tamper(folder)
    assert not is_exported(folder)


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b" ")


def test_a_broken_copy_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded") as raised:
        OnnxEmbedder(tmp_path, max_tokens=MAX_TOKENS)
    assert "sarcoqa build" in str(raised.value)


def test_hashing_embedder_gives_unit_rows() -> None:
    vectors = HashingEmbedder(32).encode(["surgery", "surgery and radiation", "", "... !"])
    assert vectors.shape == (4, 32)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-6)
    first = [1.0] + [0.0] * 31
    assert vectors[2].tolist() == vectors[3].tolist() == first


def test_hashing_embedder_is_a_sum_over_terms() -> None:
    assert terms("Surgery, radiation!") == ["surgeri", "radiat"]
    both, turned, alone = HashingEmbedder().encode(
        ["surgery radiation", "Radiation: surgery.", "surgery surgery"]
    )
    assert both == pytest.approx(turned, abs=1e-6)
    assert alone == pytest.approx(HashingEmbedder().encode(["surgery"])[0], abs=1e-6)


def test_unit_rows() -> None:
    # (3, 4) has the norm 5; a zero row stays zero.
    rows = unit_rows(np.array([[3, 4], [0, 0], [0, -2]], dtype=np.float32))
    assert rows == pytest.approx(np.array([[0.6, 0.8], [0, 0], [0, -1]]))


def test_encode_all_goes_in_batches_and_tells() -> None:
    texts = [f"text {number}" for number in range(7)]
    told: list[tuple[int, int]] = []
    vectors = encode_all(
        HashingEmbedder(), texts, lambda done, total: told.append((done, total)), batch_size=3
    )
    assert told == [(3, 7), (6, 7), (7, 7)]
    assert np.array_equal(vectors, HashingEmbedder().encode(texts))
    assert encode_all(HashingEmbedder(), [], lambda done, total: None).shape == (0, 64)
