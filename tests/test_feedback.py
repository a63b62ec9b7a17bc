"""Feedback: kept line by line, whole or not at all, and asked again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sarcoqa import Assistant, library
from sarcoqa.disk import write_whole
from sarcoqa.errors import EvaluationError, FeedbackError
from sarcoqa.evaluation import Report, as_text, evaluate, read_set
from sarcoqa.evaluation.report import to_dict, to_html
from sarcoqa.feedback import MOST_CHARACTERS, feedback_path, record
from sarcoqa.schema import Abstention, Answer, Span, text_sha256

QUESTION = "How often did fever occur?"
FEVER = "Fever occurred in 55% of the patients and lasted two days."
UNKNOWN = "What was the median OS with doxorubicin?"
TIME = "2026-03-04T05:06:07Z"


def keep(path: Path, answer: Answer, **changed: object) -> None:
    given: dict[str, object] = {
        "question": answer.question, "understood": "", "filters": {}, "answer": answer,
        "rating": "up", "comment": "", "time": TIME,
    }  # fmt: skip
    record(path, **(given | changed))


def entries(path: Path) -> list[dict]:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def answer(small_assistant: Assistant) -> Answer:
    found = small_assistant.ask(QUESTION)
    assert found.citations[0].quote.text == FEVER
    return found


@pytest.fixture
def refusal(answer: Answer) -> Answer:
    abstained = Abstention("not_covered", "The papers do not say it.")
    return replace(answer, citations=(), abstained=abstained, text="The papers do not say it.")


# --- writing


def test_a_line_holds_what_is_needed_to_ask_again(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "index" / "feedback.jsonl"
    keep(path, answer, question="And fever?", understood=QUESTION, comment="Right – 55 %.",
         filters={"document": ("beta",), "year": ()})  # fmt: skip
    (entry,) = entries(path)
    span = answer.citations[0].quote.span
    place = {"start": span.start, "end": span.end, "quote": FEVER}
    assert entry["id"].startswith("feedback-")
    assert entry["question"] == "And fever?"
    assert entry["understood"] == QUESTION
    assert entry["filters"] == {"document": ["beta"]}
    assert (entry["rating"], entry["comment"], entry["time"]) == ("up", "Right – 55 %.", TIME)
    assert entry["index"] == {"id": answer.index.id, "settings": answer.index.settings}
    assert entry["abstained"] is None
    assert len(entry["citations"]) == len(answer.citations)
    assert entry["citations"][0] == place | {
        "document_id": "beta",
        "document_sha256": answer.citations[0].document_sha256,
        "sha256": text_sha256(FEVER),
    }
    assert entry["proposed"][0] == [{"document": "beta"} | place]


def test_only_what_was_right_is_proposed(answer: Answer, refusal: Answer, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, answer, rating="down", comment="wrong paper")
    keep(path, refusal)
    down, refused = entries(path)
    assert "proposed" not in down
    assert "proposed" not in refused
    assert refused["abstained"] == "not_covered"
    assert refused["citations"] == []
    assert down["id"] != refused["id"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rating": "meh"}, "the rating is 'meh'; give one of up, down"),
        ({"comment": "x" * (MOST_CHARACTERS + 1)}, "the comment has 4,001 characters, at most"),
        ({"question": "x" * (MOST_CHARACTERS + 1)}, "the question has 4,001 characters"),
        ({"comment": None}, "the comment is text, found NoneType"),
        ({"comment": "\udcff"}, "cannot be kept"),
        ({"filters": {"author": ["x"]}}, "there is no filter 'author'"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    changed: dict[str, object], said: str, answer: Answer, tmp_path: Path
) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, answer, comment="x" * MOST_CHARACTERS)
    before = path.read_bytes()
    with pytest.raises(FeedbackError, match=said):
        keep(path, answer, **changed)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".new")] == []


def test_a_place_that_cannot_be_written_is_one_error(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FeedbackError, match="the feedback before is unchanged"):
        keep(tmp_path / "file" / "feedback.jsonl", answer)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_the_file_as_it_was(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, answer)
    before = path.read_bytes()
    (tmp_path / ".feedback.jsonl.new").symlink_to("/dev/full")
    with pytest.raises(FeedbackError, match=r"No space left on device.*is unchanged"):
        keep(path, answer)
    assert path.read_bytes() == before
    keep(path, answer, comment="once there is room")
    assert len(entries(path)) == 2


def test_a_last_line_without_an_end_is_not_run_into(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    write_whole(path, '{"id": "mine", "question": "Why?"}')
    keep(path, answer)
    assert [entry["id"] == "mine" for entry in entries(path)] == [True, False]


def test_threads_and_processes_write_at_once(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    code = (
        "import sys; from pathlib import Path; from sarcoqa.feedback import record;"
        "from sarcoqa.schema import Answer, IndexStamp\n"
        "answer = Answer('Q?', 'T', (), None, 0.5, (), (), IndexStamp('a', 'b'))\n"
        "for n in range(10): record(Path(sys.argv[1]), question='Q?', understood='', filters={},"
        " answer=answer, rating='down', comment=f'process {sys.argv[2]} {n}', time='')\n"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", code, path, str(n)], env=os.environ)
        for n in range(2)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: keep(path, answer, comment=f"thread {n}"), range(20)))
    assert [child.wait() for child in children] == [0, 0]
    comments = sorted(entry["comment"] for entry in entries(path))
    expected = [f"process {one} {n}" for one in (0, 1) for n in range(10)]
    assert comments == sorted([*expected, *(f"thread {n}" for n in range(20))])


def test_no_build_and_no_change_of_the_papers_removes_it(
    small_assistant: Assistant, answer: Answer, small_corpus: Path, tmp_path: Path
) -> None:
    workplace = replace(small_assistant._workplace, root=tmp_path / "index")
    qa = Assistant(workplace)
    assert (
        qa.feedback_path == feedback_path(tmp_path / "index") == tmp_path / "index/feedback.jsonl"
    )
    keep(qa.feedback_path, answer)
    before = qa.feedback_path.read_bytes()
    paper = tmp_path / "gamma.md"
    paper.write_text("# Gamma\n\n## Results\n\nGamma rays did nothing at all to them.\n")
    assert len(library.add(workplace, [paper]).of("added")) == 1
    library.remove(workplace, ["gamma"])
    Assistant(workplace, rebuild=True)
    assert qa.feedback_path.read_bytes() == before


# --- evaluating


def measured(path: Path, qa: Assistant) -> Report:
    documents = qa.documents()
    return evaluate(read_set(path, documents), qa.ask, documents)


def test_feedback_counts_in_no_figure_until_it_is_labelled(
    small_assistant: Assistant, answer: Answer, tmp_path: Path
) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, answer, comment="good\nanswer")
    keep(path, answer, rating="down")
    report = measured(path, small_assistant)
    assert report.outcomes == ()
    assert all(figure.n == 0 for figure in report.figures)
    text = as_text(report)
    assert "2 questions to label" in text
    assert "answers now and then: 2 same" in text
    assert f"[up] same (to label): {QUESTION}" in text
    assert "    good answer" in text
    assert "n/a" not in text

    first, second = entries(path)
    first["gold"] = first.pop("proposed")
    second |= {"accept": [["12%"]]}
    write_whole(path, "".join(json.dumps(entry) + "\n" for entry in (first, second)))
    report = measured(path, small_assistant)
    assert [outcome.right for outcome in report.outcomes] == [True, False]
    assert "0 questions to label" in as_text(report)
    (right,) = [figure for figure in report.figures if figure.name == "right (all)"]
    assert (right.value, right.n) == (0.5, 2)


def test_what_changed_since_is_told(
    small_assistant: Assistant, answer: Answer, refusal: Answer, tmp_path: Path
) -> None:
    path = tmp_path / "feedback.jsonl"
    shorter = replace(answer.citations[0].quote, text="Fever occurred", span=Span(336, 350))
    other = replace(answer, citations=(replace(answer.citations[0], quote=shorter),))
    keep(path, answer)
    keep(path, other)
    keep(path, refusal)
    keep(path, answer, question=UNKNOWN)
    keep(path, refusal, question=UNKNOWN)
    keep(path, answer, filters={"document": ["gone"]})
    keep(path, answer, question="And fever?", understood=QUESTION, filters={"document": ["beta"]})
    report = measured(path, small_assistant)
    assert [one.state for one in report.regressions] == [
        "same", "changed", "now answered", "now refused", "same", "cannot be asked", "same",
    ]  # fmt: skip
    assert "gone" in report.regressions[5].why
    assert "    there is no document 'gone'" in as_text(report)
    held = to_dict(report, None)["feedback"]
    assert [one["state"] for one in held][:2] == ["same", "changed"]
    assert held[0] | {"id": ""} == {
        "id": "", "question": QUESTION, "rating": "up", "comment": "", "time": TIME,
        "to_label": True, "state": "same", "why": "",
    }  # fmt: skip
    assert "7 questions to label" in to_html(report, None)


def test_a_refusal_that_was_right_is_labelled_too(
    small_assistant: Assistant, refusal: Answer, tmp_path: Path
) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, refusal, question=UNKNOWN)
    (entry,) = entries(path)
    write_whole(path, json.dumps(entry | {"answerable": False}) + "\n")
    report = measured(path, small_assistant)
    assert [outcome.right for outcome in report.outcomes] == [True]
    assert not report.regressions[0].question.to_label


def test_questions_written_by_hand_are_no_feedback(
    small_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "set.jsonl"
    write_whole(path, json.dumps({"id": 1, "question": QUESTION}) + "\n")
    report = measured(path, small_assistant)
    assert report.regressions == ()
    assert len(report.outcomes) == 1
    assert "to label" not in as_text(report)


@pytest.mark.parametrize("filters", [{"author": ["x"]}, {"document": "beta"}, ["document"]])
def test_odd_filters_are_named_with_their_line(
    filters: object, small_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "feedback.jsonl"
    entry = {"id": 1, "question": QUESTION, "rating": "up", "filters": filters}
    write_whole(path, json.dumps(entry) + "\n")
    with pytest.raises(EvaluationError, match=r"line 1: filters are lists by document, year"):
        measured(path, small_assistant)


def test_the_command_reads_it(small_shell, answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    keep(path, answer, comment="yes")
    done = small_shell("eval", path, "--twice", "--json", tmp_path / "report.json")
    assert done.returncode == 0, done.stderr
    assert "1 question to label" in done.stdout
    assert "1 same" in done.stdout
    assert json.loads((tmp_path / "report.json").read_text())["feedback"][0]["comment"] == "yes"
