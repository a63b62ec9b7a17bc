"""Pictures of the chat for the documentation: `python docs/screenshot.py`.

Needs Chromium (`apt-get install chromium`) and `pip install playwright`. Each view is written to
docs/images/ in a wide and a phone-sized window, light and dark: NAME-WINDOW-SCHEME.png. The views
are those that a reader meets on the shipped review, and the papers view.
"""

from __future__ import annotations

import argparse
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from sarcoqa import Assistant
from sarcoqa.chat import Asks, build, look

IMAGES = Path(__file__).parent / "images"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WINDOWS = {"wide": (1280, 900), "phone": (390, 844)}  # CSS pixels
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DISAGREEMENT = "What was 2-year disease-free survival with pembrolizumab in SARC032?"
REFUSED = "Which dose of pembrolizumab was given in SARC028?"
FOLLOWED = ("What was the objective response rate of pembrolizumab in UPS?", "and in MFS?")


def ask(tab: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    number = tab.locator(".sq-turn").count() + 1
    box = tab.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    tab.locator(f".sq-turn:nth-child({number}) :is(.sq-answer, .sq-refusal)").wait_for()


def answer(tab: Page) -> None:
    """An answer with a disagreement and a picture of its values."""
    ask(tab, DISAGREEMENT)


def source(tab: Page) -> None:
    """A quote marked in the paper."""
    ask(tab, DISAGREEMENT)
    tab.locator(".sq-mark").first.click()
    tab.locator("mark.sq-marked").first.wait_for()


def refusal(tab: Page) -> None:
    """Why there is no answer, and what is nearest."""
    ask(tab, REFUSED)
    tab.locator(".sq-log .sq-offer").first.wait_for()


def follow_up(tab: Page) -> None:
    """A follow-up, as it was understood."""
    for question in FOLLOWED:
        ask(tab, question)


def papers(tab: Page) -> None:
    """The papers of the index."""
    tab.get_by_role("tab", name="Papers").click()
    tab.locator(".sq-paper").first.wait_for()


VIEWS: dict[str, Callable[[Page], None]] = {
    "chat": answer,
    "source": source,
    "refusal": refusal,
    "follow-up": follow_up,
    "papers": papers,
}


def take(assistant: Asks, folder: Path = IMAGES) -> None:
    """Write every view in every window and scheme."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    page = build(assistant)
    page.launch(
        server_name="127.0.0.1",
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        **look(),
    )
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        for window, (width, height) in WINDOWS.items():
            for scheme in SCHEMES:
                for name, view in VIEWS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme
                    )
                    tab = context.new_page()
                    tab.goto(f"http://127.0.0.1:{port}/")
                    tab.get_by_label("Your question").wait_for()
                    view(tab)
                    tab.wait_for_timeout(500)  # milliseconds, for the last scroll
                    (folder / f"{name}-{window}-{scheme}.png").write_bytes(tab.screenshot())
                    context.close()
        browser.close()
    page.close(verbose=False)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    take(Assistant.open())
