"""Questions about a drug that was given alone, and evidence that it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text import is_drug, token_set
from .mentions import spelt

_ALONE = r"(?:alone|by itself|on its own|only|monotherapy|as a single agent|single[- ]agent)"
_WITHOUT = re.compile(r"(?<!\bor )(?<!/)\bwithout (?:the )?([\w-]+)", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\b(?:alone|by itself|on its own|monotherapy|single[- ]agent|mono)\b", re.IGNORECASE
)


def alone_in(text: str, drugs: Sequence[str]) -> list[str]:
    """Those of `drugs` of which a question says that they were given alone.

    >>> alone_in("ORR with drugomab alone or with testinib", ["drugomab", "testinib"])
    ['drugomab']
    """
    return [
        drug
        for drug in drugs
        if re.search(
            rf"\b{re.escape(drug)}[\s-]+{_ALONE}\b|\bsingle[- ]agent {re.escape(drug)}\b",
            text,
            re.I,
        )
    ]


def left_out(text: str) -> list[str]:
    """The drugs of which a question says that they were not given.

    >>> left_out("ORR with drugomab without testinib, with or without otheromab")
    ['testinib']
    """
    return [word for word in map(str.lower, _WITHOUT.findall(text)) if is_drug(word)]


def is_alone(drug: str, text: str) -> bool:
    """Whether `text` names the drug, and no other, or says that one was given alone."""
    if not spelt(drug, text):
        return False
    drugs = {token for token in token_set(text) if is_drug(token)}
    return len(drugs) < 2 or bool(_SAYS_SO.search(text))
