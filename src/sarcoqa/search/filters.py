"""Which passages may be found."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Kind, Passage


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; an empty tuple allows all.

    Which papers may answer is not said here: an engine of those papers is asked (`Engine.within`).
    `sections` are names of sections at any level of the path, in any case; a section holds its
    subsections.
    """

    sections: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def allow(self, passage: Passage) -> bool:
        """Whether `passage` passes both filters."""
        path = {name.casefold() for name in passage.section}
        return (not self.kinds or passage.kind in self.kinds) and (
            not self.sections or any(name.casefold() in path for name in self.sections)
        )


EVERYTHING = Filters()
