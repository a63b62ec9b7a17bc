"""The shell face: every command has help, results on stdout and nothing else there."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import sarcoqa
from sarcoqa import Assistant
from sarcoqa.cli import main

Shell = Callable[..., subprocess.CompletedProcess[str]]

COMMANDS = (
    "ask", "search", "build", "add", "remove", "update", "list", "show", "check", "verify", "eval",
    "serve",
)  # fmt: skip
ANSWER_KEYS = [
    "schema", "question", "text", "confidence", "abstained", "citations", "notes", "nearest",
    "index",
]  # fmt: skip
CITATION_KEYS = {
    "number", "document_id", "document_sha256", "kind", "quote", "start", "end", "sha256",
    "section", "page", "references",
}  # fmt: skip
REFERENCE_KEYS = {"label", "authors", "title", "journal", "year", "doi"}
REASONS = {"not_covered", "off_topic", "false_premise", "unclear", "empty"}


def is_contract(answer: dict[str, object], texts: dict[str, str]) -> bool:
    """Whether an answer has the keys and types of ``sarcoqa.answer/1`` and its quotes are true."""
    assert set(ANSWER_KEYS) <= set(answer)
    assert answer["schema"] == "sarcoqa.answer/1"
    assert isinstance(answer["question"], str)
    assert isinstance(answer["text"], str)
    assert 0 <= answer["confidence"] <= 1
    assert set(answer["index"]) == {"id", "settings"}
    abstained = answer["abstained"]
    assert bool(answer["citations"]) != bool(abstained)
    if abstained is not None:
        assert set(abstained) == {"reason", "message"}
        assert abstained["reason"] in REASONS
    noted = [citation for note in answer["notes"] for citation in note["citations"]]
    for citation in [*answer["citations"], *answer["nearest"], *noted]:
        assert is_citation(citation, texts)
    assert [c["number"] for c in answer["citations"]] == list(
        range(1, len(answer["citations"]) + 1)
    )
    return True


def is_citation(citation: dict[str, object], texts: dict[str, str]) -> bool:
    assert set(citation) >= CITATION_KEYS
    quote = texts[citation["document_id"]][citation["start"] : citation["end"]]
    assert quote == citation["quote"]
    assert sha256(quote.encode()).hexdigest() == citation["sha256"]
    assert isinstance(citation["section"], list)
    assert citation["page"] is None or isinstance(citation["page"], str)
    for reference in citation["references"]:
        assert set(reference) >= REFERENCE_KEYS
    return True


@pytest.fixture(scope="module")
def texts(small_assistant: Assistant) -> dict[str, str]:
    return {document.id: document.text for document in small_assistant.documents()}


# --- help


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert tuple(re.findall(r"^    (\w+) +\w", shown, re.MULTILINE)) == COMMANDS
    assert "not medical advice" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(f"usage: sarcoqa {command}")
    assert "--index DIR" in shown
    described = shown.split("\n\n")[1]
    assert len(described.split()) >= 4, "it says what it does"
    for line in re.findall(r"^  (-[^\n]*(?:\n {5,}[^\n]*)?)", shown, re.MULTILINE):
        assert re.search(r"(?: {2,}|\n {5,})\S", line), f"{line!r} says what it is for"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"sarcoqa {sarcoqa.__version__}\n"


# --- ask


def test_ask_shows_text_quotes_places_and_the_advice(small_shell: Shell) -> None:
    done = small_shell("ask", "What was the objective response rate of alpha?")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    quote = "The objective response rate (ORR) of alpha was 23% in forty patients [1]."
    at = next(row for row, line in enumerate(lines) if line.endswith(f"“{quote}”"))
    assert lines[at + 1 : at + 5] == [
        "    Alpha Antibody in Spindle Cell Sarcoma",
        "    Results › Response  (alpha:207-280)",
        "    Reported from:",
        "    [1] Smith J, Doe A. Alpha for sarcoma. J Oncol 2019. https://doi.org/10.1000/alpha.1",
    ]
    assert lines[-1] == "Quotes from papers, not medical advice."


def test_ask_json_is_the_contract(small_shell: Shell, texts: dict[str, str]) -> None:
    done = small_shell("ask", "What was the objective response rate of alpha?", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer)[: len(ANSWER_KEYS)] == ANSWER_KEYS
    assert is_contract(answer, texts)
    assert answer["abstained"] is None
    (cited,) = [c for c in answer["citations"] if c["start"] == 207]
    assert cited["section"] == ["Results", "Response"]
    assert cited["kind"] == "prose"
    assert cited["page"] is None
    assert [reference["doi"] for reference in cited["references"]] == ["10.1000/alpha.1"]


def test_the_check_of_the_contract_can_fail(small_shell: Shell, texts: dict[str, str]) -> None:
    done = small_shell("ask", "What was the objective response rate of alpha?", "--json")
    for planted in (
        lambda answer: answer.pop("notes"),
        lambda answer: answer.update(abstained={"reason": "unclear", "message": ""}),
        lambda answer: answer.update(citations=[]),
        lambda answer: answer["citations"][0].update(end=answer["citations"][0]["end"] + 1),
        lambda answer: answer["citations"][0].update(sha256="0" * 64),
        lambda answer: answer["citations"][0].pop("page"),
    ):
        answer = json.loads(done.stdout)
        planted(answer)
        with pytest.raises((AssertionError, KeyError)):
            is_contract(answer, texts)


def test_an_abstention_exits_0(small_shell: Shell, texts: dict[str, str]) -> None:
    # Beta has no table, so there is nothing to answer from.
    filters = ("--document", "beta", "--kind", "record")
    done = small_shell("ask", "How often did fever occur?", "--json", *filters)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert is_contract(answer, texts)
    assert answer["abstained"]["message"] == answer["text"] != ""


def test_ask_reads_standard_input(small_shell: Shell) -> None:
    question = "What is ORR? ≥ α"
    done = small_shell("ask", "-", "--json", standard_input=question)
    assert json.loads(done.stdout)["question"] == question


def test_ask_batch(small_shell: Shell, tmp_path: Path, texts: dict[str, str]) -> None:
    batch = tmp_path / "batch.jsonl"
    entries = [
        {"id": "b", "question": "What is ORR?"},
        {"id": 7, "question": "How often did fever\u2028occur?"},
        {"id": None, "question": ""},
    ]
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    batch.write_text("\n\n".join(lines) + "\r\n", encoding="utf-8")
    done = small_shell("ask", "--batch", batch)
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert [sorted(entry) for entry in found] == [["answer", "id"]] * 3
    assert [entry["id"] for entry in found] == ["b", 7, None]
    assert [entry["answer"]["question"] for entry in found] == [e["question"] for e in entries]
    assert all(is_contract(entry["answer"], texts) for entry in found)
    alone = small_shell("ask", "What is ORR?", "--json")
    assert found[0]["answer"] == json.loads(alone.stdout)


def test_ask_takes_filters(small_shell: Shell) -> None:
    done = small_shell("ask", "What was the ORR at 3 mg/kg?", "--json", "--document", "alpha",
                       "--section", "results", "--kind", "record", "--kind", "caption")  # fmt: skip
    answer = json.loads(done.stdout)
    shown = [*answer["citations"], *answer["nearest"]]
    assert {citation["kind"] for citation in shown} <= {"record", "caption"}
    assert "3 mg/kg\t20\t31%" in {citation["quote"] for citation in shown}


# --- search, list, build


def test_search_json(small_shell: Shell, small_assistant: Assistant) -> None:
    done = small_shell("search", "fever in patients", "-k", "3", "--json", "--document", "beta")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    hits = small_assistant.search("fever in patients", k=3, document="beta")
    assert [hit["id"] for hit in found] == [hit.passage.id for hit in hits]
    assert [hit["rank"] for hit in found] == [1, 2, 3]
    for shown, hit in zip(found, hits, strict=True):
        assert set(shown) == {
            "rank", "score", "parts", "id", "document_id", "kind", "section", "start", "end",
            "labels", "text",
        }  # fmt: skip
        assert shown["text"] == hit.passage.text
        assert (shown["start"], shown["end"]) == (hit.passage.span.start, hit.passage.span.end)
        assert shown["score"] == pytest.approx(hit.score, abs=1e-6)
        assert set(shown["parts"]) == {"dense", "lexical"}


def test_search_for_a_reader(small_shell: Shell) -> None:
    done = small_shell("search", "Grade 3 colitis", "-k", "1")
    first, second, *_ = done.stdout.splitlines()
    assert re.fullmatch(r"1\. Results › Toxicity  \(prose, alpha:397-473, \d\.\d{4}\)", first), (
        first
    )
    assert second == (
        "   Grade 3 colitis occurred in 7% of the patients. No patient died of toxicity."
    )


def test_list(small_shell: Shell) -> None:
    done = small_shell("list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "alpha",
        "  Alpha Antibody in Spindle Cell Sarcoma (no year)",
        "  12 passages, 8 sections, 2 references, 1 table",
        "  Markdown: alpha/alpha.md of the corpus",
        "beta",
        "  Beta Virus for Melanoma of the Foot (no year)",
        "  5 passages, 4 sections, 0 references, 0 tables",
        "  Markdown: beta.md of the corpus",
    ]


def test_list_json(small_shell: Shell, small_corpus: Path) -> None:
    done = small_shell("list", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    alpha, beta = json.loads(done.stdout)
    assert (alpha["id"], beta["id"]) == ("alpha", "beta")
    assert alpha["authors"] == ["Ada B. Lovelace", "Charles Babbage"]
    assert (alpha["references"], alpha["tables"], alpha["year"]) == (2, 1, None)
    content = (small_corpus / "beta.md").read_bytes()
    assert beta["sha256"] == sha256(content).hexdigest()


def test_build_prints_the_id_on_stdout_and_the_rest_on_stderr(
    shell: Shell, small_corpus: Path, tmp_path: Path
) -> None:
    place = ("--index", tmp_path / "index", "--corpus", small_corpus, "--model", "hashing")
    for why in ("there is none yet", "asked for"):
        done = shell("build", *place)
        assert done.returncode == 0
        identity = (tmp_path / "index" / "CURRENT").read_text(encoding="utf-8")
        assert done.stdout == f"{identity}  2 papers\n"
        assert done.stderr == f"Building the index at {tmp_path / 'index'} ({why})\n"


def test_check(small_shell: Shell) -> None:
    done = small_shell("check", "alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"\d+ found by comparing stated values", done.stdout.splitlines()[-1])
    done = small_shell("check", "alpha", "--json")
    assert isinstance(json.loads(done.stdout), list)


GONE = """
import os, sys
from sarcoqa.cli import main
reading, writing = os.pipe()
os.close(reading)
os.dup2(writing, 1)
sys.exit(main())
"""
FULL = "import os, sys; os.dup2(os.open('/dev/full', os.O_WRONLY), 1)\n" + (
    "from sarcoqa.cli import main; sys.exit(main())"
)


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        (GONE, 0, ""),  # as `sarcoqa list | head -0`
        (FULL, 1, "sarcoqa: [Errno 28] No space left on device\n"),
    ],
)
def test_results_that_nobody_can_take(
    code: str, status: int, told: str, python: Shell, small_index_dir: Path, small_corpus: Path
) -> None:
    if "/dev/full" in code and not Path("/dev/full").exists():
        pytest.skip("needs the /dev/full of Linux")
    place = ("--index", small_index_dir, "--corpus", small_corpus, "--model", "hashing")
    done = python(code, "list", *place)
    assert (done.stderr, done.returncode) == (told, status)


# --- eval


def test_eval_on_a_tiny_set(small_shell: Shell, tmp_path: Path, texts: dict[str, str]) -> None:
    quote = "The objective response rate (ORR) of alpha was 23% in forty patients"
    start = texts["alpha"].index(quote)
    gold = {"document": "alpha", "start": start, "end": start + len(quote), "quote": quote}
    entries = [
        {"id": "q1", "question": "What was the objective response rate of alpha?", "kind": "fact",
         "answerable": True, "gold": [[gold]], "accept": [["23%"]], "labels": ["1"],
         "split": "tune"},
        {"id": "q2", "question": "What was the objective response rate of alpha?", "kind": "fact",
         "answerable": True, "gold": [[gold]], "accept": [["24%"]], "labels": ["2"],
         "split": "check"},
        {"id": "q3", "question": "", "kind": "none", "answerable": False, "gold": [],
         "accept": [], "reason": "empty", "split": "check"},
    ]  # fmt: skip
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")

    def figures(*arguments: object) -> dict[str, tuple[str, str]]:
        done = small_shell("eval", path, *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        rows = re.findall(r"^ *(\S.*?) {2,}([\d.]+|n/a) +(\d+)\b", done.stdout, re.MULTILINE)
        return {name: (value, count) for name, value, count in rows}

    shown = figures()
    # q1 and q3 are right, q2 asks for a number that is not there: 2 of 3, 1 of 2.
    assert shown["right (all)"] == ("0.667", "3")
    assert shown["answered right and cited"] == ("0.500", "2")
    assert shown["evidence recall"] == ("1.000", "2")
    assert shown["reference labels"] == ("0.500", "2")
    assert shown["refusal recall"] == ("1.000", "1")
    assert shown["verbatim"] == ("1.000", "3")
    assert shown["milliseconds, median"][1] == "3"
    tune = figures("--split", "tune")
    assert tune["right (all)"] == ("1.000", "1")
    assert tune["refusal recall"] == ("n/a", "0")
    assert "determinism" not in shown
    assert figures("--twice")["determinism"] == ("1.000", "3")
    # The ORR of alpha stands in a passage that the question finds, first or near.
    assert shown["passage recall@10"] == ("1.000", "2")
    failures = small_shell("eval", path, "--failures").stdout
    assert "q2 [fact] What was the objective" in failures
    assert "missing: ['24%']" in failures
    assert "q1 [fact]" not in failures


def test_eval_of_ones_own_minimal_set(small_shell: Shell, tmp_path: Path) -> None:
    entries = [
        {"id": 1, "question": "What was the objective response rate of alpha?",
         "gold": [["ORR) of alpha was 23% in forty patients"]], "accept": [["23%"]]},
        {"id": 2, "question": "How often did fever occur?", "accept": [["55%"]]},
        {"id": 3, "question": "???", "answerable": False},
        {"id": 4, "question": "How long did the fever last?"},
    ]  # fmt: skip
    path, page = tmp_path / "mine.jsonl", tmp_path / "page.html"
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    done = small_shell("eval", path, "--html", page)
    assert (done.returncode, done.stderr) == (0, "")
    rows = {line[:30].strip(): line[30:].split() for line in done.stdout.splitlines()}
    assert rows["right (all)"][1] == "3"  # the fourth has nothing to be right about
    assert rows["evidence recall"][1] == "1"
    assert rows["verbatim"][:2] == ["1.000", "4"]
    assert "How long did the fever last?" in page.read_text(encoding="utf-8")
    path.write_text('{"id": 1, "question": "Q?", "gold": [["nowhere"]]}', encoding="utf-8")
    failed = small_shell("eval", path)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.endswith("the gold quote 'nowhere' does not stand in any document\n")


def test_batch_goes_on_after_a_question_that_cannot_be_asked(
    small_shell: Shell, tmp_path: Path
) -> None:
    batch = tmp_path / "batch.jsonl"
    entries = [
        {"id": 1, "question": "x" * 5000},
        {"id": 2, "question": "What was the objective response rate of alpha?"},
    ]
    batch.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    done = small_shell("ask", "--batch", batch)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["id"] == 1
    assert "5,000 characters" in first["error"]
    assert second["answer"]["citations"]
    assert done.returncode == 1
    assert done.stderr == "sarcoqa: 1 of 2 questions could not be asked\n"


def test_show(small_shell: Shell) -> None:
    done = small_shell("show", "alpha")
    assert done.stdout.startswith("alpha: Alpha Antibody in Spindle Cell Sarcoma\n")
    assert "Table 1 with 2 rows" in done.stdout
    held = json.loads(small_shell("show", "alpha", "--json").stdout)
    entry = held["references"][0]
    assert held["text"][entry["span"]["start"] : entry["span"]["end"]] == entry["raw"]
    assert small_shell("show", "gamma").returncode == 1


@pytest.mark.parametrize("port", ["0", "99999", "x"])
def test_a_port_that_is_none_is_bad_usage(small_shell: Shell, port: str) -> None:
    done = small_shell("serve", "--port", port)
    assert done.returncode == 2
    assert "--port" in done.stderr
