"""What leaves the chat: files to keep, checks, opinions, and pages of print."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import bibliography, conversation, feedback
from ..assistant import PageImage
from ..conversation import Exchange
from ..errors import QuestionError
from ..schema import Document
from ..verification import verify
from .markup import text
from .requests import Rating

Reply = dict[str, Any]
Writer = Callable[[Sequence[Exchange], str], str]

RATINGS = ("up", "down")


def _cited(style: bibliography.Format) -> Writer:
    return lambda exchanges, when: bibliography.bibliography(
        [exchange.answer for exchange in exchanges], style
    )


# Of each format: the end of the file's name, the type of its content, and what writes it.
FORMATS: dict[str, tuple[str, str, Writer]] = {
    "markdown": (
        ".md",
        "text/markdown",
        lambda said, when: conversation.to_markdown(said, when=when),
    ),
    "html": (".html", "text/html", lambda said, when: conversation.to_html(said, when=when)),
    "json": (".json", "application/json", lambda said, when: conversation.to_json(said, when=when)),
    "bibtex": (".bib", "application/x-bibtex", _cited("bibtex")),
    "ris": (".ris", "application/x-research-info-systems", _cited("ris")),
    "csl-json": (".csl.json", "application/vnd.citationstyles.csl+json", _cited("csl-json")),
}


def exported(exchanges: Sequence[Exchange], style: str, when: str) -> Reply:
    """The conversation as the text of a file, with its name and type."""
    if style not in FORMATS:
        raise QuestionError(f"there is no format {style!r}; known: {', '.join(FORMATS)}")
    if not exchanges:
        raise QuestionError("there is no answer to take along yet; ask a question first")
    ending, kind, write = FORMATS[style]
    return {"name": f"sarcoqa-chat{ending}", "type": kind, "text": write(exchanges, when)}


def verified(exchanges: Sequence[Exchange], documents: Sequence[Document]) -> Reply:
    """What a check of every quote against the papers has shown, as HTML."""
    results = [verify(exchange.answer, documents=documents) for exchange in exchanges]
    lines = [line for result in results for line in result.lines()]
    good = all(result.ok for result in results)
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    state = "good" if good else "bad"
    return {
        "ok": good,
        "html": f'<div class="sq-verified" data-state="{state}"><ul>{items}</ul></div>',
    }


def rated(rating: Rating, path: Path) -> Reply:
    """Keep an opinion beside the index."""
    exchange = rating.turn.exchange()
    if exchange is None or rating.rating not in RATINGS:
        raise QuestionError("only an answer can be rated, up or down")
    feedback.record(
        path,
        question=exchange.question,
        understood=exchange.understood,
        filters=dict(exchange.filters),
        answer=exchange.answer,
        rating="up" if rating.rating == "up" else "down",
        comment=rating.comment,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return {}


def page(image: PageImage | None) -> Reply:
    """A printed page for the browser; ``{"image": None}`` where there is none."""
    if image is None:
        return {"image": None}
    data = base64.b64encode(image.data).decode("ascii")
    return {"image": f"data:{image.type};base64,{data}", "width": image.width,
            "height": image.height, "boxes": image.boxes}  # fmt: skip
