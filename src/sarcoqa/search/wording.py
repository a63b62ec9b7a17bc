"""A question → the words that the papers use for what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import is_drug, tokens
from .abbreviations import Expander
from .lay import add_clinical_words
from .lexical import LexicalIndex

MIN_CLIPPED = 4  # letters of a clipped drug name; three beside another drug ("ipi/nivo")

_TERM = (
    r"(?:an? |the )?(?:(?:term|concept|word) )?(?!how|why|what|which|if|whether)"
    r"[\"'“‘]?([\w/+-]+(?: (?!of|in|for|with|on|at|to|by|from|and|or|mean)[\w/+-]+){0,3})[\"'”’]?"
)
# "Define X", "What does X mean?": the words around X are about the question, not about X.
_DEFINITION = re.compile(
    rf"\W*(?:please )?(?:(?:define|explain|(?:what(?:'s| is) )?(?:the )?(?:meaning|definition) of) "
    rf"{_TERM}(?: to me)?|what (?:does|do) {_TERM} mean)(?: please)?\W*",
    re.IGNORECASE,
)


class Wording:
    """Rewrites questions by the abbreviations of the papers and the words that they hold."""

    def __init__(self, expanders: Sequence[Expander], words: LexicalIndex) -> None:
        self._expanders = tuple(expanders)
        self._words = words

    def expand(self, question: str) -> str:
        """`question` with clinical words for lay ones, and with both forms of abbreviations."""
        question = self._with_whole_words(add_clinical_words(_plain(question)))
        for expander in self._expanders:
            question = expander.expand(question, ignore_case=True)
        return question

    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """The short forms of the papers, each with its long forms."""
        merged: dict[str, tuple[str, ...]] = {}
        for expander in self._expanders:
            for short, longs in expander.long_by_short.items():
                merged[short] = tuple(dict.fromkeys((*merged.get(short, ()), *longs)))
        return merged

    def _with_whole_words(self, question: str) -> str:
        """`question` with the drug names behind their clipped forms ("trastu": trastuzumab)."""
        held = list(dict.fromkeys(tokens(question)))
        clipped = {
            token: [drug for drug in self._words.drugs if drug.startswith(token)]
            for token in held
            if len(token) >= MIN_CLIPPED - 1 and not self._words.rarity(token)
        }
        longer = {token for token, drugs in clipped.items() if drugs and len(token) >= MIN_CLIPPED}
        beside = bool(longer) or any(is_drug(token) for token in held)
        added = [
            drug for token, drugs in clipped.items() if token in longer or beside for drug in drugs
        ]
        return f"{question} ({' '.join(added)})" if added else question


def _plain(question: str) -> str:
    """A question for the meaning of a term, in the plainest form; any other as it is.

    >>> _plain("please define the term objective response"), _plain("What does PFS mean?")
    ('What is objective response?', 'What is PFS?')
    """
    match = _DEFINITION.fullmatch(question)
    return f"What is {match[1] or match[2]}?" if match else question
