"""What an add, an update or a removal did to the papers of an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .errors import SarcoqaError

# A skipped file is of a kind that nothing reads; a gone one was added, and is not there any more.
Outcome = Literal["added", "replaced", "unchanged", "removed", "skipped", "gone", "failed"]
OUTCOMES: tuple[Outcome, ...] = (
    "added", "replaced", "unchanged", "removed", "skipped", "gone", "failed",
)  # fmt: skip
_ALWAYS_COUNTED = ("added", "unchanged", "replaced", "failed")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one file: the `outcome`, the id of the paper, or why there is none."""

    path: str
    outcome: Outcome
    id: str = ""
    error: SarcoqaError | None = None

    def to_dict(self) -> dict[str, str | None]:
        """The change as plain values; `error` names the type, `message` the reason."""
        return {
            "path": self.path,
            "outcome": self.outcome,
            "id": self.id or None,
            "error": type(self.error).__name__ if self.error else None,
            "message": str(self.error) if self.error else None,
        }

    def line(self) -> str:
        """The change for a reader, on one line."""
        if self.error is not None:
            reason = " ".join(str(self.error).split())
            return f"failed: {self.path}: {type(self.error).__name__}: {reason}"
        if self.outcome == "gone":
            return f"gone: {self.path}: the paper {self.id} is kept as it was"
        if self.outcome == "replaced":
            return f"replaced: {self.id}: {self.path} has changed"
        return f"{self.outcome}: {self.id or self.path}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of each file, in order, and the id of the index afterwards."""

    index: str
    changes: tuple[Change, ...]

    def of(self, outcome: Outcome) -> tuple[Change, ...]:
        """The changes with that outcome."""
        return tuple(change for change in self.changes if change.outcome == outcome)

    def counts(self) -> dict[str, int]:
        """How many files came to each outcome."""
        return {outcome: len(self.of(outcome)) for outcome in OUTCOMES}

    def to_dict(self) -> dict[str, object]:
        """The whole as plain values."""
        return {
            "index": self.index,
            "counts": self.counts(),
            "files": [change.to_dict() for change in self.changes],
        }

    def summary(self) -> str:
        """The counts on one line; what is rare only where there is any."""
        counts = self.counts()
        shown = [name for name in _ALWAYS_COUNTED if not counts["removed"]]
        shown += [name for name in OUTCOMES if name not in shown and counts[name]]
        return ", ".join(f"{counts[name]:,} {name}" for name in shown)


def told(changes: Sequence[Change]) -> tuple[str, ...]:
    """A line for each change that a reader should see among a thousand: not the plain ones."""
    return tuple(
        change.line() for change in changes if change.outcome in ("replaced", "gone", "failed")
    )
