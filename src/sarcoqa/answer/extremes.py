"""Words that ask for the most or the least of something, and the quantity that they imply."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text import term_set

_FREQUENT = (
    r"(?:common(?:ly)?|frequent(?:ly)?|often|prevalent|patients|cases|people|participants)\b"
)


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


# "The tiniest particles" have a size, though the question does not say so.
_IMPLIED = {
    _words("largest|biggest|smallest|tiniest|finest"): "size diameter width",
    _words("longest|shortest"): "length duration time",
    _words("oldest|youngest"): "age",
    _words("heaviest|lightest"): "weight mass",
    _words("thickest|thinnest"): "thickness",
    _words("hottest|warmest|coldest"): "temperature",
    _words("deepest|shallowest"): "depth",
}
_MOST = re.compile(
    rf"\b(?:highest|greatest|largest|biggest|maximum|longest|oldest|heaviest|thickest|hottest|"
    rf"warmest|deepest|most {_FREQUENT}|commonest)\b|\b\w+ed (?:the )?most\b(?! of)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"\b(?:lowest|smallest|tiniest|finest|minimum|shortest|youngest|lightest|thinnest|coldest|"
    rf"shallowest|fewest|rarest|least {_FREQUENT})\b|\b\w+ed (?:the )?least\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    rf"\b(?:most|least) {_FREQUENT}|\b(?:fewest|rarest|commonest)\b|"
    r"\bused (?:the )?(?:most|least)\b",
    re.IGNORECASE,
)
# "The most polymorphic", "the most loci": the column that is named so is found by its name.
_MOST_SO = re.compile(r"\b(?P<how>most|least|fewest) (?P<what>[a-z-]{4,})\b", re.IGNORECASE)


VALUE = re.compile(
    r"\s*(?P<number>\d+(?:[.·]\d+)?)(?:\s?[–—-]\s?(?P<high>\d+(?:\.\d+)?))?"
    r"(?:\s?(?P<unit>%|[^\W\d_]{1,4}\b(?:/[^\W\d_]{1,3}\b)?))?(?![\w.–—/-])"
)
_CHOOSES = re.compile(r"\b(?:which|what|who|whose|how (?:many|large|big|small))\b", re.IGNORECASE)


def asks_which(text: str) -> bool:
    """Whether `text` asks which one: by a word for it, or as it opens with what is asked for, as
    "Smallest cohort of the table" does.
    """
    return bool(
        _CHOOSES.search(text)
        or any(words.match(_OPENING.sub("", text)) for words in (_MOST, _LEAST, _MOST_SO))
    )


_OPENING = re.compile(r"^\W*(?:(?:the|single)\s+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extreme:
    """What is asked for: the most or the least; of how many there are, where `counts`; in the
    column that is named by `what`, or by one of the words `implied`, where these are not empty.
    """

    most: bool
    counts: bool
    what: frozenset[str]
    implied: frozenset[str]


def extreme(text: str) -> Extreme | None:
    """The one extreme that `text` asks for."""
    most, least = bool(_MOST.search(text)), bool(_LEAST.search(text))
    so = _MOST_SO.search(text)
    counts = bool(_COUNTS.search(text))
    what = frozenset[str]()
    if so and not counts and not (most or least):
        most, least, what = (
            so["how"].lower() == "most",
            so["how"].lower() != "most",
            term_set(so["what"]),
        )
    if most == least:
        return None
    implied = " ".join(of for words, of in _IMPLIED.items() if words.search(text))
    return Extreme(most, counts, what, term_set(implied))


def number(value: str, most: bool) -> float | None:
    """The number that a cell states; of a range its end, where the most is asked for."""
    match = VALUE.match(value)
    if match is None:
        return None
    return float(((most and match["high"]) or match["number"]).replace("·", "."))
