"""The worker that reads papers, but for files whose names say what they do to it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from sarcoqa.parse import Limits, PageRequest, parse_file, worker
from sarcoqa.schema import Document, Page, PageImage, Span

NOTE = "running"  # the file beside a paper that a child of the worker was to write


def write_file(path: Path) -> None:
    (path.parent / NOTE).write_text("written", encoding="utf-8")


def bear_a_child(path: Path) -> None:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", str(path)])
    time.sleep(600)


def take_memory(path: Path) -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def hang(path: Path) -> None:
    while True:
        pass


ACTS = {
    "hang": hang,
    "sleep": lambda path: time.sleep(600),
    "exit": lambda path: os._exit(3),
    "leave": lambda path: sys.exit(0),
    "kill": lambda path: os.kill(os.getpid(), signal.SIGKILL),
    "fault": lambda path: ctypes.string_at(0),
    "memory": take_memory,
    "recurse": lambda path: recurse(path),
    "raise": lambda path: {}["no such key"],
    "write": write_file,
    "child": bear_a_child,
    "talk": lambda path: os.write(1, b"document 2\n{}"),
    "listen": lambda path: sys.stdin.read(),
}


def recurse(path: Path) -> None:
    recurse(path)


def read(path: Path) -> Document:
    if act := ACTS.get(path.stem):
        act(path)
    document = parse_file(path)
    if path.stem == "pages":
        pages = tuple(Page(number, str(number), Span(0, 1)) for number in range(1, 12))
        return replace(document, pages=pages)
    if path.stem == "surrogate":
        return replace(document, title="\udcff")
    return document


def draw(request: PageRequest, limits: Limits) -> bytes:
    """As the worker draws, but for what the file does first."""
    from sarcoqa.parse.pdf import picture

    whole = picture.draw_page

    def act_and_draw(content: bytes, asked: PageRequest, *, most_pages: int) -> PageImage:
        if act := ACTS.get(Path(asked.path).stem):
            act(Path(asked.path))
        return whole(content, asked, most_pages=most_pages)

    picture.draw_page = act_and_draw
    try:
        return draw_page(request, limits)
    finally:
        picture.draw_page = whole


if __name__ == "__main__":
    draw_page, worker.draw = worker.draw, draw
    worker.parse_file = lambda path, most_pages: read(path)
    worker.main()
