"""A number that an answer cites, with whose it is and what of: what pictures are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf

from .paper import Span


@dataclass(frozen=True, slots=True)
class CitedValue:
    """A value as printed inside the quote of the citation with this number.

    `study` names whose value it is as the paper does (a row of a table, a cited study, the paper
    itself), `group` the patients or things that it is given for ("" where none is named),
    `quantity` what was measured. `value` is the number in `unit` ("%", "months", "" for ratios),
    infinite for "not reached"; `low` and `high` are its confidence interval where one is printed.
    `printed` are the characters of the paper at `span`. Nothing in it is computed.
    """

    citation: int
    study: str
    group: str
    quantity: str
    value: float
    low: float | None
    high: float | None
    unit: str
    printed: str
    span: Span

    @property
    def reached(self) -> bool:
        """Whether there is a number to draw; "not reached" is none."""
        return not isinf(self.value)
