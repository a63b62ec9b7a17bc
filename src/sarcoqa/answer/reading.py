"""A question with its evidence, and whether that answers it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text import content_terms, term_set
from .abstain import Calibration, Signs, is_known, probability, signs
from .blanks import left_blank
from .comparison import Comparison
from .constraints import Constraint, is_partial, unmet
from .evidence import Judged, Rarity, judge
from .facets import facets
from .fitting import closest, nearest
from .lookup import unheard
from .own_study import with_own_study
from .parallel import coordinated
from .parts import compared
from .planned import without_results
from .question import Question, read_question
from .row_fit import with_row_fit
from .short_forms import only_unknown_codes, unknown_codes
from .source import Source

CANDIDATES = 60
OF_EACH = 30  # candidates for one of several questions
OWN_WORDS = 0.2  # what the words that only one of several questions has are worth in it

_ASKS = re.compile(
    r"\b(?:wh\w+|how|do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|"
    r"name|list|give)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer or a refusal rests on.

    `judged`: the evidence for `question`, best first; `rows`: those that it compares; `missing`:
    what of what it fixes is not given, `absent`: the same beside a part that is given; `signs` and
    `confidence` that the papers answer it, from 0 to 1, and the `floor` of that.
    """

    question: Question
    judged: Sequence[Judged]
    rows: Comparison | None
    missing: tuple[Constraint, ...]
    absent: tuple[Constraint, ...]
    signs: Signs
    confidence: float
    floor: float

    @property
    def answers(self) -> bool:
        """Whether the evidence answers the question, or a part of it."""
        return bool(self.judged) and self.confidence >= self.floor


def read_evidence(
    question: Question, source: Source, calibration: Calibration, most: int = CANDIDATES
) -> Reading:
    """`question` with the evidence of `source`, judged."""
    judged = judged_evidence(question, source, most)
    rows = compared(question, judged, source) if judged else None
    # Rows that meet a condition are found by their values: its bound need not be stated anywhere.
    missing = [] if rows and rows.whole else missing_of(question, judged, source)
    absent = missing if is_partial(question, missing) else []
    found = signs(question, judged, [] if absent else missing, source.rarity)
    return Reading(
        question,
        judged,
        rows,
        tuple(missing),
        tuple(absent),
        found,
        probability(found, calibration),
        calibration.floor,
    )


def judged_evidence(question: Question, source: Source, most: int = CANDIDATES) -> list[Judged]:
    """The evidence for `question`, best first."""
    judged = judge(question, source.search(most), source.rarity)
    judged = with_own_study(question, judged, source.documents)
    return with_row_fit(question, judged, source.documents)


def missing_of(question: Question, judged: Sequence[Judged], source: Source) -> list[Constraint]:
    """What the question fixes and the papers lack: a word to be defined, or a constraint."""
    texts = [item.evidence.text for item in judged[:3]]
    words = unheard(question, judged, source.rarity)
    for unknown in (unknown_codes, only_unknown_codes):
        words += unknown(question.names, lambda code: is_known(code, source.rarity), texts)
    if words:
        return [Constraint("term", word) for word in words]
    blank = left_blank(question, judged, source.documents) if judged else []
    if blank:
        return [Constraint("column", name) for name in blank]
    close = [item.evidence for item in closest(nearest(question, judged))]
    planned = without_results(question, close, source.documents)
    if planned:
        return [Constraint("result", kind) for kind in planned]
    missing = unmet(question, judged, source.measured)
    if "source" in question.wants:  # of what it says of a result it asks only who says so
        return [entry for entry in missing if entry.kind != "quantity"]
    return missing


def read_facets(reading: Reading, source: Source, calibration: Calibration) -> list[Reading]:
    """A reading of each of the questions that the one of `reading` is made of; none for one."""
    if reading.rows is not None:
        return []
    found = []
    pieces = facets(reading.question) or _two_things(reading)
    # All sources before the first is read: each embeds its question from when it is made.
    for text, own in zip(pieces, list(map(source.reworded, pieces)), strict=True):
        question = read_question(text, own.expanded, own.abbreviations, own.surnames)
        found.append(read_evidence(question, own, calibration, OF_EACH))
    return [_by_own_words(one, found, source.rarity) for one in found]


def _two_things(reading: Reading) -> tuple[str, ...]:
    """One question for each of two things side by side ("the size and the age of A").

    None where the whole is refused: half of it is no answer then.
    """
    if not reading.answers or reading.missing:
        return ()
    return coordinated(reading.question.text.strip())


def _by_own_words(one: Reading, readings: Sequence[Reading], rarity: Rarity) -> Reading:
    """`one` with its evidence ranked also by the words that only this one of the questions has."""
    others = {t for other in readings if other is not one for t in other.question.terms}
    own = {term: rarity(term) for term in one.question.terms if term not in others}
    total = sum(own.values())
    if not total:
        return one

    def worth(item: Judged) -> float:
        held = term_set(item.evidence.text) | term_set(item.evidence.studies)
        return item.score + OWN_WORDS * sum(own[term] for term in own if term in held) / total

    return replace(one, judged=sorted(one.judged, key=worth, reverse=True))


def stands_alone(question: Question) -> bool:
    """Whether a question says what it is about: "... and for how many days?" alone does not, and
    the second half of a comparison asks for nothing.
    """
    return len(content_terms(question.text)) > 1 and bool(
        question.wants or question.quantities or _ASKS.search(question.text)
    )
