"""A value as a paper states it, and how papers write numbers, times and endpoints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..datafiles import read_toml
from ..schema import Record, Span

NUMBER = r"\d+(?:\.\d+)?"
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
COUNTS = {word: count for count, word in enumerate(_NUMBER_WORDS.split(), start=1)}
COUNTS["twenty"] = 20
MONTHS = {"week": 12 / 52, "month": 1.0, "year": 12.0}
# "UPS: ORR 40%": the subgroup that a part of a table cell is given for.
# What ends the part before it ("2 PR ABC: ...") is no part of its name.
GROUP = re.compile(
    r"(?:^|\s)(?!(?:CR|PR|SD|PD|NE)s?\b)([A-Z][\w-]*(?: (?!(?:CR|PR|SD|PD|NE)s?\b)[\w-]+){0,2}):\s"
)


# Words under which papers give the value of everybody.
ALL = frozenset(
    ("", "all", "overall", "total", "all patients", "all-comers", "all-comers cohort", "all comers",
     "unselected", "unselected cohort", "unselected patients")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value as stated in `span`, which holds the endpoint's name and the value.

    `value` is in % for rates, in months for times (infinite: not reached), else a count; `decimals`
    are those printed; `months` is the time point of a rate; `group` the subgroup it is given for
    ("" where none is named); `labels` are the references behind it; `home` is the table row that
    states it, or None for the running text.
    """

    endpoint: str
    value: float
    decimals: int
    unit: str
    months: float | None
    group: str
    labels: tuple[str, ...]
    home: Record | None
    span: Span
    printed: str

    @property
    def place(self) -> str:
        """Which side of the paper states it: "text", or the id of a table."""
        return "text" if self.home is None else self.home.table_id


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How papers write an endpoint, what its values are counted in, its label in a picture, and
    which quantity it is.
    """

    names: re.Pattern[str]
    unit: str
    label: str
    quantity: str


@cache
def endpoints() -> dict[str, Endpoint]:
    """The entries of ``endpoints.toml``, compiled."""
    return {
        name: Endpoint(
            re.compile(rf"(?<![\w-])(?:{entry['names']})(?![\w-])", re.IGNORECASE),
            entry["unit"],
            entry["label"],
            entry["quantity"],
        )
        for name, entry in read_toml(__package__, "endpoints.toml").items()
    }


def segments(cell: Span, text: str) -> list[tuple[Span, str]]:
    """The parts of a table cell with the subgroup of each ("" before the first).

    "UPS: ORR 40% MFS: ORR 0%" gives each its group.
    """
    words = cell.of(text)
    starts = [(0, ""), *((match.start(), match.group(1)) for match in GROUP.finditer(words))]
    ends = [start for start, _ in starts[1:]] + [len(words)]
    return [
        (Span(cell.start + start, cell.start + end), group)
        for (start, group), end in zip(starts, ends, strict=True)
    ]
