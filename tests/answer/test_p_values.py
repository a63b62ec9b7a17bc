"""A p value is of the groups and of the quantity that were compared."""

from __future__ import annotations

import pytest

from sarcoqa.answer.p_values import compares
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span

SHORT = {"ABC": ("abcoma",), "XYZ": ("xyzoma",), "KLM": ("klmoma",)}


def evidence(text: str) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("p value, ABC versus XYZ?", "ABC and xyzoma differed (p = 0.04).", True),
        ("p value, ABC versus XYZ?", "ABC and KLM differed (p = 0.04).", False),
        ("p value for PFS?", "PFS differed (p = 0.04).", True),
        ("p value for PFS?", "Age differed (p = 0.04).", False),
        ("p values for PFS and for OS?", "OS differed (p = 0.04).", True),  # one of them
        ("p value?", "Age differed (p = 0.04).", True),
    ],
)
def test_a_p_value_is_of_what_is_compared(question: str, text: str, expected: bool) -> None:
    assert compares(read_question(question, question, SHORT), "p_value", evidence(text)) is expected


def test_other_quantities_are_left_alone() -> None:
    asked = read_question("PFS of ABC versus XYZ?", "", SHORT)
    assert compares(asked, "progression_free_survival", evidence("PFS was 4 months."))
