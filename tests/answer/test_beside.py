"""The sentence straight before or after the one that answers, where it completes it."""

from __future__ import annotations

import pytest

from sarcoqa.answer.beside import beside
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span


def judged(*sentences: str) -> list[Judged]:
    """The sentences of one paragraph in their order, each less good than the one before."""
    found, start = [], 0
    for place, text in enumerate(sentences):
        span = Span(start, start + len(text))
        home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
        evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
        found.append(Judged(evidence, 2.0 - 0.3 * place, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0))
        start = span.end + 1
    return found


def added(question: str, *sentences: str, best: int = 0) -> list[str]:
    """What is added to the sentence at `best`, which leads the ranking."""
    ranked = judged(*sentences)
    ranked.insert(0, ranked.pop(best))
    found = beside(read_question(question, question), ranked[:1], ranked)
    return [item.evidence.text for item in found]


@pytest.mark.parametrize(
    ("question", "best", "behind"),
    [
        (
            "How many tubes are counted?",
            "We count the full tubes of each rack.",
            "In total, 90 tubes will be counted.",
        ),
        (
            "How is the tank emptied before the test?",
            "The valve is opened on the evening before the test.",
            "On the day of the test, the pump is run for an hour.",
        ),
        (
            "What happens when the readers do not agree on the count?",
            "Three readers count the spots again.",
            "If they differ, two of three decide.",
        ),
        (
            "Pros and cons of the new lamp?",
            "The new lamp had advantages over the old one: less heat.",
            "However, it needs a second cable.",
        ),
    ],
)
def test_what_goes_on_with_a_sentence_follows_it(question: str, best: str, behind: str) -> None:
    assert added(question, best, behind) == [behind]
    assert added(question, best, "Elsewhere it rained.", behind) == []  # not straight behind it
    assert added("Who made the tubes?", best, behind) == []


def test_the_reason_of_a_conclusion_stands_before_it() -> None:
    reason = "Most leaks are seen within two years."
    conclusion = "Therefore, the period was set to two years."
    assert added("Why was two years chosen?", reason, conclusion, best=1) == [reason]
    assert added("How long was the period?", reason, conclusion, best=1) == []
    assert added("Why was two years chosen?", reason, "It was two years.", best=1) == []


def test_own_findings_stand_beside_those_of_others() -> None:
    others = "Roe et al. saw rust in 45% of boats."
    own = "In our study, it was seen in 71%."
    asked = "How often was rust seen by Roe, and how often in this study?"
    assert added(asked, others, own) == [own]
    assert added(asked, own, others, best=1) == [own]
    assert added("How much rust did Roe see on boats?", others, own) == []
    # "To our knowledge" tells of nothing that was found here.
    assert added("Rust in this study?", others, "To our knowledge, none is known.") == []


def test_the_next_best_beside_the_best_is_taken_for_several_things() -> None:
    best, other = "Paint was red on 28% of boats.", "Rust was seen on 36% of boats."
    asked = "What share had paint, and what share rust?"
    assert added(asked, best, other) == [other]
    assert added(asked, best, "They sail.", other) == ["They sail."]
    assert added("What share had paint?", best, other) == []


def test_the_results_stand_behind_what_was_tried() -> None:
    tried = "In this phase II trial, patients received drugomab."
    results = "Roe et al. reported an ORR of 3%."
    assert added("What response rate had drugomab?", tried, results) == [results]
    assert added("Who received drugomab?", tried, results) == []
    assert added("What response rate had drugomab?", "The ORR was 4%.", results) == []
    assert added("What response rate had drugomab?", tried, "They were old.") == []
