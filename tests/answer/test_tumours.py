"""A value of other tumours is none of the tumour that a question names in full."""

from __future__ import annotations

import pytest

from sarcoqa.answer.question import read_question
from sarcoqa.answer.tumours import unstated_tumours
from sarcoqa.schema import Evidence, Passage, Span


def evidence(text: str) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Response rate in angiosarcoma?", "The response rate was 20% in leiomyosarcoma.", True),
        ("Response rate in angiosarcoma?", "The response rate was 20% in angiosarcoma.", False),
        ("Response rate in liposarcoma?", "LPS: response rate 20%", False),  # its short form
        ("Response rate in liposarcoma?", "UPS: response rate 20%", True),
        ("Overall survival of signet ring cell carcinomas?", "Overall survival was 20%.", True),
        (
            "Overall survival of signet ring cell cancer?",
            "Signet ring: overall survival 20%",
            False,
        ),
        ("Response rate to the melanoma virus?", "The response rate was 20%.", False),
        ("Which drug is for angiosarcoma?", "The response rate was 20%.", False),  # no value
    ],
)
def test_a_value_must_be_of_the_tumour(question: str, text: str, lacks: bool) -> None:
    found = unstated_tumours(read_question(question, question), [evidence(text)])
    assert bool(found) is lacks


def test_a_sentence_without_the_value_does_not_count() -> None:
    asked = read_question("Response rate in angiosarcoma?", "")
    rate, aside = evidence("The response rate was 20%."), evidence("Angiosarcoma is rare.")
    assert unstated_tumours(asked, [rate, aside]) == ["angiosarcoma"]
