"""Patients and responders as a paper counts them, and whether its percentages fit its counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Span
from .measurement import COUNTS, NUMBER, Measurement

_WORD = "|".join(COUNTS)
_FRACTION = re.compile(
    rf"(?P<n>\d+|{_WORD})\s*(?:/|(?:out )?of(?: the)?)\s*(?P<total>\d+|{_WORD})\b", re.IGNORECASE
)
_INCLUDING = re.compile(r"\bincluding\b(?:(?!\bincluding\b)[^.;()]){0,80}")
_PERCENT = re.compile(rf"({NUMBER})\s?%")
PATIENTS = "number_of_patients"
RESPONSE = "objective_response_rate"


def counted(
    place: Span, text: str, labels: tuple[str, ...], groups: Sequence[str]
) -> Iterator[Measurement]:
    """Patients of a subgroup ("including 5 ABC", "two of 5 ABC patients"), and the share of
    responders among them ("2 of 5 ABC patients responded").
    """
    words = place.of(text)
    for group in groups:
        for value, (start, end) in _patients(words, group):
            yield _count(PATIENTS, value, "", group, labels, place, (start, end), text)
        for _, where in without_response(words, [group]):
            yield _count(RESPONSE, 0.0, "fraction", group, labels, place, where, text)
        for match in re.finditer(
            rf"{_FRACTION.pattern} (?:patients with )?{re.escape(group)}\b[^.;,]*?"
            rf"\b(?:respon\w+|PRs?|CRs?)\b",
            words,
            re.IGNORECASE,
        ):
            share = fraction_value(match)
            if share is not None:
                span = (match.start(), match.end())
                yield _count(RESPONSE, share, "fraction", group, labels, place, span, text)


_WITHOUT = re.compile(
    r"\b(?:no|without(?: any)?) (?:objective )?(?:responses?|responders?)(?: (?:was|were) "
    r"(?:seen|observed|noted))? (?:in|among)(?: the| patients with)? ([^.;,()]{1,40})",
    re.IGNORECASE,
)


def without_response(words: str, groups: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """(group, place) of each group that `words` say had no response.

    >>> list(without_response("ORR 21% (no responses in ABC/DE)", ["ABC", "DE", "F"]))
    [('ABC', (9, 31)), ('DE', (9, 31))]
    """
    for match in _WITHOUT.finditer(words):
        named = re.split(r"\W+(?:(?:and|or)\W+)?", match.group(1))
        for group in groups:
            if group in named:
                yield group, match.span()


def _patients(words: str, group: str) -> Iterator[tuple[float, tuple[int, int]]]:
    named = rf"{re.escape(group)}\b(?![/-])"
    for listed in _INCLUDING.finditer(words):
        for match in re.finditer(rf"\b(\d+) {named}", listed.group()):
            yield float(match.group(1)), (listed.start(), listed.start() + match.end())
    of_all = rf"{_FRACTION.pattern} (?:patients with {named}|{named} patients)"
    for match in re.finditer(of_all, words, re.IGNORECASE):
        yield _number(match.group("total")), (match.start(), match.end())


def _count(
    endpoint: str, value: float, unit: str, group: str, labels: tuple[str, ...], place: Span,
    match: tuple[int, int], text: str,
) -> Measurement:  # fmt: skip
    span = Span(place.start + match[0], place.start + match[1])
    return Measurement(endpoint, value, 0, unit, None, group, labels, None, span, span.of(text))


def _number(word: str) -> float:
    return float(COUNTS.get(word.lower(), 0) or word)


def fractions(words: str) -> Iterator[tuple[float, int, re.Match[str], re.Match[str]]]:
    """(percentage, decimals, its match, the match of n/N) where both state the same share.

    They stand next to each other, or the percentage follows in brackets.

    >>> [(p, f.group()) for p, _, _, f in fractions("an ORR of 23% (9/40)")]
    [(23.0, '9/40')]
    >>> [(p, f.group()) for p, _, _, f in fractions("two of five patients had a PR (20% ORR)")]
    [(20.0, 'two of five')]
    """
    for percent in _PERCENT.finditer(words):
        for fraction in _FRACTION.finditer(words):
            between = words[
                min(percent.end(), fraction.end()) : max(percent.start(), fraction.start())
            ]
            close = len(between) <= 3 and not re.search(r"[.;,]", between)
            bracketed = re.fullmatch(rf"(?!.*\b(?:{_WORD})\b)[^\d().;,]{{1,60}}\(", between)
            if close or (bracketed and fraction.end() < percent.start()):
                decimals = len(percent.group(1).partition(".")[2])
                yield float(percent.group(1)), decimals, percent, fraction


def fraction_value(fraction: re.Match[str]) -> float | None:
    """n/N in percent; None when N is 0 or less than n."""
    count, total = _number(fraction.group("n")), _number(fraction.group("total"))
    return 100 * count / total if total > 0 and count <= total else None


# A cell of a table may leave out the endpoint's name where it gives the responders.
_BARE_RATE = re.compile(rf"(?<![\d.])({NUMBER})\s?%\s*\([^)]*\b(?:CR|PR)s?\)")
_RESPONDERS = re.compile(r"(\d+)\s?(?:CR|PR)s?\b")
_RATE = re.compile(rf"\bORR\s+(?:of\s+)?({NUMBER})\s?%\s*\(([^)]*)\)")
EVALUABLE = 0.8  # the least share of the patients that a paper may silently leave out


def bare_rates(part: str) -> Iterator[tuple[float, int, tuple[int, int]]]:
    """(rate in %, decimals, place) of each rate of response that stands without its name.

    >>> list(bare_rates("ABC: 66% (2 PR)"))
    [(66.0, 0, (5, 15))]
    """
    for match in _BARE_RATE.finditer(part):
        if not re.search(r"\bORR[^%]*$", part[: match.start()]):
            decimals = len(match.group(1).partition(".")[2])
            yield float(match.group(1)), decimals, (match.start(), match.end())


def misfits(part: str, patients: float) -> tuple[int, int] | None:
    """Where `part` of a table cell states responders that do not fit the number of `patients`.

    "ORR 25% (2 PR)" among 10 does not: 2 of 10 is 20 %. Papers often count evaluable patients only
    without a word, so a rate that fits more than 80 % of the patients is let pass.

    >>> misfits("ORR 25% (2 PR)", 10), misfits("ORR 22% (2 PR)", 10)
    ((0, 14), None)
    """
    for match in _RATE.finditer(part):
        count = sum(int(number) for number in _RESPONDERS.findall(match.group(2)))
        rate = float(match.group(1))
        precision = 10.0 ** -len(match.group(1).partition(".")[2])
        if not count or abs(100 * count / patients - rate) <= precision:
            continue
        among = 100 * count / rate if rate else float("inf")
        if not EVALUABLE * patients < among <= patients:
            return match.start(), match.end()
    for match in _RESPONDERS.finditer(part):
        if int(match.group(1)) > patients:
            return match.start(), match.end()
    return None
