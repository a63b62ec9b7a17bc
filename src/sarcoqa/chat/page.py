"""The page in the browser: one component of gradio that holds the whole chat."""

from __future__ import annotations

import gradio as gr

from ..datafiles import read_data
from .asks import Asks
from .desk import Desk
from .shell import frame

# One after the other they are the page's script; the first gives the others what they share.
SCRIPTS = (
    "state.js", "chat.js", "details.js", "source.js", "image.js", "papers.js", "takealong.js",
    "history.js", "start.js",
)  # fmt: skip


def build(assistant: Asks, examples: tuple[str, ...] | None = None) -> gr.Blocks:
    """The page, not yet served. Without `examples` they are made from the assistant's papers.

    The server sends each answer once and keeps none: what has been asked stays in the reader's
    browser, so a chat of any length costs no more than its last question.
    """
    if examples is None:
        examples = assistant.suggest()
    page = gr.Blocks(title="sarcoqa", analytics_enabled=False)
    with page:
        gr.HTML(
            frame(assistant.documents(), examples),
            apply_default_css=False,
            js_on_load="\n".join(read_data(__package__, f"script/{name}") for name in SCRIPTS),
            server_functions=Desk(assistant).functions(),
        )
    return page
