"""The chat as a reader meets it: a real browser, and nothing asked of another machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from contrast import worst_contrast
from fake_assistant import FakeAssistant
from serving import free_port, served
from visiting import (
    ANSWERED,
    OFF_TOPIC,
    PHONE,
    WIDE,
    ask,
    expected,
    has_sideways_scroll,
    quotes,
    turn,
    visit,
)

from sarcoqa import Assistant
from sarcoqa.chat.desk import NO_QUESTION
from sarcoqa.contract import NOT_MEDICAL_ADVICE
from sarcoqa.schema import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_an_answer_shows_the_assistants_quotes(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(ANSWERED)
    assert answer.citations, answer.abstained
    with visit(browser, chat_url) as page:
        found = ask(page, ANSWERED)
        assert found.locator(".sq-question").text_content() == ANSWERED
        assert found.locator(".sq-answer > .sq-text").text_content() == answer.text
        listed = found.locator(".sq-answer > .sq-citations")
        assert quotes(listed) == expected(answer.citations)
        assert page.get_by_label("Your question").input_value() == ""
        entries = listed.locator(".sq-references li")
        assert entries.count() == sum(len(one.references) for one in answer.citations)


def test_a_refusal_says_why_shows_what_is_nearest_and_offers_what_can_be_answered(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(OFF_TOPIC)
    assert answer.abstained is not None
    with visit(browser, chat_url) as page:
        refusal = ask(page, OFF_TOPIC).locator(".sq-refusal")
        assert answer.abstained.message in str(refusal.locator("> .sq-text").text_content())
        assert quotes(refusal.locator("> .sq-citations")) == expected(answer.nearest)
        offered = refusal.locator(".sq-offer")
        offered.first.wait_for()
        assert offered.count() == 2
        question = str(offered.first.text_content())
        offered.first.click()
        answered = turn(page, 2)
        assert answered.locator(".sq-question").text_content() == question
        assert answered.locator(".sq-answer").count() == 1


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "**bold** `code` [link](javascript:alert(1)) ${alert(3)} {{value}} $x^2$",
        "هل تستجيب الساركوما للعلاج المناعي؟",
        "ab<cd>" * 3334,  # 20,004 characters
    ],
    ids=["html", "markdown", "right-to-left", "long"],
)
def test_a_question_is_shown_as_text(browser: Browser, chat_url: str, question: str) -> None:
    with visit(browser, chat_url, window=PHONE) as page:
        found = ask(page, question)
        assert found.locator(".sq-question").text_content() == question
        assert page.locator(".sq-question *").count() == 0
        assert not has_sideways_scroll(page)
        ask(page, ANSWERED)
        assert page.locator(".sq-turn").count() == 2


def test_an_empty_question_gives_one_line(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        for _ in range(2):
            page.get_by_label("Your question").press("Enter")
            page.locator(".sq-error").wait_for()
            assert page.locator(".sq-error").all_text_contents() == [NO_QUESTION]
        box = page.get_by_label("Your question")
        box.fill(OFF_TOPIC)
        box.press("Enter")
        page.locator(".sq-refusal").wait_for()
        assert page.locator(".sq-turn").count() == 1


def test_shift_and_enter_break_the_line(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        box = page.get_by_label("Your question")
        box.press_sequentially("one")
        box.press("Shift+Enter")
        box.press_sequentially("two")
        assert box.input_value() == "one\ntwo"
        assert page.locator(".sq-turn").count() == 0


def test_an_example_is_asked_by_one_press(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    examples = assistant.suggest()
    with visit(browser, chat_url) as page:
        buttons = page.locator(".sq-examples .sq-offer")
        assert buttons.all_text_contents() == list(examples)
        buttons.first.click()
        found = turn(page, 1)
        assert found.locator(".sq-question").text_content() == examples[0]
        assert found.locator(".sq-answer").count() == 1
        assert not buttons.first.is_visible()


def test_a_follow_up_shows_how_it_was_understood_and_can_be_switched_off(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    follow_up = "and in MFS?"
    understood = assistant.understand(follow_up, (assistant.ask(ANSWERED),)).understood
    assert understood not in (follow_up, ANSWERED)
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        found = ask(page, follow_up)
        assert found.locator(".sq-understood-text").text_content() == understood
        answer = assistant.ask(understood)
        assert quotes(found.locator("> div > .sq-citations")) == expected(
            answer.citations or answer.nearest
        )
        page.get_by_label("Follow-ups").uncheck()
        alone = ask(page, follow_up)
        assert alone.locator(".sq-understood").count() == 0


def test_two_readers_never_see_each_others_chat(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as one, visit(browser, chat_url) as other:
        ask(one, ANSWERED)
        ask(other, OFF_TOPIC)
        ask(one, OFF_TOPIC)
        assert one.locator(".sq-question").all_text_contents() == [ANSWERED, OFF_TOPIC]
        assert other.locator(".sq-question").all_text_contents() == [OFF_TOPIC]
        other.get_by_role("button", name="History").click()
        assert ANSWERED not in str(other.locator("#sq-menu-history").text_content())


class Slow(FakeAssistant):
    """Takes its time over every question, then fails as no assistant should."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def ask(self, question: str, **filters: Any) -> Answer:
        self.asked.append(question)
        self.go.wait(30)  # seconds
        raise ZeroDivisionError


def test_a_fault_ends_the_search_and_a_question_typed_meanwhile_waits_in_the_box(
    browser: Browser,
) -> None:
    slow = Slow()
    with served(slow) as url, visit(browser, url) as page:
        box = page.get_by_label("Your question")
        box.fill("first")
        box.press("Enter")
        page.locator(".sq-pending").wait_for()
        box.fill("second")
        box.press("Enter")
        slow.go.set()
        page.locator(".sq-error").wait_for()
        assert page.locator(".sq-turn").count() == 1
        assert "a fault in the program" in str(page.locator(".sq-error").text_content())
        assert box.input_value() == "second"
        assert slow.asked == ["first"]
        ask(page, "third")
        assert slow.asked == ["first", "third"]


def test_escape_stops_a_question_and_gives_it_back(browser: Browser) -> None:
    slow = Slow()
    with served(slow) as url, visit(browser, url) as page:
        box = page.get_by_label("Your question")
        box.fill("How long does this take?")
        box.press("Enter")
        page.locator(".sq-pending").wait_for()
        box.press("Escape")
        page.locator(".sq-turn").wait_for(state="detached")
        assert box.input_value() == "How long does this take?"
        slow.go.set()
        page.wait_for_timeout(300)  # milliseconds: what comes late must not be shown
        assert page.locator(".sq-turn").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_everything_fits_and_can_be_read(
    browser: Browser, chat_url: str, window: dict[str, int], dark: bool
) -> None:
    with visit(browser, chat_url, window=window, dark=dark) as page:
        advice = page.get_by_text(NOT_MEDICAL_ADVICE)
        assert not has_sideways_scroll(page)
        assert worst_contrast(page)[0] >= 4.5
        for question in (ANSWERED, OFF_TOPIC, " "):
            ask(page, question)
        page.locator(".sq-strip-places").first.wait_for(state="attached")
        page.locator(".sq-log .sq-offer").last.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        worst, words = worst_contrast(page)
        assert worst >= 4.5, words
        assert not has_sideways_scroll(page)
        assert advice.count() == 1
        for needed in (advice, page.get_by_label("Your question")):
            box = needed.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= box["y"] + box["height"] <= window["height"]
        page.get_by_role("tab", name="Papers").click()
        assert worst_contrast(page)[0] >= 4.5
        assert not has_sideways_scroll(page)


SERVE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a background job ignores it
from fake_assistant import FakeAssistant
from sarcoqa.chat import launch
launch(FakeAssistant(), port=int(sys.argv[1]))
"""


def test_launch_says_where_the_chat_is(browser: Browser) -> None:
    port = free_port()
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        late = threading.Timer(60, server.kill)  # seconds
        late.start()
        try:
            assert server.stderr is not None
            said = next((line for line in server.stderr if "http" in line), "")
            found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
            assert found is not None, said
            assert found[1] == str(port)
            with visit(browser, found[0]) as page:
                ask(page, ANSWERED)
        finally:
            late.cancel()
            server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
