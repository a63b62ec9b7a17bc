"""Names in a question that the papers do not use → those under which they have the same thing."""

from __future__ import annotations

import bz2
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ..schema import Passage
from ..text import token_terms, tokens
from .spellings import respelt

FEWEST_LETTERS = 4  # of a name: shorter ones are words, and short forms of many things
_WORD = re.compile(r"[\w-]+")
_INITIALS = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")
_NAMES = re.compile(r"(?<!^)(?<![\w-])[A-Z][a-z]{4,}(?![\w-])")
LONGER = 3  # letters by which a name is cut at least
MOST_INITIALS = 12  # of one question that are looked for
MOST_CUT = 4
_SMALL = r"(?:(?:of|and|for|the|in|on)\s+)*"


def glossed(question: str, rarity: Callable[[str], float], passages: Sequence[Passage]) -> str:
    """`question` with the papers' name behind each name of a drug, or initials, that they lack.

    A brand gets the substance that the papers write of, initials the capitalised words that they
    write in full, a name that is cut short the whole of it. `rarity(term)` is 0 for what no paper
    has; `passages` are all of theirs.
    """
    added: set[str] = set()
    # Each is sought in all passages, and no question has many.
    initials = list(dict.fromkeys(_INITIALS.findall(question)))[:MOST_INITIALS]
    names = (word for word in _NAMES.findall(question) if not _is_held(word, rarity))
    cut = list(dict.fromkeys(names))[:MOST_CUT]

    def with_name(match: re.Match[str]) -> str:
        word = match.group()
        if not word[:1].isalpha() or _is_held(word, rarity):
            return word
        name = _drug(word, rarity) or (_in_full(word, passages) if word in initials else "")
        name = name or (_uncut(word, passages) if word in cut else "")
        name = name or respelt(word, lambda other: _is_held(other, rarity))
        if not name or name in added or name.lower() in question.lower():
            return word
        added.add(name)
        return f"{word} ({name})"

    return _WORD.sub(with_name, question)


def _is_held(name: str, rarity: Callable[[str], float]) -> bool:
    """Whether the papers have every word of `name`."""
    words = tokens(name)
    return bool(words) and all(any(map(rarity, token_terms(word))) for word in words)


def _drug(word: str, rarity: Callable[[str], float]) -> str:
    """The first name of the same substance that the papers have; "" for what is no drug."""
    if len(word) < FEWEST_LETTERS:
        return ""
    names = (name for substance in _substances().get(word.lower(), ()) for name in (
        substance.partition(" (")[0], *_names().get(substance, ())))  # fmt: skip
    return next((name for name in names if _is_held(name, rarity)), "")


def _in_full(word: str, passages: Sequence[Passage]) -> str:
    """The capitalised words that `word` is the initials of, as a passage has them, or ""."""
    first, *others = (rf"{letter}[a-z]+" for letter in word)
    words = re.compile(rf"\b{first}" + "".join(rf"[\s-]+{_SMALL}{other}" for other in others))
    # Three words of a reference may be the names of its authors.
    long = len(word) >= FEWEST_LETTERS
    found = (words.search(one.text) for one in passages if long or one.kind != "reference")
    return next((match.group() for match in found if match), "")


def _uncut(word: str, passages: Sequence[Passage]) -> str:
    """The name in the passages that begins with `word`: "Staph" for "Staphylococcus", or ""."""
    longer = re.compile(rf"\b{word}[a-z]{{{LONGER},}}\b")
    found = (longer.search(one.text) for one in passages if one.kind != "reference")
    return next((match.group() for match in found if match), "")


@cache
def _substances() -> Mapping[str, tuple[str, ...]]:
    """Names of drugs in lower case, brands among them, to the substances that they may be.

    From the dictionary of the package `drug-named-entity-recognition` (DrugBank's open vocabulary,
    MeSH). Its file is read as it is: the package itself spends seconds on indexing typing errors.
    """
    spec = find_spec("drug_named_entity_recognition")
    path = (
        Path(spec.origin).with_name("drug_ner_dictionary.pkl.bz2") if spec and spec.origin else None
    )
    if path is None or not path.is_file():
        return {}
    with bz2.open(path) as file:
        held = pickle.load(file)["drug_variant_to_canonical"]
    return {name: tuple(substances) for name, substances in held.items()}


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """The other way round: substances to all their names."""
    names: dict[str, list[str]] = {}
    for name, substances in _substances().items():
        for substance in substances:
            names.setdefault(substance, []).append(name)
    return {substance: tuple(held) for substance, held in names.items()}
