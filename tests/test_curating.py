"""What `sarcoqa list` and `show` say of a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa import Assistant, Page, Paper, Span
from sarcoqa.changes import Change, Changes
from sarcoqa.curating import _format, _understood
from sarcoqa.errors import EncryptedPaperError


def test_show_counts_pages_and_resolved_marks(small_assistant: Assistant) -> None:
    document = small_assistant.document("alpha")
    assert _understood(document) == (
        "2 references", "2 citation marks, 2 of them resolved", "2 abbreviations",
        "Table 1 with 2 rows",
    )  # fmt: skip
    pages = tuple(Page(n, label, Span(0, 1)) for n, label in ((1, "e31"), (2, "e32"), (1, "e31")))
    odd = replace(document, pages=pages, references=document.references[:1])
    assert _understood(odd)[:3] == (
        "2 pages (e31–e32)", "1 reference", "2 citation marks, 1 of them resolved",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("/a/b.PDF", "PDF"), ("c.nxml", "JATS XML"), ("d.md", "Markdown"), ("e.txt", "text"),
     ("f.odt", "odt"), ("g", "unknown")],
)  # fmt: skip
def test_the_kind_of_a_source(origin: str, expected: str) -> None:
    assert _format(Paper("x", "0", origin=origin)) == expected


def test_a_summary_of_changes() -> None:
    error = EncryptedPaperError("locked.pdf opens only\nwith a password")
    changes = Changes("i", (
        Change("/a.md", "added", "a"), Change("/b.md", "replaced", "b"),
        Change("/c.docx", "skipped"), Change("/locked.pdf", "failed", error=error),
        Change("/d.md", "gone", "d"),
    ))  # fmt: skip
    assert changes.summary() == (
        "1 added, 0 unchanged, 1 replaced, 1 failed, 1 skipped, 1 gone"
    )  # fmt: skip
    assert [change.line() for change in changes.changes] == [
        "added: a",
        "replaced: b: /b.md has changed",
        "skipped: /c.docx",
        "failed: /locked.pdf: EncryptedPaperError: locked.pdf opens only with a password",
        "gone: /d.md: the paper d is kept as it was",
    ]
    assert changes.to_dict()["files"][3] == {
        "path": "/locked.pdf", "outcome": "failed", "id": None, "error": "EncryptedPaperError",
        "message": "locked.pdf opens only\nwith a password",
    }  # fmt: skip
