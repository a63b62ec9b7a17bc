"""What is typed and is no question to papers: refused before anything is searched."""

from __future__ import annotations

import re
from functools import cache

from ..datafiles import read_toml
from ..schema import Abstention
from ..text import STOPWORDS, content_terms, term_set, tokens
from .abstain import is_known
from .evidence import Rarity
from .question import Question

# What may be asked of something that an earlier question named: alone, it is asked of nothing.
_WITHOUT_TOPIC = frozenset({"definition", "several", "count"})
MOST_UNSPEAKABLE = 1  # one word without a vowel may be a short form

_EMPTY = Abstention("empty", "There is no question. Ask one about the papers.")
_UNCLEAR = Abstention(
    "unclear", "This is not understood as a question. Ask it in a sentence, in English."
)
_FOREIGN = Abstention("unclear", "The papers are searched in English: ask it in English.")
_ORDER = Abstention(
    "off_topic", "This is no question to the papers: their own words are all that is given here."
)
_ADVICE = Abstention(
    "not_covered",
    "Papers do not say what one person should do: ask those who treat that person. "
    "What was found in groups of patients can be asked here.",
)


def not_understood(question: Question, rarity: Rarity) -> Abstention | None:
    """An abstention for what is no question to papers: nothing written, no word with a meaning,
    words in no order, another language, an order to the machine, or the advice for one person.

    `rarity(term)` is the term's BM25 weight, 0 where no passage has it.
    """
    text = question.text
    if not text.strip():
        return _EMPTY
    if _is_empty(question, rarity) or _is_broken(text, rarity):
        return _UNCLEAR
    if _is_foreign(text, rarity):
        return _FOREIGN
    if _patterns()["order"].search(text):
        return _ORDER
    return _ADVICE if _patterns()["advice"].search(text) else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in read_toml(__package__, "tasks.toml")["patterns"].items()
    }


def _is_empty(question: Question, rarity: Rarity) -> bool:
    """Whether no word of the question means anything, to the papers or in English."""
    known = any(len(term) > 2 and rarity(term) > 0 for term in question.terms)
    plain = sum(token in STOPWORDS for token in tokens(question.text))
    framed = bool(question.label) or "definition" in question.wants  # "reference 3", "define X"
    told = set(content_terms(question.text)) - _vague()
    empty = not told and not question.label and question.wants <= _WITHOUT_TOPIC
    return empty or (not known and plain < 2 and len(question.terms) <= 3 and not framed)


@cache
def _vague() -> frozenset[str]:
    """Terms that say nothing without what they are said of: "was it better in the other group?"."""
    return term_set("any better worse best worst good bad other others group groups one ones thing "
                    "things same different difference more less high low higher lower also only "
                    "before after still again first second third last next 1 2")  # fmt: skip


def _is_broken(text: str, rarity: Rarity) -> bool:
    """Whether `text` has words in an order that no sentence has, or several that nobody can say."""
    if _patterns()["broken"].search(text):
        return True
    unspeakable = [
        token
        for token in tokens(text)
        if re.fullmatch(r"[bcdfghj-np-tv-xz]{3,}", token) and not is_known(token, rarity)
    ]
    return len(unspeakable) > MOST_UNSPEAKABLE and len(unspeakable) / len(tokens(text)) > 0.2


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(words.split())
        for language, words in read_toml(__package__, "languages.toml").items()
    }


def _is_foreign(text: str, rarity: Rarity) -> bool:
    """Whether `text` is in another language.

    Its function words are those of one: at least three and more than there are English ones; or
    it has no English one, and begins as Spanish does or spells a word that no paper has with
    accents.
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in STOPWORDS for word in words)
    held = max(sum(word in known for word in words) for known in _function_words().values())
    if held >= 3 and held > english:
        return True
    accented = any(not word.isascii() and not is_known(word, rarity) for word in words)
    return english == 0 and (text.lstrip().startswith("¿") or (accented and held > 0))
