"""What the chat needs of an assistant: `sarcoqa.Assistant` has it all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..changes import Changes
from ..schema import Answer, CitedValue, Document, PageImage, Paper, Span, Understanding
from ..selection import Names, Years


class Asks(Protocol):
    """An assistant over some papers. What it refuses it says by a `SarcoqaError`."""

    @property
    def index_id(self) -> str:
        """Another one as soon as the papers are others."""
        ...

    @property
    def feedback_path(self) -> Path:
        """Where the readers' opinions are kept."""
        ...

    def ask(
        self, question: str, *, document: Names = None, year: Years = None,
        section: Names = None, kind: Names = None,
    ) -> Answer:  # fmt: skip
        """The answer to `question`."""
        ...

    def understand(self, question: str, earlier: Sequence[Answer] = ()) -> Understanding:
        """The whole question that `question` is after those answers."""
        ...

    def suggest(
        self, question: str = "", *, limit: int = 4, document: Names = None, year: Years = None,
        section: Names = None, kind: Names = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Questions that the papers can answer, near to `question` where there is one."""
        ...

    def comparable(self, answer: Answer) -> tuple[CitedValue, ...]:
        """The values of its quotes that a picture can show side by side."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """The papers that are searched."""
        ...

    def papers(self) -> tuple[Paper, ...]:
        """Where each paper comes from."""
        ...

    def page_image(
        self, document_id: str, page: int, spans: Sequence[Span] = ()
    ) -> PageImage | None:
        """The printed page; None where the paper has no print."""
        ...

    def add(self, path: str | Path) -> Changes:
        """Add the paper at `path`."""
        ...

    def remove(self, document_id: str) -> Changes:
        """Take a paper out of the index."""
        ...
