"""A question of a conversation → the question as it is understood, complete in itself.

By the words alone: what a fragment names takes the place of its like in the question before
(`ellipsis`), what points back is named (`anaphora`), and "why?" asks that question so. A question
with a topic of its own is never changed; what cannot be told from the conversation stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Answer, Understanding
from .anaphora import pointing_back
from .constituent import Field, of_kind, says_more, words
from .constituents import constituents
from .earlier import Earlier, context, lowered, read_earlier
from .edits import Understood
from .ellipsis import elliptical

_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)
_DEFINES = re.compile(r"^(?:what(?:'s| is| are)|define|explain) (?!the\b)", re.IGNORECASE)


def understand(question: str, answers: Sequence[Answer], field: Field) -> Understanding:
    """`question` after the earlier `answers`, oldest first."""
    alone = Understanding(question, question, ())
    earlier = read_earlier(answers, field)
    text = _bare(question)
    if earlier is None or not text:
        return alone
    clause = words()["lead"]["joined"].sub("", text)
    found = (
        _about_the_whole(clause, earlier)
        or elliptical(text, earlier, field)
        or pointing_back(clause, earlier, field)
        or _without_topic(clause, earlier, field)
    )
    if found is None:
        return alone
    understood, carried = found
    return Understanding(question, _sentence(understood), carried)


def _bare(question: str) -> str:
    """`question` without what opens and closes it."""
    text = " ".join(question.split())
    lead = words()["lead"]
    text = str(lead["opening"].sub("", text, count=1))
    return str(lead["closing"].sub("", text, count=1)).strip()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip("? ") + "?"


def _about_the_whole(text: str, earlier: Earlier) -> Understood | None:
    """ "Who showed that?", "why?", "in which year?": the question before, asked so."""
    for pattern, form in words()["whole"]:
        if match := pattern.match(text):
            other = match.groupdict().get("other", "")
            return _filled(form, other, earlier)
    return None


def _filled(form: str, other: str, earlier: Earlier) -> Understood | None:
    if "{study}" in form:
        study = earlier.study
        if study and "year" in form:
            study = re.sub(r" (?:19|20)\d\d$", "", study)
        return (form.format(study=study), (study,)) if study else None
    if "{context}" in form:
        return _counted(earlier)
    if "{clause}" in form and _AUXILIARY.match(earlier.text):
        return form.format(clause=lowered(earlier.text)), (earlier.text,)
    if "{clause}" in form:
        form = "What explains {said}?"
    if other and earlier.said.startswith("this: "):
        return None  # what was asked for is nothing that compares
    return form.format(said=earlier.said, other=other), (earlier.said,)


def _counted(earlier: Earlier) -> Understood | None:
    """How many patients there were of those that the question before was about."""
    group, disease = earlier.last("group"), earlier.last("disease")
    who = f"{disease.name} patients" if disease else group.phrase if group else "patients"
    where = [part for part in of_kind(earlier.parts, "study", "drug") if part.preposition]
    if any(part.kind == "study" for part in where) or (not where and earlier.study):
        about, name = f"in {earlier.study}", earlier.study or ""
    elif where:
        about, name = f"treated with {where[-1].name}", where[-1].name
    else:
        return None
    kept = (disease.name,) if disease else (group.phrase,) if group else ()
    return f"How many {who} were {about}", (*kept, name)


def _without_topic(text: str, earlier: Earlier, field: Field) -> Understood | None:
    """A question for an endpoint that says of nothing whose: that of the question before."""
    parts = constituents(text, field)
    if (
        not of_kind(parts, "endpoint")
        or _DEFINES.match(text)
        or words()["lead"]["open"].search(text)
    ):
        return None
    if says_more(text, parts):
        return None
    if earlier.found_study:
        return f"{text} in {earlier.found_study}", (earlier.found_study,)
    held = of_kind(earlier.parts, "study", "drug", "disease", "group")
    if not held:
        return None
    return f"{text} {context(held, without=())}", tuple(part.shown for part in held)
