"""What answers cite, as a bibliography: BibTeX, RIS, CSL-JSON.

The note of each entry holds the quotes it stands behind, with the place of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..schema import Answer, BibliographyFormat
from .bibtex import to_bibtex
from .csl import to_csl_json
from .entries import Entry, entries_of
from .ris import to_ris

WRITERS: Mapping[BibliographyFormat, Callable[[Sequence[Entry]], str]] = {
    "bibtex": to_bibtex,
    "ris": to_ris,
    "csl-json": to_csl_json,
}


def bibliography(answers: Sequence[Answer], format: BibliographyFormat) -> str:
    """What `answers` cite, each work once: the papers quoted and the entries behind the quotes.

    Nothing is cited by a refusal: its nearest passages are left out. Raises ValueError for another
    format than ``bibtex``, ``ris`` and ``csl-json``.
    """
    if format not in WRITERS:
        raise ValueError(f"found the format {format!r}; expected one of {', '.join(WRITERS)}")
    return WRITERS[format](entries_of(answers))


__all__ = ["WRITERS", "Entry", "bibliography", "entries_of"]
