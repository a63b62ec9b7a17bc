"""Bibliography styles that show where the title stands: in quotation marks, or behind the year."""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(
    r"^(?P<authors>[^“\"]{3,600}?),?\s*[“\"](?P<title>[^“”\"]+(?:“[^”]*”[^“”]*)?)[”\"],?\s*(?P<rest>.*)$"
)
_YEAR_BEHIND_AUTHORS = re.compile(
    r"^(?P<authors>[^()\d]{3,900}?)[\s,]*\((?P<year>(?:1[89]|20)\d\d)[a-z]?(?:,[^)]{3,20})?\)[.:,]?"
    r"\s+(?P<rest>\S.*)$"
)
_TAIL = re.compile(r"\s*(?:https?://|doi\s*:|PMID\s*:|\[PMID).*$", re.IGNORECASE)
# What stands behind a journal's name: "43(2):312", ", vol. 82", ", 17, 1035".
_VOLUME = re.compile(
    r"[.,]?\s+(?:(?:vol\.?|no\.?|volume)\s*)?[A-Z]?\d{1,4}(?:\s*\([^)]{1,14}\))?\s*"
    r"(?:[:,;].*|[a-z]?\d*\.?)$"
)
_INSIDE = re.compile(r"[.,]?\s+In\s*:\s+|[.]\s+In\s+(?=[A-Z(])")
_SENTENCE = re.compile(r"(?<=[^\s.])[.?!]\s+(?=[A-Z(*])")
_NO_END = re.compile(r"(?:\b[A-Z]|\bsp|\bspp|\bvar|\bsubsp|\bcf|\bvs|\bet al|\bL|\bLinn)$")
_SURNAME_FIRST = re.compile(
    r"^(?:[^\W\d_][\w'’-]*\s+){0,3}[^\W\d_][\w'’.-]+,?\s+(?:[A-ZÀ-Þ]\.?[-\s]?){1,4}(?![a-z])"
)
_INITIALS_FIRST = re.compile(r"^(?:[A-ZÀ-Þ]\.[-\s]?(?:[A-ZÀ-Þ][a-z]?\.[-\s]?)*)\s*[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


class Parts(NamedTuple):
    """The parts of an entry; what it does not print is empty or None."""

    authors: tuple[str, ...]
    title: str
    journal: str
    year: int | None


def quoted_style(entry: str) -> Parts | None:
    """The parts of an entry whose title stands in quotation marks, initials first.

    >>> quoted_style("A. Lee and B. Ho, “On fish,” Food, vol. 2, pp. 1–3, 2004.")
    Parts(authors=('A. Lee', 'B. Ho'), title='On fish', journal='Food', year=2004)
    """
    match = _QUOTED.match(entry)
    if match is None or not _INITIALS_FIRST.match(match["authors"]):
        return None
    rest = _TAIL.sub("", match["rest"])
    journal = re.split(r",\s*|\s+(?=\d)", re.sub(r"^in\s+", "", rest))[0].strip(" .")
    years = _YEAR.findall(rest)
    authors = re.split(r",\s*(?:and\s+)?|\s+and\s+", _split_et_al(match["authors"]))
    names = tuple(name.strip() for name in authors if name.strip())
    title = match["title"].rstrip(" ,.")
    return Parts(names, title, journal, int(years[-1]) if years else None)


def _split_et_al(authors: str) -> str:
    return re.sub(r",?\s+et\s+al\.?$", ", et al.", authors.strip(" ,"))


def year_style(entry: str, journal: str = "") -> Parts | None:
    """The parts of an entry whose year stands in brackets behind the authors.

    `journal` is its name where the print shows it (in italics).

    >>> year_style("Lee A, Ho B (2004) On fish. Food Sci 2(1):1–3")
    Parts(authors=('Lee A', 'Ho B'), title='On fish', journal='Food Sci', year=2004)
    """
    match = _YEAR_BEHIND_AUTHORS.match(entry)
    if match is None or not _SURNAME_FIRST.match(match["authors"]):
        return None
    rest = _TAIL.sub("", match["rest"]).strip()
    title, found = _title_and_journal(rest, journal)
    return Parts(_names(match["authors"]), title, found, int(match["year"]))


def _title_and_journal(rest: str, journal: str) -> tuple[str, str]:
    place = rest.rfind(journal) if len(journal) > 2 else -1
    if place > 0:
        return _closed(_INSIDE.split(rest[:place])[0]), journal.strip(" ,.")
    if inside := _INSIDE.search(rest):
        return _closed(rest[: inside.start()]), ""
    ends = [end for end in _SENTENCE.finditer(rest) if not _NO_END.search(rest[: end.start()])]
    if not ends:
        return _closed(rest), ""
    for end in reversed(ends):  # the shortest name before a volume
        behind = rest[end.end() :]
        volume = _VOLUME.search(behind)
        if volume and len(behind[: volume.start()].split()) > 0:
            first = _abbreviated(rest, ends, end)
            behind = rest[first.end() :]
            volume = _VOLUME.search(behind)
            name = behind[: volume.start()] if volume else behind
            return _closed(rest[: first.start() + 1]), name.strip(" ,.")
    return _closed(rest[: ends[0].start() + 1]), ""


def _abbreviated(rest: str, ends: list[re.Match[str]], end: re.Match[str]) -> re.Match[str]:
    """The end from which on `rest` is a name in abbreviated words ("Nat. Rev. Cancer")."""
    chosen = end
    for earlier in reversed(ends[: ends.index(end)]):
        between = rest[earlier.end() : chosen.start()]
        if len(between) > 12 or " " in between.strip():
            break
        chosen = earlier
    return chosen


def _closed(title: str) -> str:
    kept = title.strip().rstrip(" ,;")
    return kept[:-1] if kept.endswith(".") else kept


def _names(authors: str) -> tuple[str, ...]:
    """Names of a list with surnames first, with or without a comma before the initials."""
    if authors.count(".") == 1:
        authors = authors.rstrip(".")  # it ends the list, no initial
    plain = re.sub(r",?\s*(?:&|\band\b)\s*|\s*…\s*", ", ", authors).strip(" ,")
    plain = re.sub(r",?\s+et\s+al\.?$", ", et al.", plain)
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    names: list[str] = []
    for part in parts:
        initials = re.fullmatch(r"(?:[A-ZÀ-Þ][a-z]?\.?[-\s]?){1,5}", part)
        if initials and names and "." in part:
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return tuple(names)
