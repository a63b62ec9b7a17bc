"""The commands that look after the papers: add, remove, update, list, show."""

from __future__ import annotations

import argparse
import json
from pathlib import PurePath
from typing import TYPE_CHECKING

from .commands import assistant, counted, write
from .config import Settings
from .errors import ParseError
from .schema import Document, Paper

if TYPE_CHECKING:
    from .changes import Changes
    from .workplace import Workplace

FORMATS = {
    ".txt": "text", ".text": "text", ".md": "Markdown", ".markdown": "Markdown", ".pdf": "PDF",
    ".xml": "JATS XML", ".nxml": "JATS XML", ".jats": "JATS XML",
}  # fmt: skip


def _workplace(options: argparse.Namespace) -> Workplace:
    from .building import places
    from .workplace import Workplace

    settings = Settings(embedding_model=options.model)
    return Workplace.at(*places(options.index, options.corpus), settings, quiet=False)


def add(options: argparse.Namespace) -> None:
    """Add papers by file, folder or pattern."""
    from . import library

    _tell(library.add(_workplace(options), options.paths), options)


def update(options: argparse.Namespace) -> None:
    """Read again what was added and has changed."""
    from . import library

    _tell(library.update(_workplace(options)), options)


def remove(options: argparse.Namespace) -> None:
    """Take papers out of the index."""
    from . import library

    _tell(library.remove(_workplace(options), options.papers), options)


def _tell(changes: Changes, options: argparse.Namespace) -> None:
    """Print what was done; raises ParseError when a file failed, or when there was none to add."""
    from .changes import told

    if options.json:
        write(json.dumps(changes.to_dict(), ensure_ascii=False, indent=2))
    else:
        for line in told(changes.changes):
            write(line)
        write(changes.summary())
    if failed := len(changes.of("failed")):
        tried = len(changes.changes) - len(changes.of("skipped"))
        raise ParseError(f"{failed:,} of {counted(tried, 'file')} failed; the others are in")
    if options.command is add and len(changes.of("skipped")) == len(changes.changes):
        raise ParseError("there is no paper at the given places; give files that can be read")


def list_papers(options: argparse.Namespace) -> None:
    """Print the papers of the index."""
    qa = assistant(options)
    papers = list(zip(qa.papers(), qa.documents(), strict=True))
    passages = {paper.id: len(qa.passages(paper.id)) for paper, _ in papers}
    if options.json:
        entries = [_entry(paper, document, passages[paper.id]) for paper, document in papers]
        write(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for paper, document in papers:
        counts = (
            counted(passages[paper.id], "passage"),
            counted(len(document.sections), "section"),
            counted(len(document.references), "reference"),
            counted(len(document.tables), "table"),
            *([counted(len(document.warnings), "warning")] if document.warnings else []),
        )
        where = f"{paper.origin} of the corpus" if paper.shipped else paper.origin
        write(f"{document.id}\n  {document.title} ({document.year or 'no year'})")
        write(f"  {', '.join(counts)}\n  {_format(paper)}: {where}")


def _entry(paper: Paper, document: Document, passages: int) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "authors": list(document.authors),
        "year": document.year,
        "doi": document.doi,
        "licence": document.licence,
        "sha256": document.sha256,
        "kind": _format(paper),
        "origin": paper.origin,
        "shipped": paper.shipped,
        "passages": passages,
        "sections": len(document.sections),
        "references": len(document.references),
        "tables": len(document.tables),
        "warnings": list(document.warnings),
    }


def _format(paper: Paper) -> str:
    suffix = PurePath(paper.origin).suffix.lower()
    return FORMATS.get(suffix, suffix.removeprefix(".") or "unknown")


def show(options: argparse.Namespace) -> None:
    """Print what was understood of a paper."""
    document = assistant(options).document(options.paper)
    if options.json:
        from pydantic import TypeAdapter

        write(TypeAdapter(type(document)).dump_json(document, indent=1).decode())
        return
    authors = ", ".join(document.authors) or "no authors"
    write(f"{document.id}: {document.title}")
    write(f"  {authors} ({document.year or 'no year'}), {document.licence or 'no licence stated'}")
    for section in document.sections:
        indent = "  " * len(section.path)
        write(f"  {indent}{section.path[-1]}  {section.span.start}-{section.span.end}")
    write(f"  {', '.join(_understood(document))}")
    for warning in document.warnings:
        write(f"  warning: {warning}")


def _understood(document: Document) -> tuple[str, ...]:
    """What was found in a paper, counted."""
    labels = {reference.label for reference in document.references}
    resolved = sum(labels.issuperset(mark.labels) for mark in document.marks)
    marks = counted(len(document.marks), "citation mark")
    return (
        *_pages(document),
        counted(len(document.references), "reference"),
        f"{marks}, {resolved:,} of them resolved" if document.marks else marks,
        counted(len(document.abbreviations), "abbreviation"),
        *(f"{table.label} with {counted(len(table.records), 'row')}" for table in document.tables),
    )


def _pages(document: Document) -> tuple[str, ...]:
    if not document.pages:
        return ()
    labels = {page.number: page.label for page in document.pages}  # one may have several stretches
    first, last = labels[min(labels)], labels[max(labels)]
    return (f"{counted(len(labels), 'page')} ({first}–{last})",)
