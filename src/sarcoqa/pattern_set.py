"""Many patterns sought in a text in one pass (RE2's sets), without regard to case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import re2

MAX_MEMORY = 1 << 28  # bytes; where they do not suffice, a set would find nothing
_LOOK_AROUND = ("(?=", "(?!", "(?<=", "(?<!")


def automaton(patterns: Iterable[str]) -> Any:
    """The patterns as one automaton: its `Match(text)` gives the places of those found, or None."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = MAX_MEMORY
    found = re2.Set.SearchSet(options)
    for pattern in patterns:
        found.Add(pattern)
    found.Compile()
    return found


class PatternSet:
    """Patterns of `re`, of which `search` finds what searching one by one would find."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        # An automaton cannot look around; what it finds without that, `re` has the last word on.
        plain = [without_look_around(pattern.pattern) for pattern in self._patterns]
        self._automaton = automaton(plain)
        self._unsure = tuple(
            one.pattern != bare for one, bare in zip(self._patterns, plain, strict=True)
        )

    def search(self, text: str) -> list[int]:
        """The places of the patterns that `text` holds, in their order."""
        if not text.isascii():  # RE2's letters, digits and spaces are those of ASCII
            return [place for place, one in enumerate(self._patterns) if one.search(text)]
        return [
            place
            for place in sorted(self._automaton.Match(text) or ())
            if not self._unsure[place] or self._patterns[place].search(text)
        ]


def without_look_around(pattern: str) -> str:
    r"""`pattern` without what it only looks at: it finds all that `pattern` finds, and more.

    >>> without_look_around(r"(?<!low )dos(?:e|es)(?! [(]mg)\b")
    'dos(?:e|es)\\b'
    """
    kept, depth, at = [], 0, 0
    skipped: int | None = None  # how deep the look-around stands that is being left out
    while at < len(pattern):
        step = _token(pattern, at)
        if step.startswith("("):
            depth += 1
            if skipped is None and pattern.startswith(_LOOK_AROUND, at):
                skipped = depth
        if skipped is None:
            kept.append(step)
        if step == ")":
            skipped = None if skipped == depth else skipped
            depth -= 1
        at += len(step)
    return "".join(kept)


def _token(pattern: str, at: int) -> str:
    """The escaped character, the class in brackets, or the character that begins at `at`."""
    found = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL).match(pattern, at)
    return found.group() if found else ""
