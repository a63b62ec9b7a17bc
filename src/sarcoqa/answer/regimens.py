"""Which drugs a paper says that a study gave, in its text and in its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..schema import Document, Span
from ..studies import labels_inside
from ..text import is_drug, sentences
from .mentions import spelt

LONGEST_REGIMEN = 120  # characters from the first drug of a regimen to the end of the last
_LETTERS = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class Regimen:
    """The drugs (lower case, each once) that `span` names for the one study of `label`."""

    label: str
    drugs: tuple[str, ...]
    span: Span


def differing_regimens(document: Document) -> Iterator[tuple[Regimen, Regimen]]:
    """(in the text, in a table) where both name as many drugs for a study, and just one differs.

    A drug that the other side names anywhere for that study is no difference: it may be another
    arm's. Neither is another spelling. More than one difference is two regimens, no slip.
    """
    said = list(_in_text(document))
    tabled = list(_in_tables(document))
    for one in said:
        of_study = [other for other in tabled if other.label == one.label]
        for other in of_study:
            if len(one.drugs) != len(other.drugs):
                continue
            texts = [item for item in said if item.label == one.label]
            extra = [drug for drug in one.drugs if not _named(drug, of_study)]
            lacking = [drug for drug in other.drugs if not _named(drug, texts)]
            if len(extra) == len(lacking) == 1:
                yield one, other


def _named(drug: str, regimens: Sequence[Regimen]) -> bool:
    return any(spelt(drug, " ".join(regimen.drugs)) for regimen in regimens)


def _in_text(document: Document) -> Iterator[Regimen]:
    """The drugs of sentences that cite one study themselves: what follows may be of any."""
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph.of(document.text), paragraph.start):
            labels = labels_inside(document, sentence)
            if len(labels) == 1 and (found := _regimen(document, labels[0], sentence)):
                yield found


def _in_tables(document: Document) -> Iterator[Regimen]:
    for table in document.tables:
        for record in table.records:
            labels = labels_inside(document, record.span)
            found = (
                _regimen(document, label, cell) for cell in record.cell_spans for label in labels
            )
            if len(labels) == 1 and (regimen := next(filter(None, found), None)):
                yield regimen


def _regimen(document: Document, label: str, place: Span) -> Regimen | None:
    """The drugs that `place` names close together, or None."""
    words = place.of(document.text)
    found = [match for match in _LETTERS.finditer(words) if is_drug(match.group().lower())]
    if not found or found[-1].end() - found[0].start() > LONGEST_REGIMEN:
        return None
    drugs = tuple(dict.fromkeys(match.group().lower() for match in found))
    return Regimen(
        label, drugs, Span(place.start + found[0].start(), place.start + found[-1].end())
    )
