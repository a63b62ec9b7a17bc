"""What a text mentions that can be compared: numbers, lengths of time, drugs, tumours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from ..text import MARK, is_drug, token_set, tokens

Abbreviations = Mapping[str, tuple[str, ...]]

TIME_POINT = re.compile(
    r"\b(\d+(?:\.\d+)?|one|two|three|five|six|ten|twelve)[\s-]*(day|week|month|mo|year|yr)s?\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_MONTHS = {"day": 12 / 365, "week": 12 / 52, "month": 1, "mo": 1, "year": 12, "yr": 12}


SAME_SPELLING = 88  # percent of the letters of two words that stand in the same order
MOST_LETTERS = 2  # by which one of them may be longer


_FIGURE = re.compile(
    r"(?<![\w.,-])(?:\d+(?:\.\d+)?%|\d{1,3}(?:,\d{3})+|\d{2,}|\d+\.\d+)(?![\w-]|\.\d)"
)


def figures(text: str) -> tuple[str, ...]:
    """The numbers of `text` that tell something apart: percentages, and counts from 10.

    Years, time points and the digits of names are none.

    >>> figures("5% of 1242 patients at 24 months in 2019 (ABC028), n=7")
    ('5%', '1242')
    """
    timed = {match.group(1) for match in TIME_POINT.finditer(text)}
    found = (match.group().replace(",", "") for match in _FIGURE.finditer(text))
    return tuple(
        dict.fromkeys(
            figure
            for figure in found
            if figure not in timed and not re.fullmatch(r"(?:19|20)\d\d", figure)
        )
    )


_VALUE = r"(?:\d+[–-])?(\d+(?:\.\d+)?)\s*(?:%|[a-z]+)?"
_OFFERED = re.compile(
    rf"(?<![\d.]){_VALUE},? or (?:(?:of|in|at|rather|about) )?{_VALUE}\W*(?:$|(?=[a-z]))",
    re.IGNORECASE,
)


def offered_values(text: str) -> tuple[str, ...]:
    """The two numbers that `text` offers, of which one may be wrong; none where it offers none.

    >>> offered_values("Was it 2.8 or 4.1 months?"), offered_values("1-year or 2-year survival?")
    (('2.8', '4.1'), ())
    """
    match = _OFFERED.search(text)
    return match.groups() if match else ()


@lru_cache(maxsize=16384)  # the same evidence comes back for each part of a question
def numbers_in(text: str) -> frozenset[str]:
    """The numbers that `text` states, as digits."""
    return frozenset(re.findall(r"\d+(?:\.\d+)?", text))


_PERCENTAGES = re.compile(
    r"\d+(?:\.\d+)?(?:\s*%?\s*(?:[-–−/,]|to|and|or)\s*\d+(?:\.\d+)?)*\s*(?:%|per ?cent)"
)


@lru_cache(maxsize=16384)
def percentages_in(text: str) -> frozenset[str]:
    """The numbers that `text` states as percentages; beside a column in percent all of them.

    >>> sorted(percentages_in("11–18% and 5 of 9 (56%) [1]"))
    ['11', '18', '56']
    """
    plain = MARK.sub("", text)
    if "(%" in plain:
        return numbers_in(plain)
    return frozenset().union(*(numbers_in(one) for one in _PERCENTAGES.findall(plain)))


def treatments(text: str) -> tuple[str, ...]:
    """The drugs that `text` names, lower case, each once.

    >>> treatments("Alphamab/betamab, nab-gammataxel, or alphamab alone?")
    ('alphamab', 'betamab', 'gammataxel')
    """
    apart = re.sub(r"[/–-]", " ", text)
    return tuple(token for token in dict.fromkeys(tokens(apart)) if is_drug(token))


def spelt(word: str, *texts: str) -> bool:
    """Whether one of `texts` has `word`, one or two letters aside (papers misspell drugs)."""
    return any(_spelt(word, text) for text in texts)


@lru_cache(maxsize=16384)  # the same evidence comes back for each part of a question
def _spelt(word: str, text: str) -> bool:
    held = token_set(text)
    return word in held or any(word in token for token in held) or is_near(word, held)


def is_near(word: str, others: Iterable[str]) -> bool:
    """Whether one of `others` is spelt as `word` is, but for one or two letters."""
    held = list(others)
    found = extractOne(word, held, scorer=ratio, score_cutoff=SAME_SPELLING)
    if found is None or abs(len(found[0]) - len(word)) <= MOST_LETTERS:
        return found is not None
    alike = [other for other in held if abs(len(other) - len(word)) <= MOST_LETTERS]
    return extractOne(word, alike, scorer=ratio, score_cutoff=SAME_SPELLING) is not None


def named(forms: Iterable[str], text: str) -> bool:
    """Whether one of `forms` stands in `text` as a whole, one or many, without regard to case."""
    return any(
        re.search(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text, re.IGNORECASE) for form in forms
    )


@lru_cache(maxsize=16384)
def time_points(text: str) -> frozenset[float]:
    """The lengths of time that `text` states, in months rounded to a tenth.

    >>> sorted(time_points("2-year DFS, OS at 24 months, six weeks"))
    [1.4, 24.0]
    """
    return frozenset(
        round(float(_WORDS.get(count.lower(), count)) * _MONTHS[unit.lower()], 1)
        for count, unit in TIME_POINT.findall(text)
    )


_DISEASE = re.compile(r"\w*(?:omas?|emias?)$|cancers?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _is_tumour(longs: tuple[str, ...]) -> bool:
    """Whether one of the long forms of an abbreviation is that of a tumour."""
    return any(_DISEASE.search(long) for long in longs)


# "In all patients, not only ABC" is about everybody; "not only in ABC but in XYZ" about both.
_NOT_ONLY = re.compile(
    r"\bnot (?:only|just|merely|solely)\b(?![^.?;]*\bbut\b)[^,;.?()]{2,40}", re.IGNORECASE
)


def diseases_asked(text: str, abbreviations: Abbreviations) -> tuple[tuple[str, ...], ...]:
    """The tumours that a question is about: `diseases` but for one that it is "not only" about."""
    return diseases(_NOT_ONLY.sub(" ", text), abbreviations)


def diseases(text: str, abbreviations: Abbreviations) -> tuple[tuple[str, ...], ...]:
    """The tumours that `text` names by a short or long form; a general "sarcoma" fixes nothing."""
    words = {plain_word(word) for word in re.findall(r"[\w-]+", text.lower())}
    found = [
        (short, *longs)
        for short, longs in abbreviations.items()
        if _is_tumour(longs)
        and (words & {short.lower(), short.lower() + "s"} or any(_in(long, text) for long in longs))
    ]
    found += _misspelt(words, abbreviations, found)
    held = " ".join(form for forms in found for form in forms).lower()
    return (
        *found,
        *(
            (word.removesuffix("s"),)
            for word in sorted(words)
            if _SPECIFIC.fullmatch(word)
            and word.removesuffix("s") not in held
            and not is_near(word, (form.lower() for forms in found for form in forms))
        ),
    )


def plain_word(word: str) -> str:
    """A word without what ties it to the next: "ABC-specific" (response rate) is about ABC."""
    return _TIED.sub("", word)


_TIED = re.compile(r"-(?:specific|only|related)$")


def _misspelt(
    words: Iterable[str], abbreviations: Abbreviations, found: Sequence[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The tumours of the papers whose long form, one word, is nearly one of `words`."""
    telling = [word for word in words if len(word) > 8]
    return [
        (short, *longs)
        for short, longs in abbreviations.items()
        if (short, *longs) not in found
        and any(
            " " not in long
            and len(long) > 8
            and _DISEASE.search(long)
            and is_near(long.lower(), telling)
            for long in longs
        )
    ]


def entities(text: str, abbreviations: Abbreviations) -> tuple[tuple[str, ...], ...]:
    """What `text` names by a short form of the papers, each with its long forms; no tumours.

    >>> entities("ORR with CIK cells", {"CIK": ("cytokine-induced killer",)})
    (('CIK', 'cytokine-induced killer'),)
    """
    words = set(re.findall(r"[\w+-]+", text))
    return tuple(
        (short, *longs)
        for short, longs in abbreviations.items()
        if words & {short, short + "s"} and not _is_tumour(longs)
    )


def topics(text: str, abbreviations: Abbreviations) -> tuple[tuple[str, ...], ...]:
    """What `text` names by a short or a long form of the papers, each with its forms; no tumours.

    >>> topics("Share with tertiary lymphoid structures", {"TLS": ("tertiary lymphoid structure",)})
    (('TLS', 'tertiary lymphoid structure'),)
    """
    short = {forms[0] for forms in entities(text, abbreviations)}
    return tuple(
        (name, *longs)
        for name, longs in abbreviations.items()
        if not _is_tumour(longs) and (name in short or any(_in(long, text) for long in longs))
    )


# A tumour named by one word: a prefix before "sarcoma" or "carcinoma", or another "...oma".
_SPECIFIC = re.compile(r"(?!(?:sarcom|carcinom)as?$)[a-z]{3,}omas?")


def _in(long: str, text: str) -> bool:
    return long.lower() in text.lower()
