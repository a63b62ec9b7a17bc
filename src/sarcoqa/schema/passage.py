"""Parts of papers: what is indexed, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .paper import Span

Kind = Literal["prose", "record", "caption", "reference", "abbreviation"]
KINDS: tuple[Kind, ...] = ("prose", "record", "caption", "reference", "abbreviation")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document that is searched and shown.

    `span` is its place in the document; `text` is what is searched, which for a record names each
    column before its value; `labels` are the references that the paper cites inside it;
    `sentences` are the parts that can be quoted alone; `studies` names, for each of them, the
    studies it speaks of: author, year and acronym of the references cited in it or just before.
    """

    id: str
    document_id: str
    kind: Kind
    section: tuple[str, ...]
    span: Span
    text: str
    labels: tuple[str, ...]
    sentences: tuple[Span, ...]
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; `parts` are the scores that were fused, by retriever."""

    passage: Passage
    score: float
    rank: int
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence (or row) of a passage, scored for a question.

    `text` is the sentence itself, `context` what stands around it (headings, the sentence before),
    `studies` names the studies it speaks of.
    """

    passage: Passage
    span: Span
    text: str
    context: str
    studies: str
    score: float
    parts: tuple[tuple[str, float], ...]
