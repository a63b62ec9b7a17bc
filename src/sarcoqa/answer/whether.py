"""Questions whether a paper speaks of something: "Does it discuss X?", "Is there data on X?".

They are answered by what names X. Similar sentences that do not name it are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..datafiles import read_toml
from ..schema import Evidence, Passage, Span
from ..text import STOPWORDS, term_set, token_set, token_terms
from .evidence import LONG_NAME
from .mentions import named, spelt
from .question import Question

SEARCHED = 60  # pieces of evidence that are looked through
MOST = 3  # sentences that are shown
SHORTEST = 4  # letters; shorter words are short forms, or say little


@dataclass(frozen=True, slots=True)
class Thing:
    """Something asked for: a word, or the forms of what has a short form in the papers."""

    word: str
    forms: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        """Whether `text` names it."""
        if self.forms:
            return named(self.forms, text)
        whole, *parts = token_terms(self.word.lower())
        held = term_set(text)
        return whole in held or (bool(parts) and held.issuperset(parts))


def things_asked(question: Question, titles: str) -> tuple[Thing, ...]:
    """What a question asks whether it is spoken of; empty where it asks something else, or only
    for tumours of the papers' `titles`, of which they speak everywhere.
    """
    match = next(filter(None, (one.match(question.text) for one in _asked())), None)
    if match is None or question.themes:
        return ()
    known = [Thing(forms[0], forms) for forms in (*question.topics, *question.diseases)]
    spoken = token_set(" ".join(form for thing in known for form in thing.forms))
    words = [
        Thing(word)
        for word in re.findall(r"[\w’'-]+", match["what"])
        if len(word) >= SHORTEST and not {word.lower()} & (spoken | STOPWORDS | _aside())
    ]
    things = (*known, *words)
    return () if all(thing.is_in(titles) for thing in things) else things


def naming(things: Sequence[Thing], found: Sequence[Evidence]) -> list[tuple[Passage, Span]]:
    """The first evidence that names all of the `things`, or names some in what stands beside it;
    entries of a bibliography only where nothing else does.
    """
    own = [one for one in found if all(thing.is_in(one.text) for thing in things)]
    told = [one for one in found if one.passage.kind in ("prose", "record")]
    beside = [one for one in told if all(thing.is_in(_about(one)) for thing in things)]
    best = [one for one in own if one in told] or beside or own
    return [(one.passage, one.span) for one in best[:MOST]]


def unspoken(things: Sequence[Thing], question: Question, found: Sequence[Evidence]) -> list[str]:
    """The words of `things` that no evidence has, nor one spelt alike; empty where the question
    says in everyday words what papers call otherwise.
    """
    added = token_set(question.expanded) - token_set(question.text)
    if added - token_set(" ".join(form for thing in things for form in thing.forms)):
        return []
    return [
        thing.word
        for thing in things
        if not any(thing.is_in(one.text) or _is_misspelt(thing.word, one.text) for one in found)
    ]


def _is_misspelt(word: str, text: str) -> bool:
    """Whether a long `word` stands in `text` but for one or two letters; short ones are others."""
    return len(word) >= LONG_NAME and spelt(word.lower(), text)


def _about(evidence: Evidence) -> str:
    return " ".join((evidence.text, evidence.context))


@cache
def _asked() -> tuple[re.Pattern[str], ...]:
    patterns = read_toml(__package__, "whether.toml")["asked"]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@cache
def _aside() -> frozenset[str]:
    return token_set(read_toml(__package__, "whether.toml")["aside"])
