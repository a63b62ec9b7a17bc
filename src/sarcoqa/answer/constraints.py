"""What a question fixes, and whether any evidence meets it.

Most questions that a paper cannot answer are near misses: the trial is there, but not this
endpoint, time point, drug or subtype. Similarity never sees them; a comparison of what is asked
with what is stated does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import Evidence
from .alone import alone_in, is_alone
from .approved import unapproved
from .belonging import COLUMN, of_other_groups
from .closeness import afar, gives
from .counting import uncounted
from .evidence import Judged
from .exact import unnamed
from .fitting import about_of, closest, fitting_evidence, given, is_finding, nearest
from .groups import Measured, counts_directly, counts_patients, without_value
from .lexicon import details, holds, quantities, states, themes
from .measurement import endpoints
from .medians import asks_median, gives_median
from .mentions import named, numbers_in, offered_values, percentages_in, time_points
from .p_values import compares
from .planned import only_planned
from .question import Question, are_joined
from .specifics import answer_text, unspecified
from .stages import other_dose, unnamed_stages
from .totals import without_total
from .tumours import unstated_tumours


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something that a question fixes: its kind, and the word or quantity."""

    kind: str
    value: str


_ANSWERS = {
    "percent": "a percentage",
    "duration": "a length of time",
    "count": "a number",
    "year": "a date",
    "moment": "a point in time",
    "address": "an address",
    "drug": "the name of a drug",
    "time": "a length of time",
    "length": "a length",
    "mass": "a weight",
    "volume": "a volume",
    "difference": "a difference",
    "questionnaire": "the name of a questionnaire",
    "measure": "a number",
    "device": "the name of a device",
    "hospital": "the name of a hospital or place",
    "sound": "a sound level",
    "hertz": "a frequency",
    "degrees": "an angle",
    "voltage": "a voltage",
}


def described(constraint: Constraint) -> str:
    """A constraint in words, for the reader of a refusal."""
    if constraint.kind in ("quantity", "detail"):
        return constraint.value.replace("_", " ")
    if constraint.kind in ("answer", "result"):
        return _ANSWERS[constraint.value]
    if constraint.kind == "time point":
        return f"a value at {constraint.value}"
    if constraint.kind == "group":
        return f"such a value of {constraint.value}"
    if constraint.kind == "number":
        return f"a number of {constraint.value}"
    return constraint.value


def unmet(question: Question, judged: Sequence[Judged], measured: Measured) -> list[Constraint]:
    """The constraints of `question` that no near evidence about the named studies meets.

    A quantity counts as met only by evidence that is about the subtypes and drugs of the question
    too: the response of another subtype, or to another drug, is no answer. `measured(id)` gives
    the values that a paper states.
    """
    near = nearest(question, judged)
    about = [about_of(item.evidence) for item in near]
    fitting = fitting_evidence(question, near)
    values = [answer_text(question, evidence.text) for evidence in fitting]
    close = [item.evidence for item in closest(near)]
    missing = [
        Constraint("quantity", entry)
        for entry in question.quantities
        if not any(
            _gives(question, entry, stated_text(evidence)) and compares(question, entry, evidence)
            for evidence in fitting
        )
    ]
    missing += [
        Constraint("quantity", entry) for entry in without_value(question, judged, measured)
    ]
    missing += [Constraint("group", group) for group in of_other_groups(question, fitting)]
    stages = unnamed_stages(question, close) + other_dose(question, close)
    missing += [Constraint("group", stage) for stage in stages]
    tumours = unstated_tumours(question, [item.evidence for item in near])
    missing += [Constraint("group", name) for name in tumours]
    missing += [Constraint("number", thing) for thing in uncounted(question, about)]
    missing += [
        Constraint("answer", entry)
        for entry in question.answer_types
        if not (question.chooses or "reference" in question.wants)
        and not any(holds(entry, text) for text in values)
    ]
    missing += [Constraint("answer", entry) for entry in unspecified(question, close)]
    missing += [Constraint("result", entry) for entry in only_planned(question, close)]
    missing += [
        Constraint("detail", entry)
        for entry in question.details
        if not any(details()[entry]["held"].search(about_of(evidence)) for evidence in close)
    ]
    missing += [
        Constraint("detail", entry)
        for entry in question.themes
        if not any(themes()[entry]["held"].search(text) for text in about)
    ]
    timed = [evidence.text for evidence in fitting] if question.quantities else about
    stated = {point for text in timed for point in time_points(text)}
    numbers = frozenset[str]().union(*map(numbers_in, about))
    shares = frozenset[str]().union(
        *(percentages_in(about_of(one)) for one in _telling(near, close))
    )
    # Of two values that a question offers, one may be wrong.
    offers = not numbers.isdisjoint(offered_values(question.text))
    missing += [
        Constraint("time point", _time(point))
        for point in sorted(question.months)
        if point not in stated and not offers
    ]
    missing += [
        Constraint("treatment", drug)
        for drug in question.treatments
        if not any(given(drug, question, text) for text in about)
    ]
    missing += [
        Constraint("treatment", f"{drug} alone")
        for drug in alone_in(question.text, question.treatments)
        if not any(
            is_alone(drug, about_of(item.evidence)) for item in near if is_finding(item.evidence)
        )
    ]
    missing += [
        Constraint("figure", figure)
        for figure in question.figures
        if figure.endswith("%") and figure.removesuffix("%") not in shares and not offers
    ]
    missing += [Constraint("quantity", entry) for entry in without_total(question, near)]
    missing += [
        Constraint("approval", entry)
        for entry in unapproved(question, [item.evidence for item in near])
    ]
    missing += [Constraint("word", word) for word in unnamed(question, [e.evidence for e in near])]
    return missing or [Constraint(kind, value) for kind, value in afar(question, near)]


def _telling(near: Sequence[Judged], close: Sequence[Evidence]) -> list[Evidence]:
    """The closest evidence, and what has as many of the question's words."""
    most = max((item.own_terms for item in near if item.evidence in close), default=0.0)
    return [*close, *(item.evidence for item in near if item.own_terms >= most)]


def _time(months: float) -> str:
    years = months / 12
    if years >= 1 and years == int(years):
        return f"{years:g} year{'s' if years > 1 else ''}"
    return f"{months:g} month{'s' if months != 1 else ''}"


def _gives(question: Question, quantity: str, text: str) -> bool:
    """Whether `text` states the quantity, in a form that the question asks for."""
    types = () if question.chooses else question.answer_types
    if quantity == "sample_size" and not all(
        counts_patients(forms, text) or _enrolled_only(forms, text)
        for forms in question.diseases
        if len(forms) > 1
    ):
        return False
    if quantity == "sample_size" and counts_directly(question.diseases, text):
        return True
    if asks_median(quantity, question.text) and not gives_median(quantity, text):
        return False
    return states(quantity, text) and (not types or any(_has(quantity, one, text) for one in types))


def _has(quantity: str, entry: str, text: str) -> bool:
    """Whether `text` has the kind of answer; doses are counted in words, too: "two doses"."""
    return gives(entry, text) if quantity == "schedule" else holds(entry, text)


def _enrolled_only(forms: Sequence[str], row: str) -> bool:
    """Whether a table row counts patients of whom it says nothing but that they are the group."""
    counted = re.search(r"\bN: \d+(?!\d*,? including)", row)
    return bool(counted) and named(forms, row)


def stated_text(evidence: Evidence) -> str:
    """The text of the evidence without the names of columns whose cells name their endpoints.

    "Survival: 2-year DFS 67%" states no overall survival; "ORR: 31%" does state a response.
    """
    if evidence.passage.kind != "record":
        return evidence.text
    starts = [match.start() for match in COLUMN.finditer(evidence.text)]
    cells = [
        evidence.text[start:end]
        for start, end in zip([0, *starts], [*starts, len(evidence.text)], strict=True)
    ]
    return "".join(map(_without_column, cells))


def _without_column(cell: str) -> str:
    value = COLUMN.sub("", cell, count=1)
    named = any(endpoint.names.search(value) for endpoint in endpoints().values())
    return value if named else cell


def is_partial(question: Question, missing: Sequence[Constraint]) -> bool:
    """Whether a question in several parts has one that is met beside those that are `missing`."""
    lacking = {entry.value for entry in missing if entry.kind == "quantity"}
    only_quantities = all(entry.kind == "quantity" for entry in missing)
    met = [
        entry
        for entry in question.quantities
        if entry not in lacking and not _is_object(entry, question.text)
    ]
    if "several" not in question.wants or not only_quantities or not (lacking and met):
        return False
    return any(are_joined((one, other), question.text) for one in met for other in lacking)


# Before a quantity that says only what another one is of: "the hazard ratio for survival".
_OBJECT = re.compile(
    r"\b(?:ratios?|intervals?|CI|values?|significance|cut-?\s?offs?) "
    r"(?:(?:was|were|is|are|did|does|do) (?:[\w-]+ ){1,4})?(?:for|of|in|on) (?:[\w-]+ ){0,4}$|"
    r"\bp[- ]?values? (?:for|of)\b[^,;?]*$",
    re.IGNORECASE,
)


def _is_object(quantity: str, text: str) -> bool:
    match = quantities()[quantity]["asked"].search(text)
    return bool(match and _OBJECT.search(text[: match.start()]))
