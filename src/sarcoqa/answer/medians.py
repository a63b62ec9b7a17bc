"""A median is a length of time: a rate at some time point, or another median, is none."""

from __future__ import annotations

import re
from functools import cache

# The endpoints of which papers give medians: their names, and their short forms.
_NAMES = {
    "progression_free_survival": (r"PFS|progression[- ]free survival", "PFS"),
    "overall_survival": (r"OS|overall survival|(?<!free )survival", "OS"),
    "disease_free_survival": (
        r"[DRE]FS|(?:disease|relapse|recurrence|event)[- ]free survival",
        "[DRE]FS",
    ),
}
_WORDS = r"(?:[\w-]+,? ){0,4}?"


def asks_median(quantity: str, question: str) -> bool:
    """Whether a question asks the median of a survival endpoint."""
    names, short = _NAMES.get(quantity, ("", ""))
    pattern = rf"\bmedian {_WORDS}(?:{names})\b|\bm{short}\b"
    return bool(names) and bool(re.search(pattern, question, re.IGNORECASE))


def gives_median(quantity: str, text: str) -> bool:
    """Whether `text` has a median of the endpoint, or a length of time straight behind it.

    >>> gives_median("overall_survival", "a 2-year overall survival of 46%")
    False
    """
    return bool(_given(quantity).search(text))


@cache
def _given(quantity: str) -> re.Pattern[str]:
    names, short = _NAMES[quantity]
    return re.compile(
        rf"\bmedian {_WORDS}(?:{names})\b|\bm{short}\b|\b(?:{names})\b[^.;%]{{0,30}}?"
        rf"(?:\bmedian\b|\d+(?:\.\d+)?[\s-]?(?:months|weeks|years|days)|not (?:been )?reached)",
        re.IGNORECASE,
    )
