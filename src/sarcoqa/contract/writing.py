"""`Answer` → its outward forms: JSON ``sarcoqa.answer/1``, Markdown, plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..schema import Answer, Citation, Note, Origin, Reference, text_sha256

SCHEMA = "sarcoqa.answer/1"
NOT_MEDICAL_ADVICE = "Quotes from papers, not medical advice."


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """The answer as plain values; floats are rounded to 4 places so that equal answers are equal.

    >>> list(answer_to_dict(answer))[:3]  # doctest: +SKIP
    ['schema', 'question', 'text']
    """
    abstained = answer.abstained
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "text": answer.text,
        "confidence": round(answer.confidence, 4),
        "abstained": abstained and {"reason": abstained.reason, "message": abstained.message},
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "notes": [
            {
                "kind": note.kind,
                "message": note.message,
                "citations": [citation_to_dict(citation) for citation in note.citations],
            }
            for note in answer.notes
        ],
        "nearest": [citation_to_dict(citation) for citation in answer.nearest],
        "index": {"id": answer.index.id, "settings": answer.index.settings},
    }


def answer_to_json(answer: Answer, *, indent: int | None = None) -> str:
    """The answer as JSON text, UTF-8 characters kept."""
    return json.dumps(answer_to_dict(answer), ensure_ascii=False, indent=indent)


def citation_to_dict(citation: Citation) -> dict[str, object]:
    """One citation with its address: document, offsets, section, page and hashes."""
    quote = citation.quote
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "document_sha256": citation.document_sha256,
        "document_title": citation.document_title,
        "document_authors": list(citation.document_authors),
        "document_year": citation.document_year,
        "document_doi": citation.document_doi,
        "kind": citation.kind,
        "quote": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "sha256": text_sha256(quote.text),
        "section": list(citation.section),
        "page": citation.page,
        "references": [reference_to_dict(reference) for reference in citation.references],
        "references_inherited": citation.references_inherited,
        "origin": citation.origin,
    }


def reference_to_dict(reference: Reference) -> dict[str, object]:
    """One bibliography entry: the entry as printed (`raw`), and where the paper prints it.

    `author_list` are the names of `authors` one by one: a name may hold a comma itself.
    """
    return {
        "label": reference.label,
        "authors": ", ".join(reference.authors),
        "title": reference.title,
        "journal": reference.journal,
        "year": reference.year,
        "doi": reference.doi,
        "raw": reference.raw,
        "author_list": list(reference.authors),
        "start": reference.span.start,
        "end": reference.span.end,
    }


def reference_line(reference: Reference) -> str:
    """A bibliography entry on one line: label, authors, title, journal, year and DOI link.

    An entry without a title or authors could not be read; it is given as printed.
    """
    if not (reference.title or reference.authors):
        return f"[{reference.label}] {reference.raw}"
    parts = (
        ", ".join(reference.authors),
        reference.title,
        " ".join(part for part in (reference.journal, str(reference.year or "")) if part),
        f"https://doi.org/{reference.doi}" if reference.doi else "",
    )
    return f"[{reference.label}] " + ". ".join(part.rstrip(".") for part in parts if part)


def place(citation: Citation) -> str:
    """Where a quote stands, for a reader: section path, and the page where it is known."""
    path = " › ".join(citation.section)
    return f"{path}, p. {citation.page}" if citation.page else path


def address(citation: Citation) -> str:
    """Where a quote stands, for a machine: "paper:120-145", the id and the characters."""
    span = citation.quote.span
    return f"{citation.document_id}:{span.start}-{span.end}"


def untold(answer: Answer) -> tuple[Note, ...]:
    """The notes that the text of the answer does not hold already, for a reader who sees both."""
    return tuple(note for note in answer.notes if note.message not in answer.text)


ORIGINS: Mapping[Origin, str] = {
    "reported": "Reported from",
    "after_citation": "May go on with what is reported just before from",
    "own": "The paper's own statement: it cites nothing for it",
    "list": "",
}


def answer_to_markdown(answer: Answer) -> str:
    """The answer for a reader: text, numbered quotes with their places, references, notes."""
    lines = [f"**{answer.question.strip()}**", "", *markdown_lines(answer)]
    return "\n".join([*lines, f"*{NOT_MEDICAL_ADVICE}*", ""])


def markdown_lines(answer: Answer) -> Iterator[str]:
    """The lines of an answer as Markdown, without its question."""
    yield from (answer.text, "")
    for citation in answer.citations or answer.nearest:
        yield from _citation_lines(citation)
    yield from (f"> Note: {note.message}" for note in untold(answer))


def _citation_lines(citation: Citation) -> list[str]:
    quote = citation.quote.text.replace("\t", " · ")
    said = ORIGINS[citation.origin]
    origin = [f"   {said}{':' if citation.references else '.'}"] if said else []
    references = [f"  - {reference_line(reference)}" for reference in citation.references]
    where = f"   {citation.document_title}: {place(citation)} (`{address(citation)}`)"
    return [f"{citation.number}. “{quote}”", where, *origin, *references, ""]


def answer_to_text(answer: Answer) -> str:
    """The answer as plain text, to print or to paste: text, each quote with its place, notes."""
    lines = [answer.text, ""]
    if answer.abstained and answer.nearest:
        lines.append("Closest in the papers:")
    for citation in answer.citations or answer.nearest:
        lines += _quoted(citation)
    lines += [f"Note: {note.message}" for note in untold(answer)]
    return "\n".join([*lines, NOT_MEDICAL_ADVICE])


def _quoted(citation: Citation) -> Iterator[str]:
    yield f"[{citation.number}] “{citation.quote.text}”"
    yield f"    {citation.document_title}"
    yield f"    {place(citation)}  ({address(citation)})"
    if said := ORIGINS[citation.origin]:
        yield f"    {said}{':' if citation.references else '.'}"
    for reference in citation.references:
        yield f"    {reference_line(reference)}"
    yield ""
