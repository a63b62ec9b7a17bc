"""What a filter names → the papers and passages that may be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .errors import FilterError
from .schema import KINDS, Document, Passage
from .search.filters import Filters

Names = str | Iterable[str] | None
Years = int | str | Iterable[int | str] | None
SHOWN_NAMES = 8
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of the papers that may answer (None: all), and the passages of them that may."""

    documents: tuple[str, ...] | None
    filters: Filters


def select(
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
    *,
    document: Names = None,
    year: Years = None,
    section: Names = None,
    kind: Names = None,
) -> Selection:
    """The selection that passes all four filters.

    Raises FilterError for what none of `documents` or their `passages` has, or what is no year.
    """
    sections, kinds = _names(section), _names(kind)
    check_names("kind", kinds, KINDS)
    if sections:
        held = {name.casefold(): name for passage in passages for name in passage.section}
        check_names("section", tuple(name.casefold() for name in sections), list(held))
    filters = Filters(sections, tuple(name for name in KINDS if name in kinds))
    return Selection(_papers(documents, _names(document), _entries(year)), filters)


def _papers(
    documents: Mapping[str, Document], names: Sequence[str], years: Sequence[int | str]
) -> tuple[str, ...] | None:
    if not names and not years:
        return None
    check_names("document", names, sorted(documents))
    allowed = set(names or documents)
    if years:
        allowed &= set().union(*(_of_years(documents, entry) for entry in years))
    return tuple(sorted(allowed))


def _of_years(documents: Mapping[str, Document], entry: int | str) -> set[str]:
    match = _YEARS.fullmatch(str(entry).strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise FilterError(
            f"{entry!r} is no year; give a year such as 2019, or a range such as 2015-2020"
        )
    found = {name for name, held in documents.items() if held.year and first <= held.year <= last}
    if not found:
        known = sorted({str(held.year) for held in documents.values() if held.year})
        check_names("paper of the year", (str(entry),), known)
    return found


def check_names(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    """Raises FilterError for the first of `names` that is not `known`."""
    for name in names:
        if name not in known:
            shown = ", ".join(repr(entry) for entry in known[:SHOWN_NAMES]) or "none"
            left = len(known) - SHOWN_NAMES
            more = f" and {left} more" if left > 0 else ""
            raise FilterError(f"there is no {what} {name!r} in the index; known: {shown}{more}")


def _names(value: Names) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _entries(value: Years) -> tuple[int | str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int | str) else tuple(value)
