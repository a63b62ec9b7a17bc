"""Bounds that rows have in signs and questions in words."""

from __future__ import annotations

import pytest

from sarcoqa.answer.bounds import bounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2≤", "at least 2 cm"),
        ("≥2", "2 cm or more"),
        ("40≤ <50", "in their forties"),
        ("≤60 years", "aged 60 or younger"),
        (">60 mL", "a bleed larger than 60 mL"),
        ("<1 year", "children younger than one year"),
    ],
)
def test_one_bound_in_two_ways(one: str, other: str) -> None:
    assert bounds(one) == bounds(other) != frozenset()


def test_whether_the_bound_is_inside_counts_little() -> None:
    assert bounds(">60") != bounds("≥60")
    assert bounds(">60") & bounds("≥60") == {"+60"}


@pytest.mark.parametrize("text", ["30–60 mL", "group 2", "12 (40%)"])
def test_no_bounds(text: str) -> None:
    assert not bounds(text)
