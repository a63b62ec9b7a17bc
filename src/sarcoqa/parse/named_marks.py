"""Where a paper cites its references by author and year: "(Lee et al. 2011; Ho 2012, 2014)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..schema import CitationMark, Reference, Span
from ..text import folded

_NAME = r"(?:(?:van|von|de|del|della|der|den|di|du|da|dos|la|le|el|al|bin|ter|ten)\s+){0,3}" \
        r"[A-ZÀ-ÖØ-ÞŁŠŽĆČİ][^\W\d_]*(?:[-’'][^\W\d_]+)*"  # fmt: skip
_YEAR = r"(?:1[89]|20)\d\d[a-z]?(?![\w–-]*\d)"
_CITED = re.compile(
    rf"\b(?P<first>{_NAME})(?P<others>(?:,\s+{_NAME}){{0,4}},?\s+(?:and|&|und|et)\s+{_NAME})?"
    rf"(?P<more>,?\s+(?:et\s+al\.?|and\s+(?:others|colleagues|co-?workers)))?"
    rf"(?:’s|'s)?[,\s]*[(\[]?(?P<year>{_YEAR})(?P<years>(?:\s*(?:,|;|and|&)\s*{_YEAR})*)"
)


def named_marks(text: str, references: Sequence[Reference]) -> list[CitationMark]:
    """The marks of `text`, outside its list of `references`, that name authors and a year.

    A mark counts only if the list has an entry of that first author and year. Of several years
    behind one name each is a mark. Does not tell two entries of one author and year apart where the
    paper does not, either: the mark then has both labels.
    """
    known = _by_author_and_year(references)
    listed = [reference.span for reference in references]
    found: list[CitationMark] = []
    for match in _CITED.finditer(text):
        first = folded(match["first"])
        others = [folded(name) for name in re.findall(_NAME, match["others"] or "")]
        for start, end, year in _years(match):
            labels = _labels(known, first, others, year)
            span = Span(start, end)
            if labels and not any(entry.overlaps(span) for entry in listed):
                found.append(CitationMark(span, labels))
    return found


def _years(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    yield match.start(), match.end("year"), match["year"]
    for later in re.finditer(_YEAR, match["years"]):
        begin = match.start("years")
        yield begin + later.start(), begin + later.end(), later.group()


_Known = dict[tuple[str, int], list[Reference]]


def _by_author_and_year(references: Sequence[Reference]) -> _Known:
    known: _Known = defaultdict(list)
    for reference in references:
        if reference.year is not None:
            first = reference.authors[0] if reference.authors else reference.raw
            for name in _surnames(first):
                known[name, reference.year].append(reference)
    return known


def _surnames(author: str) -> set[str]:
    """The forms in which a text may name an author: all words but initials, or the last of them."""
    words = [
        word for word in re.split(r"[\s,]+", author) if not re.fullmatch(r"[A-Z.-]{1,5}", word)
    ]
    return {folded(" ".join(words[:count])) for count in (1, 2, 3) if words} | {
        folded(word) for word in words[:3] if word[:1].isupper()
    }


def _labels(known: _Known, first: str, others: list[str], year: str) -> tuple[str, ...]:
    entries = known.get((first, int(year[:4])), [])
    if len(year) > 4:
        exact = [entry for entry in entries if year in entry.raw]
        entries = exact or entries
    if others and len(entries) > 1:
        both = [entry for entry in entries if others[-1] in folded(" ".join(entry.authors[1:]))]
        entries = both or entries
    return tuple(dict.fromkeys(entry.label for entry in entries))
