"""Quotes with their places and the references behind them, as HTML.

A quote is shown character by character: the text content of an element of class ``sq-quote`` equals
``citation.quote.text``, the tabs of a table row included, which stand between its cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote as percent_encode

from ..contract import ORIGINS, place, reference_line
from ..schema import Citation, Document, Kind, Reference

# The name of a column, by the document and the place where a cell of that column starts.
Columns = Mapping[tuple[str, int], str]

KIND_NAMES: Mapping[Kind, str] = {
    "prose": "Text",
    "record": "Table row",
    "caption": "Caption",
    "reference": "Reference list",
    "abbreviation": "Abbreviation",
}


def text(value: str) -> str:
    """`value` as HTML that shows exactly these characters.

    >>> text('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    # A browser reads a bare carriage return as a line feed, which would alter a quote.
    return escape(value, quote=True).replace("\r", "&#13;")


def columns_of(documents: Sequence[Document]) -> Columns:
    """The column of every cell of every table."""
    return {
        (document.id, span.start): name
        for document in documents
        for table in document.tables
        for record in table.records
        for (name, _), span in zip(record.cells, record.cell_spans, strict=True)
    }


def quote_list(citations: Sequence[Citation], anchor: str, *, columns: Columns) -> str:
    """Numbered quotes; the id of each is `anchor` and its number. Empty where there is none."""
    items = "".join(_citation(citation, anchor, columns=columns) for citation in citations)
    return f'<ol class="sq-citations">{items}</ol>' if items else ""


def _citation(citation: Citation, anchor: str, *, columns: Columns) -> str:
    span = citation.quote.span
    address = (
        f'data-document="{text(citation.document_id)}"'
        f' data-start="{span.start}" data-end="{span.end}"'
    )
    return (
        f'<li class="sq-citation" id="{anchor}-quote-{citation.number}" tabindex="-1">'
        f'<span class="sq-number" aria-hidden="true">{citation.number}</span>'
        f'<blockquote class="sq-quote sq-{citation.kind}" dir="auto" {address}>'
        f"{_quote(citation, columns)}</blockquote>"
        f'<p class="sq-place"><span class="sq-kind">{KIND_NAMES[citation.kind]}</span> '
        f"<span>{text(place(citation))}</span> <cite>{text(citation.document_title)}</cite></p>"
        f"{_references(citation)}</li>"
    )


def _quote(citation: Citation, columns: Columns) -> str:
    """The quote itself; the cells of a table row carry the name of their column."""
    if "\t" not in citation.quote.text:
        return text(citation.quote.text)
    shown = []
    start = citation.quote.span.start
    for cell in citation.quote.text.split("\t"):
        indent = len(cell) - len(cell.lstrip())
        name = columns.get((citation.document_id, start + indent), "") if cell.strip() else ""
        # The name is an attribute, shown by the style sheet: it is not part of the quote.
        shown.append(f'<span class="sq-cell" data-column="{text(name)}">{text(cell)}</span>')
        start += len(cell) + 1
    return "\t".join(shown)


def _references(citation: Citation) -> str:
    references, origin = citation.references, ORIGINS[citation.origin]
    if not references:
        return f'<p class="sq-origin">{text(origin)}.</p>' if origin else ""
    items = "".join(f"<li>{_reference(reference)}</li>" for reference in references)
    said = " ".join(filter(None, (origin, count(len(references), "reference"))))
    return f'<details class="sq-references"><summary>{said}</summary><ul>{items}</ul></details>'


def _reference(reference: Reference) -> str:
    """The full entry on one line; an entry that could not be taken apart is shown as printed."""
    stated = bool(reference.title or reference.authors)
    entry = reference_line(replace(reference, doi=None)) if stated else reference.raw
    if not reference.doi:
        return text(entry)
    address = text("https://doi.org/" + percent_encode(reference.doi, safe="/();:._-"))
    new_tab = 'target="_blank" rel="noopener noreferrer"'
    return f'{text(entry)}. <a href="{address}" {new_tab}>doi:{text(reference.doi)}</a>'


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is due."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
