"""What a question asks for must stand in the evidence nearest to it, not just somewhere near it.

A paper that nearly answers speaks of the thing in its nearest sentences and states the like of what
is asked for a few places further down: the follow-up of the study, the threshold of another test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Evidence
from .asked_forms import dose_of, gives_dose, labels
from .evidence import Judged
from .fitting import about_of
from .lexicon import holds, states
from .mentions import named, spelt
from .question import Question

CLOSE = 0.15  # how far behind the best evidence, in points of the score
LESS_CLOSE = 0.3  # for what a sentence may leave to its neighbours: of whom it speaks

# Quantities that a question may have in its words without asking for them, or that are what a
# whole paper is about.
_ASIDE = frozenset({"sample_size", "dose", "schedule", "outcome", "sex"})
_ASKS_HOW_MUCH = re.compile(
    r"^\W*(?:(?:in|by|of|at|for|to|from|on|up to|over|after|with|and|but|so|during|within) )?"
    r"(?:what|how|when)\b(?! often| common| likely| frequent)|^\W*in which year",
    re.IGNORECASE,
)
# "Drop-out rate in arm B?": the same without a verb.
_NAMES_A_VALUE = re.compile(
    r"^\W*(?:the )?(?:(?:mean|median|average|total|overall|exact|final|maximum|minimum) )?"
    r"(?:(?:percentage|proportion|share|fraction|number|rate|frequency|prevalence|incidence|"
    r"concentration|weight|length|diameter|temperature|volume|duration|mortality)s?\b|"
    r"[\w-]+(?: [\w-]+){0,3} (?:rate|percentage|concentration|temperature|diameter)\b)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(r"^\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|had)\b", re.I)
# "What diameter was measured?": something that only a number says.
_MEASURE = re.compile(
    r"^\W*(?!what (?:happen|affect|determin|influenc|control|caus|driv|explain|chang|govern|limit|"
    r"mak)(?:e?s|ed|ing)\b)"
    r"(?:(?:(?:at|to|of|in|for|with|from) )?what (?:(?:was|is|were|are) the )?"
    r"(?:[\w-]+ ){0,3}?)?"
    r"(?:diameter|size|weight|length|height|width|thickness|depth|temperature|concentration|"
    r"pressure|voltage|speed|wavelength|distance|volume|ph)s?\b",
    re.IGNORECASE,
)
_PLACE_OR_PERSON = re.compile(r"[A-Z][a-zà-ÿ]{2,}")
# Numbers that count nothing: in names, behind labels, of citations.
_NO_COUNT = re.compile(
    r"\[\d[^\]]*\]|\b[A-Za-z]+[-–]?\d[\w-]*|\b\d+[A-Z]\w*|"
    r"\b(?:table|fig\.?|figure|stage|grade|phase|type|reference) \d+",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|all|no|both|"
    r"single|half|once|twice|every)\b",
    re.IGNORECASE,
)


def afar(question: Question, near: Sequence[Judged]) -> list[tuple[str, str]]:
    """(kind, value) of what the question asks for and only evidence further down states.

    `near`: the evidence that may meet a constraint (``fitting.nearest``).
    """
    # The spelling of a word is near to every question with that word.
    near = [item for item in near if item.evidence.passage.kind != "abbreviation"] or near
    close = _closest(near, LESS_CLOSE if _ASKS_WHETHER.search(question.text) else CLOSE)
    about = [about_of(evidence) for evidence in close]
    texts = [evidence.text for evidence in close]
    missing = []
    if (substance := dose_of(question.text)) and not _has_dose(question, substance, near):
        missing.append(("dose", f"a dose of {substance}"))
    missing += [
        ("label", label)
        for label, pattern in labels(question.text)
        if not any(pattern.search(text) for text in about)
    ]
    if "several" in question.wants:
        return missing
    missing += [
        ("quantity", entry)
        for entry in question.quantities
        if entry not in _ASIDE and not any(states(entry, text) for text in texts)
    ]
    wide = [about_of(evidence) for evidence in _closest(near, LESS_CLOSE)]
    missing += [
        ("disease", forms[0])
        for forms in question.diseases
        if len(forms) > 1 and not any(named(forms, text) for text in wide)
    ]
    missing += [("name", name) for name in _unheard_of(question, wide)]
    return missing + [("answer", entry) for entry in _unanswered(question, texts)]


def _unheard_of(question: Question, texts: Sequence[str]) -> list[str]:
    """The places and people that the question names beside another name, and no text does."""
    if len(question.names) < 2 or question.wants & {"reference", "entry"}:
        return []
    return [
        name
        for name in question.names
        if _PLACE_OR_PERSON.fullmatch(name) and not any(spelt(name.lower(), text) for text in texts)
    ]


def _has_dose(question: Question, substance: str, near: Sequence[Judged]) -> bool:
    named_so = (forms for forms in question.topics if substance.lower() == forms[0].lower())
    forms = next(named_so, (substance,))
    return any(gives_dose(forms, item.evidence.text) for item in near)


def _closest(near: Sequence[Judged], margin: float) -> list[Evidence]:
    best = max((item.score for item in near), default=0.0)
    return [item.evidence for item in near if item.score >= best - margin]


def _unanswered(question: Question, texts: Sequence[str]) -> list[str]:
    """The one kind of number that the question asks for, where none of `texts` has such a one."""
    wanted = [entry for entry in question.answer_types if entry in ("percent", "year", "count")]
    if not question.answer_types and _MEASURE.search(question.text):
        wanted = ["measure"]
    defined = question.wants & {"definition", "reference"}  # "What is ORR?"
    asks = _ASKS_HOW_MUCH.search(question.text) or _NAMES_A_VALUE.search(question.text)
    if question.chooses or defined or len(wanted) != 1 or not asks:
        return []
    return [entry for entry in wanted if not any(gives(entry, text) for text in texts)]


def gives(entry: str, text: str) -> bool:
    """Whether `text` has a number of the kind `entry`; those of names and labels count nothing."""
    if entry in ("count", "measure"):
        number = _COUNT if entry == "count" else _DIGIT
        return bool(number.search(_NO_COUNT.sub(" ", text)))
    return holds(entry, text)
