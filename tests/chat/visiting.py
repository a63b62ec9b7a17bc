"""A reader's visit to the chat: a browser session, what it asks of whom, and what it sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sarcoqa.schema import Citation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ANSWERED = "What was the objective response rate in patients with UPS?"
OFF_TOPIC = "What is the capital of France?"
SETTLED = ":is(.sq-answer, .sq-refusal, .sq-error)"


@contextmanager
def visit(
    browser: Browser, url: str, *, window: dict[str, int] = WIDE, dark: bool = False
) -> Iterator[Page]:
    """A session of its own; leaving it checks what it asked of whom, and that no script failed."""
    context = browser.new_context(viewport=window, color_scheme="dark" if dark else "light")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
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


def ask(page: Page, question: str) -> Locator:
    """Ask, and wait for what comes of it: the turn."""
    number = page.locator(".sq-turn").count() + 1
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    return turn(page, number)


def turn(page: Page, number: int) -> Locator:
    """The turn of that number, as soon as it is answered."""
    found = page.locator(f".sq-turn:nth-child({number})")
    found.locator(SETTLED).wait_for()
    return found


def quotes(where: Locator) -> list[tuple[str, str, int, int]]:
    """Text and address of each quote of the list in `where`, those of notes left out."""
    return [
        (
            str(one.text_content()),
            str(one.get_attribute("data-document")),
            int(one.get_attribute("data-start") or -1),
            int(one.get_attribute("data-end") or -1),
        )
        for one in where.locator(".sq-quote").all()
    ]


def expected(citations: tuple[Citation, ...]) -> list[tuple[str, str, int, int]]:
    """What `quotes` gives of a page that shows `citations`."""
    return [
        (one.quote.text, one.document_id, one.quote.span.start, one.quote.span.end)
        for one in citations
    ]


def marked(page: Page) -> str:
    """What is marked in the paper, once something is."""
    page.locator("mark.sq-marked").first.wait_for(state="attached")
    return "".join(page.locator("mark.sq-marked").all_text_contents())


def has_sideways_scroll(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
