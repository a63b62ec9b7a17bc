"""What a question asks for: its content terms, the names in it, the kinds of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..text import content_terms, folded
from .alone import left_out
from .lexicon import details, is_quantity, quantities, themes, wanted
from .mentions import (
    Abbreviations,
    diseases_asked,
    entities,
    figures,
    time_points,
    topics,
    treatments,
)
from .names_asked import names_asked
from .sought import quantities_sought

_LABEL = re.compile(
    r"\b(?:paper|article|entry|item|source|number)\s+(?:no\.?|number|#)?\s*(\d{1,4})\s+(?:in|of|on)\s+the\s+(?:bib|ref|list)|"
    r"\b(?:reference|ref\.?|citation|entry)\s*(?:no\.?|number|nr\.?|#)?\s*\[?(\d{1,4})\]?|^\s*\[(\d{1,4})\]",
    re.IGNORECASE,
)
ANSWER_TYPES = ("percent", "duration", "count", "year", "moment", "address")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `expanded` has the papers' abbreviations in both forms; `terms` are its content terms, `names`
    the words in it that name something (a study, an author, a gene); `wants` are entries of the
    lexicon that it asks for, `quantities` those of the field's quantities, `hinted` also those that
    only its clinical wording asks for, `details` those of study details, `themes` those of what
    evidence must name too; `months` are the time
    points, `diseases` the subtypes (each with all its forms) and `treatments` the drugs that it
    fixes, `entities` what else it names by a short form of the papers, `topics` also by a long one,
    `figures` the telling numbers in it; `label` is the number of a reference and
    `table` the name of a table that it names.
    """

    text: str
    expanded: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    wants: frozenset[str]
    quantities: tuple[str, ...]
    hinted: tuple[str, ...]
    details: tuple[str, ...]
    themes: tuple[str, ...]
    months: frozenset[float]
    diseases: tuple[tuple[str, ...], ...]
    entities: tuple[tuple[str, ...], ...]
    topics: tuple[tuple[str, ...], ...]
    treatments: tuple[str, ...]
    figures: tuple[str, ...]
    label: str | None
    table: str | None

    @property
    def chooses(self) -> bool:
        """Whether it asks which of several ("Which has the highest rate?"), not how much."""
        return bool(_CHOOSES.match(self.text))

    @property
    def answer_types(self) -> tuple[str, ...]:
        """The kinds of quantity asked for: percent, duration, count, year.

        A question for a relation ("How does density relate to survival?") asks for none.
        """
        if _asks_relation(self.text):
            return ()
        # "p value for the response rate" or "for OS": these are what the value is of.
        aside = {"percent", "duration"} if "p_value" in self.quantities else set()
        return tuple(name for name in ANSWER_TYPES if name in self.wants - aside)


_CHOOSES = re.compile(
    r"\W*(?:who|whose|where|why|"
    r"which(?! (?:years?|months?|days?|dates?|percentage|share|fraction|number|dose|age)\b))\b",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\b(?:relat(?:e[sd]?|ion\w*)|correlat\w+|associat\w+|linked|tied) (?:to|with)\b|"
    r"\b(?:meant?|means|predict(?:s|ed)?|signal(?:s|l?ed)?|foretold|went (?:along )?with) (?:an? )?"
    r"(?:worse|poor(?:er)?|short(?:er)?|better|improved|long(?:er)?|reduced)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # looked at for each cell and sentence
def _asks_relation(text: str) -> bool:
    return _RELATION.search(text) is not None


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
    # Where a paper abbreviates "Cushing's syndrome", it goes on without the name.
    short_forms |= {name for longs in known.values() for long in longs for name in _owners(long)}
    sought = quantities_sought(text, in_table=_table(text) is not None)
    wants = wanted(text)
    if are_joined(sought, text):
        wants |= {"several"}
    names = names_asked(text, short_forms, surnames)
    label = _LABEL.search(text)
    found = next((group for group in label.groups() if group), None) if label else None
    return Question(
        text=text,
        expanded=expanded,
        terms=tuple(content_terms(expanded)),
        names=names,
        wants=wants,
        quantities=sought,
        hinted=quantities().asked(expanded),
        details=_details(text, wants, names),
        themes=() if "affiliation" in wants else themes().asked(text),
        months=time_points(text),
        diseases=diseases_asked(text, known),
        entities=tuple(
            forms for forms in entities(text, known) if not any(map(is_quantity, forms))
        ),
        topics=topics(text, known),
        treatments=tuple(drug for drug in treatments(text) if drug not in left_out(text)),
        figures=figures(text),
        label=found,
        table=_table(text),
    )


def _details(text: str, wants: frozenset[str], names: Sequence[str]) -> tuple[str, ...]:
    """The details asked for; who paid for a paper is said in its declarations, which name no study.

    Who paid for a study that is named must be said of it.
    """
    asked = details().asked(text)
    if "affiliation" not in wants:
        return asked
    return ("sponsor",) if names and "sponsor" in asked else ()


@lru_cache(maxsize=4096)
def _owners(long: str) -> tuple[str, ...]:
    """The names in a long form that something is called after."""
    return tuple(map(folded, re.findall(r"\b[A-Z][\w-]+(?=['’]s|s['’])", long)))


# Two quantities and a word that joins: each is asked for.
_JOINED = re.compile(r"\b(?:and|plus|as well as)\b|(?<=\s)[&+](?=\s)")


def are_joined(sought: Sequence[str], text: str) -> bool:
    """Whether a joining word stands between the places where two quantities are asked for."""
    places = [
        match.span()
        for entry in sought
        if (match := quantities()[entry]["asked"].search(text)) is not None
    ]
    return any(
        one[1] <= other[0] and _JOINED.search(text[one[1] : other[0]])
        for one in places
        for other in places
    )


_PLACES = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3"}


def _table(text: str) -> str | None:
    match = re.search(rf"\btable\s+(\d{{1,3}})\b|\b({'|'.join(_PLACES)}) table\b", text, re.I)
    return f"Table {match[1] or _PLACES[match[2].lower()]}" if match else None
