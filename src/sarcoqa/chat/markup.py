"""The smallest parts of the page: text, counts, and entries of a bibliography, as HTML."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import quote as percent_encode

from ..contract import reference_line
from ..schema import Reference


def text(value: str) -> str:
    """`value` as HTML that shows exactly these characters.

    >>> text('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    # A browser reads a bare carriage return as a line feed, which would alter a quote.
    return escape(value, quote=True).replace("\r", "&#13;")


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is due.

    >>> count(1, "quote"), count(1200, "quote")
    ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def reference_html(reference: Reference) -> str:
    """The full entry on one line; an entry that could not be taken apart is shown as printed."""
    stated = bool(reference.title or reference.authors)
    entry = reference_line(replace(reference, doi=None)) if stated else reference.raw
    if not reference.doi:
        return text(entry)
    address = text("https://doi.org/" + percent_encode(reference.doi, safe="/();:._-"))
    new_tab = 'target="_blank" rel="noopener noreferrer"'
    return f'{text(entry)}. <a href="{address}" {new_tab}>doi:{text(reference.doi)}</a>'


def reference_list(references: tuple[Reference, ...]) -> str:
    """Entries one below the other, each with a button that copies it as printed."""
    items = "".join(
        f"<li><span>{reference_html(one)}</span> "
        f'<button type="button" class="sq-small" data-copy="{text(one.raw)}">Copy</button></li>'
        for one in references
    )
    return f'<ul class="sq-entries">{items}</ul>'
