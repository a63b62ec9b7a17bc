"""Axes: from where to where a picture goes, where its few ticks stand, where a value lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

MOST_STEPS = 5
MARGIN = 0.04  # of the width at both ends, so that a dot at the end is drawn whole
_LOG_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis over `ticks`, from the first to the last; `ratio`: equal factors are equal widths."""

    ticks: tuple[float, ...]
    ratio: bool

    def place(self, value: float) -> float:
        """Where `value` lies, as a share of the width."""
        first, last = self.ticks[0], self.ticks[-1]
        if self.ratio:
            first, last, value = log10(first), log10(last), log10(value)
        return MARGIN + (1 - 2 * MARGIN) * (value - first) / (last - first)


def scale_over(values: Sequence[float], *, ratio: bool) -> Scale:
    """The scale that holds all `values`: from 0, or below where there are negative ones.

    Ratios that are all above 0 have a logarithmic scale, which holds 1.

    >>> scale_over([23, 7, 68.3], ratio=False).ticks
    (0.0, 20.0, 40.0, 60.0, 80.0)
    >>> scale_over([0.76, 1.4], ratio=True).ticks
    (0.5, 1.0, 2.0)
    """
    low, high = min(0.0, *values), max(0.0, *values)
    if ratio and min(values) >= _LOG_TICKS[0] and high <= _LOG_TICKS[-1]:
        lowest, highest = min(1.0, *values), max(1.0, *values)
        first = max(tick for tick in _LOG_TICKS if tick <= lowest)
        last = min(tick for tick in _LOG_TICKS if tick >= highest)
        if first < last:
            return Scale(tuple(t for t in _LOG_TICKS if first <= t <= last), ratio=True)
    step = _step((high - low) or 1.0)
    first_step, last_step = floor(low / step), ceil(high / step) or 1
    ticks = tuple(round(n * step, 10) for n in range(first_step, last_step + 1))
    return Scale(ticks, ratio=False)


def _step(width: float) -> float:
    """The smallest round step of which `MOST_STEPS` cover `width`."""
    power: float = 10 ** floor(log10(width / MOST_STEPS))
    return next(
        factor * power for factor in (1, 2, 5, 10) if factor * power * MOST_STEPS >= width * 0.999
    )
