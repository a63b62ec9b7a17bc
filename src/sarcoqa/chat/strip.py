"""Where in its papers the evidence of an answer stands: each whole text as one strip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..contract import place
from ..schema import Citation, Document, Section
from .picture_parts import attribute, percent, quote_link, words

NEAR = 0.055  # of the width: two marks closer than this stand one above the other
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
    lanes = _lanes([citation.quote.span.start / total for citation in citations])
    marks = "".join(
        _mark(citation, lane, total, anchor)
        for citation, lane in sorted(
            zip(citations, lanes, strict=True), key=lambda entry: entry[0].quote.span
        )
    )
    parts = "".join(_part(section, citations, total) for section in top_sections(document))
    height = max(lanes) + 1
    return (
        f'<div class="sq-strip" style="--sq-lanes:{height}">'
        f'<p class="sq-strip-title">{words(document.title)}</p>'
        f'<div class="sq-strip-marks">{marks}</div>'
        f'<div class="sq-strip-bar" role="img" aria-label="{attribute(_said(document, citations))}"'
        f">{parts}</div>"
        '<p class="sq-strip-ends" aria-hidden="true"><span>beginning</span><span>end of the text'
        "</span></p></div>"
    )


def _lanes(places: Sequence[float]) -> list[int]:
    """For each place (a share of the width) the lowest lane with room for its mark.

    >>> _lanes([0.5, 0.51, 0.9, 0.52])
    [0, 1, 0, 2]
    """
    taken: list[float] = []  # the last place of each lane, from left to right
    lanes = [0] * len(places)
    for number, at in sorted(enumerate(places), key=lambda entry: (entry[1], entry[0])):
        free = (lane for lane, last in enumerate(taken) if at - last >= NEAR)
        lane = next(free, len(taken))
        taken[lane : lane + 1] = [at]
        lanes[number] = lane
    return lanes


def _mark(citation: Citation, lane: int, total: int, anchor: str) -> str:
    at = percent(citation.quote.span.start / total)
    link = quote_link(
        citation.number,
        anchor,
        "sq-strip-mark",
        str(citation.number),
        f"Quote {citation.number}: {place(citation)}",
    )
    return f'<span class="sq-strip-pin" style="left:{at};--sq-lane:{lane}">{link}</span>'


def _part(section: Section, citations: Sequence[Citation], total: int) -> str:
    count = sum(section.span.holds(citation.quote.span) for citation in citations)
    name = section.path[-1]
    quotes = f", {count} {'quote' if count == 1 else 'quotes'}" if count else ""
    share = (section.span.end - section.span.start) / total
    style = f"left:{percent(section.span.start / total)};width:{percent(share)}"
    title = attribute(f"{name}: {percent(round(share, 2))} of the text{quotes}")
    return (
        f'<span class="sq-strip-part sq-heat-{min(count, HOTTEST)}" style="{style}"'
        f' title="{title}"></span>'
    )


def top_sections(document: Document) -> Iterator[Section]:
    """The sections that lie in no other, in the order of the text."""
    end = 0
    for section in sorted(document.sections, key=lambda s: (s.span.start, -s.span.end)):
        if section.span.start >= end and section.span.end > section.span.start:
            end = section.span.end
            yield section


def _said(document: Document, citations: Sequence[Citation]) -> str:
    """The strip in words: how many quotes each section holds."""
    counts = [
        (section.path[-1], sum(section.span.holds(c.quote.span) for c in citations))
        for section in top_sections(document)
    ]
    held = "; ".join(f"{name}: {count}" for name, count in counts if count)
    return f"{len(citations)} quotes in {len(counts)} sections. {held}"
