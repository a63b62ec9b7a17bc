"""The frame of the page, before anything is asked: pure HTML, filled by the page's script."""

from __future__ import annotations

from collections.abc import Sequence

from ..contract import NOT_MEDICAL_ADVICE
from ..datafiles import read_data
from ..schema import Document
from .markup import text
from .render import offers

NAMED_PAPERS = 3
EXPORTS = (
    ("markdown", "Markdown"), ("html", "Web page (HTML)"), ("json", "JSON, to verify again later"),
    ("bibtex", "BibTeX"), ("ris", "RIS"), ("csl-json", "CSL-JSON"),
)  # fmt: skip


def frame(documents: Sequence[Document], examples: Sequence[str]) -> str:
    """The whole page: the chat, the papers, and the pane that shows a paper."""
    exports = "".join(
        f'<button type="button" role="menuitem" data-export="{name}">{label}</button>'
        for name, label in EXPORTS
    )
    return read_data(__package__, "page.html").format(
        papers=papers_line(documents),
        examples=offers(examples, "Questions that these papers can answer"),
        exports=exports,
        advice=text(NOT_MEDICAL_ADVICE),
    )


def papers_line(documents: Sequence[Document]) -> str:
    """One line that names the papers that are searched."""
    if not documents:
        return "There is no paper to search yet. Add one under Papers."
    names = "; ".join(_name(document) for document in documents[:NAMED_PAPERS])
    more = len(documents) - NAMED_PAPERS
    return f"Answers in the words of {names}" + (f", and {more} more" if more > 0 else "")


def _name(document: Document) -> str:
    year = f" ({document.year})" if document.year else ""
    return f"<cite>{text(document.title)}</cite>{year}"
