"""Values are given for groups of patients: whether the one that a question fixes has its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..schema import Evidence
from .evidence import Judged
from .measurement import ALL, COUNTS, Measurement, endpoints
from .question import Question

NEAR = 4

Measured = Callable[[str], Sequence[Measurement]]


def without_value(question: Question, judged: Sequence[Judged], measured: Measured) -> list[str]:
    """The quantities asked for that the study of the best evidence gives, but for other groups.

    Only where its table rows name the group of every value ("All: median PFS 5 months"): a value
    that stands without one may be of anybody. `measured(id)` gives the values of a paper.
    """
    if not judged or not question.answer_types or "several" in question.wants:
        return []
    near = [item.evidence for item in judged[:NEAR] if item.names >= judged[0].names]
    stated = measured(near[0].passage.document_id)
    asked = _asked_groups(question, stated)
    if len(asked) != 1:
        return []
    labels = {item.labels for item in stated if any(_states(one, item) for one in near)}
    studies = [[item for item in stated if item.labels == one] for one in sorted(labels)]
    return [entry for entry in question.quantities if _lack(studies, entry, asked[0])]


def _states(evidence: Evidence, item: Measurement) -> bool:
    return evidence.span.overlaps(item.home.span if item.home else item.span)


def _lack(studies: Sequence[Sequence[Measurement]], quantity: str, forms: Sequence[str]) -> bool:
    """Whether studies give `quantity`, each time for a named group that is another."""
    wanted = {form.lower() for form in forms}
    giving = [_values(study, quantity) for study in studies]
    giving = [values for values in giving if values]
    if not giving or not all(any(item.home for item in values) for values in giving):
        return False
    if not all(item.group for values in giving for item in values if item.home):
        return False
    return not any(
        item.group.lower() in wanted or _only(item, wanted) for values in giving for item in values
    )


def _values(study: Sequence[Measurement], quantity: str) -> list[Measurement]:
    return [
        item
        for item in study
        if item.endpoint in endpoints() and endpoints()[item.endpoint].quantity == quantity
    ]


def _only(item: Measurement, wanted: set[str]) -> bool:
    """Whether the row of a value for everybody says that the study enrolled this group only."""
    if item.home is None or item.group.lower() not in ALL:
        return False
    return any(
        {short.lower() for short in re.findall(r"(?<![\w-])[A-Z]{2,}\b", value)} <= wanted
        and any(form in value.lower() for form in wanted)
        for _, value in item.home.cells
        if "including" not in value
    )


def _asked_groups(question: Question, stated: Sequence[Measurement]) -> list[tuple[str, ...]]:
    """The groups that the question fixes: tumours, or others that the tables give values for."""
    tumours = [forms for forms in question.diseases if len(forms) > 1]
    held = {form.lower() for forms in tumours for form in forms}
    others = {
        item.group.lower()
        for item in stated
        if item.home is not None
        and item.group.lower() not in ALL | held
        and _is_named(item.group, question.text)
    }
    return [*tumours, *((group,) for group in sorted(others))]


def _is_named(group: str, question: str) -> bool:
    if group.lower() not in question.lower():
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(group)}(?![\w-])", question, re.IGNORECASE))


_NUMBER = rf"(?:\d+|{'|'.join(COUNTS)}|all|none|no)"


def counts_directly(groups: Sequence[Sequence[str]], text: str) -> bool:
    """Whether `text` counts the patients of the one group: "(including 2 ABC patients)"."""
    known = [forms for forms in groups if len(forms) > 1]
    if len(known) != 1:
        return False
    named = "|".join(map(re.escape, known[0]))
    return bool(re.search(rf"\b{_NUMBER} (?:{named})s?\b(?! or\b)", text, re.IGNORECASE))


def counts_patients(forms: Sequence[str], text: str) -> bool:
    """Whether `text` counts the patients of a group: "five ABC patients", "ABC (n = 5)"."""
    named = "|".join(re.escape(form) for form in forms)
    return bool(
        re.search(
            rf"\b{_NUMBER}\b[^.;,]{{0,30}}\b(?:{named})|"
            rf"\b\d+ (?:patients|people|participants|cases)\b[^.;,]{{0,45}}\b(?:{named})|"
            rf"\b(?:{named})s?\b[^.;,]{{0,25}}\d",
            text,
            re.IGNORECASE,
        )
    )
