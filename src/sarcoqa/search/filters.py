"""Which passages may be found."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Kind, Passage


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; an empty tuple allows all.

    `sections` are names of sections at any level of the path, in any case; a section holds its
    subsections.
    """

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def allow(self, passage: Passage) -> bool:
        """Whether `passage` passes all three filters."""
        path = {name.casefold() for name in passage.section}
        return (
            (not self.documents or passage.document_id in self.documents)
            and (not self.kinds or passage.kind in self.kinds)
            and (not self.sections or any(name.casefold() in path for name in self.sections))
        )


EVERYTHING = Filters()
