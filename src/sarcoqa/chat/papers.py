"""The papers of the index as HTML: what each holds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..changes import Change
from ..schema import FRONT_MATTER, KINDS, Document, Paper
from .markup import count, text
from .quotes import KIND_NAMES

SHOWN_AUTHORS = 3
SHOWN_SECTIONS = 200


def paper_list(documents: Sequence[Document], papers: Mapping[str, Paper]) -> str:
    """One item for each paper, with a box to tick where it is searched."""
    items = "".join(_paper(document, papers.get(document.id)) for document in documents)
    return (
        f'<ul class="sq-papers">{items}</ul>' if items else '<p class="sq-none">No paper yet.</p>'
    )


def _paper(document: Document, paper: Paper | None) -> str:
    name = text(document.id)
    title = text(document.title or document.id)
    pages = len({page.number for page in document.pages})
    counts = " · ".join(
        count(number, noun)
        for number, noun in (
            (len(document.sections), "section"),
            (len(document.tables), "table"),
            (len(document.references), "reference"),
            (pages, "page"),
        )
        if number
    )
    licence = f" · {text(document.licence)}" if document.licence else ""
    shipped = '<span class="sq-tag">shipped</span>' if paper and paper.shipped else ""
    return (
        f'<li class="sq-paper" data-paper="{name}"><label class="sq-tick">'
        f'<input type="checkbox" data-tick="{name}" checked>'
        f' <span dir="auto">{title}</span></label>'
        f'<p class="sq-place">{shipped}{text(_byline(document))}</p>'
        f'<p class="sq-place">{counts}{licence} · <code>{name}</code></p>{_warnings(document)}'
        '<div class="sq-tools">'
        f'<button type="button" class="sq-small" data-read="{name}">Read</button>'
        f'<button type="button" class="sq-small" data-remove="{name}"'
        f' aria-label="Remove {title}">Remove</button></div></li>'
    )


def _byline(document: Document) -> str:
    authors = ", ".join(document.authors[:SHOWN_AUTHORS])
    if len(document.authors) > SHOWN_AUTHORS:
        authors += " and others"
    return ". ".join(filter(None, (authors, str(document.year or ""))))


def _warnings(document: Document) -> str:
    if not document.warnings:
        return ""
    items = "".join(f"<li>{text(warning)}</li>" for warning in document.warnings)
    number = count(len(document.warnings), "warning")
    return f'<details class="sq-warnings"><summary>{number}</summary><ul>{items}</ul></details>'


def outcome(change: Change, name: str) -> str:
    """What became of the file called `name`, on one line."""
    if change.error is not None:
        reason = " ".join(str(change.error).split())
        return f"{name}: not added. {reason}"
    if change.outcome == "unchanged":
        return f"{name}: already here, as {change.id}"
    return f"{name}: {change.outcome}" + (f", as {change.id}" if change.id else "")


def filter_choices(documents: Sequence[Document]) -> str:
    """Boxes to tick for the sections and kinds, and a field for the years of the papers."""
    names = dict.fromkeys(
        section.path[0]
        for document in documents
        for section in document.sections
        if len(section.path) == 1 and section.path[0] != FRONT_MATTER
    )
    sections = "".join(_choice("section", name, name) for name in list(names)[:SHOWN_SECTIONS])
    kinds = "".join(_choice("kind", kind, KIND_NAMES[kind]) for kind in KINDS)
    years = sorted({document.year for document in documents if document.year})
    return (
        f'<fieldset><legend>Kind</legend><div class="sq-choices">{kinds}</div></fieldset>'
        f'<fieldset><legend>Section</legend><div class="sq-choices">{sections}</div></fieldset>'
        '<label class="sq-year">Year of the paper'
        f' <input type="text" inputmode="numeric" data-filter="year" {_years(years)}></label>'
    )


def _years(years: Sequence[int]) -> str:
    if not years:
        return "disabled"
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}-{years[-1]}"
    return f'placeholder="any ({span})"'


def _choice(name: str, value: str, label: str) -> str:
    return (
        f'<label class="sq-choice"><input type="checkbox" data-filter="{name}"'
        f' value="{text(value)}"> <span dir="auto">{text(label)}</span></label>'
    )
