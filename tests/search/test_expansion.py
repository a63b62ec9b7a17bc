"""Abbreviations spelt out, and long forms abbreviated."""

from __future__ import annotations

import re

import pytest

from sarcoqa.schema import Abbreviation, Span
from sarcoqa.search.abbreviations import Expander


def expander(*pairs: tuple[str, str]) -> Expander:
    return Expander.of(Abbreviation(short, long, Span(0, 1), True) for short, long in pairs)


PAPER = expander(
    ("ORR", "objective response rate"),
    ("TLS", "tertiary lymphoid structures"),
    ("TILs", "tumor-infiltrating lymphocytes"),
    ("ICI", "immune checkpoint inhibition"),
    ("ICI", "immune checkpoint inhibitor"),
    ("T-VEC", "talimogene laherparepvec"),
    ("OS", "overall survival"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the ORR", "the ORR (objective response rate)"),
        ("The Objective Response Rate was low", "The Objective Response Rate (ORR) was low"),
        # A form that stands there in both ways gets nothing.
        ("objective response rate (ORR)", "objective response rate (ORR)"),
        # Only the first occurrence is expanded.
        ("ORR and ORR", "ORR (objective response rate) and ORR"),
        # Plural of a short form, also where the list has the plural itself.
        ("two ORRs", "two ORRs (objective response rate)"),
        ("TILs", "TILs (tumor-infiltrating lymphocytes)"),
        ("a TIL", "a TIL (tumor-infiltrating lymphocytes)"),
        ("objective response rates", "objective response rates (ORR)"),
        # Several long forms, the first listed before the other.
        ("ICI", "ICI (immune checkpoint inhibition; immune checkpoint inhibitor)"),
        ("T-VEC", "T-VEC (talimogene laherparepvec)"),
        # Only whole words: no OS inside COST or a hyphenated name.
        ("COST, OS-1 and SOS", "COST, OS-1 and SOS"),
        ("no form here", "no form here"),
        ("", ""),
    ],
)
def test_expand(text: str, expected: str) -> None:
    assert PAPER.expand(text) == expected


def test_lower_case_short_forms_count_only_where_asked() -> None:
    assert PAPER.expand("what was the orr?") == "what was the orr?"
    assert (
        PAPER.expand("what was the orr?", ignore_case=True)
        == "what was the orr (objective response rate)?"
    )
    assert PAPER.expand("tls and tils", ignore_case=True) == (
        "tls (tertiary lymphoid structures) and tils (tumor-infiltrating lymphocytes)"
    )


def test_expanding_twice_adds_nothing() -> None:
    for text in ("the ORR of ICI", "overall survival", "TILs"):
        once = PAPER.expand(text, ignore_case=True)
        assert PAPER.expand(once, ignore_case=True) == once


def test_a_question_needs_no_new_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a pattern was compiled for a question: {arguments}")

    monkeypatch.setattr(re, "compile", refuse)
    assert PAPER.expand("the orr", ignore_case=True) == "the orr (objective response rate)"


def test_a_paper_without_abbreviations_changes_nothing() -> None:
    none = expander()
    assert none.expand("the ORR", ignore_case=True) == "the ORR"


def test_a_long_form_given_twice_is_held_once() -> None:
    twice = expander(("OS", "overall survival"), ("OS", "Overall Survival"))
    assert twice.long_by_short == {"OS": ("overall survival",)}


def test_marks_of_regular_expressions_in_a_form_are_taken_as_they_are() -> None:
    odd = expander(("A+B", "alpha (plus) beta"))
    assert odd.expand("an A+B trial") == "an A+B (alpha (plus) beta) trial"
    assert odd.expand("AAB") == "AAB"
