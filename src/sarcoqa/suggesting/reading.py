"""What questions are made from: the sentences of a paper, its words, and rules from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..datafiles import read_toml
from ..schema import FRONT_MATTER, Document, Passage, Span

LONGEST_NAME = 48  # characters of what a question names

_COMMON = re.compile(r"(?:tions?|ing|ments?|ity|ness|ics|ence|ance|ical|ation)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the place in a paper that it was made from.

    `own` questions speak of the paper itself, without naming it: only one paper can be asked so.
    """

    question: str
    document_id: str
    span: Span
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paper, with the studies that it speaks of and the passage it stands in."""

    span: Span
    text: str
    studies: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper, its sentences, and the words that it prints in small letters: those are no names."""

    document: Document
    prose: tuple[Sentence, ...]
    small: frozenset[str]

    def within(self, phrase: str) -> str:
        """A phrase as it reads within a sentence: "Mean Age in UPS" → "mean age in UPS"."""
        capital = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w.])")
        if all(self._is_common(match.group()) for match in capital.finditer(phrase)):
            return capital.sub(lambda match: match.group().lower(), phrase)
        first = capital.match(phrase)  # the others belong to a name
        common = first is not None and self._is_common(first.group())
        return phrase[:1].lower() + phrase[1:] if common else phrase

    def _is_common(self, word: str) -> bool:
        small = word.lower()
        forms = {small, f"{small}s", small.removesuffix("s")}
        return bool(forms & self.small) or bool(_COMMON.search(small))


def read(document: Document, passages: Sequence[Passage]) -> Reading:
    """The paper, with those of its sentences that stand in `passages`."""
    prose = tuple(sentence for passage in passages for sentence in _sentences(document, passage))
    small = frozenset(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", document.text))
    return Reading(document, prose, small)


def _sentences(document: Document, passage: Passage) -> Iterator[Sentence]:
    if passage.kind != "prose" or passage.section[-1:] == (FRONT_MATTER,):
        return
    names = passage.studies or ("",) * len(passage.sentences)
    for span, studies in zip(passage.sentences, names, strict=True):
        text = " ".join(span.of(document.text).split())
        if text.endswith((".", "]")):
            yield Sentence(span, text, studies, passage)


@cache
def rules() -> dict[str, Any]:
    """The file's tables: patterns compiled, word lists as sets, columns as (pattern, forms)."""
    raw = read_toml(__package__, "suggesting.toml")
    return {
        "columns": [(re.compile(entry["header"]), entry) for entry in raw["column"]],
        "plain": frozenset(raw["plain"]["short_forms"].split()),
        **{
            f"{group}.{name}": re.compile(pattern)
            for group in ("sentence", "definition", "heading")
            for name, pattern in raw[group].items()
        },
    }
