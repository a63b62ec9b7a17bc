"""The page in the browser: its parts, and what happens when a question is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ..datafiles import read_data
from .conversation import FAILED, Asks, Turn, reply
from .examples import example_questions
from .quotes import Columns, columns_of
from .render import footer, header, transcript

# What every event is: without gradio's own sign of progress, and no public programming interface.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

Turns = tuple[Turn, ...]


class _Events:
    """What happens when a question is asked. It keeps nothing: each session holds its own turns."""

    def __init__(self, assistant: Asks, columns: Columns) -> None:
        self._assistant = assistant
        self._columns = columns

    def converse(self, question: str, turns: Turns) -> Iterator[tuple[Any, ...]]:
        """Box, examples, turns and transcript: with the question at once, then with its answer."""
        earlier = tuple(turn for turn in turns if turn.question.strip())
        asked = (*earlier, Turn(question))
        yield "", gr.skip(), asked, transcript(asked, self._columns)
        said = (*earlier, reply(self._assistant, question))
        yield gr.skip(), gr.update(visible=False), said, transcript(said, self._columns)

    def fail(self, turns: Turns) -> tuple[Turns, str]:
        """Say in the chat that the program has a fault; the trace stands in the server's log."""
        done = tuple(Turn(turn.question, error=FAILED) if turn.pending else turn for turn in turns)
        return done, transcript(done, self._columns)


def build(assistant: Asks, examples: tuple[str, ...] | None = None) -> gr.Blocks:
    """The page, not yet served. Without `examples` they are made from the assistant's papers."""
    documents = assistant.documents()
    columns = columns_of(documents)
    if examples is None:
        examples = example_questions(documents)
    page = gr.Blocks(title="sarcoqa", analytics_enabled=False)
    with page:
        turns = gr.State(())
        gr.HTML(header(documents), apply_default_css=False)
        chat = gr.HTML(
            transcript((), columns),
            elem_classes="sq-chat",
            apply_default_css=False,
            js_on_load=read_data(__package__, "page.js"),
        )
        with gr.Row(elem_classes="sq-examples", visible=bool(examples)) as offered:
            buttons = [gr.Button(question, min_width=0, scale=0) for question in examples]
        box, ask = _question_box()
        events = _Events(assistant, columns)
        outputs = [box, offered, turns, chat]
        asking = [gr.on([box.submit, ask.click], events.converse, [box, turns], outputs, **QUIET)]
        asking += [one.click(events.converse, [one, turns], outputs, **QUIET) for one in buttons]
        for event in asking:
            event.failure(events.fail, [turns], [turns, chat], **QUIET)
    return page


def _question_box() -> tuple[gr.Textbox, gr.Button]:
    """The box and its button, with the one line about what the answers are not below them."""
    with gr.Column(elem_classes="sq-ask"):
        with gr.Row(elem_classes="sq-ask-row"):
            box = gr.Textbox(
                label="Your question",
                show_label=False,  # seen by screen readers only
                container=False,
                placeholder="Ask the papers a question",
                lines=1,
                max_lines=6,
                autofocus=True,
                elem_classes="sq-box",
            )
            ask = gr.Button("Ask", variant="primary", min_width=0, scale=0)
        gr.HTML(footer(), apply_default_css=False)
    return box, ask
