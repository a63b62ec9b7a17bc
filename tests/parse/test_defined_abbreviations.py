"""Schwartz and Hearst: "long form (SF)" in running text."""

from __future__ import annotations

import pytest

from sarcoqa.parse.abbreviations import definitions
from sarcoqa.schema import Span


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("with magnetic resonance imaging (MRI) of", "MRI", "magnetic resonance imaging"),
        ("seen tumor-associated macrophages (TAMs) in", "TAMs", "tumor-associated macrophages"),
        ("the overall survival (OS, in months) was", "OS", "overall survival"),
        ("of programmed death 1 (PD-1) on", "PD-1", "programmed death 1"),
        # C from "Cytokine", I from "induced" (not from the later "Killer"), K from "Killer".
        ("these Cytokine-induced Killer (CIK) cells", "CIK", "Cytokine-induced Killer"),
        ("by interleukin 2 (IL-2)", "IL-2", "interleukin 2"),
        ("time in range (TIR) rose", "TIR", "time in range"),
    ],
)
def test_a_definition(text: str, short: str, long: str) -> None:
    ((found_short, found_long, span),) = definitions(text, start=100)
    assert (found_short, found_long) == (short, long)
    # The span begins at the long form and ends behind the bracket, moved by `start`.
    assert span == Span(100 + text.index(long), 100 + text.index(")") + 1)


@pytest.mark.parametrize(
    "text",
    [
        "as reported (Smith)",  # no capital behind the first
        "one response (2 CR)",  # begins with a digit
        "in many patients (N = 5)",
        "a registered trial (NCT012345)",  # its letters do not stand in order before it
        "growth factor TGF (TGF)",  # the short form itself is no long form
        "hazard ratio (HR 0.5)",
        "(ABC) at the beginning",
        "tumor (e.g., UPS)",
        "amount of nine more words that stand in between them here gland (AG)",  # over 2·2 words
        "radiotherapy (an experimental group treated by surgery)",
    ],
)
def test_no_definition(text: str) -> None:
    assert list(definitions(text)) == []


def test_definitions_by_an_equals_sign() -> None:
    note = "AF=atrial fibrillation; ILR=implantable loop recorder. N=12 and p=0.03."
    assert [(short, long, span.of(note)) for short, long, span in definitions(note)] == [
        ("AF", "atrial fibrillation", "AF=atrial fibrillation"),
        ("ILR", "implantable loop recorder", "ILR=implantable loop recorder"),
    ]


def test_several_definitions_in_one_sentence() -> None:
    text = "polymerase chain reaction (PCR) and reverse transcription (RT) were done"
    assert [(short, span.of(text)) for short, _, span in definitions(text)] == [
        ("PCR", "polymerase chain reaction (PCR)"),
        ("RT", "reverse transcription (RT)"),
    ]
