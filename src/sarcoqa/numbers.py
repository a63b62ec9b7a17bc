"""No number without a source: which numbers an answer states, and which of them it may."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .schema import Answer

RECEIPT = "comparison"  # the kind of note that counts the rows that were compared
TABLE = "table"  # and of the one that counts those of a table
COUNTS = frozenset({RECEIPT, TABLE})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKER = re.compile(r"\[(\d{1,6})\]")


def numbers(text: str) -> frozenset[str]:
    """The numbers in `text`, as printed.

    >>> sorted(numbers("23% (9/40), 1,024 and 3.5."))
    ['1,024', '23', '3.5', '40', '9']
    """
    return frozenset(_NUMBER.findall(text))


def markers(text: str) -> tuple[int, ...]:
    """The numbers of the [n] in `text`, each once, in their order."""
    return tuple(dict.fromkeys(int(number) for number in _MARKER.findall(text)))


def unsourced_numbers(answer: Answer, also: Iterable[str] = ()) -> tuple[str, ...]:
    """The numbers in the text of `answer` that stand in no quote that it cites, sorted.

    Its [n], the labels of the references that it lists, and the line that says how many rows were
    compared are no statements of the papers. Numbers in the texts `also` count as sourced. A
    refusal states nothing: none.
    """
    if answer.abstained:
        return ()
    text = answer.text
    for receipt in (note.message for note in answer.notes if note.kind == RECEIPT):
        text = text.replace(receipt, " ")
    for citation in answer.citations:
        if citation.kind == "reference":
            for reference in citation.references:
                text = text.replace(f"Reference {reference.label}:", " ")
    quotes = (citation.quote.text for citation in answer.citations)
    return not_among(_MARKER.sub(" ", text), (*quotes, *also))


def not_among(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The numbers in `text` that are in none of the `sources`, sorted."""
    return tuple(sorted(numbers(text).difference(*map(numbers, sources))))
