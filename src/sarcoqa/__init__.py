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
    Paper,
    Passage,
    Quote,
    Record,
    Reference,
    Section,
    Span,
    Table,
)

if TYPE_CHECKING:
    from .assistant import Assistant

__version__ = "0.1.0"

__all__ = [
    "Abbreviation",
    "Abstention",
    "Answer",
    "Assistant",
    "Citation",
    "CitationMark",
    "CitedValue",
    "Document",
    "Hit",
    "Note",
    "Page",
    "Paper",
    "Passage",
    "Quote",
    "Record",
    "Reference",
    "SarcoqaError",
    "Section",
    "Settings",
    "Span",
    "Table",
    "__version__",
]


def __getattr__(name: str) -> object:
    # The assistant joins all stages; importing it late keeps `import sarcoqa` free of faiss.
    if name == "Assistant":
        return import_module(".assistant", __name__).Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
