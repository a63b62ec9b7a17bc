"""Short forms of a question that the papers write out."""

from __future__ import annotations

import pytest

from sarcoqa.answer.abstain import signs
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.question import read_question
from sarcoqa.answer.short_forms import is_spelt_out
from sarcoqa.schema import Evidence, Passage, Span


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ROM", "a range of motion of 70 degrees", True),
        ("IGF-1", "Insulin-like growth factor 1: 11 nmol/L", True),
        ("TNM", "It was staged as T3N0M0.", True),
        ("ROM", "a range of colours", False),
        ("TP53", "the protein", False),  # no initials
    ],
)
def test_words_of_a_short_form(name: str, text: str, expected: bool) -> None:
    assert is_spelt_out(name, [text]) is expected


@pytest.mark.parametrize(
    ("text", "unnamed"), [("The range of motion was small.", 0.0), ("It was small.", 1.0)]
)
def test_a_short_form_that_is_spelt_out_is_known(text: str, unnamed: float) -> None:
    question = "What was the ROM of the knee?"
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", (), span, text, (), (span,), ("",))
    evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
    judged = [Judged(evidence, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    found = signs(read_question(question, question), judged, [], lambda term: float(term != "rom"))
    assert (found.unnamed, found.unknown_names) == (unnamed, unnamed)
