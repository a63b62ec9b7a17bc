"""What each command of the shell face does: results on stdout, nothing else.

Each takes the parsed options; what it cannot do it says by a `SarcoqaError`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from .batch import read_batch
from .config import Settings
from .contract import NOT_MEDICAL_ADVICE, ORIGINS, place, reference_line, untold
from .errors import QuestionError
from .schema import Answer, Citation, Hit

if TYPE_CHECKING:
    from .assistant import Assistant


def _open(options: argparse.Namespace, *, rebuild: bool = False) -> Assistant:
    from .assistant import Assistant

    settings = Settings(embedding_model=options.model)
    return Assistant.open(options.index, corpus=options.corpus, settings=settings, rebuild=rebuild)


def _named(options: argparse.Namespace) -> dict[str, list[str] | None]:
    return {name: getattr(options, name) for name in ("document", "section", "kind")}


def ask(options: argparse.Namespace) -> None:
    """Answer one question, or the questions of a batch file."""
    if (options.question is None) == (options.batch is None):
        options.wrong_usage("give either a question or --batch FILE")
    if options.batch is not None:
        _ask_batch(options)
        return
    question = _standard_input() if options.question == "-" else options.question
    answer = _open(options).ask(question, **_named(options))
    _print(answer.to_json(indent=2) if options.json else _readable(answer))


def _standard_input() -> str:
    # What is no UTF-8 becomes lone surrogates, as in arguments; the assistant refuses those.
    return sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape")


def _ask_batch(options: argparse.Namespace) -> None:
    """One line of JSON for each line of the file: {"id", "answer"}, or {"id", "error"}."""
    entries = read_batch(options.batch)
    assistant = _open(options)
    failed = 0
    for entry in entries:
        result: dict[str, object] = {"id": entry.id}
        try:
            if entry.error:
                raise QuestionError(entry.error)
            result["answer"] = assistant.ask(entry.question, **_named(options)).to_dict()
        except QuestionError as error:  # one bad line does not cost the others
            result["error"] = str(error)
            failed += 1
        _print(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()  # what is answered is there, whatever becomes of the rest
    if failed:
        raise QuestionError(f"{failed} of {len(entries)} questions could not be asked")


def search(options: argparse.Namespace) -> None:
    """Print the closest passages."""
    hits = _open(options).search(options.query, options.k, **_named(options))
    if options.json:
        _print(json.dumps([_hit(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        passage = hit.passage
        where = f"{passage.document_id}:{passage.span.start}-{passage.span.end}"
        _print(
            f"{hit.rank}. {' › '.join(passage.section)}  ({passage.kind}, {where}, {hit.score:.4f})"
        )
        _print(f"   {passage.text}\n")


def _hit(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "parts": {name: round(value, 6) for name, value in hit.parts},
        "id": passage.id,
        "document_id": passage.document_id,
        "kind": passage.kind,
        "section": list(passage.section),
        "start": passage.span.start,
        "end": passage.span.end,
        "labels": list(passage.labels),
        "text": passage.text,
    }


def build(options: argparse.Namespace) -> None:
    """Build the index anew."""
    assistant = _open(options, rebuild=True)
    _print(f"{assistant.index_id}  {_counted(len(assistant.documents()), 'paper')}")


def list_papers(options: argparse.Namespace) -> None:
    """Print the papers of the index."""
    documents = _open(options).documents()
    if options.json:
        entries = [
            {
                "id": document.id,
                "title": document.title,
                "authors": list(document.authors),
                "year": document.year,
                "doi": document.doi,
                "licence": document.licence,
                "sha256": document.sha256,
                "sections": len(document.sections),
                "references": len(document.references),
                "tables": len(document.tables),
                "warnings": list(document.warnings),
            }
            for document in documents
        ]
        _print(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for document in documents:
        counts = (
            f"{_counted(len(document.sections), 'section')}, "
            f"{_counted(len(document.references), 'reference')}, "
            f"{_counted(len(document.tables), 'table')}"
        )
        _print(f"{document.id}\n  {document.title} ({document.year or 'no year'})\n  {counts}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def show(options: argparse.Namespace) -> None:
    """Print what was understood of a paper."""
    document = _open(options).document(options.paper)
    if options.json:
        from pydantic import TypeAdapter

        _print(TypeAdapter(type(document)).dump_json(document, indent=1).decode())
        return
    _print(f"{document.id}: {document.title}")
    _print(f"  {', '.join(document.authors)} ({document.year or 'no year'}), {document.licence}")
    for section in document.sections:
        indent = "  " * len(section.path)
        _print(f"  {indent}{section.path[-1]}  {section.span.start}-{section.span.end}")
    counts = (
        _counted(len(document.references), "reference"),
        _counted(len(document.marks), "citation mark"),
        _counted(len(document.abbreviations), "abbreviation"),
        *(f"{table.label} with {_counted(len(table.records), 'row')}" for table in document.tables),
    )
    _print(f"  {', '.join(counts)}")
    for warning in document.warnings:
        _print(f"  warning: {warning}")


def check(options: argparse.Namespace) -> None:
    """Print where a paper disagrees with itself."""
    assistant = _open(options)
    found = assistant.check(options.paper)
    if options.against is not None:
        from .evaluating import check_against

        check_against(options.against, assistant.document(options.paper), found)
        return
    if options.json:
        _print(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=2))
        return
    document = assistant.document(options.paper)
    for entry in found:
        about = f"{entry.about} [{', '.join(entry.labels)}]" if entry.labels else entry.about
        _print(f"{about} ({entry.kind})")
        for side in (entry.first, entry.second):
            _print(f"    {side.start}-{side.end}: “{side.of(document.text)}”")
    _print(f"{len(found)} found by comparing stated values; what is said in words is not compared")


def serve(options: argparse.Namespace) -> None:
    """Serve the chat until it is interrupted."""
    from .chat import launch

    launch(_open(options), host=options.host, port=options.port, open_browser=options.open)


def _readable(answer: Answer) -> str:
    """An answer for a terminal: text, then each quote with its place and references."""
    lines = [answer.text, ""]
    if answer.abstained and answer.nearest:
        lines.append("Closest in the papers:")
    for citation in answer.citations or answer.nearest:
        lines += _quoted(citation)
    lines += [f"Note: {note.message}" for note in untold(answer)]
    return "\n".join([*lines, NOT_MEDICAL_ADVICE])


def _quoted(citation: Citation) -> Iterator[str]:
    span = citation.quote.span
    yield f"[{citation.number}] “{citation.quote.text}”"
    yield f"    {citation.document_title}"
    yield f"    {place(citation)}  ({citation.document_id}:{span.start}-{span.end})"
    if said := ORIGINS[citation.origin]:
        yield f"    {said}{':' if citation.references else '.'}"
    for reference in citation.references:
        yield f"    {reference_line(reference)}"
    yield ""


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
