"""Question sets: read as they are, and each error named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sarcoqa import Assistant
from sarcoqa.errors import EvaluationError
from sarcoqa.evaluating import SETS
from sarcoqa.evaluation import EvaluationQuestion, read_set
from sarcoqa.schema import Document, Span

ROOT = Path(__file__).resolve().parents[2]
QUOTE = "Fever occurred in 55% of the patients and lasted two days."
GOLD = {"document": "beta", "start": 336, "end": 394, "quote": QUOTE}
GOOD = {
    "id": "q1", "question": "How often did fever occur?", "kind": "number", "answerable": True,
    "gold": [[GOLD]], "accept": [["55%", "55 %"]], "labels": ["1"], "reason": None, "split": "tune",
}  # fmt: skip
NONE = {
    "id": "q2", "question": "Who won?", "kind": "none", "answerable": False, "gold": [],
    "accept": [], "reason": "off_topic",
}  # fmt: skip


@pytest.fixture
def documents(small_assistant: Assistant) -> tuple[Document, ...]:
    return small_assistant.documents()


def written(path: Path, *entries: object) -> Path:
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_set_is_read_as_it_is(documents: tuple[Document, ...], tmp_path: Path) -> None:
    path = written(tmp_path / "set.jsonl", GOOD, "", NONE)
    assert read_set(path, documents) == (
        EvaluationQuestion(
            id="q1",
            question="How often did fever occur?",
            kind="number",
            split="tune",
            answerable=True,
            gold=((("beta", Span(336, 394)),),),
            accepted=(("55%", "55 %"),),
            labels=("1",),
            reason=None,
        ),
        EvaluationQuestion("q2", "Who won?", "none", "", False, (), (), (), "off_topic"),
    )


def test_a_line_separator_inside_a_question_ends_no_line(
    documents: tuple[Document, ...], tmp_path: Path
) -> None:
    line = json.dumps(NONE | {"question": "Who\u2028won?"}, ensure_ascii=False)
    (question,) = read_set(written(tmp_path / "set.jsonl", line), documents)
    assert question.question == "Who\u2028won?"


@pytest.mark.parametrize("key", ["id", "question"])
def test_a_missing_key_is_named_with_its_line(
    key: str, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    bad = {name: value for name, value in GOOD.items() if name != key}
    path = written(tmp_path / "set.jsonl", NONE, "", bad)
    with pytest.raises(EvaluationError) as raised:
        read_set(path, documents)
    assert str(raised.value) == f"{path}, line 3: the key '{key}' is missing"


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("{", "Expecting property name"),
        ("[1, 2]", "expected a JSON object, found [1, 2]"),
        (GOOD | {"gold": [[]]}, "a group of gold or accept is empty"),
        (GOOD | {"accept": [[]]}, "a group of gold or accept is empty"),
        (GOOD | {"accept": ["55%"]}, "a group of accept is a list of strings, found '55%'"),
        (GOOD | {"gold": [QUOTE]}, "a group of gold is a list of quotes or places, found 'Fever"),
        (NONE | {"accept": [["x"]]}, "an unanswerable question has neither gold places nor"),
        (GOOD | {"gold": [[{"start": 1, "end": 2, "quote": "x"}]]}, "needs its document"),
        (GOOD | {"gold": [[GOLD | {"document": "gamma"}]]}, "the gold document 'gamma' is not in"),
        (GOOD | {"gold": [[GOLD | {"start": 337}]]}, "beta[337:394] is 'ever occurred"),
        (GOOD | {"gold": [[GOLD | {"end": 300}]]}, "a span needs 0 <= start <= end"),
        (GOOD | {"gold": [[GOLD | {"quote": "Fever in 66%"}]]}, "not the gold quote 'Fever in 66%"),
        (GOOD | {"gold": [["No such words."]]}, "'No such words.' does not stand in any document"),
        (GOOD | {"gold": [[QUOTE]], "document": "alpha"}, "does not stand in alpha"),
        (GOOD | {"gold": [[QUOTE]], "document": "gamma"}, "the gold document 'gamma' is not in"),
        (GOOD | {"gold": [["Results"]]}, "'Results' stands in alpha, beta; name one"),
        (GOOD | {"gold": [[" "]]}, "a gold quote is empty"),
        (GOOD | {"gold": [[7]]}, "expected a quote or a place, found 7"),
    ],
)
def test_an_error_is_named_with_its_line(
    bad: object, found: str, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    path = written(tmp_path / "set.jsonl", GOOD, bad)
    with pytest.raises(EvaluationError) as raised:
        read_set(path, documents)
    assert str(raised.value).startswith(f"{path}, line 2: ")
    assert found in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe"])
def test_a_file_without_questions_is_named(
    content: bytes, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError, match=r"set\.jsonl"):
        read_set(path, documents)
    with pytest.raises(EvaluationError, match=r"none\.jsonl cannot be read"):
        read_set(tmp_path / "none.jsonl", documents)


def test_a_minimal_set_gets_defaults(documents: tuple[Document, ...], tmp_path: Path) -> None:
    (texts,) = [document.text for document in documents if document.id == "alpha"]
    entries = [
        {"id": 1, "question": "How often did fever occur?",
         "gold": [["Fever  occurred in\n55% of the patients"]]},
        {"id": "2", "question": "What was the ORR?", "accept": [["23%"]]},
        {"id": "3", "question": "Who won?", "answerable": False},
        {"id": "4", "question": "What else?"},
        {"id": "5", "question": "Results?", "document": "alpha", "gold": [["of the patients"]]},
    ]  # fmt: skip
    first, second, third, fourth, fifth = read_set(written(tmp_path / "s", *entries), documents)
    # A quote is found whatever white space it has.
    assert first.gold == (
        (("beta", Span(336, 336 + len("Fever occurred in 55% of the patients"))),),
    )
    assert (first.kind, first.split, first.accepted, first.labels) == ("question", "", (), ())
    assert (second.gold, second.accepted) == ((), (("23%",),))
    assert (third.answerable, third.kind, third.reason) == (False, "unanswerable", None)
    assert (fourth.answerable, fourth.gold, fourth.accepted) == (True, (), ())
    # Words that stand several times in the named paper: each of their places is right.
    assert len(fifth.gold[0]) == texts.count("of the patients") > 0


def test_the_shipped_sets_fit_the_shipped_papers(assistant: Assistant) -> None:
    for path in (ROOT / "eval" / name for name in SETS):
        questions = read_set(path, assistant.documents())
        ids = [question.id for question in questions]
        assert len(set(ids)) == len(ids), f"{path.name} has an id twice"
        assert all(question.reason for question in questions if not question.answerable)


def test_the_review_set_is_as_large_as_promised(assistant: Assistant) -> None:
    questions = read_set(ROOT / "eval" / "review.jsonl", assistant.documents())
    assert len(questions) >= 60
    assert sum(not question.answerable for question in questions) >= 12
