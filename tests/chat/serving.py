"""Chats for tests, each on a free port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from sarcoqa.chat import Asks, build, look


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(assistant: Asks) -> Iterator[str]:
    """The address of a chat with `assistant`."""
    page = build(assistant)
    port = free_port()
    page.launch(
        server_name="127.0.0.1",
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        **look(),
    )
    yield f"http://127.0.0.1:{port}/"
    page.close(verbose=False)
