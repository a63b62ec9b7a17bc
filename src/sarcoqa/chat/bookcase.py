"""The papers as the page needs them, made once for each state of the index."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ..schema import Citation, Document
from .paper import Inline, paper_html


class Bookcase:
    """The papers of one state of the index; what a page shows of them is kept once made."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._documents = {document.id: document for document in documents}
        self._shown: dict[str, _Shown] = {}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The papers, in the order of the index."""
        return tuple(self._documents.values())

    @property
    def by_id(self) -> Mapping[str, Document]:
        """The papers by their ids."""
        return self._documents

    def get(self, document_id: str) -> Document | None:
        """The paper with that id, if it is there."""
        return self._documents.get(document_id)

    def holds(self, citation: Citation) -> bool:
        """Whether the paper still has the quote where the citation says."""
        document = self.get(citation.document_id)
        return document is not None and (
            citation.quote.span.of(document.text) == citation.quote.text
        )

    def html(self, document_id: str) -> str:
        """The whole paper as HTML. Raises KeyError for one that is not there."""
        return self._of(document_id).html

    def inline(self, document_id: str) -> Inline:
        """What turns places of the paper into HTML. Raises KeyError as `html` does."""
        return self._of(document_id).inline

    def columns(self, document_id: str) -> Mapping[int, str]:
        """The column of every cell of its tables, by where the cell starts. KeyError as `html`."""
        return self._of(document_id).columns

    def _of(self, document_id: str) -> _Shown:
        if document_id not in self._shown:
            self._shown[document_id] = _Shown(self._documents[document_id])
        return self._shown[document_id]


class _Shown:
    """What is made of one paper, each thing when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def html(self) -> str:
        return paper_html(self._document)

    @cached_property
    def inline(self) -> Inline:
        return Inline(self._document)

    @cached_property
    def columns(self) -> dict[int, str]:
        return {
            span.start: name
            for table in self._document.tables
            for record in table.records
            for (name, _), span in zip(record.cells, record.cell_spans, strict=True)
        }
