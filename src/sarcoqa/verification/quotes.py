"""A citation against the paper that it cites: everything that it states is found again."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import page_of, references_behind
from ..contract import reference_to_dict
from ..contract.forms import CitationForm
from ..passages import section_at
from ..schema import Document, Span, text_sha256
from .result import What

SHOWN_CHARACTERS = 80
Found = tuple[What, str]  # what was checked, and what is wrong with it, empty where nothing is


def checked_quote(form: CitationForm, document: Document | None) -> Iterator[Found]:
    """Each thing that a citation states, in the order in which a reader would look it up."""
    yield "hash", _hash(form)
    if document is None:
        yield (
            "paper",
            f"the paper {form.document_id!r} is not there: it was removed, or never added",
        )
        return
    yield "paper", ""
    yield "content", _content(form, document)
    yield "details", _details(form, document)
    if form.end > len(document.text):
        length = len(document.text)
        yield (
            "place",
            f"{form.start}-{form.end} lies outside the paper's text of {length} characters",
        )
        return
    span = Span(form.start, form.end)
    yield "place", ""
    yield "quote", _quote(form, document, span)
    yield "section", _section(form, document)
    yield "page", _page(form, document, span)
    yield "references", _references(form, document, span)


def _hash(form: CitationForm) -> str:
    found = text_sha256(form.quote)
    if found == form.sha256:
        return ""
    return f"the sha256 of the quote is {found}, stated is {_shown(form.sha256)}"


def _content(form: CitationForm, document: Document) -> str:
    if form.document_sha256 == document.sha256:
        return ""
    return (
        f"the paper {form.document_id!r} has other content here (sha256 {document.sha256}) than "
        f"the one quoted (sha256 {_shown(form.document_sha256)})"
    )


def _details(form: CitationForm, document: Document) -> str:
    held = {
        "document_title": document.title,
        "document_authors": list(document.authors),
        "document_year": document.year,
        "document_doi": document.doi,
    }
    for name in held:
        stated = name in form.model_fields_set  # an older answer states fewer
        if stated and getattr(form, name) != held[name]:
            return _differs(name.replace("document_", "paper's "), getattr(form, name), held[name])
    return ""


def _quote(form: CitationForm, document: Document, span: Span) -> str:
    found = span.of(document.text)
    if found == form.quote:
        return ""
    elsewhere = document.text.find(form.quote) if form.quote else -1
    if elsewhere >= 0:
        where = f"{elsewhere}-{elsewhere + len(form.quote)}"
        return f"the quote does not stand at {span.start}-{span.end}, but at {where}"
    pairs = enumerate(zip(form.quote, found, strict=False))
    shorter = min(len(form.quote), len(found))
    same = next((place for place, (stated, held) in pairs if stated != held), shorter)
    begin = max(0, same - SHOWN_CHARACTERS // 4)  # a little of what agrees, then what does not
    return _differs(f"text at {span.start + same}", form.quote[begin:], found[begin:])


def _section(form: CitationForm, document: Document) -> str:
    path = section_at(document, form.start)
    if tuple(form.section) == path:
        return ""
    return _differs("section", " › ".join(form.section), " › ".join(path))


def _page(form: CitationForm, document: Document, span: Span) -> str:
    page = page_of(document, span)
    return "" if page == form.page else _differs("page", form.page, page)


def _references(form: CitationForm, document: Document, span: Span) -> str:
    references, inherited = references_behind(document, form.kind, span)
    stated, held = [r.label for r in form.references], [r.label for r in references]
    if stated != held:
        return _differs("references", ", ".join(stated), ", ".join(held))
    for entry, reference in zip(form.references, references, strict=True):
        known = reference_to_dict(reference)
        for name, value in entry.model_dump(exclude_unset=True).items():
            if known[name] != value:
                return _differs(f"{name} of reference [{entry.label}]", value, known[name])
    if form.references_inherited != inherited:
        return _differs("statement that the references are cited before", not inherited, inherited)
    origin = form.noun().origin
    if form.origin not in (None, origin):
        return _differs("origin", form.origin, origin)
    return ""


def _differs(what: str, stated: object, found: object) -> str:
    return f"the {what}: stated is {_shown(stated)}, the paper has {_shown(found)}"


def _shown(value: object) -> str:
    if value is None or value == "":
        return "none"
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    return shown if len(shown) <= SHOWN_CHARACTERS else f"{shown[:SHOWN_CHARACTERS]}…"
