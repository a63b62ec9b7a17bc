"""What a chosen sentence is not left without: its other side, its however, its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .evidence import Judged
from .lexicon import states
from .question import Question

_EXPLAINS = re.compile(r"(?:They|This|These|It|Thus|Therefore|Hence|One)\b")
WHY = re.compile(
    r"\b(?:why|how come|mechanisms?|reasons?|rationale|explains?|explanation|propose|"
    r"accounts? for|justif\w+|defend)\b",
    re.IGNORECASE,
)
_QUALIFIES = re.compile(
    r"(?:However|Nevertheless|Nonetheless|Notably|Although|Unfortunately|But|Yet|Still|Conversely)\b"
)


NEAR = 0.8  # how far behind the best a "However, ..." may be


def following(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The sentence straight after a chosen one where it takes something back ("However, ..."), or
    where the question asks why and it goes on with the same thing ("They hypothesize ...").

    A value that is asked for is given whatever follows it, and what is far from the question takes
    back something else.
    """
    asks_why = bool(WHY.search(question.text))
    if question.answer_types and not asks_why:
        return []
    found: list[Judged] = []
    for item in judged:
        other = item.evidence
        near = chosen[0].score - item.score < NEAR
        qualifies = (near or asks_why) and _QUALIFIES.match(other.text)
        goes_on = qualifies or (asks_why and _EXPLAINS.match(other.text))
        if goes_on and item not in chosen and any(_follows(other, one.evidence) for one in chosen):
            found.append(item)
    return found[:1]


def _follows(later: Evidence, earlier: Evidence) -> bool:
    """Whether `later` is the sentence straight after `earlier`."""
    same = later.passage.document_id == earlier.passage.document_id
    return same and 0 < later.span.start - earlier.span.end <= 2


def explaining(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The best sentence, for a question what a thing is that only its spelling answers so far."""
    if question.wants & {"definition", "spelling"} != {"definition"}:
        return []
    if any(item.evidence.passage.kind != "abbreviation" for item in chosen):
        return []
    return [item for item in judged if item.evidence.passage.kind == "prose"][:1]


def other_side(
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


MOST_ITEMS = 3
LIST = 3000  # characters behind "... as follows:" in which its items stand


def items(chosen: Sequence[Judged], judged: Sequence[Judged]) -> list[Judged]:
    """The best of the sentences behind a chosen one that ends with a colon: "... are as follows:"
    says nothing without them.
    """
    leads = [item.evidence for item in chosen if item.evidence.text.rstrip().endswith(":")]
    found = [
        item
        for item in judged
        if item not in chosen and any(_is_item(item.evidence, lead) for lead in leads)
    ]
    # Those with words of the question, where there are such; else the nearest in meaning.
    return ([item for item in found if item.own_terms > 0] or found)[:MOST_ITEMS]


def _is_item(other: Evidence, lead: Evidence) -> bool:
    """Whether `other` stands behind `lead`, in its section, and is more than a number."""
    same = (other.passage.document_id, other.passage.section, other.passage.kind) == (
        lead.passage.document_id, lead.passage.section, lead.passage.kind,
    )  # fmt: skip
    behind = 0 < other.span.start - lead.span.end <= LIST
    return same and behind and re.search(r"[^\W\d_]{2}", other.text) is not None
