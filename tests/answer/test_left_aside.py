"""Evidence that a question does not want beside its answer: spellings it has, entries of papers."""

from __future__ import annotations

import pytest

from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.lookup import is_in_full
from sarcoqa.answer.question import read_question
from sarcoqa.answer.select import answering
from sarcoqa.schema import Evidence, Kind, Passage, Span


def judged(kind: Kind, text: str) -> Judged:
    span = Span(0, len(text))
    home = Passage("p0", "p", kind, (), span, text, (), (span,), ("",))
    evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
    return Judged(evidence, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


SENTENCE = judged("prose", "Nest building index is the share of nests that are finished.")
SPELLING = judged("abbreviation", "NBI: Nest building index")
ENTRY = judged("reference", "Ada A. The nest building index. J One. 2001;1:1.")


@pytest.mark.parametrize(
    ("text", "definition", "expected"),
    [
        ("Define tumour nest building", "TNB: Tumor nests building", True),
        ("What is the NBI?", "NBI: Nest building index", False),
        ("What is the NBI?", "NBI", False),
    ],
)
def test_a_long_form_in_the_question(text: str, definition: str, expected: bool) -> None:
    assert is_in_full(read_question(text, text), definition) is expected


@pytest.mark.parametrize(
    ("text", "found", "kept"),
    [
        ("What is the nest building index?", [SENTENCE, SPELLING], [SENTENCE]),
        ("What is the NBI?", [SENTENCE, SPELLING], [SENTENCE, SPELLING]),
        ("How is nest building index abbreviated?", [SENTENCE, SPELLING], [SENTENCE, SPELLING]),
        ("What is the nest building index?", [SPELLING], [SPELLING]),
        ("Why do nests differ?", [SENTENCE, ENTRY], [SENTENCE]),
        ("Which paper tells of nests?", [SENTENCE, ENTRY], [SENTENCE, ENTRY]),
        ("Why do nests differ?", [ENTRY, SENTENCE], [ENTRY, SENTENCE]),  # the best evidence
    ],
)
def test_what_is_left_aside(text: str, found: list[Judged], kept: list[Judged]) -> None:
    assert list(answering(read_question(text, text), found)) == kept
