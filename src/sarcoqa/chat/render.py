"""The chat as HTML: pure functions from the nouns to text, everything from outside escaped.

Whatever a paper or a question holds is shown as text, never read as HTML or Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..contract import NOT_MEDICAL_ADVICE, untold
from ..schema import Answer, Document, Note
from .conversation import Turn
from .quotes import Columns, count, quote_list, text

NAMED_PAPERS = 3


def header(documents: Sequence[Document]) -> str:
    """The title of the page, and one line that names the papers it searches."""
    names = "; ".join(_paper_name(document) for document in documents[:NAMED_PAPERS])
    more = documents[NAMED_PAPERS:]
    rest = "".join(f"<li>{_paper_name(document)}</li>" for document in more)
    if rest:
        rest = f"<details><summary>and {len(more)} more</summary><ul>{rest}</ul></details>"
    line = f"Answers in the words of {names}" if documents else "There is no paper to search yet"
    return f'<header class="sq-header"><h1>sarcoqa</h1><p>{line}</p>{rest}</header>'


def footer() -> str:
    """The one line that says what the answers are not."""
    return f'<p class="sq-advice">{text(NOT_MEDICAL_ADVICE)}</p>'


def transcript(turns: Sequence[Turn], columns: Columns) -> str:
    """The whole chat, oldest question first."""
    shown = "".join(
        _turn(turn, f"turn-{number}", columns=columns) for number, turn in enumerate(turns, start=1)
    )
    return (
        '<div class="sq-log" role="log" aria-live="polite" aria-label="Questions and answers">'
        f"{shown}</div>"
    )


def _turn(turn: Turn, anchor: str, *, columns: Columns) -> str:
    question = f'<h2 class="sq-question" dir="auto">{text(turn.question)}</h2>'
    shown = (question if turn.question.strip() else "") + _reply(turn, anchor, columns=columns)
    return f'<article class="sq-turn" id="{anchor}">{shown}</article>'


def _reply(turn: Turn, anchor: str, *, columns: Columns) -> str:
    if turn.answer is not None:
        return render_answer(turn.answer, anchor, columns=columns)
    if turn.error:
        return f'<p class="sq-error" role="alert">{text(turn.error)}</p>'
    return '<p class="sq-pending">Searching the papers…</p>'


def render_answer(answer: Answer, anchor: str, *, columns: Columns) -> str:
    """An answer with its numbered quotes, or a refusal with the nearest passages.

    `anchor` starts the ids of its elements, so that two answers of one chat never share an id.
    """
    notes = "".join(
        _note(note, f"{anchor}-note-{number}", columns=columns)
        for number, note in enumerate(untold(answer), start=1)
    )
    if answer.abstained is None:
        said = f'<p class="sq-text" dir="auto">{_with_links(answer, anchor)}</p>'
        quotes = quote_list(answer.citations, anchor, columns=columns)
        return f'<div class="sq-answer">{said}{notes}{quotes}</div>'
    said = (
        f'<p class="sq-text" dir="auto" data-reason="{text(answer.abstained.reason)}">'
        f'<strong class="sq-label">No answer</strong> {text(answer.abstained.message)}</p>'
    )
    nearest = quote_list(answer.nearest, anchor, columns=columns)
    if nearest:
        nearest = f'<h3 class="sq-heading">Closest in the papers</h3>{nearest}'
    return f'<div class="sq-refusal">{said}{notes}{nearest}</div>'


def _with_links(answer: Answer, anchor: str) -> str:
    """The text of an answer, where each [n] that has a citation leads to it."""
    numbers = {str(citation.number) for citation in answer.citations}

    def link(marker: re.Match[str]) -> str:
        number = marker[1]
        if number not in numbers:
            return marker[0]
        place = f'href="#{anchor}-quote-{number}" aria-label="Quote {number}"'
        return f'<a class="sq-mark" {place}>{marker[0]}</a>'

    return re.sub(r"\[(\d+)\]", link, text(answer.text))


def _note(note: Note, anchor: str, *, columns: Columns) -> str:
    quotes = quote_list(note.citations, anchor, columns=columns)
    if quotes:
        number = count(len(note.citations), "quote")
        quotes = f"<details><summary>{number}</summary>{quotes}</details>"
    kind = text(note.kind.replace("_", " ").capitalize())
    return (
        f'<aside class="sq-note" aria-label="Note"><p dir="auto"><strong class="sq-label">{kind}'
        f"</strong> {text(note.message)}</p>{quotes}</aside>"
    )


def _paper_name(document: Document) -> str:
    year = f" ({document.year})" if document.year else ""
    return f"<cite>{text(document.title)}</cite>{year}"
