"""Questions and answers as HTML: pure functions from the nouns to text, everything escaped.

Whatever a paper or a question holds is shown as text, never read as HTML or Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..contract import untold
from ..schema import Answer, Citation, Note
from .bookcase import Bookcase
from .markup import text
from .quotes import opener, quote_list


def render_turn(
    question: str,
    answer: Answer | None,
    anchor: str,
    bookcase: Bookcase,
    *,
    understood: str = "",
    error: str = "",
    pictures: str = "",
) -> str:
    """A question with its answer, or with the one line that says why there is none.

    `anchor` starts the ids of its elements, so that two answers of one chat never share an id.
    `understood` is the question as it was resolved against the conversation, where it was.
    """
    shown = f'<h3 class="sq-question" dir="auto">{text(question)}</h3>' if question.strip() else ""
    if understood and understood != question:
        shown += (
            '<p class="sq-understood" dir="auto"><span class="sq-label">Understood as</span> '
            f'<span class="sq-understood-text">{text(understood)}</span></p>'
        )
    if answer is not None:
        shown += render_answer(answer, anchor, bookcase, pictures=pictures)
    else:
        shown += f'<p class="sq-error" role="alert">{text(error)}</p>'
    return shown


def render_answer(answer: Answer, anchor: str, bookcase: Bookcase, *, pictures: str = "") -> str:
    """An answer with its numbered quotes, or a refusal with the nearest passages."""
    notes = "".join(
        _note(note, f"{anchor}-note-{number}", bookcase)
        for number, note in enumerate(untold(answer), start=1)
    )
    if answer.abstained is None:
        said = f'<p class="sq-text" dir="auto">{_with_chips(answer, anchor)}</p>'
        quotes = quote_list(answer.citations, anchor, bookcase)
        return f'<div class="sq-answer">{said}{notes}{pictures}{quotes}{_tools()}</div>'
    reason = text(answer.abstained.reason)
    said = (
        f'<p class="sq-text" dir="auto" data-reason="{reason}">'
        f'<strong class="sq-label">No answer</strong> {text(answer.abstained.message)}</p>'
    )
    nearest = quote_list(answer.nearest, anchor, bookcase)
    if nearest:
        nearest = f'<h4 class="sq-heading">Closest in the papers</h4>{nearest}'
    offered = '<div class="sq-offers" hidden></div>'
    return f'<div class="sq-refusal">{said}{notes}{offered}{nearest}{_tools()}</div>'


def offers(questions: Sequence[str], heading: str) -> str:
    """Questions to ask by one press. Empty where there is none."""
    buttons = "".join(
        f'<button type="button" class="sq-offer" data-question="{text(one)}">{text(one)}</button>'
        for one in questions
    )
    return f'<h4 class="sq-heading">{text(heading)}</h4>{buttons}' if buttons else ""


def _with_chips(answer: Answer, anchor: str) -> str:
    """The text of an answer, where each [n] that has a citation opens it."""
    numbered = {str(citation.number): citation for citation in answer.citations}

    def chip(marker: re.Match[str]) -> str:
        citation = numbered.get(marker[1])
        return marker[0] if citation is None else _chip(citation, anchor, marker[0])

    return re.sub(r"\[(\d+)\]", chip, text(answer.text))


def _chip(citation: Citation, anchor: str, printed: str) -> str:
    return (
        f'<a class="sq-mark sq-open" role="button" tabindex="0" {opener(citation)}'
        f' data-quote="{anchor}-quote-{citation.number}"'
        f' aria-label="Quote {citation.number}">{printed}</a>'
    )


def _note(note: Note, anchor: str, bookcase: Bookcase) -> str:
    """A note with its quotes; two sides of a disagreement stand side by side."""
    both = note.kind == "disagreement" and len(note.citations) > 1
    quotes = quote_list(note.citations, anchor, bookcase, style="sq-sides" if both else "")
    if quotes and not both:
        quotes = f"<details><summary>Its quotes</summary>{quotes}</details>"
    kind = text(note.kind.replace("_", " ").capitalize())
    return (
        f'<aside class="sq-note" data-kind="{text(note.kind)}" aria-label="Note: {kind}">'
        f'<p dir="auto"><strong class="sq-label">{kind}</strong> {text(note.message)}</p>'
        f"{quotes}</aside>"
    )


def _tools() -> str:
    """What can be done with an answer."""
    return (
        '<div class="sq-tools" role="group" aria-label="This answer">'
        '<button type="button" class="sq-small" data-do="copy">Copy</button>'
        '<button type="button" class="sq-small" data-do="link">Copy link</button>'
        '<button type="button" class="sq-small" data-do="verify">Verify</button>'
        '<button type="button" class="sq-small" data-do="up" aria-pressed="false">Helpful</button>'
        '<button type="button" class="sq-small" data-do="down" aria-pressed="false">Not helpful'
        "</button>"
        '<span class="sq-said" role="status"></span></div>'
    )
