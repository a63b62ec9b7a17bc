"""A question → the words that the papers use for what it says."""

from __future__ import annotations

from collections.abc import Mapping

from ..text import tokens
from .abbreviations import Expander
from .filters import Filters
from .lay import add_clinical_words
from .lexical import LexicalIndex

MIN_CLIPPED = 3  # letters of a clipped drug name


class Wording:
    """Rewrites questions by the abbreviations of the papers and the words that they hold."""

    def __init__(self, expanders: Mapping[str, Expander], words: LexicalIndex) -> None:
        self._expanders = dict(expanders)
        self._words = words

    def expand(self, question: str, filters: Filters) -> str:
        """`question` with clinical words for lay ones, and with both forms of abbreviations."""
        question = self._with_whole_words(add_clinical_words(question))
        for expander in self._allowed_expanders(filters):
            question = expander.expand(question, ignore_case=True)
        return question

    def abbreviations(self, filters: Filters) -> dict[str, tuple[str, ...]]:
        """The short forms of the allowed papers, each with its long forms."""
        merged: dict[str, tuple[str, ...]] = {}
        for expander in self._allowed_expanders(filters):
            for short, longs in expander.long_by_short.items():
                merged[short] = tuple(dict.fromkeys((*merged.get(short, ()), *longs)))
        return merged

    def _with_whole_words(self, question: str) -> str:
        """`question` with the drug names behind their clipped forms ("trastu": trastuzumab)."""
        added = [
            whole
            for token in dict.fromkeys(tokens(question))
            if len(token) >= MIN_CLIPPED and not self._words.rarity(token)
            for whole in self._words.drugs()
            if whole.startswith(token)
        ]
        return f"{question} ({' '.join(added)})" if added else question

    def _allowed_expanders(self, filters: Filters) -> list[Expander]:
        return [
            expander
            for document_id, expander in self._expanders.items()
            if not filters.documents or document_id in filters.documents
        ]
