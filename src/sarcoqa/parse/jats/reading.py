"""What the walk over one JATS article shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .labels import Labels
from .tree import Element, attribute


@dataclass(slots=True)
class Reading:
    """The labels of the references, the floats of the floats-group, and what was left out.

    `floats` stand under their ids; `placed` are those that have a place in the text. `boxed` wait
    for the end of their section's own text.
    """

    labels: Labels
    floats: dict[str, Element] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    boxed: list[Element] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def called(self, node: Element) -> Iterator[Element]:
        """The floats that `node` is the first to name; they have their place from then on."""
        for mark in node.iter("xref"):
            for rid in attribute(mark, "rid").split():
                if rid in self.floats and rid not in self.placed:
                    self.placed.add(rid)
                    yield self.floats[rid]
