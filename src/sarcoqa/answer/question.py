"""What a question asks for: its content terms, the names in it, the kinds of answer it wants."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from ..text import STOPWORDS, content_terms, folded, is_drug, token_set, tokens

_WORD = re.compile(r"[^\W_]+(?:[-–'’./][^\W_]+)*\+?")
_LABEL = re.compile(
    r"\b(?:paper|article|entry|item|source|number)\s+(?:no\.?|number|#)?\s*(\d{1,4})\s+(?:in|of|on)\s+the\s+(?:bib|ref|list)|"
    r"\b(?:reference|ref\.?|citation|entry)\s*(?:no\.?|number|nr\.?|#)?\s*\[?(\d{1,4})\]?|^\s*\[(\d{1,4})\]",
    re.IGNORECASE,
)
ANSWER_TYPES = ("percent", "duration", "count", "year", "address")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `expanded` has the papers' abbreviations in both forms; `terms` are its content terms, `names`
    the words in it that name something (a study, an author, a gene); `wants` are entries of the
    lexicon that it asks for, `quantities` those of the field's quantities, `hinted` also those that
    only its clinical wording asks for; `months` are the time
    points, `diseases` the subtypes (each with all its forms) and `treatments` the drugs that it
    fixes, `figures` the telling numbers in it; `label` is the number of a reference and
    `table` the name of a table that it names.
    """

    text: str
    expanded: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    wants: frozenset[str]
    quantities: tuple[str, ...]
    hinted: tuple[str, ...]
    months: frozenset[float]
    diseases: tuple[tuple[str, ...], ...]
    treatments: tuple[str, ...]
    figures: tuple[str, ...]
    label: str | None
    table: str | None

    @property
    def chooses(self) -> bool:
        """Whether it asks which of several ("Which has the highest rate?"), not how much."""
        return bool(re.match(r"\W*(?:which|who|whose|where|why)\b", self.text, re.IGNORECASE))

    @property
    def answer_types(self) -> tuple[str, ...]:
        """The kinds of quantity asked for: percent, duration, count, year.

        A question for a relation ("How does density relate to survival?") asks for none.
        """
        if _RELATION.search(self.text):
            return ()
        return tuple(name for name in ANSWER_TYPES if name in self.wants)


_RELATION = re.compile(
    r"\b(?:relat(?:e[sd]?|ion\w*)|correlat\w+|associat\w+|linked|tied) (?:to|with)\b", re.IGNORECASE
)

Patterns = Mapping[str, Mapping[str, re.Pattern[str]]]


def lexicon() -> Patterns:
    """The patterns of ``lexicon.toml``, compiled: lexicon()[entry]["asked" | "held"]."""
    return _patterns("lexicon.toml")


def quantities() -> Patterns:
    """The patterns of ``quantities.toml``, compiled: quantities()[entry]["asked" | "held"]."""
    return _patterns("quantities.toml")


@cache
def _patterns(name: str) -> Patterns:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {
        entry: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
        for entry, patterns in tomllib.loads(text).items()
    }


Abbreviations = Mapping[str, tuple[str, ...]]


def read_question(
    text: str,
    expanded: str,
    abbreviations: Abbreviations | None = None,
    surnames: frozenset[str] = frozenset(),
) -> Question:
    """`text` as asked and `expanded` by the papers' abbreviations → `Question`.

    `abbreviations` maps the papers' short forms to long ones; such words of the field are no names.
    `surnames` are those of the authors that the papers cite: with a capital they are names, even
    at the beginning of a sentence.
    """
    known = abbreviations or {}
    short_forms = frozenset(short.lower() for short in known)
    asked = _asked(quantities(), text)
    wants = frozenset(_asked(lexicon(), text))
    if len(asked) > 1 and _JOINED.search(text):
        wants |= {"several"}
    label = _LABEL.search(text)
    found = next((group for group in label.groups() if group), None) if label else None
    return Question(
        text=text,
        expanded=expanded,
        terms=tuple(content_terms(expanded)),
        names=_names(text, short_forms, surnames),
        wants=wants,
        quantities=asked,
        hinted=_asked(quantities(), expanded),
        months=time_points(text),
        diseases=_diseases(text, known),
        treatments=treatments(text),
        figures=figures(text),
        label=found,
        table=_table(text),
    )


# Two quantities and a word that joins: each is asked for.
_JOINED = re.compile(r"\b(?:and|plus|as well as)\b|[&+]")
_DISEASE = re.compile(r"\w*(?:omas?|emias?)$|cancers?$", re.IGNORECASE)


def _diseases(text: str, abbreviations: Abbreviations) -> tuple[tuple[str, ...], ...]:
    """The tumours that `text` names by a short or long form; a general "sarcoma" fixes nothing."""
    words = set(re.findall(r"[\w-]+", text.lower()))
    found = [
        (short, *longs)
        for short, longs in abbreviations.items()
        if any(_DISEASE.search(long) for long in longs)
        and (words & {short.lower(), short.lower() + "s"} or any(_in(long, text) for long in longs))
    ]
    held = " ".join(form for forms in found for form in forms).lower()
    return (
        *found,
        *(
            (word.removesuffix("s"),)
            for word in sorted(words)
            if _SPECIFIC.fullmatch(word) and word.removesuffix("s") not in held
        ),
    )


# A tumour named by one word: a prefix before "sarcoma" or "carcinoma", or another "...oma".
_SPECIFIC = re.compile(r"(?!(?:sarcom|carcinom)as?$)[a-z]{3,}omas?")


def _in(long: str, text: str) -> bool:
    return long.lower() in text.lower()


def _is_word_of_field(word: str, short_forms: frozenset[str]) -> bool:
    forms = (word, word.removesuffix("s"), word.replace("-", ""))
    return any(form in short_forms or form in STOPWORDS or len(form) == 1 for form in forms)


def _table(text: str) -> str | None:
    match = re.search(r"\btable\s+(\d{1,3})\b", text, re.IGNORECASE)
    return f"Table {match.group(1)}" if match else None


def _asked(patterns: Patterns, text: str) -> tuple[str, ...]:
    return tuple(
        entry for entry, pair in patterns.items() if "asked" in pair and pair["asked"].search(text)
    )


_TIME_POINT = re.compile(
    r"\b(\d+(?:\.\d+)?|one|two|three|five|six|ten|twelve)[\s-]*(day|week|month|mo|year|yr)s?\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_MONTHS = {"day": 12 / 365, "week": 12 / 52, "month": 1, "mo": 1, "year": 12, "yr": 12}


SAME_SPELLING = 0.88


_FIGURE = re.compile(
    r"(?<![\w.,-])(?:\d+(?:\.\d+)?%|\d{1,3}(?:,\d{3})+|\d{2,}|\d+\.\d+)(?![\w-]|\.\d)"
)


def figures(text: str) -> tuple[str, ...]:
    """The numbers of `text` that tell something apart: percentages, and counts from 10.

    Years, time points and the digits of names are none.

    >>> figures("5% of 1242 patients at 24 months in 2019 (ABC028), n=7")
    ('5%', '1242')
    """
    timed = {match.group(1) for match in _TIME_POINT.finditer(text)}
    found = (match.group().replace(",", "") for match in _FIGURE.finditer(text))
    return tuple(
        dict.fromkeys(
            figure
            for figure in found
            if figure not in timed and not re.fullmatch(r"(?:19|20)\d\d", figure)
        )
    )


def treatments(text: str) -> tuple[str, ...]:
    """The drugs that `text` names, lower case, each once."""
    return tuple(token for token in dict.fromkeys(tokens(text)) if is_drug(token))


def spelt(word: str, text: str) -> bool:
    """Whether `text` has `word`, one or two letters aside (papers misspell drugs, people too)."""
    held = token_set(text)
    return any(word in token for token in held) or any(_near(word, token) for token in held)


@lru_cache(maxsize=65536)
def _near(word: str, token: str) -> bool:
    if abs(len(token) - len(word)) > 2:
        return False
    return SequenceMatcher(None, word, token).ratio() >= SAME_SPELLING


def time_points(text: str) -> frozenset[float]:
    """The lengths of time that `text` states, in months rounded to a tenth.

    >>> sorted(time_points("2-year DFS, OS at 24 months, six weeks"))
    [1.4, 24.0]
    """
    return frozenset(
        round(float(_WORDS.get(count.lower(), count)) * _MONTHS[unit.lower()], 1)
        for count, unit in _TIME_POINT.findall(text)
    )


def states(quantity: str, text: str) -> bool:
    """Whether `text` speaks of the field's `quantity`."""
    return bool(quantities()[quantity]["held"].search(text))


def holds(entry: str, text: str) -> bool:
    """Whether `text` shows what the lexicon's `entry` asks for; citation marks do not count."""
    return bool(lexicon()[entry]["held"].search(re.sub(r"\[\d[^\]]*\]", "", text)))


def _is_quantity(word: str) -> bool:
    """Whether a word is one of the field's quantities, which no paper need abbreviate: "mPFS"."""
    return any("asked" in pair and pair["asked"].fullmatch(word) for pair in quantities().values())


def _names(text: str, short_forms: frozenset[str], surnames: frozenset[str]) -> tuple[str, ...]:
    """Words that look like names: with a capital inside, letters with digits, or a capital first.

    A capital at the beginning of a sentence is no sign; a question all in capitals has no names.
    """
    if text.isupper():
        return ()
    # What a question puts in quotation marks, it wants to read.
    found = [word for word in re.findall(r"[‘“'\"](\w{3,})[’”'\"]", text)]
    for match in _WORD.finditer(text):
        word = re.sub(r"['’].*$", "", match.group())
        coded = any(char.isupper() for char in word[1:]) or (
            word[:1].isalpha() and any(char.isdigit() for char in word)
        )
        begins = match.start() == 0 or text[: match.start()].rstrip()[-1:] in (".", "?", "!", ":")
        author = folded(word) in surnames and len(word) > 2
        capital = word[:1].isupper() and (author or (not begins and len(word) > 2))
        parts = re.split(r"[/-]", word.lower())
        is_term = _is_word_of_field(word.lower(), short_forms) or all(
            _is_word_of_field(part, short_forms) for part in parts
        )
        if (coded or capital) and not is_term and not _is_quantity(word):
            found.append(word)
    return tuple(dict.fromkeys(found))
