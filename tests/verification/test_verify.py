"""An answer that is as it was given is verified; whatever is altered in it is found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sarcoqa import Assistant, Conversation, Exchange, verify
from sarcoqa.conversation import to_dict, to_json
from sarcoqa.errors import AnswerFormatError, IndexDamagedError, IndexMissingError
from sarcoqa.schema import CitationMark, Document, Note, Page, Span
from sarcoqa.verification import Check, Verification

Shell = Callable[..., subprocess.CompletedProcess[str]]
Wire = dict[str, Any]
QUESTION = (
    "What were the objective response rate and the median progression-free survival of alpha?"
)
REFUSED = "What was the hazard ratio for survival in the Smith study?"


@pytest.fixture(scope="module")
def documents(small_assistant: Assistant) -> tuple[Document, ...]:
    """The two tiny papers, the first of them printed on two pages."""
    alpha, beta = small_assistant.documents()
    half = alpha.text.index("Median progression-free")
    pages = (Page(1, "7", Span(0, half)), Page(2, "8", Span(half, len(alpha.text))))
    return replace(alpha, pages=pages), beta


@pytest.fixture(scope="module")
def given(small_assistant: Assistant) -> Wire:
    """An answer as JSON holds it: two quotes, with the same reference behind them."""
    answer = small_assistant.ask(QUESTION).to_dict()
    assert [quote["references"][0]["label"] for quote in answer["citations"]] == ["1", "1"]
    return answer


def failed(found: Verification) -> list[tuple[str, str]]:
    return [(check.what, check.where) for check in found.failures]


# --- what is right


def test_answers_are_verified_in_every_form(small_assistant: Assistant, given: Wire) -> None:
    answer = small_assistant.ask(QUESTION)
    held = small_assistant.documents()
    talk = Conversation((Exchange(QUESTION, answer), Exchange("Q?", answer)))
    one = verify(answer, documents=held)
    assert one.ok
    assert one == verify(answer.to_json(), documents=held)
    assert one == verify(answer.to_json().encode(), documents=held)
    assert one == verify(given, documents={document.id: document for document in held})
    quotes = len(answer.citations)
    assert one.quotes == (quotes, quotes)
    assert one.summary == f"{quotes} of {quotes} quotes verified"
    for both in (talk, to_dict(talk), to_json(talk)):
        found = verify(both, documents=held)
        assert found.ok
        assert found.quotes == (2 * quotes, 2 * quotes)
        assert {check.answer for check in found.checks} == {1, 2}


def test_each_quote_is_checked_in_full(small_assistant: Assistant, given: Wire) -> None:
    found = verify(given, documents=small_assistant.documents())
    of_first = [check.what for check in found.checks if check.where == "citation 1"]
    assert of_first == [
        "hash", "paper", "content", "details", "place", "quote", "section", "page", "references",
    ]  # fmt: skip
    assert [check.what for check in found.checks if check.where == "text"] == ["markers", "numbers"]


def test_a_refusal_is_verified_by_its_nearest(small_assistant: Assistant) -> None:
    answer = small_assistant.ask(REFUSED)
    assert answer.abstained is not None
    assert answer.nearest
    found = verify(answer, documents=small_assistant.documents())
    assert found.ok
    assert found.quotes == (len(answer.nearest), len(answer.nearest))


def test_every_answer_on_the_review_is_verified(assistant: Assistant, index_dir: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    lines = (root / "eval" / "review.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [assistant.ask(json.loads(line)["question"]) for line in lines]
    talk = Conversation(tuple(Exchange(answer.question, answer) for answer in answers))
    found = verify(to_json(talk), index=index_dir)
    assert list(found.lines())[1:] == []
    assert found.quotes[0] == found.quotes[1] > 400


# --- planted errors: each alters one thing, and that thing is named


def first(answer: Wire) -> Wire:
    quote: Wire = answer["citations"][0]
    return quote


def change_quote(answer: Wire) -> None:
    quote = first(answer)
    quote["quote"] = quote["quote"].replace("23%", "83%")


def change_quote_and_hash(answer: Wire) -> None:
    change_quote(answer)
    first(answer)["sha256"] = sha256(first(answer)["quote"].encode()).hexdigest()


def shift(answer: Wire) -> None:
    first(answer)["start"] += 1
    first(answer)["end"] += 1


def move_outside(answer: Wire) -> None:
    first(answer)["end"] = 10_000_000


def change_hash(answer: Wire) -> None:
    first(answer)["sha256"] = "0" * 64


def change_paper(answer: Wire) -> None:
    first(answer)["document_id"] = "gamma"


def change_content(answer: Wire) -> None:
    first(answer)["document_sha256"] = "f" * 64


def change_authors(answer: Wire) -> None:
    first(answer)["document_authors"] = ["Nobody"]


def change_section(answer: Wire) -> None:
    first(answer)["section"][-1] = "Toxicity"


def state_a_page(answer: Wire) -> None:
    first(answer)["page"] = "3"


def change_reference_year(answer: Wire) -> None:
    first(answer)["references"][0]["year"] = 2021


def change_reference_author(answer: Wire) -> None:
    first(answer)["references"][0]["author_list"][0] = "Famous F"


def drop_reference(answer: Wire) -> None:
    first(answer)["references"] = []


def exchange_reference(answer: Wire) -> None:
    first(answer)["references"][0]["label"] = "2"


def change_origin(answer: Wire) -> None:
    first(answer)["origin"] = "own"


def claim_inherited(answer: Wire) -> None:
    first(answer)["references_inherited"] = True


def invent_number(answer: Wire) -> None:
    answer["text"] = "The response rate was 99.5%. " + answer["text"]


def drop_citation(answer: Wire) -> None:
    answer["citations"].pop()


def drop_all_citations(answer: Wire) -> None:
    answer["citations"] = []
    answer["text"] = "All tumors shrank."


def cite_twice(answer: Wire) -> None:
    answer["citations"].append(deepcopy(first(answer)))


def hide_marker(answer: Wire) -> None:
    answer["text"] = answer["text"].replace("[1]", "")


def refuse_and_cite(answer: Wire) -> None:
    answer["abstained"] = {"reason": "not_covered", "message": answer["text"]}


PLANTED = [
    (change_quote, "citation 1", {"quote", "hash"},
     "was 83% in forty patients [1].”, the paper has “ (ORR) of alpha was 23% in"),
    (change_quote_and_hash, "citation 1", {"quote"}, "stated is “ (ORR) of alpha was 83% in"),
    (shift, "citation 1", {"quote"}, "the quote does not stand at"),
    (move_outside, "citation 1", {"place"}, "lies outside the paper's text of"),
    (change_hash, "citation 1", {"hash"}, "the sha256 of the quote is"),
    (change_paper, "citation 1", {"paper"}, "the paper 'gamma' is not there: it was removed"),
    (change_content, "citation 1", {"content"}, "the paper 'alpha' has other content here"),
    (change_authors, "citation 1", {"details"}, "the paper's authors: stated is ['Nobody']"),
    (change_section, "citation 1", {"section"}, "Toxicity”, the paper has “"),
    (state_a_page, "citation 1", {"page"}, "the page: stated is “3”, the paper has none"),
    (change_reference_year, "citation 1", {"references"},
     "the year of reference [1]: stated is 2021, the paper has 2019"),
    (change_reference_author, "citation 1", {"references"}, "stated is ['Famous F'"),
    (drop_reference, "citation 1", {"references"}, "stated is none, the paper has “1”"),
    (exchange_reference, "citation 1", {"references"}, "stated is “2”, the paper has “1”"),
    (change_origin, "citation 1", {"references"}, "the origin: stated is “own”"),
    (claim_inherited, "citation 1", {"references"}, "stated is True, the paper has False"),
    (invent_number, "text", {"numbers"}, "99.5 stands neither in the quotes nor in the question"),
    (drop_citation, "text", {"markers", "numbers"}, "there is no citation for [2]"),
    (drop_all_citations, "text", {"markers"}, "found neither citations nor a reason"),
    (cite_twice, "text", {"markers"}, "two citations have the same number"),
    (hide_marker, "text", {"markers"}, "the text does not say where it cites [1]"),
    (refuse_and_cite, "text", {"markers"}, "found both citations and a reason"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "where", "what", "message"), PLANTED)
def test_a_planted_error_is_found_and_named(
    plant: Callable[[Wire], None],
    where: str,
    what: set[str],
    message: str,
    small_assistant: Assistant,
    given: Wire,
) -> None:
    altered = deepcopy(given)
    plant(altered)
    found = verify(altered, documents=small_assistant.documents())
    assert not found.ok
    here = [check for check in found.failures if check.where == where]
    assert {check.what for check in here} == what
    assert any(message in check.message for check in here), [check.message for check in here]
    elsewhere = {check.what for check in found.failures if check.where != where}
    assert elsewhere <= {"numbers", "markers"}, failed(found)
    verified, every = found.quotes
    assert every - verified == (where != "text")


def test_errors_in_notes_and_in_the_nearest_are_found(
    small_assistant: Assistant, given: Wire
) -> None:
    quote = first(given)
    bad = quote | {"sha256": "0" * 64}
    note = {"kind": "disagreement", "message": "The text says 23%.", "citations": [quote, bad]}
    wrong = note | {"message": "The text says 77%.", "citations": [quote]}
    altered = given | {"notes": [note, wrong], "nearest": [bad]}
    found = verify(altered, documents=small_assistant.documents())
    assert failed(found) == [
        ("hash", "note 1, citation 2"), ("numbers", "note 2"), ("hash", "nearest 1"),
    ]  # fmt: skip
    assert found.summary.endswith("quotes verified; 1 more found wrong in the text or a note")


def test_a_wrong_answer_of_a_conversation_is_named(small_assistant: Assistant) -> None:
    answer = small_assistant.ask(QUESTION)
    talk = to_dict(Conversation((Exchange(QUESTION, answer), Exchange(QUESTION, answer))))
    change_hash(talk["exchanges"][1]["answer"])
    found = verify(talk, documents=small_assistant.documents())
    assert [(check.what, check.answer) for check in found.failures] == [("hash", 2)]
    assert list(found.lines())[1].startswith("  answer 2, citation 1: the sha256 of the quote is")


# --- numbers and markers that are right, though no quote holds them


def test_a_number_of_the_question_counts_as_sourced(small_assistant: Assistant) -> None:
    answer = replace(small_assistant.ask(QUESTION), question="Was it 40%, or at two years?")
    said = replace(answer, text=answer.text + "\nThe papers do not give a value at 2 years.")
    assert verify(said, documents=small_assistant.documents()).ok
    lost = replace(said, question="Was it 40%?")
    assert failed(verify(lost, documents=small_assistant.documents())) == [("numbers", "text")]


def test_a_receipt_counts_rows(small_assistant: Assistant) -> None:
    answer = small_assistant.ask(QUESTION)
    receipt = "Compared all 16 table rows."
    counted = replace(
        answer, text=f"{answer.text}\n{receipt}", notes=(Note("comparison", receipt, ()),)
    )
    held = small_assistant.documents()
    assert verify(counted, documents=held).ok
    other = replace(counted, notes=(Note("partial", receipt, ()),))
    assert failed(verify(other, documents=held)) == [("numbers", "text"), ("numbers", "note 1")]


def test_the_columns_of_a_cited_row_are_the_papers_words(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("What was the ORR at a dose of 3 mg/kg?", kind="record")
    (row,) = [c for c in answer.citations if "3 mg/kg" in c.quote.text][:1]
    alpha, beta = small_assistant.documents()
    renamed = [
        replace(
            table,
            records=tuple(
                replace(r, cells=tuple((f"{name} (n = 512)", v) for name, v in r.cells))
                for r in table.records
            ),
        )
        for table in alpha.tables
    ]
    said = replace(answer, text=f"ORR (n = 512): 31% [{row.number}]", citations=(row,), notes=())
    numbered = (replace(alpha, tables=tuple(renamed)), beta)
    assert verify(said, documents=numbered).ok
    assert failed(verify(said, documents=(alpha, beta))) == [("numbers", "text")]


def test_brackets_of_a_quote_are_no_markers_unless_the_paper_cites_there(
    small_assistant: Assistant,
) -> None:
    answer = small_assistant.ask(QUESTION)
    alpha, beta = small_assistant.documents()
    own = next(c for c in answer.citations if "[1]" in c.quote.text)
    said = replace(answer, citations=(replace(own, number=3),), text="23% [1]. [3]", notes=())
    assert failed(verify(said, documents=(alpha, beta))) == [("markers", "text")]
    uncited = replace(alpha, marks=tuple[CitationMark, ...]())
    found = verify(said, documents=(uncited, beta))
    assert failed(found) == [("references", "citation 1")]


def test_a_page_is_checked(small_assistant: Assistant, documents: tuple[Document, ...]) -> None:
    answer = small_assistant.ask(QUESTION)
    assert {what for what, _ in failed(verify(answer, documents=documents))} == {"page"}
    paged = replace(answer, citations=tuple(replace(c, page="7") for c in answer.citations))
    assert failed(verify(paged, documents=documents)) == [("page", "citation 2")]


# --- what an older version wrote


def test_keys_that_were_added_later_may_be_absent(small_assistant: Assistant, given: Wire) -> None:
    older = deepcopy(given)
    for quote in older["citations"]:
        for key in ("document_authors", "document_year", "document_doi", "origin"):
            del quote[key]
        for entry in quote["references"]:
            for key in ("author_list", "start", "end"):
                del entry[key]
    assert verify(older, documents=small_assistant.documents()).ok


# --- the papers of an index


def test_the_papers_are_read_from_the_index(given: Wire, small_index_dir: Path) -> None:
    assert verify(given, index=small_index_dir).ok


def test_a_paper_that_was_removed_or_has_changed_is_said(
    tmp_path: Path, write_papers: Callable[[Path], Path], small_settings: object, given: Wire
) -> None:
    corpus = write_papers(tmp_path / "corpus")
    qa = Assistant.open(tmp_path / "index", corpus=corpus, settings=small_settings, quiet=True)
    assert verify(given, index=tmp_path / "index").ok
    paper = corpus / "alpha" / "alpha.md"
    paper.write_text(paper.read_text(encoding="utf-8").replace("23%", "32%"), encoding="utf-8")
    Assistant.open(tmp_path / "index", corpus=corpus, settings=small_settings, quiet=True)
    changed = verify(given, index=tmp_path / "index")
    assert {"content", "quote"} <= {what for what, _ in failed(changed)}
    assert "the paper 'alpha' has other content here (sha256 " in "\n".join(changed.lines())
    qa.remove("alpha")
    removed = verify(given, index=tmp_path / "index")
    assert {what for what, _ in failed(removed)} == {"paper"}


def test_without_an_index_there_is_one_error(given: Wire, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match=r"run: sarcoqa build$"):
        verify(given, index=tmp_path / "none")


def test_an_index_that_was_altered_proves_nothing(
    given: Wire, tmp_path: Path, write_papers: Callable[[Path], Path], small_settings: object
) -> None:
    corpus = write_papers(tmp_path / "corpus")
    Assistant.open(tmp_path / "index", corpus=corpus, settings=small_settings, quiet=True)
    for path in (tmp_path / "index" / "segments").glob("*/document.json"):
        path.write_text(path.read_text(encoding="utf-8").replace("23%", "83%"), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="is altered"):
        verify(given, index=tmp_path / "index")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"schema": "sarcoqa.answer/2"}', b"\xff\xfe"]
)
def test_what_is_no_answer_is_one_error(text: str | bytes) -> None:
    with pytest.raises(AnswerFormatError, match="give an answer as `sarcoqa ask --json` prints it"):
        verify(text, documents=())


def test_no_model_and_no_network_is_needed(
    python: Shell, small_index_dir: Path, given: Wire
) -> None:
    code = (
        "import json, socket, sys\n"
        "def refuse(*arguments): raise OSError('no network here')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import sarcoqa\n"
        "found = sarcoqa.verify(sys.stdin.read(), index=sys.argv[1])\n"
        "heavy = 'torch faiss gradio sentence_transformers onnxruntime transformers scipy numpy'\n"
        "print(found.summary, [name for name in heavy.split() if name in sys.modules])\n"
    )
    done = python(code, small_index_dir, standard_input=json.dumps(given))
    count = len(given["citations"])
    assert done.stdout == f"{count} of {count} quotes verified []\n", done.stderr


# --- the result


def test_the_result_as_values() -> None:
    found = Verification(
        (
            Check("numbers", False, "9 stands nowhere", 1, "text"),
            Check("quote", True, "", 1, "citation 1", 1),
            Check("quote", True, "", 1, "citation 2", 1),
            Check("page", False, "the page", 1, "citation 2", 1),
        )
    )
    assert not found.ok
    assert found.to_dict() == {
        "schema": "sarcoqa.verification/1",
        "ok": False,
        "summary": "1 of 2 quotes verified; 1 more found wrong in the text or a note",
        "quotes": {"verified": 1, "all": 2},
        "checks": [
            {"what": "numbers", "ok": False, "message": "9 stands nowhere", "answer": 1,
             "where": "text", "number": None},
            {"what": "quote", "ok": True, "message": "", "answer": 1, "where": "citation 1",
             "number": 1},
            {"what": "quote", "ok": True, "message": "", "answer": 1, "where": "citation 2",
             "number": 1},
            {"what": "page", "ok": False, "message": "the page", "answer": 1,
             "where": "citation 2", "number": 1},
        ],
    }  # fmt: skip
    assert list(found.lines()) == [
        "1 of 2 quotes verified; 1 more found wrong in the text or a note",
        "  text: 9 stands nowhere",
        "  citation 2: the page",
    ]
    assert Verification(()).ok


# --- in the shell


def test_the_command_verifies_a_file_and_standard_input(
    small_shell: Shell, given: Wire, tmp_path: Path, small_index_dir: Path
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    count = len(given["citations"])
    for done in (
        small_shell("verify", file),
        small_shell("verify", "-", standard_input=json.dumps(given)),
    ):
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{count} of {count} quotes verified\n"
    done = small_shell("verify", file, "--json")
    assert json.loads(done.stdout) == verify(given, index=small_index_dir).to_dict()
    assert json.loads(done.stdout)["ok"] is True


def test_the_command_fails_where_something_is_wrong(
    small_shell: Shell, given: Wire, tmp_path: Path
) -> None:
    altered = deepcopy(given)
    change_quote_and_hash(altered)
    file = tmp_path / "altered.json"
    file.write_text(json.dumps(altered), encoding="utf-8")
    done = small_shell("verify", file)
    assert done.returncode == 1
    assert "quotes verified" in done.stdout.splitlines()[0]
    assert "stated is “ (ORR) of alpha was 83% in forty patients [1].”" in done.stdout
    assert done.stderr.startswith("sarcoqa: ")
    assert "not verified" in done.stderr
    as_json = small_shell("verify", file, "--json")
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout)["ok"] is False


def test_the_command_says_what_it_cannot_read(small_shell: Shell, tmp_path: Path) -> None:
    for done in (
        small_shell("verify", tmp_path / "none.json"),
        small_shell("verify", "-", standard_input="no JSON"),
    ):
        assert done.returncode == 1
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
