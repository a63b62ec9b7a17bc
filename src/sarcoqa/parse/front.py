"""Front matter: title, authors, dates and licence, as the text states them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = rf"(\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_ACCEPTED = re.compile(rf"\bAccepted(?:\s+on)?:?\s*{_DAY}", re.IGNORECASE)
_PUBLISHED = re.compile(rf"\bPublished(?:\s+online)?(?:\s+on)?:?\s*{_DAY}", re.IGNORECASE)
_LICENCE = re.compile(
    r"Creative\s+Commons\s+(Attribution(?:[- ](?:NonCommercial|NoDerivatives|ShareAlike))*)"
    r"\s+(\d\.\d)", re.IGNORECASE)  # fmt: skip
_UNVERSIONED = re.compile(_LICENCE.pattern.replace(r"\s+(\d\.\d)", r"\b()"), re.IGNORECASE)
_DOI_LINE = re.compile(
    r"(?:^|\s)(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/\S+?)\.?(?=\s|$)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©[^\n©]*?(\d{4})")
_RAISED = re.compile(r"[¹²³⁰⁴-⁹*†‡§✉#]+(?:,[¹²³⁰⁴-⁹*†‡§✉#]+)*")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,5}$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a paper as a whole; what is not stated is empty.

    `file` and `sha256` say of which file it is known.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str | None = None
    licence: str = ""
    attribution: str = ""
    accepted: str = ""
    published: str = ""
    sha256: str = ""
    file: str = ""


def author_names(line: str) -> tuple[str, ...]:
    """The names in an author line; empty when the line is none.

    >>> author_names("Ada B. Lovelace¹ · Charles Babbage¹,²")
    ('Ada B. Lovelace', 'Charles Babbage')
    """
    bare = _RAISED.sub("", line)
    plain = re.sub(r"\s+", " ", bare)  # a run of spaces would be tried from each of them
    parts = re.split(
        r"\s*[·;]\s*" if re.search("[·;]", plain) else r",\s*(?:and\s+)?|\s+and\s+", plain
    )
    names = [part.strip() for part in parts if part.strip(" ,")]
    are_names = all(_NAME.match(name) and name[:1].isupper() for name in names)
    if not names or not are_names or sum(len(name.split()) for name in names) > 5 * len(names):
        return ()
    capitals = sum(word[0].isupper() for name in names for word in name.split())
    marked = bare != line or "·" in line or ";" in line
    every = sum(len(name.split()) for name in names)
    return tuple(names) if marked or (len(names) > 1 and capitals >= every - 1) else ()


def is_front_note(line: str) -> bool:
    """Whether a line is an affiliation, an address or a date line, wherever it was printed."""
    raised = bool(re.match(r"[¹²³⁰⁴-⁹*†‡§✉]", line))
    dated = bool(_ACCEPTED.search(line) or _PUBLISHED.search(line))
    return raised or (dated and len(line.split()) < 30) or line.startswith("©")


def read_front(lines: Sequence[str], whole_text: str) -> Metadata:
    """Metadata stated by the lines before the first section, and the licence stated anywhere."""
    joined = "\n".join(lines)
    accepted = _first(_ACCEPTED, joined)
    published = _first(_PUBLISHED, joined)
    dated = re.search(r"\b(?:19|20)\d\d\b", published or _first(_COPYRIGHT, joined))
    doi = next((match.group(1) for line in lines if (match := _DOI_LINE.search(line))), None)
    return Metadata(
        title=lines[0] if lines else "",
        authors=next((names for line in lines[1:4] if (names := author_names(line))), ()),
        year=int(dated.group()) if dated else None,
        doi=doi,
        licence=_short_licence(licence) if (licence := _LICENCE.search(whole_text)) else "",
        accepted=accepted,
        published=published,
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def licence_in(text: str) -> str:
    """The Creative Commons licence that `text` names, with its version if it states one.

    >>> licence_in("the Creative Commons Attribution-NonCommercial License")
    'CC BY-NC'
    """
    match = _LICENCE.search(text) or _UNVERSIONED.search(text)
    return _short_licence(match) if match else ""


def _short_licence(match: re.Match[str]) -> str:
    names = {"attribution": "BY", "noncommercial": "NC", "noderivatives": "ND", "sharealike": "SA"}
    parts = re.split(r"[- ]", match.group(1).lower())
    return f"CC {'-'.join(names[part] for part in parts)} {match.group(2)}".strip()


def merged(stated: Metadata, found: Metadata) -> Metadata:
    """`stated` (by the sidecar), completed by what was `found` in the text."""
    return Metadata(
        **{
            field.name: getattr(stated, field.name) or getattr(found, field.name)
            for field in fields(Metadata)
        }
    )
