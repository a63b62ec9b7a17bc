"""The nouns that the stages exchange: frozen, slotted, tuples not lists, no I/O.

Spans are half-open character ranges of ``Document.text``; pages and ranks count from 1; larger
scores are better; ids are strings. Two words for two things: a `CitationMark` is where *the paper*
cites its references, a `Citation` is where *our answer* cites the paper.
"""

from __future__ import annotations

from .answer import (
    Abstention,
    Answer,
    BibliographyFormat,
    Citation,
    IndexStamp,
    Note,
    Origin,
    Quote,
    Reason,
    Understanding,
)
from .paper import (
    FRONT_MATTER,
    Abbreviation,
    CitationMark,
    Document,
    Page,
    Paper,
    Record,
    Reference,
    Section,
    SourcePath,
    Span,
    Table,
    text_sha256,
)
from .passage import KINDS, Evidence, Hit, Kind, Passage
from .picture import PageImage, Rectangle
from .value import CitedValue

__all__ = [
    "FRONT_MATTER",
    "KINDS",
    "Abbreviation",
    "Abstention",
    "Answer",
    "BibliographyFormat",
    "Citation",
    "CitationMark",
    "CitedValue",
    "Document",
    "Evidence",
    "Hit",
    "IndexStamp",
    "Kind",
    "Note",
    "Origin",
    "Page",
    "PageImage",
    "Paper",
    "Passage",
    "Quote",
    "Reason",
    "Record",
    "Rectangle",
    "Reference",
    "Section",
    "SourcePath",
    "Span",
    "Table",
    "Understanding",
    "text_sha256",
]
