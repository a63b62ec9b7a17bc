"""Pictures of the chat for the documentation: `python docs/screenshot.py "a question"`.

Needs Chromium (`apt-get install chromium`) and `pip install playwright`. Writes four files to
docs/images/: chat-wide and chat-phone, each in light and dark.
"""

from __future__ import annotations

import argparse
import shutil
import socket
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from sarcoqa.chat import Asks, build, look

IMAGES = Path(__file__).parent / "images"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WINDOWS = {"wide": (1280, 900), "phone": (390, 844)}  # CSS pixels
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(assistant: Asks, question: str, folder: Path = IMAGES) -> None:
    """Ask `question` in each window and write what it shows."""
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
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    device_scale_factor=2,
                )
                tab = context.new_page()
                tab.goto(f"http://127.0.0.1:{port}/")
                (folder / f"chat-{window}-{scheme}.png").write_bytes(_picture(tab, question))
                context.close()
        browser.close()
    page.close(verbose=False)


def _picture(tab: Page, question: str) -> bytes:
    """The window after the answer to `question` (before any, where it is empty), as PNG."""
    box = tab.get_by_label("Your question")
    box.wait_for()
    if question:
        box.fill(question)
        box.press("Enter")
        tab.locator(".sq-answer, .sq-refusal").wait_for()
    tab.wait_for_timeout(500)  # milliseconds, for the last scroll
    return tab.screenshot()


def main() -> None:
    """Read the question and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question", help="the question to show the answer of")
    question = parser.parse_args().question
    from sarcoqa import Assistant

    take(Assistant.open(), question)


if __name__ == "__main__":
    main()
