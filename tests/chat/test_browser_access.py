"""The chat for everyone: what axe-core finds, and a whole visit by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visiting import ANSWERED, OFF_TOPIC, PHONE, WIDE, ask, marked, turn, visit

from sarcoqa import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DISAGREEMENT = "What was 2-year disease-free survival with pembrolizumab in SARC032?"


def faults(page: Page) -> list[str]:
    """The serious and critical faults of the page as it is now, each with where it is."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install -e .[dev]"
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_axe_finds_a_planted_fault(browser: Browser, chat_url: str) -> None:
    with visit(browser, chat_url) as page:
        page.evaluate("document.querySelector('.sq-log').innerHTML = '<img src=\"data:,\">'")
        assert any(line.startswith("image-alt") for line in faults(page))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious_on_any_view(
    browser: Browser, chat_url: str, window: dict[str, int], dark: bool
) -> None:
    with visit(browser, chat_url, window=window, dark=dark) as page:
        assert faults(page) == []
        answered = ask(page, DISAGREEMENT)
        ask(page, OFF_TOPIC)
        page.locator(".sq-log .sq-offer").last.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert faults(page) == []
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("button", name="Take along").click()
        assert faults(page) == []
        page.keyboard.press("Escape")
        answered.locator(".sq-mark").first.click()
        marked(page)
        page.get_by_role("button", name="Sections").click()
        page.locator(".sq-tree .sq-map").wait_for()
        assert faults(page) == []
        page.locator(".sq-source .sq-cited").first.evaluate("one => one.click()")
        page.locator(".sq-pop").wait_for()
        assert faults(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Close").click()
        page.get_by_role("tab", name="Papers").click()
        assert faults(page) == []


def press_until(page: Page, condition: str, *, key: str = "Tab", most: int = 80) -> None:
    """Press `key` until `condition` holds of the focused element `here`."""
    for _ in range(most):
        if page.evaluate(
            f"(() => {{ const here = document.activeElement; return {condition} }})()"
        ):
            return
        page.keyboard.press(key)
    pytest.fail(f"no place with {condition} within {most} presses of {key}")


def test_a_whole_visit_by_keyboard_alone(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(ANSWERED)
    with visit(browser, chat_url) as page:
        page.evaluate("document.activeElement.blur()")
        press_until(page, "here.matches('.sq-box')")
        page.keyboard.type(ANSWERED)
        page.keyboard.press("Enter")
        turn(page, 1)
        press_until(page, "here.matches('.sq-mark')", key="Shift+Tab")
        page.locator(".sq-pop").wait_for()
        page.keyboard.press("Enter")
        assert marked(page) in {one.quote.text for one in answer.citations}
        page.wait_for_function("document.activeElement.matches('.sq-source')")
        press_until(page, "here.matches('.sq-source .sq-cited')")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.closest('.sq-pop')")
        page.keyboard.press("Escape")
        page.wait_for_function("document.activeElement.matches('.sq-source .sq-cited')")
        page.keyboard.press("Escape")
        page.locator(".sq-pane").wait_for(state="hidden")
        page.wait_for_function("document.activeElement.matches('.sq-mark')")
        press_until(page, "here.matches('#sq-tab-chat')", key="Shift+Tab")
        page.keyboard.press("ArrowRight")
        assert page.locator("#sq-view-papers").is_visible()
        press_until(page, "here.matches('[data-tick]')")
        page.keyboard.press("Space")
        assert not page.locator("[data-tick]").first.is_checked()
        page.keyboard.press("Space")
        press_until(page, "here.matches('[aria-controls=sq-menu-take]')", key="Shift+Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.export") == "html"
        page.keyboard.press("Escape")
        assert (
            page.evaluate("document.activeElement.getAttribute('aria-controls')") == "sq-menu-take"
        )
