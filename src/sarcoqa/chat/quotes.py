"""Quotes with their places and the references behind them, as HTML.

A quote is shown character by character: the text content of an element of class ``sq-quote`` equals
``citation.quote.text``, the tabs of a table row included, which stand between its cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..contract import ORIGINS, place
from ..schema import Citation, Kind, Span
from .bookcase import Bookcase
from .markup import count, reference_list, text

KIND_NAMES: Mapping[Kind, str] = {
    "prose": "Text",
    "record": "Table row",
    "caption": "Caption",
    "reference": "Reference list",
    "abbreviation": "Abbreviation",
}


def quote_list(
    citations: Sequence[Citation], anchor: str, bookcase: Bookcase, *, style: str = ""
) -> str:
    """Numbered quotes; the id of each is `anchor` and its number. Empty where there is none."""
    items = "".join(_citation(citation, anchor, bookcase) for citation in citations)
    return f'<ol class="sq-citations {style}">{items}</ol>' if items else ""


def opener(citation: Citation) -> str:
    """The attributes of what opens a quote in its paper."""
    span = citation.quote.span
    return (
        f'data-document="{text(citation.document_id)}"'
        f' data-start="{span.start}" data-end="{span.end}"'
    )


def _citation(citation: Citation, anchor: str, bookcase: Bookcase) -> str:
    address = opener(citation)
    where = f"Open quote {citation.number} in the paper"
    return (
        f'<li class="sq-citation" id="{anchor}-quote-{citation.number}" tabindex="-1">'
        f'<a class="sq-number sq-open" role="button" tabindex="0" {address}'
        f' aria-label="{where}" title="{where}">{citation.number}</a>'
        f'<blockquote class="sq-quote sq-{citation.kind}" dir="auto" {address}>'
        f"{_quote(citation, bookcase)}</blockquote>"
        f'<p class="sq-place"><span class="sq-kind">{KIND_NAMES[citation.kind]}</span> '
        f"<span>{text(place(citation))}</span> <cite>{text(citation.document_title)}</cite></p>"
        f"{_references(citation)}</li>"
    )


def _quote(citation: Citation, bookcase: Bookcase) -> str:
    """The quote itself; the cells of a table row carry the name of their column."""
    span, held = citation.quote.span, bookcase.holds(citation)
    inline = bookcase.inline(citation.document_id) if held else None
    columns = bookcase.columns(citation.document_id) if held else {}

    def shown(start: int, characters: str) -> str:
        return inline.html(Span(start, start + len(characters))) if inline else text(characters)

    if "\t" not in citation.quote.text:
        return shown(span.start, citation.quote.text)
    cells = []
    start = span.start
    for cell in citation.quote.text.split("\t"):
        indent = len(cell) - len(cell.lstrip())
        name = columns.get(start + indent, "") if cell.strip() else ""
        # The name is an attribute, shown by the style sheet: it is not part of the quote.
        cells.append(
            f'<span class="sq-cell" data-column="{text(name)}">{shown(start, cell)}</span>'
        )
        start += len(cell) + 1
    return "\t".join(cells)


def _references(citation: Citation) -> str:
    references, origin = citation.references, ORIGINS[citation.origin]
    if not references:
        return f'<p class="sq-origin">{text(origin)}.</p>' if origin else ""
    said = " ".join(filter(None, (origin, count(len(references), "reference"))))
    return (
        f'<details class="sq-references"><summary>{said}</summary>'
        f"{reference_list(references)}</details>"
    )
