"""The user's own papers: added, updated and removed, all of a call or nothing of it.

A call writes segments of papers beside those that are there, and only at its end puts a manifest
with all of them in force. Cut short, it leaves the index as it was; run again, it goes on with the
segments that it had finished.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from .building import rebuilt
from .changes import Change, Changes
from .errors import FilterError, ParseError
from .parse import choose_files
from .search.store import Generation
from .stock import Stock
from .workplace import Standing, Workplace


def add(workplace: Workplace, names: Iterable[str | Path]) -> Changes:
    """Add the papers that paths, folders and patterns name; a bad one costs no other.

    Raises IndexDamagedError when the index cannot be written; it is then as it was before.
    """
    chosen = choose_files(names)
    refused = [Change(name, "failed", error=ParseError(why)) for name, why in chosen.refused]
    skipped = [Change(str(path), "skipped") for path in chosen.skipped]
    with workplace.writing():
        stock = Stock(workplace)
        changes = stock.take_all(chosen.files)
        return Changes(stock.published(), (*changes, *skipped, *refused))


def update(workplace: Workplace) -> Changes:
    """Read again what was added and has changed since; what is gone is kept as it was.

    Raises IndexDamagedError as `add` does.
    """
    with workplace.writing():
        stock = Stock(workplace)
        there = [paper for paper in stock.own() if os.path.lexists(paper.origin)]
        gone = [paper for paper in stock.own() if paper not in there]
        changes = stock.take_all([Path(paper.origin) for paper in there])
        lost = (Change(paper.origin, "gone", paper.id) for paper in gone)
        return Changes(stock.published(), (*changes, *lost))


def remove(workplace: Workplace, ids: Sequence[str]) -> Changes:
    """Take papers out of the index, those of the corpus too; their files stay where they are.

    Raises FilterError, and removes nothing, where the index does not hold one of them.
    """
    with workplace.writing():
        found = workplace.standing()
        wanted = {paper.id: paper for paper in workplace.wanted(found)}
        if unknown := [name for name in ids if name not in wanted]:
            known = ", ".join(map(repr, list(wanted)[:8])) or "none"
            raise FilterError(f"there is no document {unknown[0]!r} in the index; known: {known}")
        gone = dict.fromkeys(ids)
        shipped = [name for name in gone if wanted[name].shipped]
        left = replace(
            found,
            papers=tuple(paper for paper in found.papers if paper.id not in gone),
            removed=tuple(sorted({*found.removed, *shipped})),
        )
        changes = (Change(wanted[name].origin, "removed", name) for name in gone)
        return Changes(_without(workplace, left, gone).id, tuple(changes))


def _without(workplace: Workplace, left: Standing, gone: Collection[str]) -> Generation:
    if left.generation is None:
        return rebuilt(workplace, left, left.why)
    holdings = {name: held for name, held in left.holdings.items() if name not in gone}
    return workplace.publish(holdings, workplace.shelver(), removed=left.removed)
