"""Of whom a stated value is: whether evidence gives it for the group that a question fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Evidence
from ..text import term_set
from .groups import counts_patients
from .lexicon import holds, is_quantity, states
from .measurement import GROUP, endpoints
from .mentions import named
from .question import Question
from .row_names import without_aside

Forms = Sequence[str]

# The name of a column before a cell, in a row as it is searched: "Survival: UPS: mPFS 3 months".
COLUMN = re.compile(r"(?:^|(?<=\. ))[A-Z][\w /()-]{0,40}: ")
_TUMOUR = re.compile(
    r"(?<![\w-])(?:(?![PDRELT]FS\b)[A-Z]{2,}S|\w*(?:sarcom|carcinom|melanom|lymphom)as?|tumou?rs?|cancers?)(?![\w-])"
)
_COUNTS = re.compile(
    r"\bhow many\b(?!\s+(?:years|months|weeks|days|cycles|doses|times))|\bnumber of\b|"
    r"\bn\s?=|^\W*n\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:rather than|instead of|as opposed to|and not|not just)\b", re.IGNORECASE
)
_ALONE = re.compile(r"\b(?:just|only|specifically|exclusively|subgroup|subset)\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:median|mean|average)\b", re.IGNORECASE)
# Those of a group among others: a value of all is none of theirs.
_INCLUDED = re.compile(r"\bincluding \d+ [^).;]*", re.IGNORECASE)
# People, or what was taken from them, are what is counted; "had ABC", "with ABC" names the group.
_PEOPLE = (
    r"patients?|pts?|people|participants?|subjects?|cases|persons?|individuals|samples|specimens"
)


def of_other_groups(question: Question, fitting: Sequence[Evidence]) -> list[str]:
    """The group for which the question asks a value that the evidence gives for others at most.

    "What was the median PFS of the ABC patients?" is not answered by the PFS of a study that also
    enrolled them. `fitting`: the evidence about what the question names. Empty where the value is
    given, and where the question fixes no group, or several things.
    """
    if "several" in question.wants or not question.diseases:
        return []
    fixed = _fixed(question)
    for forms in fixed:
        if _asks_count(question, forms, alone=len(fixed) == 1):
            texts = [_without_whole(question.text, evidence.text) for evidence in fitting]
            return [] if any(counts_patients(forms, text) for text in texts) else [forms[0]]
    wanted = [entry for entry in question.answer_types if entry in ("percent", "duration")]
    average = not question.answer_types and bool(_AVERAGE.search(question.text))
    wanted = wanted or ["count"] * average
    # A tumour that the paper defines no short form for may stand in a table under one all the same.
    fixed = [forms for forms in fixed if average or len(forms) > 1]
    if question.chooses or not wanted or not fixed:
        return []
    given = any(
        _gives(question, wanted, forms, evidence) for evidence in fitting for forms in fixed
    )
    return [] if given else [fixed[0][0]]


_WHOLE = re.compile(r"\bof (?:the |these |those |all )+(\d+)\b", re.IGNORECASE)


def _without_whole(question: str, text: str) -> str:
    """`text` without the number of all in the question: "of the 226" asks for a part of them."""
    numbers = _WHOLE.findall(question)
    return re.sub(rf"\b(?:{'|'.join(numbers)})\b", "", text) if numbers else text


def _fixed(question: Question) -> Sequence[Forms]:
    """The groups that are asked about: of "A rather than B" the first."""
    instead = _INSTEAD.search(question.text)
    if instead is None:
        return question.diseases
    before = question.text[: instead.start()]
    return [forms for forms in question.diseases if named(forms, before)]


def _asks_count(question: Question, forms: Forms, *, alone: bool) -> bool:
    """Whether it is asked how many patients, or tumours, of the group there were.

    `alone`: no other group is named ("How many A or B patients had a response?" counts neither).
    """
    text = question.text
    if not _COUNTS.search(text) or "percent" in question.answer_types:
        return False
    named = "|".join(re.escape(form) for form in forms)
    return bool(
        re.search(
            rf"\b(?:{_PEOPLE})\b[^?;]{{0,120}}\b(?:had|have|with|were)\s+(?:{named})", text, re.I
        )
        or re.search(
            rf"\bhow many\b(?: of (?:them|these|those))? (?:had|have|with|were|are)\s+"
            rf"(?:[a-z]+ )?(?:{named})s?\b",
            text,
            re.I,
        )
        or (alone and re.search(rf"\b(?:many|number of)\s+(?:{named})s?\b", text, re.I))
    )


def _gives(question: Question, wanted: Sequence[str], forms: Forms, evidence: Evidence) -> bool:
    text = evidence.text
    asked = without_aside(question.text)
    topics = [
        forms
        for forms in question.topics
        if not any(map(is_quantity, forms)) and named(forms, asked)
    ]
    if topics and not any(named(topic, text) for topic in topics):
        return False
    if wanted == ["count"] and not _is_about(question, forms, text):
        return False
    if evidence.passage.kind == "record":
        return _row_gives(question, wanted, forms, text)
    if not _holds_value(question, wanted, text, text):
        return False
    if named(forms, text):
        return True
    told_apart = _ALONE.search(question.text) or _TUMOUR.search(text)
    of_all = any(named(forms, part) for part in _INCLUDED.findall(evidence.context))
    return not (told_apart or of_all) and named(forms, evidence.context)


def _is_about(question: Question, forms: Forms, text: str) -> bool:
    """Whether `text` has what is averaged: a quarter of its terms."""
    aside = term_set(" ".join(forms)) | term_set("median mean average")
    asked = set(question.terms) - aside
    return 4 * len(asked & term_set(text)) >= len(asked)


def _row_gives(question: Question, wanted: Sequence[str], forms: Forms, row: str) -> bool:
    """Whether a cell has the value behind the group's name, or the row is about it alone."""
    for cell, part, group in _parts(row):
        if not _holds_value(question, wanted, part, cell):
            continue
        if named(forms, part) or named(forms, group):
            return True
        if (
            not group
            and not GROUP.search(COLUMN.sub("", cell, count=1))
            and named(forms, row)
            and "including" not in row
        ):
            return True
    return False


def _parts(row: str) -> Iterator[tuple[str, str, str]]:
    """(cell, part of it, the group that the part names) for each part of each cell of a row."""
    starts = [match.start() for match in COLUMN.finditer(row)]
    for start, end in zip([0, *starts], [*starts, len(row)], strict=True):
        cell = row[start:end]
        places = [(match.start(), match.group(1)) for match in GROUP.finditer(cell)]
        begins = [(0, ""), *places]
        ends = [place for place, _ in places] + [len(cell)]
        for (begin, group), stop in zip(begins, ends, strict=True):
            yield cell, cell[begin:stop], group


def _holds_value(question: Question, wanted: Sequence[str], part: str, whole: str) -> bool:
    column = COLUMN.match(whole)
    named = any(endpoint.names.search(part) for endpoint in endpoints().values())
    header = column.group() if column and not named else ""
    quantity = not question.quantities or any(
        states(entry, part) or states(entry, header) for entry in question.quantities
    )
    return quantity and any(holds(entry, part) for entry in wanted)
