"""How fast the chat is in a browser: `python benchmarks/chat.py`.

In one run, beside gradio's own `ChatInterface` with a function that repeats what it is told:
first paint of the page, and question to answer; then ours alone: 20 readers at once, and a chat of
200 turns. Needs Chromium (`apt-get install chromium`) and `pip install playwright`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
from playwright.sync_api import Browser, Page, sync_playwright

from sarcoqa import Assistant
from sarcoqa.chat import build, look

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "tuning.jsonl"

# From the press of Enter to the answer in the page, in milliseconds, into `window.took`.
WATCH = """
(answers) => {
  const count = () => document.querySelectorAll(answers).length;
  const before = count();
  window.took = null;
  document.addEventListener("keydown", (event) => {
    const started = event.timeStamp;
    const look = () => {
      if (count() > before) window.took = performance.now() - started;
      else requestAnimationFrame(look);
    };
    look();
  }, { capture: true, once: true });
}
"""
OURS = ".sq-turn :is(.sq-answer, .sq-refusal)"
THEIRS = "[data-testid='bot']"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = "performance.now()"


@contextmanager
def served(page: gr.Blocks, **options: Any) -> Iterator[str]:
    """The address of `page`, served on a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    page.launch(server_name="127.0.0.1", server_port=port, share=False, quiet=True,
                prevent_thread_lock=True, **options)  # fmt: skip
    yield f"http://127.0.0.1:{port}/"
    page.close(verbose=False)


def opened(browser: Browser, url: str, box: str) -> tuple[Page, float, float]:
    """A page in a session of its own; milliseconds to its first paint, and to its question box."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.locator(box).wait_for()
    ready = float(page.evaluate(READY))
    return page, float(page.evaluate(PAINT)), ready


def press(page: Page, answers: str, question: str) -> None:
    """Type `question` and press Enter, as a reader does."""
    page.evaluate(WATCH, answers)
    box = page.locator("textarea").first
    box.fill(question)
    box.press("Enter")


def took(page: Page) -> float:
    """Milliseconds until the answer was in the page."""
    return float(page.wait_for_function("window.took", timeout=60_000).json_value())


def timed(page: Page, answers: str, question: str) -> float:
    """Ask, wait, and give the milliseconds between."""
    press(page, answers, question)
    return took(page)


# Presses Enter in each window at the same time, by the clock that all of them share.
AT_ONCE = """
(at) => setTimeout(() => document.querySelector("textarea").dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })), at - Date.now())
"""


def together(browser: Browser, url: str, questions: Sequence[str], *, readers: int) -> list[float]:
    """Milliseconds of each answer where `readers` ask at the same moment, three times each."""
    pages = [opened(browser, url, ".sq-box")[0] for _ in range(readers)]
    found: list[float] = []
    for turn in range(3):
        for number, page in enumerate(pages):
            page.evaluate(WATCH, OURS)
            page.locator("textarea").first.fill(questions[(turn * readers + number)])
        moment = 1000 * time.time() + 2000
        for page in pages:
            page.evaluate(AT_ONCE, moment)
        found += [took(page) for page in pages]
    for page in pages:
        page.context.close()
    return found


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` of `values` stay under."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main() -> None:
    """Run all of it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200, help="turns of the long chat")
    parser.add_argument("--rounds", type=int, default=25, help="questions to each of the two")
    options = parser.parse_args()
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in lines]
    echo = gr.ChatInterface(lambda message, history: message)
    with (
        sync_playwright() as driver,
        served(build(Assistant.open()), **look()) as ours,
        served(echo, ssr_mode=False) as theirs,
    ):
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        paints: dict[str, list[tuple[float, float]]] = {"ours": [], "ChatInterface": []}
        for _ in range(5):
            for name, url, box in (
                ("ours", ours, ".sq-box"),
                ("ChatInterface", theirs, "textarea"),
            ):
                page, paint, ready = opened(browser, url, box)
                paints[name].append((paint, ready))
                page.context.close()
        for name, seen in paints.items():
            paint, ready = (statistics.median(column) for column in zip(*seen, strict=True))
            print(f"{name}: first paint {paint:.0f} ms, question box there after {ready:.0f} ms")
        mine, _, _ = opened(browser, ours, ".sq-box")
        other, _, _ = opened(browser, theirs, "textarea")
        times: dict[str, list[float]] = {"ours": [], "ChatInterface": []}
        for question in questions[: options.rounds]:
            times["ours"].append(timed(mine, OURS, question))
            times["ChatInterface"].append(timed(other, THEIRS, question))
        for name, found in times.items():
            print(f"{name}: question to answer, median {statistics.median(found):.0f} ms, "
                  f"95th percentile {share(found, 0.95):.0f} ms")  # fmt: skip
        ratio = statistics.median(times["ours"]) / statistics.median(times["ChatInterface"])
        print(f"ours over an echo of ChatInterface: {ratio:.2f}")
        other.context.close()
        long = list(times["ours"])
        for number in range(len(long), options.turns):
            long.append(timed(mine, OURS, questions[number % len(questions)]))
        first, last = statistics.median(long[1:21]), statistics.median(long[-20:])
        print(f"a chat of {options.turns} turns: last 20 over first 20 = {last / first:.2f} "
              f"({last:.0f} over {first:.0f} ms)")  # fmt: skip
        mine.context.close()
        at_once = together(browser, ours, questions, readers=20)
        print(f"20 readers at once: median {statistics.median(at_once):.0f} ms, "
              f"95th percentile {share(at_once, 0.95):.0f} ms")  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
