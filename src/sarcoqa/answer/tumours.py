"""Tumours that a question names in full: a value of other tumours is none of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Evidence
from .fitting import about_of, is_finding
from .lexicon import holds, states
from .question import Question

# "Signet ring cell carcinoma", "clear cell tumours": what kind it is, by its cells.
_BY_CELLS = re.compile(
    r"\b(?P<kind>(?!small\b|large\b|germ\b)[a-z]{4,}(?: ring)?)[ -]cells? (?:\w+ )?"
    r"(?:carcinoma|lymphoma|sarcoma|cancer|tumou?r|patient|case)",
    re.IGNORECASE,
)


def unstated_tumours(question: Question, near: Sequence[Evidence]) -> list[str]:
    """The tumours of which a question asks a value, where no near evidence with one names them.

    For those for which the papers define no short form; one that they use all the same ("LPS" of
    liposarcoma) counts.
    """
    if "several" in question.wants or question.chooses:
        return []
    if not (question.quantities or question.answer_types):
        return []
    stating = [about_of(item) for item in near if is_finding(item) and _gives(question, item.text)]
    return [
        name for name in _tumours(question) if not any(_is_named(name, text) for text in stating)
    ]


def _gives(question: Question, text: str) -> bool:
    if question.quantities:
        return any(states(entry, text) for entry in question.quantities)
    return any(holds(entry, text) for entry in question.answer_types)


def _tumours(question: Question) -> Iterator[str]:
    alone = [forms[0] for forms in question.diseases if len(forms) == 1]
    for name in alone:
        # "the melanoma virus" is no patient of melanoma
        if not re.search(
            rf"\b{re.escape(name)} (?:virus|vaccine|cells?|lines?)\b", question.text, re.I
        ):
            yield name
    yield from (match["kind"].lower() for match in _BY_CELLS.finditer(question.text))


def _is_named(name: str, text: str) -> bool:
    if name in text.lower():
        return True
    shorts = re.findall(r"\b[A-Z]{2,5}\b", text)
    return any(short[0] == name[0].upper() and _are_in_order(short, name) for short in shorts)


def _are_in_order(short: str, name: str) -> bool:
    rest = iter(name.upper())
    return all(letter in rest for letter in short)
