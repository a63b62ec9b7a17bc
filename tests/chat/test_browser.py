"""The chat as a reader meets it: a real browser, and nothing asked of another machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from fake_assistant import FakeAssistant
from serving import free_port, served

from sarcoqa.chat import Asks
from sarcoqa.chat.conversation import FAILED, NO_QUESTION
from sarcoqa.chat.examples import example_questions
from sarcoqa.contract import NOT_MEDICAL_ADVICE
from sarcoqa.schema import Answer, Citation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ANSWERED = "What was the objective response rate in patients with UPS?"
OFF_TOPIC = "What is the capital of France?"


@contextmanager
def visit(
    browser: Browser, url: str, *, window: dict[str, int] = WIDE, dark: bool = False
) -> Iterator[Page]:
    """A session of its own; leaving it checks what it asked of whom, and that no script failed."""
    context = browser.new_context(viewport=window, color_scheme="dark" if dark else "light")
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.goto(url)
    page.get_by_label("Your question").wait_for()
    yield page
    context.close()
    servers = {urlsplit(one).netloc for one in asked if not one.startswith(("data:", "blob:"))}
    assert servers == {urlsplit(url).netloc}
    assert faults == []


def ask(page: Page, question: str) -> None:
    """Ask, and wait for what comes of it."""
    before = page.locator(".sq-turn").count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(f".sq-turn:nth-child({before + 1})").wait_for()
    page.locator(".sq-pending").wait_for(state="detached")


def quotes(page: Page, where: str) -> list[tuple[str, str, int, int]]:
    """Text and address of each quote that `where` shows."""
    found = page.locator(f"{where} > .sq-citations .sq-quote")
    return [
        (
            str(one.text_content()),
            str(one.get_attribute("data-document")),
            int(one.get_attribute("data-start") or -1),
            int(one.get_attribute("data-end") or -1),
        )
        for one in found.all()
    ]


def expected(citations: tuple[Citation, ...]) -> list[tuple[str, str, int, int]]:
    return [
        (one.quote.text, one.document_id, one.quote.span.start, one.quote.span.end)
        for one in citations
    ]


def has_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def test_an_answer_shows_the_assistants_quotes(
    browser: Browser, chat_url: str, assistant: Asks
) -> None:
    answer = assistant.ask(ANSWERED)
    assert answer.citations, answer.abstained
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED)
        assert page.locator(".sq-question").text_content() == ANSWERED
        assert page.locator(".sq-answer > .sq-text").text_content() == answer.text
        assert quotes(page, ".sq-answer") == expected(answer.citations)
        assert page.get_by_label("Your question").input_value() == ""
        entries = page.locator(".sq-answer > .sq-citations .sq-references li")
        assert entries.count() == sum(len(one.references) for one in answer.citations)


def test_a_marker_leads_to_its_quote_and_references_open_by_keyboard(
    browser: Browser, chat_url: str, assistant: Asks
) -> None:
    answer = assistant.ask(ANSWERED)
    with visit(browser, chat_url + "?__theme=light") as page:
        ask(page, ANSWERED)
        mark = page.locator(".sq-mark").first
        number = str(mark.text_content()).strip("[]")
        mark.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == f"turn-1-quote-{number}"
        assert page.locator(".sq-turn").count() == 1  # the page was not loaded anew
        if any(one.references for one in answer.citations):
            summary = page.locator(".sq-answer > .sq-citations summary").first
            summary.focus()
            page.keyboard.press("Enter")
            assert page.locator(".sq-references[open] li").first.is_visible()
        for link in page.locator(".sq-references a").all():
            assert link.get_attribute("rel") == "noopener noreferrer"
            assert link.get_attribute("target") == "_blank"


def test_a_refusal_says_why_and_shows_what_is_nearest(
    browser: Browser, chat_url: str, assistant: Asks
) -> None:
    answer = assistant.ask(OFF_TOPIC)
    assert answer.abstained is not None
    with visit(browser, chat_url) as page:
        ask(page, OFF_TOPIC)
        said = page.locator(".sq-refusal > .sq-text").text_content()
        assert answer.abstained.message in str(said)
        assert quotes(page, ".sq-refusal") == expected(answer.nearest)


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
        ask(page, question)
        assert page.locator(".sq-question").text_content() == question
        assert page.locator(".sq-question *").count() == 0
        assert page.locator(".sq-answer, .sq-refusal, .sq-error").count() == 1
        assert not has_sideways_scroll(page)
        ask(page, ANSWERED)
        assert page.locator(".sq-turn").count() == 2


def test_an_empty_question_gives_one_line(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        for _ in range(2):
            page.get_by_label("Your question").press("Enter")
            page.locator(".sq-error").wait_for()
            assert page.locator(".sq-error").all_text_contents() == [NO_QUESTION]


def test_shift_and_enter_break_the_line(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        box = page.get_by_label("Your question")
        box.press_sequentially("one")
        box.press("Shift+Enter")
        box.press_sequentially("two")
        assert box.input_value() == "one\ntwo"
        assert page.locator(".sq-turn").count() == 0


def test_an_example_is_asked_by_one_press(browser: Browser, chat_url: str, assistant: Asks) -> None:
    examples = example_questions(assistant.documents())
    with visit(browser, chat_url) as page:
        buttons = page.locator(".sq-examples button")
        assert [one.strip() for one in buttons.all_text_contents()] == list(examples)
        buttons.first.click()
        page.locator(".sq-answer, .sq-refusal").wait_for()
        assert page.locator(".sq-question").text_content() == examples[0]
        buttons.first.wait_for(state="hidden")


def test_two_readers_never_see_each_others_chat(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as one, visit(browser, chat_url) as other:
        ask(one, ANSWERED)
        ask(other, OFF_TOPIC)
        ask(one, OFF_TOPIC)
        assert one.locator(".sq-question").all_text_contents() == [ANSWERED, OFF_TOPIC]
        assert other.locator(".sq-question").all_text_contents() == [OFF_TOPIC]


class SlowThenFaulty(FakeAssistant):
    """Takes its time over every question, then fails as no assistant should."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        self.go.wait(30)  # seconds
        raise ZeroDivisionError


def test_a_fault_ends_the_search_and_a_question_typed_meanwhile_waits_in_the_box(
    browser: Browser,
) -> None:
    slow = SlowThenFaulty()
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
        assert page.locator(".sq-error").text_content() == FAILED
        assert box.input_value() == "second"
        assert slow.asked == ["first"]
        ask(page, "third")
        assert slow.asked == ["first", "third"]


# The contrast of each piece of text with what lies behind it (WCAG 2.2, 1.4.3), worst first.
CONTRASTS = """
() => {
  const parse = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      layers.push(parse(getComputedStyle(one).backgroundColor));
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (!element.closest(".sq-header, .sq-chat, .sq-examples, .sq-ask")) continue;
    const back = behind(element);
    const front = over(parse(getComputedStyle(element).color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    found.push([ratio, walker.currentNode.textContent.trim().slice(0, 40)]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_everything_fits_and_can_be_read(
    browser: Browser, chat_url: str, window: dict[str, int], dark: bool
) -> None:
    with visit(browser, chat_url, window=window, dark=dark) as page:
        advice = page.get_by_text(NOT_MEDICAL_ADVICE)
        assert not has_sideways_scroll(page)
        assert page.evaluate(CONTRASTS)[0][0] >= 4.5
        for question in (ANSWERED, OFF_TOPIC, " "):
            ask(page, question)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        worst, words = page.evaluate(CONTRASTS)[0]
        assert worst >= 4.5, words
        assert not has_sideways_scroll(page)
        assert advice.count() == 1
        for needed in (advice, page.get_by_label("Your question")):
            box = needed.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= box["y"] + box["height"] <= window["height"]


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
