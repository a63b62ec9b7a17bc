"""A conversation → one HTML page that needs nothing else: no script, no font, no network.

Whatever a paper or a question holds is shown as text, never read as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote as percent_encoded

from ..contract import NOT_MEDICAL_ADVICE, ORIGINS, address, place, reference_line, untold
from ..datafiles import read_data
from ..schema import Answer, Citation, Note, Reference
from .exchange import Conversation, Exchange
from .markdown import TITLE, named

# Whatever slips through an escape: a page under this rule runs nothing and loads nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(conversation: Conversation) -> str:
    """The conversation as a page, light or dark as its reader prefers, that prints well."""
    title = _text(conversation.title.strip() or TITLE)
    date = f"<p>{_text(conversation.date)}</p>" if conversation.date else ""
    exchanges = "".join(
        _exchange(exchange, number) for number, exchange in enumerate(conversation.exchanges, 1)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{read_data(__package__, 'page.css')}</style>\n</head>\n"
        f"<body>\n<header><h1>{title}</h1>{date}</header>\n<main>\n{exchanges}</main>\n"
        f"<footer><p>{_text(NOT_MEDICAL_ADVICE)}</p></footer>\n</body>\n</html>\n"
    )


def _exchange(exchange: Exchange, number: int) -> str:
    answer, anchor = exchange.answer, f"answer-{number}"
    about = f'<p class="about">Understood as: {_text(exchange.understood)}</p>'
    filters = f'<p class="about">Only {_text(named(exchange))}</p>'
    notes = "".join(
        _note(note, f"{anchor}-note-{place}") for place, note in enumerate(untold(answer), start=1)
    )
    heading = "<h3>Closest in the papers</h3>" if answer.abstained and answer.nearest else ""
    return (
        f'<article id="{anchor}">\n<h2 dir="auto">{number}. {_text(exchange.question)}</h2>\n'
        f"{about if exchange.is_resolved else ''}{filters if exchange.filters else ''}"
        f'<p class="text" dir="auto">{_with_links(answer, anchor)}</p>\n{notes}{heading}'
        f"{_quotes(answer.citations or answer.nearest, anchor)}</article>\n"
    )


def _with_links(answer: Answer, anchor: str) -> str:
    """The text of an answer, where each [n] that has a citation leads to it."""
    numbers = {str(citation.number) for citation in answer.citations}

    def link(marker: re.Match[str]) -> str:
        if marker[1] not in numbers:
            return marker[0]
        return f'<a href="#{anchor}-quote-{marker[1]}">{marker[0]}</a>'

    return re.sub(r"\[(\d+)\]", link, _text(answer.text))


def _note(note: Note, anchor: str) -> str:
    quotes = _quotes(note.citations, anchor)
    return f'<aside><p dir="auto">Note: {_text(note.message)}</p>{quotes}</aside>\n'


def _quotes(citations: Sequence[Citation], anchor: str) -> str:
    items = "".join(_quote(citation, anchor) for citation in citations)
    return f"<ol>\n{items}</ol>\n" if items else ""


def _quote(citation: Citation, anchor: str) -> str:
    cells = citation.quote.text.split("\t")
    quote = "\t".join(f"<span>{_text(cell)}</span>" for cell in cells)
    origin = ORIGINS[citation.origin]
    said = f"<p>{_text(origin)}{':' if citation.references else '.'}</p>" if origin else ""
    references = "".join(f"<li>{_reference(entry)}</li>" for entry in citation.references)
    return (
        f'<li id="{anchor}-quote-{citation.number}" value="{citation.number}">'
        f'<blockquote class="{citation.kind}" dir="auto">{quote}</blockquote>'
        f"<p><cite>{_text(citation.document_title)}</cite>: {_text(place(citation))} "
        f"<code>{_text(address(citation))}</code></p>"
        f"{said}{f'<ul>{references}</ul>' if references else ''}</li>\n"
    )


def _reference(reference: Reference) -> str:
    """The entry on one line, its DOI as a link."""
    if not reference.doi:
        return _text(reference_line(reference))
    link = _text("https://doi.org/" + percent_encoded(reference.doi, safe="/();:._-"))
    entry = _text(reference_line(replace(reference, doi=None)))
    return f'{entry}. <a href="{link}" rel="noreferrer">doi:{_text(reference.doi)}</a>'


def _text(value: str) -> str:
    """`value` as HTML that shows exactly these characters."""
    # A browser reads a bare carriage return as a line feed, which would alter a quote.
    return escape(value, quote=True).replace("\r", "&#13;")
