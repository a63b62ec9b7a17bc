"""Entries of a reference list → `Reference`. What an entry does not state stays empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .inline import clean_inline
from .reference_styles import quoted_style, year_style

_LABEL = re.compile(r"^\s*\[?(\d{1,4})[.)\]]\s+")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_YEAR_OF_VOLUME = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?=\s*;)")
_DATED = re.compile(r"\b(?:accessed|retrieved|cited)\b.*$", re.IGNORECASE)
_JOURNAL = re.compile(
    r"(?<!\*)\*([^*]+?)\.?\*\.?(?=\s*(?:\(?(?:1[89]|20)\d\d|[^.*]{0,40}?(?:1[89]|20)\d\d))"
)
_MARKED = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
_PLAIN_JOURNAL = re.compile(
    r"(?:^|[.?!]\s+)([^.?!]{2,90}?)[.,]?\s+\(?((?:1[89]|20)\d\d)[^.]{0,12}[;:(]"
)
_PERSON = re.compile(
    r"^[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,3}"
    r"\s+[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ.-]{0,4}(?:\s+(?:Jr|Sr|I{2,3}))?$"
)
_ORGANISATION = re.compile(
    r"\b(?:Cent(?:er|re)|Institute|Group|Society|Network|Organi[sz]ation|Association|Agency|"
    r"Committee|Consortium|Administration)\b"
)
_ET_AL = re.compile(r"^et\.?\s+al\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A bibliography entry before it has a place in the text."""

    label: str
    authors: tuple[str, ...]
    title: str
    journal: str
    year: int | None
    doi: str | None
    raw: str


def is_reference_like(text: str) -> bool:
    """Whether a line reads as a bibliography entry: a year with volume or pages, or a DOI."""
    return bool(_DOI.search(text) or re.search(r"(?:19|20)\d\d\s*;\s*\d+", text))


def parse_entries(items: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of a reference list, labelled by their printed number or else by their place."""
    entries: list[Entry] = []
    for place, item in enumerate(items, start=1):
        printed = _LABEL.match(item)
        label = printed.group(1) if printed else str(place)
        body = _BULLET.sub("", item[printed.end() :] if printed else item)
        entries.append(parse_entry(body, label=label))
    return tuple(entries)


def parse_entry(source: str, *, label: str) -> Entry:
    """One entry in the numbered (Vancouver, AMA), quoted (Chicago, IEEE) or author–year style.

    Emphasis marks the journal where the source has it. Does not resolve anything from outside:
    a journal or DOI that the entry does not print is left empty.
    """
    raw = clean_inline(source)
    marked = _MARKED.findall(source)
    styled = quoted_style(raw) or year_style(raw, marked[-1].strip() if marked else "")
    if styled:
        return Entry(
            label, styled.authors, styled.title, styled.journal, styled.year, find_doi(raw), raw
        )
    head, journal, year = _around_journal(source)
    authors, title = _authors_and_title(clean_inline(head))
    return Entry(label, authors, title, journal, year, find_doi(raw), raw)


def find_doi(text: str) -> str | None:
    """The last DOI that `text` prints, without what follows or encloses it; None without one."""
    found = _DOI.findall(text)
    if not found:
        return None
    doi: str = found[-1].split("#")[0]
    while doi and (doi[-1] in ".,;:>]" or (doi[-1] == ")" and doi.count(")") > doi.count("("))):
        doi = doi[:-1]
    return doi


def _around_journal(source: str) -> tuple[str, str, int | None]:
    """(what stands before the journal, the journal, the year)."""
    marked = list(_JOURNAL.finditer(source))
    if marked:
        match = marked[-1]
        return source[: match.start()], clean_inline(match.group(1)), _year(source[match.end() :])
    plain = clean_inline(source)
    named = list(_PLAIN_JOURNAL.finditer(plain))
    if named:
        found = named[-1]  # a title may hold a year too
        return plain[: found.start(1)], found.group(1).strip(), int(found.group(2))
    return re.split(r"\s*(?:https?://|doi:)", plain)[0], "", _year(plain)


def _year(text: str) -> int | None:
    plain = _DOI.sub(" ", re.sub(r"https?://\S+", " ", text))
    plain = _DATED.sub("", plain)  # the day of access is not the year of the work
    # A year may belong to the journal's name ("Hagerstown Md 1997"): that of the volume is surer.
    match = _YEAR_OF_VOLUME.search(plain) or _YEAR.search(plain)
    return int(match.group(1)) if match else None


def _authors_and_title(head: str) -> tuple[tuple[str, ...], str]:
    head = head.strip()
    names, rest = _split_authors(head)
    if rest is None:
        return (), _first_statement(head)
    if not rest:  # a list of authors in which the title stands, by the printer's mistake
        long = [name for name in names if len(name.split()) > 4]
        return tuple(name for name in names if name not in long), " ".join(long)
    return tuple(names), _first_statement(rest) if _DATED.search(rest) else rest.rstrip(". ")


def _split_authors(head: str) -> tuple[list[str], str | None]:
    """Names before the first full stop that ends a list of names; rest None: no such list."""
    for match in re.finditer(r"\.\s+|\.$", head):
        names = [name.strip() for name in head[: match.start()].split(",") if name.strip()]
        following = head[match.end() :]
        if _are_names(names):
            return _with_et_al(names), following
        if not names or len(names[-1].split()[-1]) > 2 or not following:
            break
    first, _, rest = head.partition(". ")
    group = first.strip()
    if rest and len(group.split()) <= 8 and group.endswith(")") and not _DATED.search(rest[:12]):
        return [group], rest
    organisation = _ORGANISATION.search(group)
    if rest and organisation and len(group.split()) <= 8 and not _DATED.match(rest):
        return [group], rest
    return [], None


def _are_names(names: list[str]) -> bool:
    persons = [bool(_PERSON.match(name)) for name in names if not _ET_AL.match(name)]
    if not persons:
        return False
    return all(persons) or (_ET_AL.match(names[-1]) is not None and persons[0])


def _with_et_al(names: list[str]) -> list[str]:
    return ["et al." if _ET_AL.match(name) else name for name in names]


def _first_statement(text: str) -> str:
    kept = _DATED.sub("", text).strip().rstrip(". ")
    return re.split(r"\.\s+(?=[a-z]+\.[a-z]{2,}\b)", kept)[0].rstrip(". ")
