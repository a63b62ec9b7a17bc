"""What readers say of answers, kept beside the index: one JSON object a line, for `sarcoqa eval`.

The file is replaced whole, by one rename, with a line more: a crash or a full disk leaves it as it
was. Writers wait for each other, threads and processes alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock, Timeout

from .disk import draft_of, write_whole
from .errors import FeedbackError
from .schema import Answer, Citation, text_sha256

Rating = Literal["up", "down"]
FILE = "feedback.jsonl"
SCHEMA = "sarcoqa.feedback/1"
MOST_CHARACTERS = 4000  # of a comment, and of a question
MOST_FILE_MEGABYTES = 64
LOCK_WAIT_SECONDS = 30
FILTERS = ("document", "year", "section", "kind")


def feedback_path(index: Path) -> Path:
    """Where the feedback to answers from the index at `index` is kept; no build removes it."""
    return index / FILE


def record(
    path: Path,
    *,
    question: str,
    understood: str,
    filters: Mapping[str, Sequence[str]],
    answer: Answer,
    rating: Rating,
    comment: str,
    time: str,
) -> None:
    """Put one line with what a reader says of `answer` behind those of the file at `path`.

    `understood` is the question as it was asked of the papers, where that is not `question`;
    `filters` are those of `Assistant.ask`; `time` is kept as it is given.

    Raises FeedbackError for another rating, filter or a text that is too long or no Unicode, and
    where the file cannot be written; it is then as it was before.
    """
    _check(rating, filters, {"comment": comment, "question": question, "understood": understood})
    entry = _entry(answer) | {
        "question": question,
        "understood": understood if understood != question else "",
        "filters": {name: [str(one) for one in given] for name, given in filters.items() if given},
        "rating": rating,
        "comment": comment,
        "time": time,
    }
    identity = sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:12]
    if rating == "up" and answer.citations:
        entry["proposed"] = [[_gold(citation)] for citation in answer.citations]
    line = json.dumps({"id": f"feedback-{identity}"} | entry, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=LOCK_WAIT_SECONDS):
            write_whole(path, _lines(path) + line + "\n")
    except Timeout as error:
        raise FeedbackError(
            f"another process has been writing to {path} for {LOCK_WAIT_SECONDS} s; try again"
        ) from error
    except UnicodeError as error:
        _drop_draft(path)
        raise FeedbackError(
            f"the feedback cannot be kept in {path} as UTF-8 text ({error}); give text without "
            "broken characters, or mend the file"
        ) from error
    except OSError as error:
        _drop_draft(path)
        raise FeedbackError(
            f"the feedback cannot be written to {path} ({error.strerror or error}); free space or "
            "check the permissions; the feedback before is unchanged"
        ) from error


def _drop_draft(path: Path) -> None:
    with suppress(OSError):
        draft_of(path).unlink()


def _check(rating: str, filters: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> None:
    if rating not in get_args(Rating):
        raise FeedbackError(f"the rating is {rating!r}; give one of {', '.join(get_args(Rating))}")
    if unknown := sorted(set(filters) - set(FILTERS)):
        raise FeedbackError(f"there is no filter {unknown[0]!r}; those are {', '.join(FILTERS)}")
    for name, text in texts.items():
        if not isinstance(text, str):
            raise FeedbackError(f"the {name} is text, found {type(text).__name__}")
        if len(text) > MOST_CHARACTERS:
            raise FeedbackError(
                f"the {name} has {len(text):,} characters, at most {MOST_CHARACTERS:,} are kept; "
                "shorten it"
            )


def _lines(path: Path) -> str:
    """What the file holds, its last line ended; raises FeedbackError where that is too much."""
    if not path.exists():
        return ""
    if path.stat().st_size > MOST_FILE_MEGABYTES * 1_000_000:
        raise FeedbackError(
            f"{path} has more than {MOST_FILE_MEGABYTES} MB; move it to another place"
        )
    before = path.read_text(encoding="utf-8")
    return before if before.endswith("\n") or not before else before + "\n"


def _entry(answer: Answer) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "index": {"id": answer.index.id, "settings": answer.index.settings},
        "abstained": answer.abstained and answer.abstained.reason,
        "text": answer.text,
        "citations": [
            {
                "document_id": citation.document_id,
                "document_sha256": citation.document_sha256,
                "start": citation.quote.span.start,
                "end": citation.quote.span.end,
                "sha256": text_sha256(citation.quote.text),
                "quote": citation.quote.text,
            }
            for citation in answer.citations
        ],
    }


def _gold(citation: Citation) -> dict[str, object]:
    """The place of a citation in the form of question sets."""
    span = citation.quote.span
    return {
        "document": citation.document_id, "start": span.start, "end": span.end,
        "quote": citation.quote.text,
    }  # fmt: skip
