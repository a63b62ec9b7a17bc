"""Approvals of just the drug, and for just the disease, that a question names."""

from __future__ import annotations

import pytest

from sarcoqa.answer.approved import unapproved
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span

SHORT = {"ABC": ("abcoma",), "XYZ": ("xyzoma",)}


def evidence(text: str) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", (), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Is sunitinib approved for ABC?", "Sunitinib is approved for ABC.", False),
        ("Is sunitinib approved for ABC?", "Sunitinib is FDA-approved.", False),
        ("Is sunitinib approved for ABC?", "Sunitinib is approved for XYZ, an xyzoma.", True),
        ("Is sunitinib approved for ABC?", "Sunitinib was tested in ABC.", True),
        ("Is sunitinib approved for ABC?", "Pazopanib is approved for ABC.", True),
        ("When was AB-123 approved?", "AB-125 was approved in 2020.", True),
        ("When was AB-123 approved?", "AB-123 was approved in 2020.", False),
        ("Is anything approved for ABC?", "Sunitinib is approved for xyzoma.", True),
        ("Is anything approved for ABC?", "Sunitinib is approved for ABC.", False),
        ("Which drug is approved for ABC?", "Nothing is said.", False),  # no drug is named
        ("Was sunitinib given in ABC?", "Sunitinib was given in XYZ.", False),
    ],
)
def test_an_approval(question: str, text: str, lacking: bool) -> None:
    asked = read_question(question, question, SHORT)
    assert bool(unapproved(asked, [evidence(text)])) is lacking
