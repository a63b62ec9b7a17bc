"""The shell face: results on stdout, progress and messages on stderr.

Exit status 0 also for an abstention, 1 for a failure with one clear line, 2 for bad usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from . import __version__, commands, curating, evaluating
from .config import Settings
from .contract import NOT_MEDICAL_ADVICE
from .errors import SarcoqaError
from .schema import KINDS

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):  # papers hold ≥ and α, whatever the locale
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        command: Command = options.command
        command(options)
        sys.stdout.flush()
    except SarcoqaError as error:
        message = " ".join(str(error).splitlines())
        sys.stderr.write(f"sarcoqa: {message}\n")
        return 1
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk behind stdout, a port in use
        sys.stderr.write(f"sarcoqa: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sarcoqa",
        description="Answers questions from papers in the papers' own words, offline. "
        + NOT_MEDICAL_ADVICE,
    )
    parser.add_argument("--version", action="version", version=f"sarcoqa {__version__}")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _asking(subparsers)
    _command(subparsers, "build", commands.build, "build the index anew, added papers too")
    _curating(subparsers)
    check = _command(subparsers, "check", commands.check, "where a paper disagrees with itself")
    check.add_argument("paper", help="the paper's id, as `sarcoqa list` prints it")
    check.add_argument("--json", action="store_true", help="the disagreements as JSON")
    check.add_argument(
        "--against", type=Path, metavar="LIST",
        help="measure them against a list made by hand (JSON lines): precision and recall",
    )  # fmt: skip
    verify = _command(
        subparsers, "verify", commands.verify, "check an answer again: quotes, places, numbers"
    )
    verify.add_argument(
        "file", type=Path, metavar="FILE",
        help="an answer as `ask --json` prints it, or an exported conversation; '-' reads it from "
        "standard input",
    )  # fmt: skip
    verify.add_argument("--json", action="store_true", help="every check, as JSON")
    evaluation = _command(
        subparsers, "eval", evaluating.evaluate, "measure the answers over question sets"
    )
    _evaluation_options(evaluation)
    serve = _command(subparsers, "serve", commands.serve, "open the chat in a browser")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)"
    )
    serve.add_argument("--port", type=_port, default=7860, help="port to listen on (default: 7860)")
    serve.add_argument("--open", action="store_true", help="open the page in the browser")
    return parser


def _asking(subparsers: Subparsers) -> None:
    ask = _command(subparsers, "ask", commands.ask, "answer a question with cited passages")
    ask.add_argument("question", nargs="?", help="the question; '-' reads it from standard input")
    ask.add_argument("--json", action="store_true", help="the answer as JSON (sarcoqa.answer/1)")
    ask.add_argument(
        "--batch", type=Path, metavar="FILE",
        help='JSON lines of {"id", "question"}; prints JSON lines of {"id", "answer"}, or of '
        '{"id", "error"} for a line that cannot be asked',
    )  # fmt: skip
    _filters(ask)
    search = _command(subparsers, "search", commands.search, "the passages closest to a query")
    search.add_argument("query", help="a question or keywords")
    search.add_argument("-k", type=int, default=5, help="how many passages (default: 5)")
    search.add_argument("--json", action="store_true", help="the hits as JSON")
    _filters(search)


def _curating(subparsers: Subparsers) -> None:
    adding = _command(subparsers, "add", curating.add, "add papers of your own to the index")
    adding.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="a paper's file, a folder with papers, or a pattern such as 'papers/*.md'",
    )  # fmt: skip
    removing = _command(subparsers, "remove", curating.remove, "take papers out of the index")
    removing.add_argument("papers", nargs="+", metavar="PAPER", help="ids, as `list` prints them")
    updating = _command(
        subparsers, "update", curating.update, "read again the added papers that have changed"
    )
    for parser in (adding, removing, updating):
        parser.add_argument("--json", action="store_true", help="what was done, as JSON")
    listing = _command(subparsers, "list", curating.list_papers, "the papers of the index")
    listing.add_argument("--json", action="store_true", help="the list as JSON")
    show = _command(subparsers, "show", curating.show, "what was understood of a paper")
    show.add_argument("paper", help="the paper's id, as `sarcoqa list` prints it")
    show.add_argument(
        "--json", action="store_true", help="the whole document, text and all, as JSON"
    )


def _evaluation_options(evaluation: argparse.ArgumentParser) -> None:
    evaluation.add_argument(
        "sets", nargs="*", type=Path, metavar="SET",
        help="JSON lines files (default: eval/review.jsonl and eval/tuning.jsonl)",
    )  # fmt: skip
    evaluation.add_argument(
        "--beir", type=Path, metavar="DIR",
        help="measure the ranking over a collection in the BEIR layout instead (--split test)",
    )  # fmt: skip
    evaluation.add_argument(
        "--evidence", type=Path, metavar="DIR",
        help="measure it over an Evidence Inference folder instead (--split validation)",
    )  # fmt: skip
    evaluation.add_argument("--failures", action="store_true", help="print each wrong answer too")
    evaluation.add_argument(
        "--first", type=_positive, metavar="N", help="only the first N questions"
    )
    evaluation.add_argument(
        "--split", metavar="NAME", help="only this part of the sets, such as tune or check"
    )
    evaluation.add_argument(
        "--twice", action="store_true",
        help="answer everything again in a second process, and count the identical answers",
    )  # fmt: skip
    evaluation.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    evaluation.add_argument("--html", type=Path, metavar="FILE", help="write it as a page to read")
    evaluation.add_argument(
        "--baseline", type=Path, metavar="FILE",
        help="an earlier run to compare with (default: eval/baseline.json, where there is one)",
    )  # fmt: skip
    evaluation.add_argument("--keep", action="store_true", help="keep this run as the baseline")


def _command(
    commands: Subparsers,
    name: str,
    run: Command,
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    parser.set_defaults(command=run, wrong_usage=parser.error)
    parser.add_argument("--index", type=_folder, metavar="DIR", help="where the index lies")
    parser.add_argument("--corpus", type=_folder, metavar="DIR", help="where the papers lie")
    parser.add_argument(
        "--model", default=Settings().embedding_model, metavar="NAME",
        help="embedding model: %(default)s, or the path of a sentence-transformers model",
    )  # fmt: skip
    return parser


def _folder(text: str) -> Path:
    if not text.strip():  # an empty variable of a shell: it must not mean the folder at hand
        raise argparse.ArgumentTypeError("the path of a folder, found an empty one")
    return Path(text)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1, found {text!r}")
    return int(text)


def _port(text: str) -> int:
    number = _positive(text)
    if number > 65_535:
        raise argparse.ArgumentTypeError(f"a port from 1 to 65535, found {text!r}")
    return number


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--document", action="append", metavar="ID", help="only this paper")
    parser.add_argument(
        "--year", action="append", metavar="YEAR",
        help="only papers of this year, or of these (2015-2020)",
    )  # fmt: skip
    parser.add_argument("--section", action="append", metavar="NAME", help="only this section")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind of passage")
