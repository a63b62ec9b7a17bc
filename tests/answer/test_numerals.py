"""Whole numbers in digits and in words."""

from __future__ import annotations

import re

import pytest

from sarcoqa.answer.numerals import NUMERAL, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("1,242", 1242),
        ("twelve", 12),
        ("thirty", 30),
        ("twenty-five", 25),
        ("a dozen", 12),
        ("hundred", 100),
        ("a thousand", 1000),
        ("Two hundred", 200),
    ],
)
def test_numbers_in_digits_and_words(text: str, number: int) -> None:
    assert re.fullmatch(NUMERAL, text, re.IGNORECASE)
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["several", "a", "seventeenth", "onefold"])
def test_what_is_no_number(text: str) -> None:
    assert re.fullmatch(NUMERAL, text, re.IGNORECASE) is None
