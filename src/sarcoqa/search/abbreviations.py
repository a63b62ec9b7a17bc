"""Abbreviations both ways: a short form gets its long forms behind it, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..schema import Abbreviation
from ..text import folded


@dataclass(frozen=True, slots=True)
class Expander:
    """Rewrites text by a paper's own abbreviations.

    `long_by_short` maps a short form to its long forms, the listed one first; `short_by_long` maps
    a folded long form to its short form, `short_by_folded` a folded short form to itself. The
    patterns find them; `typed_pattern` finds short forms in any case, as people type them.
    """

    long_by_short: dict[str, tuple[str, ...]]
    short_by_long: dict[str, str]
    short_by_folded: dict[str, str]
    short_pattern: re.Pattern[str] | None
    typed_pattern: re.Pattern[str] | None
    long_pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, abbreviations: Iterable[Abbreviation]) -> Expander:
        """The expander of one paper or of several together."""
        longs: dict[str, list[str]] = {}
        shorts: dict[str, str] = {}
        for entry in abbreviations:
            forms = longs.setdefault(_singular(entry.short), [])
            if folded(entry.long) not in (folded(form) for form in forms):
                forms.append(entry.long)
            shorts.setdefault(folded(entry.long), _singular(entry.short))
        return cls(
            {short: tuple(forms) for short, forms in longs.items()},
            shorts,
            {folded(short): short for short in longs},
            _any_of(longs),
            _any_of(longs, re.IGNORECASE),
            _any_of(shorts, re.IGNORECASE),
        )

    def expand(self, text: str, *, ignore_case: bool = False) -> str:
        """`text` with the other form behind the first occurrence of each form.

        `ignore_case` also takes short forms typed in lower case, as people do in questions.

        >>> from sarcoqa.schema import Span
        >>> entry = Abbreviation("ORR", "objective response rate", Span(0, 1), True)
        >>> expander = Expander.of([entry])
        >>> expander.expand("the ORR")
        'the ORR (objective response rate)'
        """
        added: set[str] = set()
        text = self._replace_long(text, added)
        return self._replace_short(text, added, ignore_case)

    def _replace_long(self, text: str, added: set[str]) -> str:
        def with_short(match: re.Match[str]) -> str:
            short = self.short_by_long.get(folded(match.group(1)))
            if short is None or short in added or re.search(rf"\b{re.escape(short)}s?\b", text):
                return match.group()
            added.add(short)
            return f"{match.group()} ({short})"

        return self.long_pattern.sub(with_short, text) if self.long_pattern else text

    def _replace_short(self, text: str, added: set[str], ignore_case: bool) -> str:
        pattern = self.typed_pattern if ignore_case else self.short_pattern
        if pattern is None:
            return text

        def with_long(match: re.Match[str]) -> str:
            short = self.short_by_folded[folded(match.group(1))]
            longs = [long for long in self.long_by_short[short] if folded(long) not in folded(text)]
            if short in added or not longs:
                return match.group()
            added.add(short)
            return f"{match.group()} ({'; '.join(longs)})"

        return pattern.sub(with_long, text)


def _singular(short: str) -> str:
    return (
        short[:-1] if short[-1:] == "s" and any(char.isupper() for char in short[1:-1]) else short
    )


def _any_of(forms: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str] | None:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    if not longest_first:
        return None
    either = "|".join(re.escape(form) for form in longest_first)
    return re.compile(rf"(?<![\w-])({either})s?(?![\w-])", flags)
