"""sarcoqa answers questions from scientific papers with the papers' own words.

    file ─parse─▶ Document ─passages─▶ Passage ─search─▶ Hit ─answer─▶ Answer ─evaluation─▶ Report

>>> import sarcoqa  # doctest: +SKIP
>>> qa = sarcoqa.Assistant.open()  # doctest: +SKIP
>>> print(qa.ask("What was the response rate?").text)  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .config import Settings
from .errors import SarcoqaError
from .schema import (
    Abbreviation,
    Abstention,
    Answer,
    Citation,
    CitationMark,
    CitedValue,
    Document,
    Hit,
    Note,
    Page,
    PageImage,
    Paper,
    Passage,
    Quote,
    Record,
    Rectangle,
    Reference,
    Section,
    Span,
    Table,
    Understanding,
)

if TYPE_CHECKING:
    from .assistant import Assistant
    from .conversation import Conversation, Exchange
    from .verification import Verification, verify

__version__ = "0.1.0"

__all__ = [
    "Abbreviation",
    "Abstention",
    "Answer",
    "Assistant",
    "Citation",
    "CitationMark",
    "CitedValue",
    "Conversation",
    "Document",
    "Exchange",
    "Hit",
    "Note",
    "Page",
    "PageImage",
    "Paper",
    "Passage",
    "Quote",
    "Record",
    "Rectangle",
    "Reference",
    "SarcoqaError",
    "Section",
    "Settings",
    "Span",
    "Table",
    "Understanding",
    "Verification",
    "__version__",
    "verify",
]


# What joins stages or reads JSON is imported late: `import sarcoqa` stays free of faiss.
_LATE = {
    "Assistant": ".assistant",
    "Conversation": ".conversation",
    "Exchange": ".conversation",
    "Verification": ".verification",
    "verify": ".verification",
}


def __getattr__(name: str) -> object:
    if name in _LATE:
        return getattr(import_module(_LATE[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
