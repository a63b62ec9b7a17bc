"""The numbers that an answer cites, each with its study, group and quantity, as printed.

What is not sure is left out: a wrong label is worse than no value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ..schema import Answer, Citation, CitedValue, Document
from .disagreement import subgroups
from .lexicon import quantities
from .measurement import ALL, endpoints
from .prose_values import prose_values
from .row_values import row_values

FEWEST = 2  # values, and citations that hold them: one number alone is compared with nothing


def cited_values(answer: Answer, documents: Mapping[str, Document]) -> tuple[CitedValue, ...]:
    """The values inside the quotes of `answer`, in the order of its citations.

    Percentages, durations, ratios and other numbers with a unit or a confidence interval, out of
    sentences and table rows. `documents` are the papers by id. Nothing is computed or converted.
    """
    groups = _groups(answer, documents)
    found: list[CitedValue] = []
    for citation in answer.citations:
        name = citation.document_id
        found += _of_citation(citation, documents[name], groups[name])
    return tuple(dict.fromkeys(found))


def _groups(answer: Answer, documents: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    """The groups of patients that each cited paper has a short form for."""
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    return {name: subgroups(documents[name]) for name in cited}


def _of_citation(
    citation: Citation, document: Document, groups: tuple[str, ...]
) -> tuple[CitedValue, ...]:
    if citation.kind == "record":
        return tuple(row_values(citation, document, groups))
    if citation.kind == "prose":
        return tuple(prose_values(citation, document, groups))
    return ()


def comparable_values(answer: Answer, documents: Mapping[str, Document]) -> tuple[CitedValue, ...]:
    """The cited values of one quantity, which a picture can show side by side.

    It is the quantity that the question asks for, else the most frequent; where the question names
    a group, only values of that group count. Most are in one unit; the others ("not reached",
    weeks among months) stand beside a picture as text. Empty where fewer than two citations hold a
    value in that unit, or none is of the quantity asked for.
    """
    values = cited_values(answer, documents)
    groups = [group for held in _groups(answer, documents).values() for group in held]
    kept = _asked_for(answer.question, _told_apart(answer, values), groups)
    homes = {citation.number: _home(citation) for citation in answer.citations}
    keys = [
        (v.quantity, "" if _endpoint(v.quantity) in _KNOWN else homes[v.citation]) for v in kept
    ]
    sizes = Counter((key, v.unit) for key, v in zip(keys, kept, strict=True) if v.reached)
    best = next(iter(sizes.most_common(1)), None)  # the first of the most frequent
    if best is None:
        return ()
    chosen = [v for key, v in zip(keys, kept, strict=True) if key == best[0][0]]
    drawn = {v.citation for v in chosen if v.reached and v.unit == best[0][1]}
    return tuple(chosen) if len(drawn) >= FEWEST else ()


_KNOWN = {entry.label: entry.quantity for entry in endpoints().values()}


def _home(citation: Citation) -> str:
    """The table of a row: a column of one table need not be the same thing in another."""
    return f"{citation.document_id} {citation.section[-1:]}" if citation.kind == "record" else ""


def _endpoint(quantity: str) -> str:
    """The endpoint of a label, its time point left out: "2-year OS" → "OS"."""
    return re.sub(r"^\w+-(?:week|month|year) ", "", quantity)


def _asked_for(
    question: str, values: Sequence[CitedValue], groups: Sequence[str]
) -> list[CitedValue]:
    """The values of the quantities and groups that the question names, where it names any.

    Of several quantities with values of two citations, the one that it names first.
    """
    held = dict.fromkeys((*groups, *(v.group for v in values if _group(v))))
    named = {g.lower() for g in held if re.search(rf"(?<![\w-]){re.escape(g)}s?\b", question, re.I)}
    kept = [v for v in values if not named or v.group.lower() in named]
    wanted = set(quantities().asked(question)) - {"outcome"}
    if not wanted:
        return kept
    known = [entry for entry in wanted if entry in _KNOWN.values()]
    if not known:
        return [v for v in kept if _endpoint(v.quantity) not in _KNOWN]
    in_order = sorted(known, key=lambda entry: _place_in(question, entry))
    of_each = [[v for v in kept if _KNOWN.get(_endpoint(v.quantity)) == e] for e in in_order]
    return next((vs for vs in of_each if len({v.citation for v in vs}) >= FEWEST), [])


def _place_in(question: str, quantity: str) -> int:
    match = quantities()[quantity]["asked"].search(question)
    return match.start() if match else len(question)


def _told_apart(answer: Answer, values: Sequence[CitedValue]) -> list[CitedValue]:
    """`values` without what is said twice, and without those whose labels cannot be right.

    Text and table often state the same value, of which the one with a named group is kept. Where
    one citation, two sentences or two rows give different values the same labels, these are of
    something that the labels do not tell: none is kept. A sentence and a row that differ are kept,
    since the paper says both.
    """
    kinds = {citation.number: citation.kind for citation in answer.citations}
    stated: dict[tuple[str, ...], set[float]] = {}
    for v in values:
        stated.setdefault((*_labels(v), kinds[v.citation]), set()).add(v.value)
    sure = [v for v in values if len(stated[(*_labels(v), kinds[v.citation])]) == 1]
    kept: list[CitedValue] = []
    in_rows = sorted(sure, key=lambda v: (kinds[v.citation] != "record", not v.group))
    for value in in_rows:  # first, then those with a named group
        if not any(_amount(v) == _amount(value) and _same_group(v, value) for v in kept):
            kept.append(value)
    return [v for v in sure if v in kept]


def _labels(value: CitedValue) -> tuple[str, str, str, str]:
    return value.quantity, value.unit, value.study, _group(value)


def _amount(value: CitedValue) -> tuple[str, str, float, str]:
    return value.quantity, value.study, value.value, value.unit


def _same_group(one: CitedValue, other: CitedValue) -> bool:
    """Whether `other` may be said of `one`, which is of a row: of everybody there is enough."""
    return _group(one) == _group(other) or not _group(one) or not other.group


def _group(value: CitedValue) -> str:
    return "" if value.group.lower() in ALL else value.group.lower()
