"""Two values that a question offers, of which one may be wrong: "13% or 19%?"."""

from __future__ import annotations

import pytest

from sarcoqa.answer.mentions import offered_values


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Was the rate in that trial 13% or 19%?", ("13", "19")),
        ("Was it 2.8 or 4.1 months?", ("2.8", "4.1")),
        ("Did 11 or 16 cases bleed?", ("11", "16")),
        ("Did 89% or rather 95% respond?", ("89", "95")),
        ("How was 1-year or 2-year survival?", ()),
        ("Which had 10 or more patients?", ()),
        ("Was it 13%?", ()),
    ],
)
def test_the_values_that_are_offered(question: str, values: tuple[str, ...]) -> None:
    assert offered_values(question) == values
