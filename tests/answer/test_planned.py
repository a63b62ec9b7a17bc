"""What is planned is no answer to what happened."""

from __future__ import annotations

import pytest

from sarcoqa.answer.planned import is_plan, only_planned, without_results
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Evidence, Passage, Span

PLAN = "We propose to recruit 60 patients."


def lacking(question: str, *texts: str) -> list[str]:
    closest = []
    for text in texts:
        span = Span(0, len(text))
        home = Passage("p0", "p", "prose", ("Methods",), span, text, (), (span,), ("",))
        closest.append(Evidence(home, span, text, "", "", 1.0, (("dense", 0.5),)))
    return only_planned(read_question(question, question), closest)


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("How many had been enrolled by the end?", [PLAN], ["count"]),
        ("How many had already been enrolled?", [PLAN, "It is registered as ABC012."], ["count"]),
        ("How many had already been enrolled?", [PLAN, "So far 12 patients entered."], []),
        ("How many will be enrolled?", [PLAN], []),
        ("How many were enrolled?", [PLAN], []),  # protocols speak of their plans so too
        ("How many had been expected?", [PLAN], []),
        ("What OS was actually reached?", ["The OS is expected to be 5 months."], ["duration"]),
    ],
)
def test_a_value_of_what_happened(question: str, texts: list[str], expected: list[str]) -> None:
    assert lacking(question, *texts) == expected


PROTOCOL = "Plates will be washed. The staff will wait. It was approved.\n"
REPORT = "Plates were washed. The staff had waited. It was approved. Others will follow.\n"


def unfound(question: str, text: str, body: str = PROTOCOL, studies: str = "") -> list[str]:
    paper = parse_plain(
        f"# Warm water: the BATH2 study\n\n## Methods\n\n{body}",
        document_id="p",
        sha256="0" * 64,
        stated=Metadata(),
    )
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Methods",), span, text, (), (span,), ("",))
    evidence = Evidence(home, span, text, "", studies, 1.0, (("dense", 0.5),))
    return without_results(read_question(question, question), [evidence], {"p": paper})


def test_a_plan_says_will_more_often_than_was() -> None:
    assert is_plan(PROTOCOL)
    assert not is_plan(REPORT)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What response rate did BATH2 achieve?", "The primary endpoint is the rate.", ["percent"]),
        (
            "What response rate did BATH2 achieve?",
            "A response rate of 5% is expected.",
            ["percent"],
        ),
        ("What response rate did SOAP1 achieve?", "The primary endpoint is the rate.", []),
        ("What response rate did BATH2 achieve?", "The response rate was 5%.", []),
        ("What response rate did earlier work achieve?", "The primary endpoint is the rate.", []),
        ("What response rate did they expect to achieve?", "The rate is 5%.", []),
        ("How many had been washed by then?", "The aim is to wash 40.", ["count"]),
        ("How many of those planned were actually washed?", "We will wash 40.", ["count"]),
        ("How many are washed?", "We will wash 40.", []),
    ],
)
def test_a_plan_has_no_results(question: str, text: str, expected: list[str]) -> None:
    assert unfound(question, text) == expected
    assert unfound(question, text, REPORT) == []


def test_a_plan_has_the_results_of_others() -> None:
    stated = "The response rate was 5% [1]."
    assert unfound("What response rates were achieved?", stated, studies="Lo. 2019.") == []
    asked = "What response rate was actually achieved?"
    assert unfound(asked, stated, studies="Lo. 2019.") == ["percent"]
