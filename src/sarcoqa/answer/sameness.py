"""Whether two statements of a paper are about the same patients, and state the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isinf

from .measurement import ALL, Measurement


def same_group(one: Measurement, other: Measurement) -> bool:
    if one.group.lower() == other.group.lower() != "several":
        return True
    return _is_everybody(one, other) and _is_everybody(other, one)


def _is_everybody(item: Measurement, other: Measurement) -> bool:
    """Whether the group of `item` is all that the study of both enrolled.

    That is what a table row says that names the group as the whole population of the study.
    """
    if item.group.lower() in ALL:
        return True
    rows = [m.home for m in (item, other) if m.home is not None]
    return any(
        {short.lower().removesuffix("s") for short in _SHORT.findall(value)}
        == {item.group.lower().removesuffix("s")}
        for row in rows
        for _, value in row.cells
        if not re.search(r"\d", value)
    )


_SHORT = re.compile(r"(?<![\w-])[A-Z]{2,}s?\b")


def stated_elsewhere(one: Measurement, other: Measurement, stated: Sequence[Measurement]) -> bool:
    """Whether the side of `one` states the value of `other` too: two arms, not a dispute."""
    return any(
        item is not one
        and item.place == one.place
        and (item.labels, item.endpoint, item.months) == (one.labels, one.endpoint, one.months)
        and agree(item, other)
        for item in stated
    )


def agree(one: Measurement, other: Measurement) -> bool:
    """Whether two values are equal at the coarser of their two precisions."""
    if "fraction" in (one.unit, other.unit):
        return abs(one.value - other.value) <= 1  # papers round shares in both directions
    if isinf(one.value) or isinf(other.value):
        return one.value == other.value
    if one.unit == other.unit:
        decimals = min(one.decimals, other.decimals)
        return abs(one.value - other.value) <= 0.5 * 10.0**-decimals + 1e-9
    return abs(one.value - other.value) <= 0.5  # months, of which a week is a quarter
