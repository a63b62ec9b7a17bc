"""Judged evidence → the few sentences and rows that make an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import Evidence
from ..text import is_drug, terms, token_terms, tokens
from .evidence import Judged
from .narrow import LONGEST
from .question import Question, holds, states


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may grow.

    A sentence after the best one is taken when its score is within `margin` of it, and within
    `margin_several` for questions over several things.
    """

    most: int = 5
    margin: float = 0.2
    margin_several: float = 0.5
    words: int = 190


def select(
    question: Question,
    judged: Sequence[Judged],
    *,
    limits: Limits = Limits(),
) -> list[Judged]:
    """The best evidence, what completes it, and what is about as good; best first.

    What completes it: the best evidence for a name, or for a kind of quantity, that the question
    gives and the choice so far does not hold.
    """
    if not judged:
        return []
    if "definition" not in question.wants:
        # The spelling of a word is no answer to what is asked about it.
        judged = [item for item in judged if item.evidence.passage.kind != "abbreviation"] or judged
    several = "several" in question.wants
    most = limits.most
    margin = limits.margin_several if several else limits.margin
    chosen = [judged[0]]
    for wanted in _missing(question, chosen):
        if len(chosen) < most + 1:
            chosen += _completing(wanted, judged, chosen)
    for item in judged[1:]:
        if len(chosen) >= most or judged[0].score - item.score > margin:
            break
        if not _repeats(item, chosen) and (several or _consistent(item, chosen[0])):
            chosen.append(item)
    chosen += _explaining(question, chosen, judged)
    chosen += _other_side(question, chosen, judged)
    chosen += _following(question, chosen, judged)
    named = _with_names(question, chosen, judged)
    return _within(named, limits.words)


def _consistent(item: Judged, best: Judged) -> bool:
    """Whether `item` is about what the question names as much as the best evidence is."""
    return item.names >= best.names and item.treatment >= best.treatment


_EXPLAINS = re.compile(r"(?:They|This|These|It|Thus|Therefore|Hence|One)\b")
_WHY = re.compile(
    r"\b(?:why|how come|mechanisms?|reasons?|explains?|explanation|propose)\b", re.IGNORECASE
)
_QUALIFIES = re.compile(
    r"(?:However|Nevertheless|Nonetheless|Notably|Although|Unfortunately|But|Yet|Still|Conversely)\b"
)


def _following(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The sentence straight after a chosen one where it takes something back ("However, ..."), or
    where the question asks why and it goes on with the same thing ("They hypothesize ...").
    """
    asks_why = bool(_WHY.search(question.text))
    found: list[Judged] = []
    for item in judged:
        other = item.evidence
        goes_on = _QUALIFIES.match(other.text) or (asks_why and _EXPLAINS.match(other.text))
        if goes_on and item not in chosen and any(_follows(other, one.evidence) for one in chosen):
            found.append(item)
    return found[:1]


def _follows(later: Evidence, earlier: Evidence) -> bool:
    """Whether `later` is the sentence straight after `earlier`."""
    same = later.passage.document_id == earlier.passage.document_id
    return same and 0 < later.span.start - earlier.span.end <= 2


def _explaining(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The best sentence, for a question what a thing is that only its spelling answers so far."""
    if question.wants & {"definition", "spelling"} != {"definition"}:
        return []
    if any(item.evidence.passage.kind != "abbreviation" for item in chosen):
        return []
    return [item for item in judged if item.evidence.passage.kind == "prose"][:1]


MOST_NAMING = 3


def _with_names(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """`chosen`; behind a result that names no drug, the sentence of its study that does.

    "No responses were observed" is no answer to "Which drugs failed?". Where the question names
    the study or the drug its reader knows which is meant.
    """
    if question.names or question.treatments:
        return list(chosen)
    found: list[Judged] = []
    for item in chosen:
        found.append(item)
        naming = _naming(item, judged)
        if naming and naming not in (*chosen, *found) and len(found) < len(chosen) + MOST_NAMING:
            found.append(naming)
    return found


def _naming(item: Judged, judged: Sequence[Judged]) -> Judged | None:
    """The last sentence before `item` that names a drug of the same study."""
    evidence = item.evidence
    if evidence.passage.kind != "prose" or not evidence.studies or _names_drug(evidence):
        return None
    before = [
        other
        for other in judged
        if (other.evidence.studies, other.evidence.passage.document_id, other.evidence.passage.kind)
        == (evidence.studies, evidence.passage.document_id, "prose")
        and 0 <= evidence.span.start - other.evidence.span.end < REACH
        and _names_drug(other.evidence)
    ]
    return max(before, key=lambda other: other.evidence.span, default=None)


REACH = 600  # characters back to the sentence that introduces a study


def _names_drug(evidence: Evidence) -> bool:
    return any(is_drug(token) for token in tokens(evidence.text))


def _other_side(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The table row behind a sentence, or the sentence behind a row: the same study and quantity.

    A paper states a result in its text and in a table; where the two differ the reader has to see.
    """
    best = chosen[0].evidence
    if not (best.studies and question.quantities) or best.passage.kind not in ("prose", "record"):
        return []
    other = "record" if best.passage.kind == "prose" else "prose"
    for item in judged:
        evidence = item.evidence
        if evidence.passage.kind != other or evidence.studies != best.studies:
            continue
        states_all = all(states(entry, evidence.text) for entry in question.quantities)
        if states_all and item not in chosen and item.own_terms >= 0.5 * chosen[0].own_terms:
            return [item]
    return []


def _missing(question: Question, chosen: Sequence[Judged]) -> list[tuple[str, str]]:
    """("name" or "type", which) for each that the choice does not hold yet."""
    held = _held_terms(chosen)
    names = [name for name in question.names if not _named_in(name, held)]
    types = [
        entry
        for entry in question.answer_types
        if not any(holds(entry, item.evidence.text) for item in chosen)
    ]
    quantities = [
        entry
        for entry in question.quantities
        if not any(states(entry, item.evidence.text) for item in chosen)
    ]
    return [
        *(("name", name) for name in names),
        *(("quantity", entry) for entry in quantities),
        *(("type", entry) for entry in types),
    ]


def _completing(
    wanted: tuple[str, str], judged: Sequence[Judged], chosen: Sequence[Judged]
) -> list[Judged]:
    what, which = wanted
    for item in judged[1:20]:
        if item in chosen or chosen[0].score - item.score > 0.6:
            continue
        if _completes(what, which, item, chosen):
            return [item]
    return []


def _completes(what: str, which: str, item: Judged, chosen: Sequence[Judged]) -> bool:
    """Whether `item` has what is missing; a quantity must be of the same studies as the choice."""
    if what == "name":
        return _named_in(which, _held_terms([item]))
    same = item.evidence.studies == chosen[0].evidence.studies
    has = states if what == "quantity" else holds
    return same and has(which, item.evidence.text)


def _named_in(name: str, held: set[str]) -> bool:
    forms = [term for token in tokens(name) for term in token_terms(token)]
    return any(form in held for form in forms)


def _held_terms(items: Sequence[Judged]) -> set[str]:
    """The terms of what will be quoted, and of its headings: a name beside it does not count."""
    texts = (
        " ".join((i.evidence.text, i.evidence.studies, *i.evidence.passage.section)) for i in items
    )
    return {term for text in texts for term in terms(text)}


def _repeats(item: Judged, chosen: Sequence[Judged]) -> bool:
    """Whether a choice about the same study says what `item` says; another's word counts."""
    own = set(terms(item.evidence.text))
    for other in chosen:
        if _source(other) != _source(item) and not other.evidence.span.overlaps(item.evidence.span):
            continue
        shared = own & set(terms(other.evidence.text))
        if other.evidence.span.overlaps(item.evidence.span) or len(shared) > 0.8 * max(len(own), 1):
            return True
    return False


def _source(item: Judged) -> tuple[str, str]:
    return item.evidence.passage.document_id, item.evidence.studies


def _within(chosen: Sequence[Judged], words: int) -> list[Judged]:
    kept = [chosen[0]]
    total = _length(chosen[0])
    for item in chosen[1:]:
        total += _length(item)
        if total <= words:
            kept.append(item)
    return kept


def _length(item: Judged) -> int:
    """Words that the evidence takes in an answer."""
    return min(len(item.evidence.text.split()), LONGEST)
