"""Raised and lowered characters → characters on the line.

A paper that cites by raised numbers prints them behind words and full stops; they become " [12]".
Other raised numbers are powers and charges ("10⁶", "Ca²⁺"), lowered ones are plain ("CO2").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .lines import Line, Run

_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3}|\s+\d{1,3})*\s*[,;]?\s*")
_BRACKETED = re.compile(r"\[\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\]")
# What takes a power or a charge: units, statistics, ions.
_UNIT = re.compile(
    r"(?:^|[\s/(\d·×])(?:[kcdmµμn]?m|in|ft|s|h|hr|min|day|week|kg|g|[mµμ]?[lL]|R|χ|r|x|X|"
    r"CO|HCO|Na|K|Ca|Mg|Cl|Fe|Cu|Zn|H|O|N|C|P)$"
)
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_POWER = re.compile(r"[\d+−–-]+")
LEAST_MARKS = 3


def cites_by_raised_numbers(lines: Iterable[Line]) -> bool:
    """Whether the paper's marks are raised numbers rather than bracketed ones."""
    raised = bracketed = 0
    for line in lines:
        bracketed += len(_BRACKETED.findall(line.text))
        groups = [(before, text) for before, text, up in _groups(line.runs) if up > 0]
        raised += sum(_is_mark(before, text) for before, text in groups)
    return raised >= LEAST_MARKS and raised > 2 * bracketed


def printed(runs: Sequence[Run], *, citing: bool) -> str:
    """The characters of a line; `citing`: raised numbers behind words are citation marks."""
    text = ""
    for before, group, up in _groups(runs):
        if up > 0 and citing and _is_mark(before or text[-1:], group):
            text = f"{text.rstrip()} [{_separated(group)}]"
            text += " " * group.endswith(" ")
        elif up > 0:
            text += " " * bool(_BRACKETED.match(group)) + _raised(group)
        else:
            text += group
    return re.sub(r"(\]) (?=[.,;:)])", r"\1", " ".join(text.split()))


def _groups(runs: Sequence[Run]) -> Iterator[tuple[str, str, int]]:
    """(what stands before, characters, raised) for each stretch at one height."""
    before = ""
    for raised, group in groupby(runs, key=lambda run: run.raised):
        text = "".join(run.text for run in group)
        yield before, text, raised
        before += text


def _is_mark(before: str, text: str) -> bool:
    if not _NUMBERS.fullmatch(text):
        return False
    before = before.rstrip()
    numbers = re.findall(r"\d+", text)
    if not before or "0" in (number[:1] for number in numbers):
        return False
    if before[-1].isdigit():
        # "10" with a raised 6 is a power; behind other numbers a mark has two digits or several.
        return not re.search(r"(?:^|\D)10$", before) and (len(numbers) > 1 or int(numbers[0]) > 9)
    if before[-1] in "×*=<>±+(/[":
        return False
    return not (len(numbers) == 1 and numbers[0] in "234" and _UNIT.search(before))


def _separated(group: str) -> str:
    inside = re.sub(r"\s*([–—-])\s*", r"\1", group.strip().rstrip(",;"))
    return ", ".join(part for part in re.split(r"[\s,;]+", inside) if part)


def _raised(text: str) -> str:
    return text.translate(_SUPERSCRIPTS) if _POWER.fullmatch(text.strip()) else text
