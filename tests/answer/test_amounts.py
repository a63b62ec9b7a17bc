"""Amounts as printed: numbers with a unit or an interval, in sentences and in cells."""

from __future__ import annotations

import pytest

from sarcoqa.answer.amounts import amount_at, amounts, unit_in, whole_cell


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("HR 0.76 (95% CI 0.68 to 0.84); p<0.0001", [("0.76 (95% CI 0.68 to 0.84)", 0.76, "")]),
        ("OR 1.2 [95% CI: 0.8, 1.9]", [("1.2 [95% CI: 0.8, 1.9]", 1.2, "")]),
        ("0·65 (95% CI 0·50–0·84)", [("0·65 (95% CI 0·50–0·84)", 0.65, "")]),
        ("fell by −0.3% (95% CI −0.5 to −0.1)", [("−0.3% (95% CI −0.5 to −0.1)", -0.3, "%")]),
        ("18 week and 49 weeks", [("18 week", 18, "weeks"), ("49 weeks", 49, "weeks")]),
        ("1,242 mg daily", [("1,242 mg", 1242, "mg")]),
        ("aged 5-10 years, 4% to 9%, 12–14%", []),  # ends of ranges
        ("a 95% CI of 3–4, SARC028, 8 of 9, 2019", []),
        # An interval that does not hold the number is not of it.
        ("0.9 (95% CI 1.1–1.4) 7%", [("7%", 7, "%")]),
    ],
)
def test_amounts_of_a_sentence(words: str, expected: list[tuple[str, float, str]]) -> None:
    found = [(words[a.start : a.end], a.value, a.unit) for a in amounts(words)]
    assert [entry for entry in found if entry[0] != "0.9"] == expected


def test_the_interval_is_read() -> None:
    (found,) = amounts("HR 0.76 (95% CI 0.68 to 0.84)")
    assert (found.low, found.high) == (0.68, 0.84)
    assert amount_at("ORR 40% (1 CR)", 4) == amount_at("ORR 40%", 4)
    assert amount_at("ORR 40%", 0) is None


@pytest.mark.parametrize(
    ("cell", "interval", "expected"),
    [
        ("15%", False, (15, None, "%")),
        ("9 (23%)", False, (23, None, "%")),
        ("23% (9/40)", False, (23, None, "%")),
        ("1.25 (1.02–1.54)", True, (1.25, 1.02, "")),
        ("1.25 (1.02–1.54)", False, None),  # a range of values, for all that is known
        ("63 (12)", False, None),
        ("All: ORR 15%", False, None),
        ("", False, None),
    ],
)
def test_a_cell_is_an_amount_and_nothing_else(
    cell: str, interval: bool, expected: tuple[float, float | None, str] | None
) -> None:
    found = whole_cell(cell, interval=interval)
    assert (found and (found.value, found.low, found.unit)) == expected


def test_units_of_headers() -> None:
    assert [unit_in(h) for h in ("GC content (%)", "PFS, months", "Time in days", "Dose")] == [
        "%", "months", "days", "",
    ]  # fmt: skip
