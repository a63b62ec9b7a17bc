"""What a citation of a JATS file cites: reference ids and printed numbers → labels of the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..marks import MAX_RANGE, expand_labels

_NUMBERS = re.compile(r"[\[(]?\s*\d{1,4}(?:[\s,;–‒—−-]+\d{1,4})*\s*[\])]?")


class Labels:
    """The labels of a reference list, in its order, and which of them each id stands for.

    `lost` collects the ids that were cited and are not in the list. `marked_up` is False for a file
    in which no citation is marked up, so that marks are to be found by their pattern.
    """

    def __init__(
        self,
        order: Sequence[str],
        by_id: Mapping[str, tuple[str, ...]],
        *,
        marked_up: bool = True,
    ) -> None:
        self._by_id = dict(by_id)
        self._place = {label: place for place, label in enumerate(order)}
        self._order = tuple(order)
        self.lost: list[str] = []
        self.marked_up = marked_up

    def knows(self, rids: Sequence[str]) -> bool:
        """Whether one of these ids is that of a reference."""
        return any(rid in self._by_id for rid in rids)

    def is_numeric(self, rids: Sequence[str], text: str) -> bool:
        """Whether a citation is printed as the number of its reference: "4" or "4, 6–9".

        A year ("Lee <1994>") is none: the entry that it cites has another label.
        """
        if not text.strip():
            return True
        if not _NUMBERS.fullmatch(text.strip()):
            return False
        if not self.knows(rids):  # an entry that is missing was numbered like the others
            return not re.search(r"\d{4}", text)
        return bool(set(self._cited(rids)) & set(self._printed(text)))

    def of(self, rids: Sequence[str], text: str) -> tuple[str, ...]:
        """The labels that a citation with these ids and this text cites, in the list's order."""
        self.lost += [rid for rid in rids if rid not in self._by_id]
        found = set(self._cited(rids))
        if self.is_numeric(rids, text):
            found |= set(self._printed(text))
        return self.sorted(found)

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """The labels from `first` to `last` of the list, both included; none where too many."""
        start, end = self._place[first], self._place[last]
        return self._order[start : end + 1] if 0 <= end - start <= MAX_RANGE else ()

    def sorted(self, labels: set[str]) -> tuple[str, ...]:
        """`labels` in the order of the list."""
        return tuple(sorted(labels, key=self._place.__getitem__))

    def _cited(self, rids: Sequence[str]) -> tuple[str, ...]:
        return tuple(label for rid in rids for label in self._by_id.get(rid, ()))

    def _printed(self, text: str) -> tuple[str, ...]:
        inside = re.sub(r"[−‒]", "–", text.strip().strip("[]()").strip())
        spaced = re.sub(r"(?<=\d)\s+(?=\d)", ", ", inside)
        if not spaced:
            return ()
        return tuple(label for label in expand_labels(spaced) if label in self._place)
