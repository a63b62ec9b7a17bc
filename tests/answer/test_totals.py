"""How many took part in a study must stand where the study is spoken of."""

from __future__ import annotations

import pytest

from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.question import read_question
from sarcoqa.answer.totals import without_total
from sarcoqa.schema import Evidence, Passage, Span

SHORT = {"ABC": ("abcoma",)}


def judged(text: str, score: float = 2.0, studies: str = "") -> Judged:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", (), span, text, (), (span,), ("",))
    evidence = Evidence(home, span, text, "", studies, 1.0, (("dense", 0.5), ("lexical", 0.5)))
    return Judged(evidence, score, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


HOW_MANY = "How many patients were treated in NEON?"
NONE = judged("In NEON, patients (including 2 ABC patients) were treated.")


@pytest.mark.parametrize(
    ("question", "found", "lacking"),
    [
        (HOW_MANY, [NONE], True),
        (HOW_MANY, [NONE, judged("In NEON, 40 patients were treated.")], False),
        (HOW_MANY, [NONE, judged("They were 40 patients.")], False),
        # Of another study, or too far behind.
        (HOW_MANY, [NONE, judged("In a trial 40 patients were treated.", studies="Ito")], True),
        (HOW_MANY, [NONE, judged("In NEON 40 patients were treated.", 1.6)], True),
        ("How many soft hard tissue patients were in the study altogether?", [NONE], True),
        ("How many ABC patients were treated in NEON?", [NONE], False),
        ("Which trial treated the largest number of patients?", [NONE], False),
        ("How did patients who were treated in NEON fare?", [NONE], False),
    ],
)
def test_a_total(question: str, found: list[Judged], lacking: bool) -> None:
    assert bool(without_total(read_question(question, question, SHORT), found)) is lacking
