"""What a question takes for granted, against what the evidence says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.opposites import not_enrolled
from sarcoqa.answer.premise import contradicting, is_unexplained, polarity
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Kind, Passage, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Median survival improved significantly.", 1),
        ("No patient of either cohort had a response.", -1),
        ("The drug failed in all of them.", -1),
        ("Forty patients were enrolled.", 0),
        # What a sentence concedes does not count.
        ("Although alone it was ineffective, the combination was superior.", 1),
    ],
)
def test_polarity(text: str, expected: int) -> None:
    assert polarity(text) == expected


@pytest.mark.parametrize(
    ("after", "unexplained"),
    [
        ("They speculate that it rained.", False),
        ("This was due to rain.", False),
        ("They speculate.", False),
        ("Rain may close doors.", True),  # of something else
        ("This was in May.", True),
    ],
)
def test_a_reason_in_the_sentence_straight_after(after: str, unexplained: bool) -> None:
    first = "The door was closed."
    text = f"{first} {after}"
    spans = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    home = Passage("p0", "p", "prose", ("Results",), Span(0, len(text)), text, (), spans, ("", ""))
    found = Evidence(home, spans[0], first, "", "", 1.0, (("dense", 0.6), ("lexical", 0.5)))
    item = Judged(found, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    question = "Why was the door closed?"
    assert is_unexplained(read_question(question, question), [item]) is unexplained


def test_a_question_that_offers_kinds_presumes_none() -> None:
    text = "It is hard for lack of markers of either subtype."
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    denial = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
    item = Judged(denial, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    told = replace(denial, text=f"{text[:-1]}; the subtype is read from its shape.")
    assert not contradicting(
        read_question("Which subtype did better?", ""), [replace(item, evidence=told)], {}
    )
    for question, expected in [
        ("Which subtype do better patients have?", denial),
        ("Which subtype does better, abcoma or xyzoma?", None),
    ]:
        assert contradicting(read_question(question, question), [item], {}) == expected


def test_a_false_premise_is_refused_with_the_quote_that_denies_it(assistant: Assistant) -> None:
    answer = assistant.ask("Why did pembrolizumab shorten disease-free survival in SARC032?")
    assert answer.abstained is not None
    assert answer.abstained.reason == "false_premise"
    assert "synergistic effect" in answer.nearest[0].quote.text


def test_a_true_premise_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Why is the efficacy of immune checkpoint inhibition limited in sarcoma?"
    )
    assert answer.abstained is None or answer.abstained.reason != "false_premise"


def test_a_reason_that_no_evidence_gives_is_said_to_be_missing(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("Why did colitis progress under nivolumab in the Lovelace study?")
    assert answer.abstained is not None
    answer = small_assistant.ask("Why did the Smith study see a response rate of 23%?")
    assert answer.abstained is not None
    assert answer.abstained.message.startswith("The papers do not say why. Searched ")


@pytest.mark.parametrize(
    ("question", "texts", "unexplained"),
    [
        ("Why was the door closed?", [(0.6, "The door was closed.")], True),
        ("Why was the door closed?", [(0.6, "It was closed because of rain.")], False),
        ("Why was the door closed?", [(0.6, "It was closed as draughts are bad.")], False),
        ("Why was the door closed?", [(0.6, "It was closed to avoid draughts.")], False),
        # A reason for something else, which is less alike.
        ("Why was it closed?", [(0.6, "It was closed."), (0.4, "Due to rain all fell ill.")], True),
        ("Why was it closed?", [(0.6, "It was closed."), (0.55, "This was due to rain.")], False),
        ("Why is the door closed?", [(0.6, "The door is closed.")], True),
        ("For what reason was it closed?", [(0.6, "The door was closed.")], True),
    ],
)
def test_why_something_happened_is_held_to_a_reason_near_it(
    question: str, texts: list[tuple[float, str]], unexplained: bool
) -> None:
    found = [evidence(text, dense=dense) for dense, text in texts]
    assert is_unexplained(read_question(question, question), judged(*found)) is unexplained


def evidence(text: str, kind: Kind = "prose", dense: float = 0.5) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", kind, ("Results",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", dense), ("lexical", 0.5)))


def judged(*found: Evidence, step: float = 0.1) -> list[Judged]:
    """The evidence, each a step behind the one before it."""
    return [
        Judged(one, 2.0 - step * place, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for place, one in enumerate(found)
    ]


STOPPED = "Development of sunitinib was stopped."
REASON = "Sunitinib was stopped because of its toxicity."


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        ("Why was sunitinib stopped?", [evidence(STOPPED)], True),
        ("Why was sunitinib stopped?", [evidence(STOPPED), evidence(REASON)], False),
        ("What was the reason that sunitinib was stopped?", [evidence(STOPPED)], True),
        ("Why was TRIALA stopped?", [evidence(STOPPED)], True),  # a study
        # A name that is spelt out is nearest of all, and keeps no reason from being near.
        (
            "Why was sunitinib stopped?",
            [evidence("SU: sunitinib", "abbreviation", dense=0.9), evidence(REASON)],
            False,
        ),
        (
            "Why was sunitinib stopped?",
            [evidence("It was stopped as our patient was unfit.")],
            False,
        ),
        # A table states results, no reasons, whatever its words are.
        ("Why was sunitinib stopped?", [evidence(REASON, "record")], True),
        ("Why was the treatment stopped?", [evidence(STOPPED)], True),
        ("Why do treatments stop?", [evidence(STOPPED)], True),  # of none in particular
        # A result is no reason.
        ("Why was sunitinib stopped?", [evidence("It resulted in an ORR of 5%.")], True),
        # The reason is too far behind the best evidence: the fifth, or one about something else.
        ("Why was sunitinib stopped?", [*[evidence(STOPPED)] * 4, evidence(REASON)], True),
        ("Why was sunitinib stopped?", [evidence(STOPPED), evidence(REASON, dense=0.3)], True),
        ("When was sunitinib stopped?", [evidence(STOPPED)], False),
        ("By how much did sunitinib help?", [evidence(STOPPED)], False),  # asks for no reason
    ],
)
def test_a_reason_is_looked_for(question: str, found: list[Evidence], expected: bool) -> None:
    assert is_unexplained(read_question(question, question), judged(*found)) is expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did sunitinib fail?", "Sunitinib improved survival."),
        ("Why is the high TMB a problem?", "These are sarcomas with low TMB."),
        ("Why did sunitinib work in abcoma?", "Sunitinib worked in others, but not in abcoma."),
        ("Which recurrent mutations do they share?", "They lack recurrent mutations."),
        ("What kind of heart murmur was heard?", "Heart sounds were normal without murmurs."),
        ("How long did the responses of abcoma last?", "There was no response in abcoma."),
    ],
)
def test_what_denies_the_question(question: str, text: str) -> None:
    short = {"ABC": ("abcoma",), "TMB": ("tumor mutational burden",)}
    asked = read_question(question, question, short)
    denial = evidence(text)
    other = evidence("Forty patients were enrolled.")
    assert contradicting(asked, judged(other, denial), short) == denial
    assert contradicting(asked, judged(other), short) is None
    assert contradicting(asked, judged(other, other, other, denial), short) is None  # too far
    if "responses" not in question:  # responses that were not are denied at any distance
        assert contradicting(asked, judged(other, denial, step=0.4), short) is None


NONE = "Twelve patients were treated (no ABC/XYZ patients were included)."


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many of the ABC patients responded to the cells?", True),
        ("By how much did the tumours of the abcoma patients shrink?", True),
        ("Were any ABC patients treated with the cells?", False),
        ("How many ABC patients were included?", False),
        ("Which cells grew out of ABC?", False),
        ("Which trials had four ABC patients on board?", False),  # another one may have
        ("How many of the BCD patients responded to the cells?", False),
    ],
)
def test_patients_of_whom_there_were_none(question: str, expected: bool) -> None:
    short = {"ABC": ("abcoma",), "BCD": ("bicoma",)}
    asked = read_question(question, question, short)
    assert not_enrolled(asked, NONE) is expected
    assert (contradicting(asked, judged(evidence(NONE)), short) is not None) is expected


@pytest.mark.parametrize(
    "question",
    ["Why was development of ABBV-085 stopped?", "What led to the end of ABBV-085?"],
)
def test_a_fact_without_its_reason_is_no_answer_to_why(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert answer.abstained.message.startswith("The papers do not say why. Searched ")
    assert any("further development of ABBV-05 was discontinued" in citation.quote.text
               for citation in answer.nearest)  # fmt: skip


def test_a_reason_that_the_review_gives_is_cited(assistant: Assistant) -> None:
    answer = assistant.ask("Why does radiotherapy improve responses to ICI?")
    assert answer.abstained is None
    assert "is thought to release tumor antigens" in answer.text


def test_whether_there_was_any_is_not_taken_for_granted() -> None:
    denial = evidence("There were no mutations.")
    for question, expected in (
        ("Which mutations do they share?", denial),
        ("Which mutations are sought, and was there any?", None),
    ):
        asked = read_question(question, question)
        assert contradicting(asked, judged(denial), {}) == expected
