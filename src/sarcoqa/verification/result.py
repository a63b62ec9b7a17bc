"""What was checked of an answer, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SCHEMA = "sarcoqa.verification/1"
What = Literal[
    "paper", "content", "details", "place", "quote", "hash", "section", "page", "references",
    "markers", "numbers",
]  # fmt: skip
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked; `message` says what is wrong, and is empty where nothing is.

    `answer` counts the answers of a conversation from 1. `where` in it: "text", "citation 1",
    "note 1, citation 2", "note 1" or "nearest 1", each counted from 1; `number` is the [n] that a
    citation gives itself, None for the text and for notes.
    """

    what: What
    ok: bool
    message: str
    answer: int
    where: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """All that was checked, in the order of the answers.

    >>> Verification((Check("quote", True, "", 1, "citation 1", 1),)).summary
    '1 of 1 quote verified'
    """

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)

    @property
    def failures(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.ok)

    @property
    def quotes(self) -> tuple[int, int]:
        """(verified, all): the quotes of which every check holds, and how many there are."""
        failed = Counter[tuple[int, str]]()
        for check in self.checks:
            if check.number is not None:
                failed[check.answer, check.where] += not check.ok
        return sum(not count for count in failed.values()), len(failed)

    @property
    def summary(self) -> str:
        """One line: "12 of 12 quotes verified", and what else does not hold."""
        verified, every = self.quotes
        line = f"{verified} of {every} quote{'' if every == 1 else 's'} verified"
        wrong = sum(check.number is None for check in self.failures)
        return f"{line}; {wrong} more found wrong in the text or a note" if wrong else line

    def lines(self) -> Iterator[str]:
        """The summary, then a line for each check that does not hold."""
        yield self.summary
        several = max((check.answer for check in self.checks), default=1) > 1
        for check in self.failures:
            where = f"answer {check.answer}, {check.where}" if several else check.where
            yield f"  {where}: {check.message}"

    def to_dict(self) -> dict[str, object]:
        """The same as plain values, in the form ``sarcoqa.verification/1``."""
        verified, every = self.quotes
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "summary": self.summary,
            "quotes": {"verified": verified, "all": every},
            "checks": [
                {
                    "what": check.what,
                    "ok": check.ok,
                    "message": check.message,
                    "answer": check.answer,
                    "where": check.where,
                    "number": check.number,
                }
                for check in self.checks
            ],
        }
