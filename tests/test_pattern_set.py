"""Many patterns in one pass: what is found, with and without what an automaton cannot look at."""

from __future__ import annotations

import re

import pytest

from sarcoqa.pattern_set import PatternSet, without_look_around

PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bdos(?:e|es)\b(?! limiting)", r"(?<!low )\bdose\b", r"\bcost\b", r"[(\])]x", r"^\W*when",
        r"a{2,3}b$", r"\bnaïve\b",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "What DOSE was given?", "a dose limiting effect", "the low dose", "low dose limiting cost",
        "doses", ")x and ]x", "When was it?", "…when was it?", "xaab", "naïve cost", "",
        "a dose – limiting",
    ],
)  # fmt: skip
def test_it_finds_what_searching_one_by_one_finds(text: str) -> None:
    one_by_one = [place for place, one in enumerate(PATTERNS) if one.search(text)]
    assert PatternSet(PATTERNS).search(text) == one_by_one


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        (r"a(?!b(?:c|d)[)]e)f", "af"),
        (r"(?<=x)(?:y|(?=z)w)", "(?:y|w)"),
        (r"\(?!a", r"\(?!a"),
        (r"[(?!]a(?!b)", r"[(?!]a"),
        (r"[^]](?<!a)b", r"[^]]b"),
        ("(a(?=b)(?!c)d)", "(ad)"),
    ],
)
def test_what_is_looked_at_is_left_out(pattern: str, plain: str) -> None:
    re.compile(pattern)
    assert without_look_around(pattern) == plain
