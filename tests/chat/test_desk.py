"""What the server does for the page: the answers it gives, and what it refuses in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_assistant import BARE, FIRST, TAWBI, FakeAssistant, answer, document
from reading import Reader

from sarcoqa import Assistant
from sarcoqa.chat.desk import NEAR, NO_QUESTION, Desk
from sarcoqa.contract import answer_from_dict
from sarcoqa.conversation import from_json
from sarcoqa.schema import Answer

ORR = "What was the objective response rate of alpha?"


def desk(assistant: Any) -> Callable[..., dict[str, Any]]:
    """Calls what the page may call, by its short name."""
    held = {one.__name__: one for one in Desk(assistant).functions()}
    return lambda name, payload: held[f"sarcoqa_{name}"](payload)


@pytest.fixture
def small(small_assistant: Assistant) -> Callable[..., dict[str, Any]]:
    return desk(small_assistant)


def asked(question: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "number": 1, **more}


def test_an_answer_comes_as_html_and_in_the_form_of_the_contract(
    small: Callable[..., dict[str, Any]], small_assistant: Assistant
) -> None:
    reply = small("ask", asked(ORR))
    expected = small_assistant.ask(ORR)
    assert reply["turn"]["answer"] == expected.to_dict()
    assert reply["said"] == expected.text
    page = Reader(reply["html"], "sq-quote")
    assert page.texts == [one.quote.text for one in expected.citations]
    json.dumps(reply)  # what goes over the wire


@pytest.mark.parametrize("question", ["", "  \n\t"])
def test_an_empty_question_gives_one_line_without_asking(question: str) -> None:
    assert desk(FakeAssistant())("ask", asked(question)) == {"error": NO_QUESTION}


def test_what_the_assistant_refuses_is_one_line(small: Callable[..., dict[str, Any]]) -> None:
    said = desk(FakeAssistant())("ask", asked("fail"))
    assert said == {"error": "found no question; write <one> that ends in a question mark"}
    gone = small("ask", asked(ORR, filters={"section": ["Nowhere"]}))
    assert "no section 'nowhere'" in gone["error"].lower()


def test_a_fault_of_the_program_is_not_hidden() -> None:
    class Faulty(FakeAssistant):
        def ask(self, question: str, **filters: Any) -> Answer:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk(Faulty())("ask", asked("q"))


def test_filters_reach_the_assistant(
    small: Callable[..., dict[str, Any]], small_assistant: Assistant
) -> None:
    filters = {"document": ["beta"], "section": [], "kind": ["prose"], "year": ""}
    reply = small("ask", asked("How often did fever occur?", filters=filters))
    expected = small_assistant.ask("How often did fever occur?", document="beta", kind="prose")
    assert reply["turn"]["answer"] == expected.to_dict()
    assert reply["turn"]["filters"] == filters


def test_a_follow_up_goes_on_with_the_answers_that_are_sent() -> None:
    call = desk(FakeAssistant())
    before = [answer("What of UPS?").to_dict()]
    went_on = call("ask", asked("again", earlier=before))
    assert went_on["turn"]["understood"] == "What of UPS?"
    assert Reader(went_on["html"], "sq-understood-text").texts == ["What of UPS?"]
    alone = call("ask", asked("again", earlier=before, follow=False))
    assert alone["turn"]["understood"] == "again"
    assert "earlier" in call("ask", asked("again", earlier=before * 4))["error"]


def test_turns_that_were_kept_are_shown_again_as_they_were() -> None:
    call = desk(FakeAssistant())
    reply = call("ask", asked("What of UPS?"))
    failed = {"question": "fail", "error": "It <failed>"}
    altered = json.loads(json.dumps(reply["turn"]))
    altered["answer"]["citations"][0]["quote"] += " not"
    shown = call("restore", {"turns": [reply["turn"], failed, altered]})["html"]
    assert shown[0] == reply["html"]
    assert Reader(shown[1], "sq-error").texts == ["It <failed>"]
    assert "was altered" in Reader(shown[2], "sq-error").texts[0]


def offered(reply: dict[str, Any]) -> list[str]:
    return [str(one["data-question"]) for one in Reader(reply["html"]).with_class("sq-offer")]


def test_questions_are_offered_also_where_none_is_near(
    small: Callable[..., dict[str, Any]], small_assistant: Assistant
) -> None:
    assert len(offered(desk(FakeAssistant())("suggest", asked("Why?")))) == NEAR
    others = offered(small("suggest", asked("What is the capital of France?")))
    assert 1 <= len(others) == len(set(others)) <= NEAR
    for question in others:
        assert small_assistant.ask(question).citations


def test_a_paper_is_shown_whole_with_its_entries_in_the_order_asked_for() -> None:
    call = desk(FakeAssistant())
    paper = call("source", {"document": "invented-2025"})
    assert Reader(paper["html"]).text == document().text
    assert paper["title"] == document().title
    labels = ["30", "77", "8"]
    html = call("entries", {"document": "invented-2025", "labels": labels})["html"]
    copies = [one["data-copy"] for _, one in Reader(html).elements if "data-copy" in one]
    assert copies == [BARE.raw, TAWBI.raw]
    assert "not in the index any more" in call("source", {"document": "none"})["error"]
    assert call("image", {"document": "invented-2025", "page": 1}) == {"image": None}


def test_the_map_counts_the_quotes_of_the_conversation() -> None:
    call = desk(FakeAssistant())
    turn = call("ask", asked("What of UPS?"))["turn"]
    html = call("map", {"document": "invented-2025", "conversation": {"turns": [turn]}})["html"]
    assert "3 quotes so far" in Reader(html).text


@pytest.mark.parametrize("style", ["markdown", "html", "json", "bibtex", "ris", "csl-json"])
def test_a_conversation_is_exported(style: str) -> None:
    call = desk(FakeAssistant())
    turn = call("ask", asked("What of UPS?"))["turn"]
    file = call("export", {"turns": [turn], "format": style, "when": "2025-01-31"})
    assert file["name"].startswith("sarcoqa-chat.")
    assert str(TAWBI.doi) in file["text"]
    if style == "json":
        (exchange,) = from_json(file["text"]).exchanges
        assert exchange.answer == answer_from_dict(turn["answer"])


def test_what_cannot_be_exported_is_said() -> None:
    call = desk(FakeAssistant())
    assert "no answer to take along" in call("export", {"turns": [], "format": "json"})["error"]
    assert "no format 'odt'" in call("export", {"turns": [], "format": "odt"})["error"]


PLANTED: dict[str, Callable[[dict[str, Any]], None]] = {
    "quote": lambda one: one.update(quote=one["quote"].replace("23%", "32%")),
    "sha256": lambda one: one.update(sha256="0" * 64),
    "place": lambda one: one.update(start=one["start"] + 1, end=one["end"] + 1),
}


def test_verify_checks_the_answers_as_they_were_kept(
    small: Callable[..., dict[str, Any]],
) -> None:
    turn = small("ask", asked(ORR))["turn"]
    checked = small("verify", {"turns": [turn]})
    assert checked["ok"]
    many = len(turn["answer"]["citations"])
    assert f"{many} of {many} quote" in Reader(checked["html"]).text


@pytest.mark.parametrize("planted", PLANTED)
def test_verify_finds_what_was_altered(planted: str, small: Callable[..., dict[str, Any]]) -> None:
    turn = json.loads(json.dumps(small("ask", asked(ORR))["turn"]))
    PLANTED[planted](turn["answer"]["citations"][0])
    checked = small("verify", {"turns": [turn]})
    assert not checked["ok"]
    assert "citation 1" in Reader(checked["html"]).text


def test_an_opinion_is_written_where_the_assistant_keeps_them(tmp_path: Path) -> None:
    class Rated(FakeAssistant):
        feedback_path = tmp_path / "feedback.jsonl"

    call = desk(Rated())
    turn = call("ask", asked("What of UPS?"))["turn"]
    assert call("rate", {"turn": turn, "rating": "up", "comment": "Good <b>"}) == {}
    (line,) = Rated.feedback_path.read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert (entry["rating"], entry["comment"]) == ("up", "Good <b>")
    assert entry["question"] == "What of UPS?"
    assert "rating" in call("rate", {"turn": turn, "rating": "so-so"})["error"]
    assert "only an answer" in call("rate", {"turn": {"question": "q"}, "rating": "up"})["error"]


@pytest.mark.parametrize("payload", [None, [], "x", {"more": 1}, {"question": 1, "number": "a"}])
def test_what_is_no_request_gives_one_line(payload: object) -> None:
    for name in ("ask", "restore", "source", "entries", "image", "map", "add", "export", "rate"):
        error = desk(FakeAssistant())(name, payload)["error"]
        assert error.startswith("the page sent something unexpected: ")
        assert "\n" not in error


def test_the_papers_as_they_are_now_are_shown() -> None:
    class Changing(FakeAssistant):
        def documents(self) -> Any:
            return () if self.index_id == "empty" else super().documents()

    changing = Changing()
    call = desk(changing)
    assert call("shelf", {})["ids"] == ["invented-2025"]
    changing.index_id = "empty"
    assert call("shelf", {})["ids"] == []
    # What was cited is shown all the same.
    assert FIRST in Reader(call("ask", asked("What of UPS?"))["html"], "sq-quote").texts
