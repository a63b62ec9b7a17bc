"""Reported disagreements against a list: who meets whom, and the command on planted errors."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa.errors import EvaluationError
from sarcoqa.evaluation.disagreements import Listed, agreement, meets, read_list
from sarcoqa.parse import parse_file
from sarcoqa.schema import Span

PAPER = Path(__file__).resolve().parents[1] / "data" / "second-paper" / "second-paper.txt"


def listed(name: str, *sides: tuple[int, int], sure: bool = True) -> Listed:
    return Listed(name, "", tuple((Span(*side),) for side in sides), "", sure)


def pair(*places: tuple[int, int]) -> tuple[Span, Span]:
    first, second = places
    return Span(*first), Span(*second)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (pair((5, 8), (55, 70)), True),
        (pair((55, 70), (5, 8)), True),
        (pair((5, 8), (0, 3)), False),  # both in one side
        (pair((5, 8), (60, 70)), False),  # touches the other
        (pair((20, 30), (55, 56)), False),
    ],
)
def test_both_places_must_meet_two_sides(places: tuple[Span, Span], expected: bool) -> None:
    assert meets(places, listed("a", (0, 10), (50, 60))) is expected


def test_one_place_meets_an_entry_of_one_side() -> None:
    assert meets(pair((2, 4), (6, 12)), listed("a", (5, 10)))
    assert not meets(pair((2, 4), (12, 14)), listed("a", (5, 10)))


def test_precision_and_recall_worked() -> None:
    entries = [
        listed("found", (0, 10), (50, 60)),
        listed("missed", (100, 110), (150, 160)),
        listed("unsure", (200, 210), (250, 260), sure=False),
        listed("unsure too", (300, 310), sure=False),
    ]
    reported = [
        pair((0, 5), (50, 55)),
        pair((5, 9), (55, 60)),  # the same entry again: right too
        pair((400, 401), (402, 403)),  # in no list
        pair((200, 201), (250, 251)),  # listed as unsure: counts neither way
    ]
    result = agreement(reported, entries)
    # 2 of the 3 that count; 1 of 2 sure ones.
    assert (result.precision.value, result.precision.n) == (pytest.approx(2 / 3), 3)
    assert (result.recall.value, result.recall.n) == (0.5, 2)
    assert [entry.id for entry in result.missed] == ["missed"]
    assert (result.wrong, result.unsure) == ((2,), 1)


def test_nothing_reported_is_no_precision() -> None:
    result = agreement([], [listed("a", (0, 1), (2, 3))])
    assert (result.precision.n, result.recall.value) == (0, 0.0)


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the second paper with an error planted, and the list of it and of another."""
    text = PAPER.read_text(encoding="utf-8")
    assert "23% (69/301)" in text
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    paper = corpus / "planted.txt"
    paper.write_text(text.replace("23% (69/301)", "32% (69/301)"), encoding="utf-8")
    held = parse_file(paper).text
    start = held.index("32% (69/301)")
    entries = [
        {"id": "d1", "study": "LANTERN", "endpoint": "atrial fibrillation",
         "sides": [{"start": start, "end": start + 12, "quote": "32% (69/301)"}],
         "values": ["32%", "22.9%"], "why": "69/301 is 23%", "sure": True},
        {"id": "d2", "study": "survey", "endpoint": "alarms", "values": [], "sure": True,
         "sides": [{"quote": "11% pass an alarm limit"}, {"quote": "a nurse reads 33 alarms"}],
         "why": "not one in truth: it must be missed"},
    ]  # fmt: skip
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    return corpus, path


def test_the_command_on_a_planted_error(
    planted: tuple[Path, Path],
    shell: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
) -> None:
    corpus, path = planted
    place = ("--index", tmp_path / "index", "--corpus", corpus, "--model", "hashing")
    done = shell("check", "planted", *place, "--against", path)
    assert done.returncode == 0, done.stderr
    rows = {line[:30].strip(): line[30:].split() for line in done.stdout.splitlines()}
    assert rows["precision"][:2] == ["1.000", "1"]
    assert rows["recall"][:2] == ["0.500", "2"]
    assert "missed: d2 survey alarms: not one in truth" in done.stdout


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: Expecting property name"),
        ('{"id": 1}', "line 1: 'sides'"),
        ('{"id": 1, "sides": []}', "needs at least one side"),
        ('{"id": 1, "sides": [{"quote": "nowhere at all"}]}', "does not stand in"),
        ('{"id": 1, "sides": [{"start": 0, "end": 3, "quote": "xyz"}]}', "not the quote 'xyz'"),
        ("", "is empty"),
    ],
)
def test_a_bad_list_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationError) as raised:
        read_list(path, parse_file(PAPER))
    assert message in str(raised.value)
