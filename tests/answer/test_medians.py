"""A median of an endpoint is told from its rate, and from the median of another."""

from __future__ import annotations

import pytest

from sarcoqa.answer.medians import asks_median, gives_median

OS, PFS = "overall_survival", "progression_free_survival"


@pytest.mark.parametrize(
    ("quantity", "question", "expected"),
    [
        (PFS, "median PFS in months", True),
        (OS, "What was the median progression-free and overall survival?", True),
        (OS, "mOS with the drug?", True),
        (OS, "OS at two years", False),
        (OS, "median PFS in months", False),
        ("follow_up", "median follow-up", False),
    ],
)
def test_questions_for_a_median(quantity: str, question: str, expected: bool) -> None:
    assert asks_median(quantity, question) is expected


@pytest.mark.parametrize(
    ("quantity", "text", "expected"),
    [
        (PFS, "The 6-month PFS rate was 48%, and the median OS was 24 months.", False),
        (OS, "The 6-month PFS rate was 48%, and the median OS was 24 months.", True),
        (PFS, "All: 6-month PFS 48% mOS 24 months", False),
        (PFS, "All: mPFS 6 months", True),
        (PFS, "Median OS and PFS were 24 and 6 months.", True),
        (PFS, "a PFS of 2.7 months", True),
        (OS, "At a median follow-up of 29 months the 2-year overall survival was 46%.", False),
        (OS, "Overall survival was not reached.", True),
    ],
)
def test_text_that_gives_one(quantity: str, text: str, expected: bool) -> None:
    assert gives_median(quantity, text) is expected
