"""Measure how follow-ups are understood, and that questions which stand alone are left as typed.

    python eval/followups.py [--index INDEX] [--split tune|check] [--failures]

Asks the steps of ``followups.jsonl``: a step is understood right when the understood question has
every group of `accept` and nothing of `reject`, or equals the typed one where it stands alone.
Those with an `answer` are also asked, as understood and as written in `full`, and both answers are
compared with it. Then every question of the other sets is understood after one from the other half
of its set, and those that come out altered are counted. Steps on papers that the index does not
hold are skipped, and counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sarcoqa import Answer, Assistant, Understanding
from sarcoqa.evaluation.metrics import contains, is_correct

HERE = Path(__file__).resolve().parent
SPLITS = ("tune", "check")


@dataclass(frozen=True)
class Step:
    """One step of a conversation: the questions before it, and what is right."""

    id: str
    document: str
    earlier: tuple[str, ...]
    question: str
    split: str
    accept: tuple[tuple[str, ...], ...] = ()
    reject: tuple[str, ...] = ()
    alone: bool = False
    full: str = ""
    answer: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Taken:
    """How a step was understood, and whether the answers to it are right."""

    step: Step
    understood: Understanding
    resolved: bool | None = None
    in_full: bool | None = None

    @property
    def right(self) -> bool:
        """Whether the step was understood as it should be."""
        text, step = self.understood.understood, self.step
        if step.alone:
            return text == step.question
        rejected = any(contains(f" {text} ", words) for words in step.reject)
        return is_correct(text, step.accept) and not rejected


def take(qa: Assistant, step: Step) -> Taken:
    """The step, after its earlier questions have been answered."""
    earlier: list[Answer] = []
    for question in step.earlier:
        known = qa.understand(question, earlier)
        earlier.append(qa.ask(known.understood, document=step.document))
    understood = qa.understand(step.question, earlier)
    if not step.answer:
        return Taken(step, understood)
    resolved, in_full = (
        is_correct(qa.ask(text, document=step.document).text, step.answer)
        for text in (understood.understood, step.full)
    )
    return Taken(step, understood, resolved, in_full)


def read_steps(path: Path) -> list[Step]:
    """The steps of a file of JSON lines."""
    return [
        Step(**{key: _tuples(value) for key, value in json.loads(line).items()})
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def altered(qa: Assistant, questions: Sequence[str]) -> list[Understanding]:
    """Of questions that stand alone, those that are altered after one from the other half."""
    found = []
    for place, question in enumerate(questions):
        before = questions[(place + len(questions) // 2) % len(questions)]
        understood = qa.understand(question, [qa.ask(before)])
        if understood.understood != question:
            found.append(understood)
    return found


def show(name: str, values: Sequence[bool]) -> None:
    """One line: a share, with its counts."""
    if values:
        print(f"{name}: {sum(values)} of {len(values)} ({sum(values) / len(values):.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--index", type=Path, help="an index that also holds the other papers")
    parser.add_argument("--split", choices=SPLITS, help="only this half of the steps")
    parser.add_argument("--failures", action="store_true", help="print what was not understood")
    options = parser.parse_args()
    qa = Assistant.open(options.index)
    held = {document.id for document in qa.documents()}
    steps = read_steps(HERE / "followups.jsonl")
    asked = [step for step in steps if step.document in held]
    print(
        f"{len(steps) - len(asked)} of {len(steps)} steps skipped: their paper is not in the index"
    )
    for split in [options.split] if options.split else SPLITS:
        taken = [take(qa, step) for step in asked if step.split == split]
        follow = [entry for entry in taken if not entry.step.alone]
        with_answer = [entry for entry in taken if entry.resolved is not None]
        show(f"{split}: follow-ups understood", [entry.right for entry in follow])
        show(f"{split}: left as typed, as they should be",
             [entry.right for entry in taken if entry.step.alone])  # fmt: skip
        show(f"{split}: answered right as understood", [bool(e.resolved) for e in with_answer])
        show(f"{split}: answered right as asked in full", [bool(e.in_full) for e in with_answer])
        for entry in taken if options.failures else ():
            if not entry.right or (entry.in_full and not entry.resolved):
                mark = "answer" if entry.right else "WRONG"
                print(f"  {mark} {entry.step.id} {entry.step.earlier[-1]} | {entry.step.question}"
                      f" => {entry.understood.understood}")  # fmt: skip
    for name in ("review", "tuning", "papers"):
        lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        changed = altered(qa, [entry["question"] for entry in entries])
        print(f"{name}.jsonl: {len(changed)} of {len(entries)} standing alone are altered")
        hidden = {entry["question"] for entry in entries if entry.get("split") == "check"}
        for one in changed if options.failures else ():
            if one.question not in hidden:
                print(f"  {one.question} => {one.understood}")


if __name__ == "__main__":
    main()
