"""Answers → bibliography entries: the papers quoted, and the entries that they cite there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ..contract import address, place
from ..schema import Answer, Citation, Reference, text_sha256
from ..text import folded
from .people import Person, people

KEY_CHARACTERS = 40
_SMALL_WORDS = frozenset("a an the on of in for and to with from by is are".split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One work. What is not known of it is empty or None; `raw` is the entry as a paper prints it.

    `others` tells that there are more authors than named. All text is on one line each.
    """

    key: str
    title: str
    authors: tuple[Person, ...]
    others: bool
    journal: str
    year: int | None
    doi: str
    raw: str
    notes: tuple[str, ...]

    @property
    def is_taken_apart(self) -> bool:
        """Whether it is known as a paper, not only as a line of print."""
        return bool(self.title and (self.authors or self.journal))

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, with what a format cannot say that has authors for persons only."""
        more = ("There are more authors than those named (et al.).",) if self.others else ()
        return (*self.notes, *more)


def entries_of(answers: Iterable[Answer]) -> tuple[Entry, ...]:
    """The works that the answers and their notes cite, each once: papers, then their references.

    The same DOI is the same work; so is the same title with the same year and first author, unless
    two DOIs tell them apart.
    """
    quoted = [citation for answer in answers for citation in _cited(answer)]
    found: list[Entry] = []
    places: dict[tuple[str, ...], int] = {}
    for entry in (*map(_paper, quoted), *(e for citation in quoted for e in _references(citation))):
        place = _place(entry, found, places)
        if place is None:
            place = len(found)
            found.append(entry)
        else:
            found[place] = _joined(found[place], entry)
        for identity in _identities(found[place]):
            places.setdefault(identity, place)
    return _with_keys(found)


def _place(
    entry: Entry, found: Sequence[Entry], places: Mapping[tuple[str, ...], int]
) -> int | None:
    """Where the same work stands in `found` already; None where it does not."""
    for identity in _identities(entry):
        place = places.get(identity)
        if place is not None and (identity[0] == "doi" or not (entry.doi and found[place].doi)):
            return place
    return None


def _joined(before: Entry, entry: Entry) -> Entry:
    notes = tuple(dict.fromkeys((*before.notes, *entry.notes)))
    return replace(before, notes=notes, doi=before.doi or entry.doi)


def _cited(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    for note in answer.notes:
        yield from note.citations


def _paper(citation: Citation) -> Entry:
    note = f"Quoted: {_quote(citation)}; sha256 of the paper's file {citation.document_sha256})"
    authors, others = people([_line(name) for name in citation.document_authors])
    title = _line(citation.document_title) or _line(citation.document_id)
    year, doi = citation.document_year, _line(citation.document_doi or "")
    return Entry("", title, authors, others, "", year, doi, "", (_line(note),))


def _references(citation: Citation) -> Iterator[Entry]:
    for reference in citation.references:
        behind = "cited just before" if citation.references_inherited else "cited in"
        if citation.kind == "reference":
            behind = "printed as"
        source = f"[{reference.label}] of “{citation.document_title}”"
        note = f"{source}, {behind} {_quote(citation)})"
        yield _reference(reference, _line(note))


def _quote(citation: Citation) -> str:
    """The quote and where it stands, the bracket left open. A row's cells are parted by dots."""
    text = citation.quote.text
    shown = text.replace("\t", " · ")
    digest = text_sha256(text)
    return f"“{shown}” ({place(citation)}; {address(citation)}; sha256 of the quote {digest}"


def _reference(reference: Reference, note: str) -> Entry:
    """The entry of a reference; one that could not be taken apart has its print as its title."""
    authors, others = people([_line(name) for name in reference.authors])
    raw = _line(reference.raw)
    title = _line(reference.title)
    printed = (note,) if title or not raw else (note, f"As printed: {raw}")
    return Entry(
        key="",
        title=title if title or authors else raw,
        authors=authors,
        others=others,
        journal=_line(reference.journal),
        year=reference.year,
        doi=_line(reference.doi or ""),
        raw=raw,
        notes=printed,
    )


def _line(text: str) -> str:
    """`text` on one line, without control characters, which no format can carry."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join(plain.split())


def _identities(entry: Entry) -> Iterator[tuple[str, ...]]:
    """What makes it the same work as another, the surest first."""
    if entry.doi:
        yield "doi", entry.doi.lower()
    first = entry.authors[0].family if entry.authors else ""
    title = folded(entry.title).rstrip(".") or folded(entry.raw)
    yield "title", title, str(entry.year or ""), folded(first)


def _with_keys(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with a key each: author, year, first word; digits of a hash where two agree."""
    plain = [_plain_key(entry) for entry in entries]
    counts = Counter(plain)
    keys = [
        key if key and counts[key] == 1 else f"{key or 'entry'}-{_digest(entry)}"
        for key, entry in zip(plain, entries, strict=True)
    ]
    return tuple(replace(entry, key=key) for entry, key in zip(entries, keys, strict=True))


def _plain_key(entry: Entry) -> str:
    words = re.findall(r"[a-z0-9]+", folded(entry.title))
    word = next((word for word in words if word not in _SMALL_WORDS), "")
    first = entry.authors[0].family if entry.authors else ""
    family = "".join(re.findall(r"[a-z0-9]+", folded(first)))
    return f"{family[:KEY_CHARACTERS]}{entry.year or ''}{word[:KEY_CHARACTERS]}"


def _digest(entry: Entry) -> str:
    identity = next(_identities(entry))
    return sha256("\x1f".join(identity).encode("utf-8")).hexdigest()[:8]
