"""What leaves the chat: files that others can read, checks of every quote, opinions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from visiting import ANSWERED, OFF_TOPIC, ask, visit

from sarcoqa import Assistant, verify
from sarcoqa.contract import answer_from_dict
from sarcoqa.conversation import from_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SEVERAL = "What was 2-year disease-free survival with pembrolizumab in SARC032?"


def saved(page: Page, style: str) -> str:
    """The file that an entry of "Take along" gives."""
    page.get_by_role("button", name="Take along").click()
    with page.expect_download() as waiting:
        page.locator(f'[data-export="{style}"]').click()
    return waiting.value.path().read_bytes().decode("utf-8")


def test_every_export_can_be_read_by_others(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    rispy = pytest.importorskip("rispy")
    answers = [assistant.ask(ANSWERED), assistant.ask(OFF_TOPIC)]
    behind = {one.doi for a in answers for c in a.citations for one in c.references if one.doi}
    assert behind
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        ask(page, OFF_TOPIC)
        again = from_json(saved(page, "json"))
        assert [one.answer for one in again.exchanges] == answers
        markdown = saved(page, "markdown")
        for citation in answers[0].citations:
            assert citation.quote.text.replace("\t", " · ") in markdown
        html = saved(page, "html")
        assert html.startswith("<!doctype html>")
        assert "<script" not in html
        library = bibtexparser.parse_string(saved(page, "bibtex"))
        assert not library.failed_blocks
        dois = {
            entry.fields_dict["doi"].value
            for entry in library.entries
            if "doi" in entry.fields_dict
        }
        assert behind <= dois
        entries = rispy.loads(saved(page, "ris"))
        assert behind <= {entry.get("doi") for entry in entries}
        styled = json.loads(saved(page, "csl-json"))
        assert behind <= {entry.get("DOI") for entry in styled}


def test_an_export_without_an_answer_says_so(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        page.get_by_role("button", name="Take along").click()
        page.get_by_role("menuitem", name="BibTeX").click()
        assert "no answer to take along yet" in str(page.locator(".sq-told").text_content())


def test_verify_all_checks_every_quote_again(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answers = [assistant.ask(ANSWERED), assistant.ask(OFF_TOPIC)]
    verified = [verify(one.to_dict(), documents=assistant.documents()).quotes for one in answers]
    many = sum(every for _, every in verified)
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        ask(page, OFF_TOPIC)
        page.get_by_role("button", name="Take along").click()
        page.get_by_role("menuitem", name="Verify all quotes").click()
        shown = page.locator(".sq-told .sq-verified")
        shown.wait_for()
        assert f"{many} of {many} quotes verified" in str(shown.text_content())
        assert shown.get_attribute("data-state") == "good"


def test_a_quote_that_was_altered_is_found(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        page.wait_for_function("localStorage.getItem('sarcoqa.chats')")
        page.evaluate(
            "() => { const chats = JSON.parse(localStorage.getItem('sarcoqa.chats'));"
            " chats[0].turns[0].answer.citations[0].quote += ' not';"
            " window.addEventListener('pagehide', () => localStorage.setItem("
            "'sarcoqa.chats', JSON.stringify(chats))); }"
        )
        page.reload()
        error = page.locator(".sq-turn .sq-error")
        error.wait_for()
        assert "was altered" in str(error.text_content())
        page.get_by_role("button", name="Take along").click()
        page.get_by_role("menuitem", name="Verify all quotes").click()
        shown = page.locator(".sq-told .sq-verified")
        shown.wait_for()
        assert shown.get_attribute("data-state") == "bad"
        assert "the text at" in str(shown.text_content())


def test_an_opinion_is_kept_on_this_machine(browser: Browser, own: Assistant, own_url: str) -> None:
    question = "How often did fever occur?"
    with visit(browser, own_url) as page:
        found = ask(page, question)
        found.get_by_role("button", name="Not helpful").click()
        found.get_by_label("What should be better?").fill("Too <long>")
        found.get_by_role("button", name="Send").click()
        found.get_by_text("kept on this machine").wait_for()
    entry = json.loads(own.feedback_path.read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["question"], entry["rating"]) == (question, "down")
    assert entry["comment"] == "Too <long>"


def test_an_answer_is_copied_with_its_citations(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    with visit(browser, chat_url) as page:
        found = ask(page, ANSWERED)
        found.get_by_role("button", name="Copy", exact=True).last.click()
        found.get_by_text("Copied").wait_for()
        copied = str(page.evaluate("navigator.clipboard.readText()"))
        answer = assistant.ask(ANSWERED)
        for citation in answer.citations:
            assert citation.quote.text.replace("\t", " · ") in copied
            for reference in citation.references:
                assert str(reference.doi or reference.title) in copied


def test_a_dot_of_the_picture_opens_its_quote(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(SEVERAL)
    values = assistant.comparable(answer)
    assert len({value.citation for value in values}) > 1
    quotes = {one.number: one.quote.text for one in answer.citations}
    with visit(browser, chat_url) as page:
        found = ask(page, answer.question)
        plot = found.locator(".sq-plot")
        rows = plot.locator("tbody tr").all_text_contents()
        for row, value in zip(rows, values, strict=True):
            assert value.printed in row
        first = plot.locator("a[data-citation]").first
        number = int(str(first.get_attribute("data-citation")))
        first.click()
        page.locator("mark.sq-marked").first.wait_for(state="attached")
        shown = "".join(page.locator("mark.sq-marked").all_text_contents())
        assert shown == quotes[number]


def test_the_answers_of_a_conversation_stay_what_they_were(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        page.wait_for_function("localStorage.getItem('sarcoqa.chats')")
        (chat,) = json.loads(str(page.evaluate("localStorage.getItem('sarcoqa.chats')")))
        assert answer_from_dict(chat["turns"][0]["answer"]) == assistant.ask(ANSWERED)
