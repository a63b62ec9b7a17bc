"""Results that are worked out once for each object, and not once for each equal one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Held = TypeVar("Held")
Made = TypeVar("Made")

MOST = 4096  # objects whose results are kept


def once_for_each(function: Callable[[Held], Made]) -> Callable[[Held], Made]:
    """`function` of one object that never changes, its results kept by which object it is.

    Tables hold thousands of strings: to hash one, as `functools.cache` does, takes longer than most
    of what is worked out from it.
    """
    kept: dict[int, tuple[Held, Made]] = {}  # with the object, so that no other gets its number

    @wraps(function)
    def remembered(held: Held) -> Made:
        found = kept.get(id(held))
        if found is None:
            if len(kept) >= MOST:
                kept.clear()
            found = kept[id(held)] = (held, function(held))
        return found[1]

    return remembered
