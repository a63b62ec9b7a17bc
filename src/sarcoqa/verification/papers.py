"""The papers to check against: given ones, or those of an index, read without its model."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ..places import default_corpus, places
from ..schema import Document
from ..search import store
from ..search.segments import check_segment, read_document

Documents = Mapping[str, Document] | Sequence[Document]


def by_id(documents: Documents) -> Mapping[str, Document]:
    """The documents by their ids."""
    if isinstance(documents, Mapping):
        return documents
    return {document.id: document for document in documents}


def documents_of(
    index: str | Path | None, corpus: str | Path | None, wanted: Collection[str]
) -> dict[str, Document]:
    """The `wanted` documents that the index holds, by id, each file of theirs checked.

    The places are those of `Assistant.open`; nothing is built. Raises IndexMissingError where there
    is no index, IndexMismatchError for one of another version, IndexDamagedError.
    """
    # Without a corpus the index is asked, which need not find the papers it was built from again.
    root, _ = places(index, default_corpus() if corpus is None else corpus)
    return {
        held.paper.id: read_document(check_segment(root, held))
        for held in store.read(root).holdings
        if held.paper.id in wanted
    }
