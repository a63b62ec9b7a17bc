"""A value of all stages is none of one stage."""

from __future__ import annotations

import pytest

from sarcoqa.answer.question import read_question
from sarcoqa.answer.stages import other_dose, unnamed_stages
from sarcoqa.schema import Evidence, Passage, Span


def evidence(text: str, context: str = "") -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, context, "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


@pytest.mark.parametrize(
    ("question", "found", "lacks"),
    [
        ("OS in stage IIIC?", evidence("OS was 60% in stage IIIB."), ["stage iiic"]),
        ("OS in stage IIIC?", evidence("OS was 60% in Stage IIIC."), []),
        ("OS of low-grade tumours?", evidence("OS was 60%.", "Low grade tumours"), []),
        ("What share is low grade?", evidence("OS was 60%."), ["low grade"]),
        ("How many had grade 3 rash?", evidence("Rash in 4 patients."), []),  # a side effect
        ("Which are low grade?", evidence("A is benign."), []),  # asks for no value
        ("OS of everybody?", evidence("OS was 60%."), []),
        ("OS with an isolated relapse?", evidence("OS was 60% at relapse."), ["isolated"]),
        ("OS with an isolated relapse?", evidence("OS was 60%.", "Relapse of this alone"), []),
    ],
)
def test_a_stage_must_be_named(question: str, found: Evidence, lacks: list[str]) -> None:
    assert unnamed_stages(read_question(question, question), [found]) == lacks


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Cortisol after the high dose test?", "Low-dose test: 577", ["high dose"]),
        ("Cortisol after the low-dose test?", "high dose test: 577", ["low dose"]),
        ("Cortisol after the high dose test?", "High and low dose; high dose: 577", []),
        ("Cortisol after the high dose test?", "577", []),  # may be of it
        ("High dose or low dose?", "Low dose test: 577", []),
    ],
)
def test_a_low_dose_is_no_high_dose(question: str, text: str, lacks: list[str]) -> None:
    assert other_dose(read_question(question, question), [evidence(text)]) == lacks
