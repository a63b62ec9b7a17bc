"""Judged evidence → the few sentences and rows that make an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..text import terms, token_terms, tokens
from .beside import beside
from .companions import explaining, following, items, other_side
from .evidence import Judged
from .facets import facets
from .lexicon import holds, states
from .lookup import is_in_full
from .narrow import LONGEST
from .premise import asks_why, explains
from .question import Question

VALUES = {"percent", "duration", "count"}
OF_NAME = 1.0  # how far behind: evidence for one name lacks what the other one is worth


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may grow.

    A sentence after the best one is taken when its score is within `margin` of it, and within
    `margin_several` for questions over several things; one that gives a reason, where a question
    asks for one, within `margin_reason`.
    """

    most: int = 5
    margin: float = 0.15
    margin_several: float = 0.35
    margin_reason: float = 0.25
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
    judged = answering(question, judged)
    several = "several" in question.wants
    most = limits.most
    margin = limits.margin_several if several else limits.margin
    why = asks_why(question)
    # What was given together must be held together; of what is set apart, one may be.
    apart = several and (len(question.treatments) < 2 or bool(facets(question)))
    chosen = completed(question, judged, most)
    for item in judged[1:]:
        if len(chosen) >= most:
            break
        allowed = margin
        if why and explains(item.evidence.text):
            allowed = max(margin, limits.margin_reason)
        if _behind(item, judged[0]) > allowed:
            continue
        fits = _touches(item, chosen[0]) if apart else _consistent(item, chosen[0])
        if fits and not _repeats(item, chosen):
            chosen.append(item)
    chosen += items(chosen, judged)
    chosen += explaining(question, chosen, judged)
    chosen += other_side(question, chosen, judged)
    chosen += following(question, chosen, judged)
    chosen += beside(question, chosen, judged)
    return _within(chosen, limits.words)


def answering(question: Question, judged: Sequence[Judged]) -> Sequence[Judged]:
    """`judged` without what is no answer to this kind of question, if something else is left."""
    if "definition" not in question.wants:
        # The spelling of a word is no answer to what is asked about it.
        judged = [item for item in judged if item.evidence.passage.kind != "abbreviation"] or judged
    elif "spelling" not in question.wants:
        judged = [item for item in judged if not _spells_what(question, item)] or judged
    if VALUES & set(question.answer_types) and "reference" not in question.wants:
        # The title of a cited paper states no value.
        judged = [item for item in judged if item.evidence.passage.kind != "reference"] or judged
    elif "reference" not in question.wants:
        # Beside other evidence it says little: who wants it asks for it.
        judged = [*judged[:1], *(i for i in judged[1:] if i.evidence.passage.kind != "reference")]
    return judged


def _spells_what(question: Question, item: Judged) -> bool:
    """Whether `item` is the spelling of a short form that the question has in full."""
    return item.evidence.passage.kind == "abbreviation" and is_in_full(question, item.evidence.text)


def completed(question: Question, judged: Sequence[Judged], most: int) -> list[Judged]:
    """The best evidence, and what completes it, `most` pieces of it."""
    chosen = [judged[0]]
    for wanted in _missing(question, chosen):
        if len(chosen) < most + 1:
            chosen += _completing(wanted, judged, chosen)
    return chosen


def _behind(item: Judged, best: Judged) -> float:
    """How far `item` is behind the best; a sentence, behind what a row would be as a sentence."""
    return best.score - item.score - (0.0 if item.row_fit else best.row_fit)


def _consistent(item: Judged, best: Judged) -> bool:
    """Whether `item` is about what the question names as much as the best evidence is."""
    return item.names >= best.names and item.treatment >= best.treatment


def _touches(item: Judged, best: Judged) -> bool:
    """Whether `item` is about any of the studies and drugs that the question names."""
    return bool(item.names or item.treatment) or not (best.names or best.treatment)


def _missing(question: Question, chosen: Sequence[Judged]) -> list[tuple[str, str]]:
    """("name" or "type", which) for each that the choice does not hold yet."""
    held = _held_terms(chosen)
    names = [name for name in question.names if not _named_in(name, held)]
    if "several" in question.wants:  # each of what is compared
        compared = (*question.treatments, *(forms[0] for forms in question.entities))
        names += [name for name in compared if not _named_in(name, held)]
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
        if item in chosen or chosen[0].score - item.score > (OF_NAME if what == "name" else 0.6):
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
