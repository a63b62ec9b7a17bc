"""Amounts as papers print them: a number with its unit, its confidence interval, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\d+)?"
# A dash is a sign only where nothing stands before it: in "5-10" it makes a range.
_NUMBER = rf"(?:(?<![\w.)%\]])[-−])?(?:{_DIGITS})"
_TO = r"\s*(?:–|—|-|−|to|,|;)\s*"
_UNITS = {
    "%": r"%|per\s?cent\b|percent\b",
    "days": r"days?\b",
    "weeks": r"weeks?\b|wks?\b",
    "months": r"months?\b|mos?\b",
    "years": r"years?\b|yrs?\b",
    "hours": r"hours?\b|hrs?\b",
    "minutes": r"min(?:utes?)?\b",
    "mg/kg": r"mg/kg\b",
    "mg/dl": r"mg/d[Ll]\b",
    "mmol/l": r"mmol/[Ll]\b",
    "kg/m²": r"kg/m(?:2|²)",
    "mg": r"mg\b(?!/)",
    "kg": r"kg\b(?!/)",
    "Gy": r"Gy\b",
    "mmHg": r"mm\s?Hg\b",
    "mm": r"mm\b(?!\s?Hg)",
    "cm": r"cm\b",
}
_UNIT = "|".join(f"(?:{pattern})" for pattern in _UNITS.values())
_INTERVAL = (
    r"\s*[,;:]?\s*(?P<open>[(\[])?\s*(?:(?:90|95|99)\s?%\s*)?"
    r"(?:CIs?|confidence intervals?)\b[\s:,=]*"
    rf"[(\[]?(?P<low>{_NUMBER})\s?%?{_TO}(?P<high>{_NUMBER})\s?%?(?(open)[)\]])"
)
_BARE = rf"\s*[(\[]\s*(?P<low>{_NUMBER})\s?%?{_TO}(?P<high>{_NUMBER})\s?%?\s*[)\]]"
# One end of a range ("5-10 years", "4% to 9%") is no value, nor is the level of an interval.
_AMOUNT = re.compile(
    rf"(?<![\w.,·/])(?<![\d%][-–—−])(?<![\d%] to )(?P<value>{_NUMBER})(?![\d.,·]*\d)"
    rf"(?:\s?(?P<unit>{_UNIT}))?(?!\s*(?:CIs?\b|confidence|(?:[-–—−]|to)\s*\d))(?:{_INTERVAL})?"
)
_CELL = re.compile(rf"(?P<value>{_NUMBER})\s?(?P<unit>{_UNIT})?(?:{_INTERVAL})?")
_CELL_INTERVAL = re.compile(rf"(?P<value>{_NUMBER})\s?(?P<unit>{_UNIT})?{_BARE}")
# "of 23 % (9/40)" and "9/40 (23 %)", "9 (23 %)": a share and the counts behind it.
_COUNTED = re.compile(
    rf"(?:\d+(?:/\d+)?\s*\()?(?P<value>{_NUMBER})\s?(?P<unit>%)\s*(?:\)|\(\d+(?:/\d+)?\))?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in `unit` ("" without one) at [start, end), with the interval printed behind it."""

    value: float
    low: float | None
    high: float | None
    unit: str
    start: int
    end: int


def amounts(words: str) -> Iterator[Amount]:
    """Every number of running text that has a unit or an interval.

    >>> [(a.value, a.unit, a.low, a.high) for a in amounts("0.65 (95% CI 0.50–0.84), 8 of 9; 7%")]
    [(0.65, '', 0.5, 0.84), (7.0, '%', None, None)]
    """
    for match in _AMOUNT.finditer(words):
        if match.group("unit") or match.group("low"):
            yield _amount(match)


def amount_at(words: str, start: int) -> Amount | None:
    """The amount that begins at `start`, or None."""
    match = _AMOUNT.match(words, start)
    return _amount(match) if match else None


def whole_cell(words: str, *, interval: bool) -> Amount | None:
    """The amount that a table cell is, where it is nothing else; None otherwise.

    `interval` tells that numbers in brackets are the confidence interval, as the column says.

    >>> a = whole_cell("1.25 (1.02–1.54)", interval=True)
    >>> (a.value, a.low, a.high, a.unit)
    (1.25, 1.02, 1.54, '')
    >>> whole_cell("9 (23%)", interval=False).value, whole_cell("63 (12)", interval=False)
    (23.0, None)
    """
    forms = [_CELL_INTERVAL, _CELL] if interval else [_CELL, _COUNTED]
    found = next((match for form in forms if (match := form.fullmatch(words.strip()))), None)
    if found is None:
        return None
    indent = len(words) - len(words.lstrip())
    return _amount(found, indent)


def unit_in(words: str) -> str:
    """The unit that the head of a column names: "(%)", "in months", ", weeks"; "" for none.

    >>> unit_in("Median PFS (months)"), unit_in("Rate, %"), unit_in("Response")
    ('months', '%', '')
    """
    match = re.search(rf"(?:[(\[,]|\bin)\s*(?P<unit>{_UNIT})\s*[)\]]?\s*$", words)
    return _unit(match.group("unit")) if match else ""


def _amount(match: re.Match[str], moved: int = 0) -> Amount:
    parts = match.groupdict()
    low, high = parts.get("low"), parts.get("high")
    value = _number(match.group("value"))
    bounds = (_number(low), _number(high)) if low and high else None
    if bounds and not bounds[0] <= value <= bounds[1]:
        bounds = None  # no interval of this value
    end = match.end() if bounds else _end(match)
    return Amount(
        value,
        bounds[0] if bounds else None,
        bounds[1] if bounds else None,
        _unit(parts.get("unit") or ""),
        match.start("value") + moved,
        end + moved,
    )


def _end(match: re.Match[str]) -> int:
    return match.end("unit") if match.group("unit") else match.end("value")


def _number(printed: str) -> float:
    return float(printed.replace("−", "-").replace("·", ".").replace(",", ""))


def _unit(printed: str) -> str:
    return next((name for name, form in _UNITS.items() if re.fullmatch(form, printed)), "")
