"""Example questions, made from what a paper itself defines and discusses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from ..schema import Document

LONGEST_NAME = 60  # characters; a longer heading or abbreviation makes no readable question


def example_questions(documents: tuple[Document, ...], *, limit: int = 4) -> tuple[str, ...]:
    """At most `limit` different questions, taken in turn from each paper and each kind."""
    kinds = [kind for document in documents for kind in (_sections(document), _terms(document))]
    in_turn = (question for row in zip_longest(*kinds) for question in row if question)
    return tuple(islice(dict.fromkeys(in_turn), limit))


def _terms(document: Document) -> Iterator[str]:
    """Abbreviations, those of the paper's own list first."""
    listed = (one for one in document.abbreviations if one.listed)
    others = (one for one in document.abbreviations if not one.listed)
    return (
        f"What does {one.short} stand for?"
        for one in chain(listed, others)
        if len(one.short) <= LONGEST_NAME
    )


def _sections(document: Document) -> Iterator[str]:
    """Top-level sections, those with subsections first: they are what the paper is about."""
    top = [section for section in document.sections if len(section.path) == 1]
    parents = {section.path[0] for section in document.sections if len(section.path) > 1}
    top.sort(key=lambda section: section.path[0] not in parents)
    return (
        f"What does the paper say about {section.path[0]}?"
        for section in top
        if len(section.path[0]) <= LONGEST_NAME
    )
