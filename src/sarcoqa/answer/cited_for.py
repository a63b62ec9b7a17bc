"""Questions for a source: which of a sentence's citation marks is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from ..schema import Document, Evidence, Span
from ..studies import labels_behind, marks_inside
from ..text import folded, term_set
from .question import Question

MOST_ENTRIES = 4  # references of one mark that are shown; more give an overview
FEW_ENTRIES = 2  # the same for a question that may ask for more than its source

_NAMING = re.compile(r"\S+ et al\.?,?\s*$")  # "Smith et al. [12] found that ..."
_PEOPLE = re.compile(
    r"^\W*who(?:se)?\b|\b(?:which|what) (?:[\w-]+ )?"
    r"(?:authors?|groups?|teams?|researchers?|investigators?)\b",
    re.IGNORECASE,
)
_CITES = re.compile(r"\[\d|\bet al\b|\b(?:19|20)\d\d[a-z]?\)")


def cites(evidence: Evidence) -> bool:
    """Whether evidence has a source, of its own or that of the sentence before it."""
    return bool(evidence.studies or _CITES.search(evidence.text))


def labels_meant(
    question: Question, document: Document, span: Span, rarity: Callable[[str], float]
) -> tuple[str, ...]:
    """The references behind `span` that a question for a source wants to see; none of too many.

    Of a sentence with several marks, those of the clause with most of the question's terms. "Who?"
    is answered where the sentence names the author.
    """
    labels, _ = labels_behind(document, span)
    if "source" not in question.wants:
        return labels if len(labels) <= FEW_ENTRIES else ()
    clauses = _clauses(document, span)
    if len(clauses) > 1:
        values = [
            sum(rarity(term) for term in set(question.terms) & term_set(text))
            for text, _ in clauses
        ]
        best = max(values)
        meant = [own for value, (_, own) in zip(values, clauses, strict=True) if value == best]
        labels = tuple(dict.fromkeys(label for own in meant for label in own))
    told = _asks_for_people(question) and _names_an_author(document, span, labels)
    return labels if len(labels) <= MOST_ENTRIES and not told else ()


def _asks_for_people(question: Question) -> bool:
    return "entry" not in question.wants and bool(_PEOPLE.search(question.text))


def _names_an_author(document: Document, span: Span, labels: Collection[str]) -> bool:
    """Whether the words in `span` name the first author of one of the references `labels`."""
    text = folded(span.of(document.text))
    surnames = (
        folded(entry.authors[0].rsplit(" ", 1)[0])
        for entry in document.references
        if entry.label in labels and entry.authors
    )
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in surnames)


def _clauses(document: Document, span: Span) -> list[tuple[str, tuple[str, ...]]]:
    """What each mark in `span` is set for, with its labels: what stands between it and the mark
    before it, or behind the name of an author that it follows.
    """
    marks = marks_inside(document, span)
    text = document.text
    found: list[tuple[str, tuple[str, ...]]] = []
    for place, mark in enumerate(marks):
        start = marks[place - 1].span.end if place else span.start
        end = marks[place + 1].span.start if place + 1 < len(marks) else span.end
        before = text[start : mark.span.start]
        named = _NAMING.search(before)
        clause = f"{named.group()} {text[mark.span.end : end]}" if named else before
        if found and not re.search(r"[^\W\d_]{2}", clause):  # "[3] [4]": one after the other
            said, labels = found.pop()
            found.append((said, (*labels, *mark.labels)))
        else:
            found.append((clause, mark.labels))
    return found
