"""Where in its papers the evidence of an answer stands: each whole text as one strip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ..contract import place
from ..schema import Citation, Document, Section, Span
from .picture_parts import attribute, counted, percent, quote_link, share_of_text, words

ROOM = 0.065  # of the width: what the number of a quote needs on a phone
HOTTEST = 4  # quotes in one section, from which on its colour does not grow


def evidence_strip(
    citations: Sequence[Citation], documents: Mapping[str, Document], anchor: str
) -> str:
    """A strip for each cited paper, its sections by size and a mark for each quote.

    A mark leads to the quote whose id is `anchor`, "-quote-" and its number; the places follow as
    a list. Papers that `documents` does not hold have no strip; "" where none has.
    """
    strips = "".join(
        _strip(documents[name], [c for c in citations if c.document_id == name], anchor)
        for name in dict.fromkeys(citation.document_id for citation in citations)
        if name in documents and documents[name].text
    )
    if not strips:
        return ""
    listed = "".join(
        f'<li value="{c.number}">{quote_link(c.number, anchor, "sq-strip-quote", words(place(c)))}'
        "</li>"
        for c in citations
    )
    return (
        f'<div class="sq-strips" role="group" aria-label="Where the quotes stand">{strips}'
        '<details class="sq-strip-places"><summary>Where the quotes stand</summary>'
        f"<ol>{listed}</ol></details></div>"
    )


def _strip(document: Document, citations: Sequence[Citation], anchor: str) -> str:
    total = len(document.text)
    in_order = sorted(citations, key=lambda citation: citation.quote.span)
    places = [citation.quote.span.start / total for citation in in_order]
    spread = spread_out(places)
    marks = "".join(
        _mark(citation, at, anchor) for citation, at in zip(in_order, spread, strict=True)
    )
    lines = "".join(
        f'<line x1="{percent(above)}" y1="0" x2="{percent(at)}" y2="100%"/>'
        for above, at in zip(spread, places, strict=True)
    )
    ticks = "".join(
        f'<span class="sq-strip-tick" style="left:{percent(at)}"></span>' for at in places
    )
    parts = "".join(_part(section, span, citations, total) for section, span in _parts(document))
    return (
        f'<div class="sq-strip"><p class="sq-strip-title">{words(document.title)}</p>'
        f'<div class="sq-strip-marks">{marks}</div><div class="sq-strip-lines" aria-hidden="true">'
        f'<svg focusable="false" width="100%" height="100%">{lines}</svg></div>'
        f'<div class="sq-strip-bar" role="img" aria-label="{attribute(_said(document, citations))}"'
        f">{parts}{ticks}</div>"
        '<p class="sq-strip-ends" aria-hidden="true"><span>beginning</span><span>end of the text'
        "</span></p></div>"
    )


def spread_out(places: Sequence[float]) -> list[float]:
    """`places` (rising shares of the width), moved as little as gives each the room of a number.

    Those that are too close form a block around their mean; blocks that meet become one.

    >>> spread_out([0.5, 0.5, 0.9])
    [0.4675, 0.5325, 0.9]
    """
    room = min(ROOM, 1 / max(1, len(places) - 1))
    blocks: list[tuple[float, int]] = []  # (the middle, how many) of each block
    for wanted in places:
        middle, count = wanted, 1
        while blocks and _begin(middle, count, room) - _end(*blocks[-1], room) < room - 1e-9:
            before, held = blocks.pop()
            middle = (before * held + middle * count) / (held + count)
            count += held
            half = room * (count - 1) / 2
            middle = min(max(middle, half), 1 - half)
        blocks.append((middle, count))
    return [
        round(_begin(middle, count, room) + number * room, 4)
        for middle, count in blocks
        for number in range(count)
    ]


def _begin(middle: float, count: int, room: float) -> float:
    return middle - room * (count - 1) / 2


def _end(middle: float, count: int, room: float) -> float:
    return middle + room * (count - 1) / 2


def _mark(citation: Citation, at: float, anchor: str) -> str:
    label = f"Quote {citation.number}: {place(citation)}"
    link = quote_link(citation.number, anchor, "sq-strip-mark", str(citation.number), label)
    return link.replace("<a ", f'<a style="left:{percent(at)}" ', 1)


def _parts(document: Document) -> Iterator[tuple[Section, Span]]:
    """The text from one heading to the next, each with the innermost section that it is of."""
    sections = sorted(document.sections, key=lambda s: (s.span.start, -s.span.end))
    edges = sorted({edge for s in sections for edge in (s.span.start, s.span.end)})
    for start, end in pairwise(edges):
        holding = [s for s in sections if s.span.start <= start and end <= s.span.end]
        if holding:
            yield min(holding, key=lambda s: s.span.end - s.span.start), Span(start, end)


def _part(section: Section, span: Span, citations: Sequence[Citation], total: int) -> str:
    count = _count(span, citations)
    quotes = f", {counted(count, 'quote')}" if count else ""
    share = (span.end - span.start) / total
    style = f"left:{percent(span.start / total)};width:{percent(share)}"
    title = attribute(f"{section.path[-1]}: {share_of_text(share)}{quotes}")
    top = " sq-strip-top" if len(section.path) == 1 else ""
    return (
        f'<span class="sq-strip-part{top} sq-heat-{min(count, HOTTEST)}" style="{style}"'
        f' title="{title}"></span>'
    )


def _count(span: Span, citations: Sequence[Citation]) -> int:
    return sum(span.start <= citation.quote.span.start < span.end for citation in citations)


def _said(document: Document, citations: Sequence[Citation]) -> str:
    """The strip in words: how many quotes each section holds."""
    counts = [(section.path[-1], _count(span, citations)) for section, span in _parts(document)]
    held = "; ".join(f"{name}: {count}" for name, count in counts if count)
    return f"The text from beginning to end, {counted(len(citations), 'quote')}. {held}"
