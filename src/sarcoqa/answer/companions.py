"""What a chosen sentence is not left without: the drug it is about, its other side, its however."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from ..text import is_drug, tokens
from .evidence import Judged
from .lexicon import states
from .question import Question

_EXPLAINS = re.compile(r"(?:They|This|These|It|Thus|Therefore|Hence|One)\b")
_WHY = re.compile(
    r"\b(?:why|how come|mechanisms?|reasons?|explains?|explanation|propose)\b", re.IGNORECASE
)
_QUALIFIES = re.compile(
    r"(?:However|Nevertheless|Nonetheless|Notably|Although|Unfortunately|But|Yet|Still|Conversely)\b"
)


def following(
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


def explaining(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """The best sentence, for a question what a thing is that only its spelling answers so far."""
    if question.wants & {"definition", "spelling"} != {"definition"}:
        return []
    if any(item.evidence.passage.kind != "abbreviation" for item in chosen):
        return []
    return [item for item in judged if item.evidence.passage.kind == "prose"][:1]


MOST_NAMING = 3


def with_names(
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
