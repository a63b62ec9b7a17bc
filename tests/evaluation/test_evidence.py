"""Evidence Inference: windows of articles, what covers evidence, and the command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa.errors import EvaluationError
from sarcoqa.evaluation.evidence import (
    Prompt,
    Window,
    covers,
    read_evidence,
    windows,
    without_repeats,
)
from sarcoqa.schema import Span

TEXT = (
    "TITLE: \nAlpha against beta\n\n\n\nABSTRACT.AIM:\nWe tried alpha. It was new.\n\n"
    "BODY.METHODS:\nForty patients had alpha. Forty had beta.\n\n"
    "BODY.RESULTS:\nPain fell by 5 points (p=0.02).\n"
)
PAIN = "Pain fell by 5 points (p=0.02)."


def window(start: int, end: int, article: str = "a") -> Window:
    return Window(f"{article}:{start}-{end}", article, Span(start, end), "", "")


def prompt(*spans: tuple[int, int]) -> Prompt:
    return Prompt("0", "a", "q", "o", "i", "c", tuple(Span(*span) for span in spans))


def test_half_of_an_evidence_span_is_enough() -> None:
    assert covers(window(0, 150), prompt((100, 200)))  # 50 of 100
    assert not covers(window(0, 149), prompt((100, 200)))
    assert covers(window(0, 149), prompt((100, 200), (10, 20)))
    assert not covers(window(0, 150, "b"), prompt((100, 200)))
    assert not covers(window(300, 400), prompt((100, 200)))


def test_overlapping_windows_are_shown_once() -> None:
    found = [window(0, 10), window(5, 15), window(10, 20), window(0, 10, "b")]
    by_id = {entry.id: entry for entry in found}
    assert without_repeats([w.id for w in found], by_id) == ["a:0-10", "a:10-20", "b:0-10"]


def test_windows_hold_the_text_and_know_their_section() -> None:
    found = list(windows("a", "Title", TEXT))
    assert [entry.span.of(TEXT) for entry in found] == [entry.text for entry in found]
    assert [entry.heading for entry in found] == ["Title. Title", "Title. Aim", "Title. Methods"]
    assert found[1].text == "We tried alpha. It was new."
    assert found[2].text.startswith("Forty patients")
    assert found[2].text.endswith(PAIN)  # a short body is one window


def test_windows_are_bounded_and_overlap() -> None:
    sentence = "Word " * 39 + "end. "  # 200 characters
    text = f"BODY.RESULTS:\n{sentence * 8}{'x' * 1500}"
    found = list(windows("a", "", text))
    assert all(0 < len(entry.text) <= 700 for entry in found)
    # Three sentences are 599 characters; the next window repeats the last of them.
    assert [entry.span.start for entry in found[:3]] == [14, 14 + 400, 14 + 800]
    assert found[0].span.overlaps(found[1].span)
    covered = {place for entry in found for place in range(entry.span.start, entry.span.end)}
    assert {n for n in range(14, len(text)) if not text[n].isspace()} <= covered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "set"
    place.mkdir()
    start = TEXT.index(PAIN)
    article = {"pmcid": "a", "title": "Alpha against beta", "text": TEXT, "split": "validation"}
    other = article | {"pmcid": "b", "title": "Gamma", "text": "BODY.RESULTS:\nNo one slept.\n"}
    asked = {
        "pmcid": "a", "split": "validation", "question": "With respect to pain, what is the "
        "reported difference between alpha and beta?", "outcome": "pain", "intervention": "alpha",
        "comparator": "beta", "evidence": [{"start": start, "end": start + len(PAIN)}],
    }  # fmt: skip
    lines = "\n".join(map(json.dumps, [article, other]))
    (place / "docs.jsonl").write_text(lines, encoding="utf-8")
    (place / "prompts.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    return place


def test_a_folder_is_read_by_split(folder: Path) -> None:
    found, (asked,) = read_evidence(folder, "validation")
    assert {entry.article for entry in found} == {"a", "b"}
    assert asked.plain == "pain alpha compared with beta"
    assert asked.statement.startswith("pain was significantly different between alpha and beta")
    assert asked.weighted.startswith("pain pain With respect to pain")
    with pytest.raises(EvaluationError, match="no prompt of the split 'train'"):
        read_evidence(folder, "train")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("docs.jsonl", "{", "cannot be read"),
        ("docs.jsonl", "[]", "an entry has no split"),
        ("prompts.jsonl", '{"split": "validation"}', "is no Evidence Inference folder"),
    ],
)
def test_a_bad_folder_is_named(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_evidence(folder, "validation")


Shell = Callable[..., subprocess.CompletedProcess[str]]


def test_the_command_ranks_by_every_method(shell: Shell, folder: Path, tmp_path: Path) -> None:
    place = ("--index", tmp_path / "index", "--model", "hashing")
    report = tmp_path / "report.json"
    done = shell("eval", "--evidence", folder, *place, "--json", report)
    assert (done.returncode, done.stderr) == (0, "")
    methods = json.loads(report.read_text(encoding="utf-8"))["methods"]
    assert list(methods) == [
        "sarcoqa", "BM25 alone", "embeddings alone", "BM25 alone, plain prompt",
        "embeddings alone, plain prompt",
    ]  # fmt: skip
    # Four windows in all: one of the first five is right whatever the order.
    assert all(figures["hit@5"]["value"] == 1.0 for figures in methods.values())
    assert all(name in done.stdout for name in methods)


def test_the_command_on_a_beir_folder(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    texts = {"d1": "Pain fell with alpha.", "d2": "Sleep came with beta.", "d3": "No one ran."}
    lines = (json.dumps({"_id": k, "title": "", "text": v}) for k, v in texts.items())
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    query = {"_id": "q1", "text": "Did beta bring sleep?"}
    (folder / "queries.dev.jsonl").write_text(json.dumps(query), encoding="utf-8")
    rows = "query-id\tcorpus-id\tscore\nq1\td2\t1\n"
    (folder / "qrels" / "dev.tsv").write_text(rows, encoding="utf-8")
    place = ("--index", tmp_path / "index", "--model", "hashing")
    done = shell("eval", "--beir", folder, "--split", "dev", *place)
    assert (done.returncode, done.stderr) == (0, "")
    assert "n = 1, 95 % intervals" in done.stdout
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("sarcoqa")]
    assert row.split()[1] == "1.0000"
    for arguments, message in [
        (("--beir", folder), "test.tsv cannot be read"),  # there is no split of that name
        (("--beir", tmp_path / "none"), "there is no folder"),
        (("--evidence", folder), "docs.jsonl cannot be read"),
    ]:
        failed = shell("eval", *arguments, *place)
        assert (failed.returncode, failed.stdout) == (1, "")
        assert message in failed.stderr
        assert failed.stderr.count("\n") == 1
    assert shell("eval", "set.jsonl", "--beir", folder, *place).returncode == 2
