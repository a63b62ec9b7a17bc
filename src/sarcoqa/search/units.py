"""Passages → units: the sentences and rows that can be quoted alone, with what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..schema import Passage, Span
from .abbreviations import Expander


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotable part of passage number `row`: its place, its own text, the sentence before it.

    For a table row `before` is the caption of its table. `studies` names the studies that it
    speaks of.
    """

    row: int
    span: Span
    text: str
    before: str
    studies: str


def around(found: Sequence[Unit], passages: Sequence[Passage], place: int) -> str:
    """What is said beside unit number `place`: the sentence before it, and the sentences next to
    it that speak of the same studies; for a table row, the caption of its table.

    "The median OS was 12 months" is about the trial that the sentences before it describe.
    """
    unit = found[place]
    parts = [unit.before]
    if unit.studies and passages[unit.row].kind == "prose":
        home = passages[unit.row]
        for step in (-1, 1):
            other = place + step
            while 0 <= other < len(found) and _shared(found[other].studies, unit.studies):
                passage = passages[found[other].row]
                if (passage.document_id, passage.section) != (home.document_id, home.section):
                    break
                parts.append(found[other].text)
                other += step
    return " ".join(dict.fromkeys(part for part in parts if part))


def _caption(passages: Sequence[Passage], row: int) -> str:
    """The caption above the table row that is passage number `row`, "" where there is none."""
    home = passages[row]
    for above in range(row - 1, -1, -1):
        passage = passages[above]
        if (passage.document_id, passage.section) != (home.document_id, home.section):
            break
        if passage.kind == "caption":
            return passage.text
    return ""


def _shared(some: str, others: str) -> bool:
    """Whether two sentences, each with the names of its studies, speak of one study both."""
    return some == others or bool(set(some.split(". ")) & set(others.split(". ")) - {""})


def units(passages: Sequence[Passage]) -> tuple[Unit, ...]:
    """The units of all passages, in order. A prose passage gives its sentences, any other itself.

    `before` is the previous sentence of the same section of the same document, for a table row the
    caption of its table, else empty.
    """
    found: list[Unit] = []
    for row, passage in enumerate(passages):
        if passage.kind != "prose":
            before = _caption(passages, row) if passage.kind == "record" else ""
            found.append(Unit(row, passage.span, passage.text, before, passage.studies[0]))
            continue
        for span, studies in zip(passage.sentences, passage.studies, strict=True):
            start = passage.span.start
            text = passage.text[span.start - start : span.end - start]
            found.append(Unit(row, span, text, _before(found, passages, passage), studies))
    return tuple(found)


def _before(found: Sequence[Unit], passages: Sequence[Passage], passage: Passage) -> str:
    if not found:
        return ""
    last = passages[found[-1].row]
    same = (last.document_id, last.section, last.kind) == (
        passage.document_id,
        passage.section,
        "prose",
    )
    return found[-1].text if same else ""


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """What is embedded and counted: one text per passage, two per unit (without, with context)."""

    passages: tuple[str, ...]
    own: tuple[str, ...]
    context: tuple[str, ...]


def search_texts(
    passages: Sequence[Passage], found: Sequence[Unit], expanders: Mapping[str, Expander]
) -> SearchTexts:
    """Each text behind the heading of its section, with its paper's abbreviations both ways.

    `expanders` maps document ids to the expander of that paper.
    """
    headings = [_heading(passage, expanders[passage.document_id]) for passage in passages]
    expanded = [expanders[p.document_id].expand(p.text) for p in passages]
    own: list[str] = []
    context: list[str] = []
    for unit in found:
        expander = expanders[passages[unit.row].document_id]
        text = expander.expand(unit.text)
        before = expander.expand(unit.before) if unit.before else ""
        own.append(f"{headings[unit.row]}{text}")
        parts = (unit.studies, before, text)
        context.append(headings[unit.row] + " ".join(part for part in parts if part))
    whole = tuple(heading + text for heading, text in zip(headings, expanded, strict=True))
    return SearchTexts(whole, tuple(own), tuple(context))


def _heading(passage: Passage, expander: Expander) -> str:
    # A bibliography entry or a definition is found by its own words; its list's name adds noise.
    if passage.kind in ("reference", "abbreviation") or not passage.section:
        return ""
    return f"{expander.expand(passage.section[-1])}. "
