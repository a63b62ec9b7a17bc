"""What each command of the shell face does: results on stdout, nothing else.

Each takes the parsed options; what it cannot do it says by a `SarcoqaError`.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from .batch import read_batch
from .config import Settings
from .contract import answer_to_text
from .errors import QuestionError, VerificationError
from .schema import Hit

if TYPE_CHECKING:
    from .assistant import Assistant


def assistant(options: argparse.Namespace, *, rebuild: bool = False) -> Assistant:
    """The assistant that the options of a command name."""
    from .assistant import Assistant

    settings = Settings(embedding_model=options.model)
    return Assistant.open(options.index, corpus=options.corpus, settings=settings, rebuild=rebuild)


def _named(options: argparse.Namespace) -> dict[str, list[str] | None]:
    return {name: getattr(options, name) for name in ("document", "year", "section", "kind")}


def ask(options: argparse.Namespace) -> None:
    """Answer one question, or the questions of a batch file."""
    if (options.question is None) == (options.batch is None):
        options.wrong_usage("give either a question or --batch FILE")
    if options.batch is not None:
        _ask_batch(options)
        return
    question = _standard_input() if options.question == "-" else options.question
    answer = assistant(options).ask(question, **_named(options))
    write(answer.to_json(indent=2) if options.json else answer_to_text(answer))


def _standard_input() -> str:
    # What is no UTF-8 becomes lone surrogates, as in arguments; the assistant refuses those.
    return sys.stdin.buffer.read().decode("utf-8", errors="surrogateescape")


def _ask_batch(options: argparse.Namespace) -> None:
    """One line of JSON for each line of the file: {"id", "answer"}, or {"id", "error"}."""
    entries = read_batch(options.batch)
    qa = assistant(options)
    failed = 0
    for entry in entries:
        result: dict[str, object] = {"id": entry.id}
        try:
            if entry.error:
                raise QuestionError(entry.error)
            result["answer"] = qa.ask(entry.question, **_named(options)).to_dict()
        except QuestionError as error:  # one bad line does not cost the others
            result["error"] = str(error)
            failed += 1
        write(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()  # what is answered is there, whatever becomes of the rest
    if failed:
        raise QuestionError(f"{failed} of {len(entries)} questions could not be asked")


def search(options: argparse.Namespace) -> None:
    """Print the closest passages."""
    hits = assistant(options).search(options.query, options.k, **_named(options))
    if options.json:
        write(json.dumps([_hit(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        passage = hit.passage
        where = f"{passage.document_id}:{passage.span.start}-{passage.span.end}"
        write(
            f"{hit.rank}. {' › '.join(passage.section)}  ({passage.kind}, {where}, {hit.score:.4f})"
        )
        write(f"   {passage.text}\n")


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
    """Build the index anew, from the corpus and what was added to it."""
    qa = assistant(options, rebuild=True)
    write(f"{qa.index_id}  {counted(len(qa.documents()), 'paper')}")


def counted(number: int, what: str) -> str:
    """A number with its noun: "1 paper", "1,000 papers"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def check(options: argparse.Namespace) -> None:
    """Print where a paper disagrees with itself."""
    qa = assistant(options)
    found = qa.check(options.paper)
    if options.against is not None:
        from .evaluating import check_against

        check_against(options.against, qa.document(options.paper), found)
        return
    if options.json:
        write(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=2))
        return
    document = qa.document(options.paper)
    for entry in found:
        about = f"{entry.about} [{', '.join(entry.labels)}]" if entry.labels else entry.about
        write(f"{about} ({entry.kind})")
        for side in (entry.first, entry.second):
            write(f"    {side.start}-{side.end}: “{side.of(document.text)}”")
    write(f"{len(found)} found by comparing stated values; what is said in words is not compared")


def verify(options: argparse.Namespace) -> None:
    """Print whether everything that an answer states is in the papers of the index."""
    from .verification import verify

    text = sys.stdin.buffer.read() if str(options.file) == "-" else options.file.read_bytes()
    found = verify(text, index=options.index, corpus=options.corpus)
    if options.json:
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        write("\n".join(found.lines()))
    if not found.ok:
        raise VerificationError(f"{counted(len(found.failures), 'statement')} not verified")


def serve(options: argparse.Namespace) -> None:
    """Serve the chat until it is interrupted."""
    from .chat import launch

    launch(assistant(options), host=options.host, port=options.port, open_browser=options.open)


def write(text: str) -> None:
    """A result, on stdout."""
    sys.stdout.write(text + "\n")
