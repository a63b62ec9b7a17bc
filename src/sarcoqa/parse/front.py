"""Front matter: title, authors, dates and licence, from the text and from ``paper.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ..errors import CorpusError

SIDECAR = "paper.toml"

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = rf"(\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_ACCEPTED = re.compile(rf"\bAccepted(?:\s+on)?:?\s*{_DAY}", re.IGNORECASE)
_PUBLISHED = re.compile(rf"\bPublished(?:\s+online)?(?:\s+on)?:?\s*{_DAY}", re.IGNORECASE)
_LICENCE = re.compile(
    r"Creative\s+Commons\s+(Attribution(?:[- ](?:NonCommercial|NoDerivatives|ShareAlike))*)"
    r"\s+(\d\.\d)", re.IGNORECASE)  # fmt: skip
_DOI_LINE = re.compile(
    r"(?:^|\s)(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/\S+?)\.?(?=\s|$)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©[^\n©]*?(\d{4})")
_RAISED = re.compile(r"[¹²³⁰⁴-⁹*†‡§✉#]+(?:,[¹²³⁰⁴-⁹*†‡§✉#]+)*")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,5}$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a paper as a whole; what is not stated is empty."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str | None = None
    licence: str = ""
    attribution: str = ""
    accepted: str = ""
    published: str = ""
    sha256: str = ""


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
    licence = _LICENCE.search(whole_text)
    doi = next((match.group(1) for line in lines if (match := _DOI_LINE.search(line))), None)
    return Metadata(
        title=lines[0] if lines else "",
        authors=next((names for line in lines[1:4] if (names := author_names(line))), ()),
        year=int(dated.group()) if dated else None,
        doi=doi,
        licence=f"CC {_short_licence(licence)}" if licence else "",
        accepted=accepted,
        published=published,
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def _short_licence(match: re.Match[str]) -> str:
    names = {"attribution": "BY", "noncommercial": "NC", "noderivatives": "ND", "sharealike": "SA"}
    parts = re.split(r"[- ]", match.group(1).lower())
    return "-".join(names[part] for part in parts) + f" {match.group(2)}"


def read_sidecar(folder: Path) -> Metadata:
    """What ``paper.toml`` in `folder` states; an empty `Metadata` where there is none.

    Raises CorpusError when the file is no TOML, or has a key that is not known.
    """
    path = folder / SIDECAR
    if not path.is_file():
        return Metadata()
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is not valid TOML ({error}); mend or remove it") from error
    known = {field.name for field in fields(Metadata)}
    if unknown := sorted(set(stated) - known):
        raise CorpusError(
            f"{path} has the unknown key {unknown[0]!r}; known keys: {', '.join(sorted(known))}"
        )
    return _checked(path, stated)


def _checked(path: Path, stated: Mapping[str, object]) -> Metadata:
    values: dict[str, object] = dict(stated)
    if not isinstance(values.get("authors", []), list):
        raise CorpusError(f"{path}: authors must be a list of names")
    if not isinstance(values.get("year", 0), int):
        raise CorpusError(f"{path}: year must be a whole number, found {values['year']!r}")
    for name in values.keys() - {"authors", "year"}:
        if not isinstance(values[name], str):
            raise CorpusError(f"{path}: {name} must be text, found {values[name]!s}; quote it")
    values["authors"] = tuple(str(name) for name in values.get("authors", []))  # type: ignore[attr-defined]
    return replace(Metadata(), **values)  # type: ignore[arg-type]


def merged(stated: Metadata, found: Metadata) -> Metadata:
    """`stated` (by the sidecar), completed by what was `found` in the text."""
    return Metadata(
        **{
            field.name: getattr(stated, field.name) or getattr(found, field.name)
            for field in fields(Metadata)
        }
    )
