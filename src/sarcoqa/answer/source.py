"""What a question is answered from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..schema import Document, Evidence, Passage
from .disagreement import Disagreement
from .measurement import Measurement


@dataclass(frozen=True, slots=True)
class Source:
    """Where answers come from: the allowed papers and passages, and the search over them.

    `search(k)` gives the k best pieces of evidence, `rarity(term)` the weight of a term (0:
    unknown), `expanded` the question with abbreviations spelt out, `abbreviations` maps
    short forms to long ones, `surnames` are those of the cited authors,
    `disagreements(id)` where that paper disagrees with itself, `measured(id)` the values in it;
    `reworded(text)` is the source of the same papers for another question.
    """

    documents: dict[str, Document]
    passages: Sequence[Passage]
    search: Callable[[int], Sequence[Evidence]]
    rarity: Callable[[str], float]
    expanded: str
    abbreviations: Mapping[str, tuple[str, ...]]
    surnames: frozenset[str]
    disagreements: Callable[[str], Sequence[Disagreement]]
    measured: Callable[[str], Sequence[Measurement]]
    reworded: Callable[[str], Source]
