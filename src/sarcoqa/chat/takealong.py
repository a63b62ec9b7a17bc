"""What leaves the chat: files to keep, checks, opinions, and pages of print."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..bibliography import bibliography
from ..conversation import Conversation, to_html, to_json, to_markdown
from ..errors import QuestionError
from ..feedback import record
from ..schema import BibliographyFormat, Document, PageImage
from ..verification import verify
from .markup import text
from .requests import Rating

Reply = dict[str, Any]
Writer = Callable[[Conversation], str]


def _cited(style: BibliographyFormat) -> Writer:
    return lambda said: bibliography([one.answer for one in said.exchanges], style)


# Of each format: the end of the file's name, the type of its content, and what writes it.
FORMATS: dict[str, tuple[str, str, Writer]] = {
    "markdown": (".md", "text/markdown", to_markdown),
    "html": (".html", "text/html", to_html),
    "json": (".json", "application/json", to_json),
    "bibtex": (".bib", "application/x-bibtex", _cited("bibtex")),
    "ris": (".ris", "application/x-research-info-systems", _cited("ris")),
    "csl-json": (".csl.json", "application/vnd.citationstyles.csl+json", _cited("csl-json")),
}


def exported(said: Conversation, style: str) -> Reply:
    """The conversation as the text of a file, with its name and type."""
    if style not in FORMATS:
        raise QuestionError(f"there is no format {style!r}; known: {', '.join(FORMATS)}")
    if not said.exchanges:
        raise QuestionError("there is no answer to take along yet; ask a question first")
    ending, kind, write = FORMATS[style]
    return {"name": f"sarcoqa-chat{ending}", "type": kind, "text": write(said)}


def verified(kept: Mapping[str, Any], documents: Mapping[str, Document]) -> Reply:
    """What a check of every quote of a conversation has shown, as HTML."""
    if not kept["exchanges"]:
        raise QuestionError("there is no answer to verify yet; ask a question first")
    result = verify(kept, documents=documents)
    items = "".join(f"<li>{text(line)}</li>" for line in result.lines())
    state = "good" if result.ok else "bad"
    html = f'<div class="sq-verified" data-state="{state}" role="status"><ul>{items}</ul></div>'
    return {"ok": result.ok, "html": html}


def rated(asked: Rating, path: Path) -> Reply:
    """Keep an opinion beside the index."""
    exchange = asked.turn.exchange()
    if exchange is None:
        raise QuestionError("only an answer can be rated")
    named = asked.turn.filters.filters()
    record(
        path,
        question=exchange.question,
        understood=exchange.understood,
        filters={name: (one,) if isinstance(one, str) else one for name, one in named.items()},
        answer=exchange.answer,
        rating=asked.rating,
        comment=asked.comment,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return {}


def page(image: PageImage | None) -> Reply:
    """A printed page for the browser; ``{"image": None}`` where there is none."""
    if image is None:
        return {"image": None}
    data = base64.b64encode(image.content).decode("ascii")
    return {
        "image": f"data:{image.media_type};base64,{data}",
        "width": image.width,
        "height": image.height,
        "boxes": [
            [[box.left, box.top, box.right, box.bottom] for box in lines] for lines in image.boxes
        ],
    }
