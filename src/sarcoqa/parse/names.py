"""The names that papers share for their parts, read from ``headings.toml``."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import read_toml
from ..text import folded

_NUMBER = re.compile(r"^(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5})[.)]?(?:\s*\|)?\s+)")


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    return {key: frozenset(names) for key, names in read_toml(__package__, "headings.toml").items()}


def is_named(heading: str, group: str) -> bool:
    """Whether `heading`, without its number, is one of the names of `group`.

    Groups: top, holders, run_in, declarations, references, abbreviations, keywords,
    abstracts.
    """
    return folded(_NUMBER.sub("", heading)).rstrip(":.") in _lexicon()[group]


def split_run_in(line: str) -> tuple[str, str] | None:
    """(heading, text) of a line that begins with a run-in heading, else None.

    >>> split_run_in("Funding This research received none.")
    ('Funding', 'This research received none.')
    """
    lowered = folded(line)
    for name in sorted(_lexicon()["run_in"], key=len, reverse=True):
        rest = line[len(name) :].lstrip(" :.—–-")
        begins = (
            lowered.startswith(name) and len(line) > len(name) and not line[len(name)].isalnum()
        )
        # A sentence may begin with such a word ("Funding was ..."): what follows a heading is not
        # in lower case, unless a colon parts them.
        parted = line[len(name) :].lstrip().startswith(":")
        if begins and rest and (parted or not rest[0].islower()):
            return line[: len(name)], rest
    return None
