"""A paper's sections by size, with the evidence of a conversation in them."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Citation, Document, Section, Span
from .picture_parts import attribute, counted, percent, share_of_text, words

DEEPEST = 3  # levels below the first that are set off


def paper_map(document: Document, citations: Sequence[Citation]) -> str:
    """The sections of `document` as a list of bars, each a button for its place in the text.

    The length of a bar is the section's share of the longest; lines in it are the different quotes
    among `citations`, whose number stands behind. A button has `data-document` and
    `data-section-start`, the offset where its section begins. "" for a paper without sections.
    """
    cited = sorted({c.quote.span for c in citations if c.document_id == document.id})
    sections = [s for s in document.sections if s.span.end > s.span.start and s.path]
    if not sections:
        return ""
    longest = max(section.span.end - section.span.start for section in sections)
    rows = "".join(
        _row(section, document, cited, longest)
        for section in sorted(sections, key=lambda s: (s.span.start, -s.span.end))
    )
    found = f"{counted(len(cited), 'quote')} so far"
    return (
        f'<nav class="sq-map" aria-label="{attribute("Map of " + document.title)}">'
        f'<p class="sq-map-title"><strong>{words(document.title)}</strong>'
        f"<span>{found}; bars show the length of each section</span></p>"
        f'<ol class="sq-map-sections">{rows}</ol></nav>'
    )


def _row(section: Section, document: Document, cited: Sequence[Span], longest: int) -> str:
    held = [span for span in cited if section.span.holds(span)]
    size = section.span.end - section.span.start
    marks = "".join(
        f'<span class="sq-map-mark" style="left:{percent((s.start - section.span.start) / size)}">'
        "</span>"
        for s in held
    )
    count = f'<span class="sq-map-count" aria-hidden="true">{len(held)}</span>' if held else ""
    quotes = counted(len(held), "quote") if held else "no quote"
    label = f"{section.path[-1]}: {share_of_text(size / len(document.text))}, {quotes}"
    depth = min(len(section.path) - 1, DEEPEST)
    return (
        f'<li><button type="button" class="sq-map-section" style="--sq-depth:{depth}"'
        f' data-document="{attribute(document.id)}" data-section-start="{section.span.start}"'
        f' aria-label="{attribute(label)}" title="{attribute(label)}">'
        f'<span class="sq-map-name">{words(section.path[-1])}</span>'
        f'<span class="sq-map-track">'
        f'<span class="sq-map-bar" style="width:{percent(size / longest)}">'
        f"{marks}</span></span>{count}</button></li>"
    )
