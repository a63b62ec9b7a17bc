"""The server that shows the page, and how the page looks."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

import gradio as gr

from ..datafiles import read_data
from ..errors import SarcoqaError
from .asks import Asks
from .page import build

# Fonts that the reader's own system has: a page of this program fetches nothing from elsewhere.
FONTS = ("system-ui", "sans-serif")
MONOSPACE = ("ui-monospace", "monospace")
STYLES = ("frame.css", "answer.css", "source.css", "papers.css", "pictures.css")


def launch(
    assistant: Asks,
    examples: tuple[str, ...] | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
) -> None:
    """Serve the chat until it is interrupted; its address is written to stderr.

    Raises `SarcoqaError` where it cannot be served there, as when the port is taken.
    """
    host = host.removeprefix("[").removesuffix("]")
    _check_free(host, port)
    page = build(assistant, examples)
    try:
        _, address, _ = page.launch(
            server_name=_in_address(host),
            server_port=port,
            inbrowser=open_browser,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            **look(),
        )
    except OSError as error:
        raise SarcoqaError(
            f"the chat cannot be served at {_in_address(host)}:{port} ({error}); choose another "
            "port"
        ) from error
    sys.stderr.write(f"The chat is at {address} (Ctrl+C stops it)\n")
    sys.stderr.flush()
    page.block_thread()


def _check_free(host: str, port: int) -> None:
    """Raises `SarcoqaError` saying what is wrong with the address, before anything is started."""
    try:
        # As a server would take it: the first address of the name, in its own family.
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.create_server(address[:2], family=family):
            return
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        reason = os.strerror(number) if number and number > 0 else str(error)
        raise SarcoqaError(
            f"the chat cannot be served at {_in_address(host)}:{port} ({reason}); choose another "
            "port or host"
        ) from error


def _in_address(host: str) -> str:
    """`host` as an address shows it: ``::1`` stands in brackets there."""
    return f"[{host}]" if ":" in host else host


def look() -> dict[str, Any]:
    """How the page looks, as the arguments that ``launch`` and ``mount_gradio_app`` share.

    It switches off what gradio adds of its own: links at the foot, and a record of all questions
    in the reader's browser.
    """
    theme = gr.themes.Default(
        primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=MONOSPACE
    )
    # The theme's own shades of these are too pale to read (WCAG 2.2 asks for a contrast of 4.5).
    theme.set(
        body_text_color_subdued="*neutral_600",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
    )
    return {
        "theme": theme,
        "css": "\n".join(read_data(__package__, f"style/{name}") for name in STYLES),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
    }
