"""The set of follow-ups is well-formed: what is right is stated for each step."""

from __future__ import annotations

import json
from pathlib import Path

REVIEW = "wu-2025-ups-mfs-immunotherapy"
PATH = Path(__file__).resolve().parents[2] / "eval" / "followups.jsonl"
KEYS = {
    "id", "document", "earlier", "question", "alone", "accept", "reject", "full", "answer", "split",
}  # fmt: skip


def test_the_set_is_whole() -> None:
    steps = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
    assert len({step["id"] for step in steps}) == len(steps) == 89
    assert sum(step["document"] == REVIEW for step in steps) == 63
    assert {step["split"] for step in steps} == {"tune", "check"}
    for step in steps:
        assert set(step) <= KEYS
        assert step["earlier"]
        assert bool(step.get("alone")) != bool(step.get("accept"))
        assert "answer" not in step or step["full"]
