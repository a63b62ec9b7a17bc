"""Quantities with their amounts in sentences and parts of cells, and what is left out."""

from __future__ import annotations

import pytest

from sarcoqa.answer.stated import ratio_name, stated
from sarcoqa.answer.study_names import author_year


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The ORR was 7%, the two-year OS 50%.", [("ORR", 7), ("2-year OS", 50)]),
        # The time point is no value, and 78 % is of what stands before it.
        ("RFS at 24 months 78% OS at 24 months 90%", [("24-month RFS", 78), ("24-month OS", 90)]),
        ("UPS: 66% (2 PR)", [("ORR", 66)]),
        ("a complete response rate of 23%", [("complete response rate", 23)]),
        ("The prevalence of diabetes was 12%.", [("prevalence of diabetes", 12)]),
        ("the rate was 12%", []),  # of what?
        ("survival (HR 0.76 (95% CI 0.68 to 0.84))", [("HR for survival", 0.76)]),
        ("The HR was 0.76 (95% CI 0.68 to 0.84).", []),  # for what?
        ("or 0.76 (95% CI 0.68 to 0.84)", []),
        ("In 2019, 9 of 12 (SARC028) came.", []),
    ],
)  # fmt: skip
def test_what_is_stated(words: str, expected: list[tuple[str, float]]) -> None:
    assert [(entry.quantity, entry.amount.value) for entry in stated(words)] == expected


def test_names_of_ratios() -> None:
    assert [ratio_name(name) for name in ("hazard ratio (HR)", "aOR", "RR", "or", "Ratio")] == [
        "HR", "OR", "RR", "", "",
    ]  # fmt: skip


def test_authors_with_their_year() -> None:
    assert author_year(["Smith AB", "Roe C"], 2019) == "Smith et al. 2019"
    assert author_year(["van Berg A. B."], 2020) == "van Berg 2020"
    assert author_year(["Anna B. Smith", "Carl Roe"], None) == "Smith et al."
    assert author_year([], 2019) == ""
