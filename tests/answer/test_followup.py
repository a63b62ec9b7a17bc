"""Follow-ups: what a question of a conversation means, and that one which stands alone is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa import Answer, Assistant, Citation, Quote, Reference, Span
from sarcoqa.answer import Field, understand
from sarcoqa.answer.constituents import constituents
from sarcoqa.errors import QuestionError
from sarcoqa.schema import IndexStamp

FIELD = Field(
    {
        "GIST": ("gastrointestinal stromal tumor",),
        "LMS": ("leiomyosarcoma",),
        "TLS": ("tertiary lymphoid structure",),
    },
    frozenset({"lovelace", "hopper"}),
)


def reference(author: str, year: int) -> Reference:
    """An entry with that first author, and others."""
    return Reference("1", (f"{author} A", "Doe J"), "", "", year, None, "", Span(0, 0))


def answered(question: str, *behind: Reference, quote: str = "The rate was 5%.") -> Answer:
    """An answer with one quote, and the references behind it."""
    citation = Citation(
        1, "paper", "", "", "prose", Quote(Span(0, len(quote)), quote), (), None, behind
    )
    stamp = IndexStamp("", "")
    return Answer(question, "", (citation,), None, 1.0, (), (), stamp)


def understood(follow_up: str, *questions: str) -> str:
    """`follow_up` after answers to `questions` that name no study."""
    return understand(follow_up, [answered(one) for one in questions], FIELD).understood


RATE = "What was the objective response rate in GIST with imatinib?"


@pytest.mark.parametrize(
    ("before", "follow_up", "expected"),
    [
        (RATE, "and in LMS?", "What was the objective response rate in LMS with imatinib?"),
        (RATE, "LMS?", "What was the objective response rate in LMS with imatinib?"),
        (RATE, "And the PFS?", "What was the PFS in GIST with imatinib?"),
        (RATE, "what about its side effects?", "What were the side effects in GIST with imatinib?"),
        (
            RATE,
            "and with sunitinib?",
            "What was the objective response rate in GIST with sunitinib?",
        ),
        (
            RATE,
            "same for patients with LMS",
            "What was the objective response rate in LMS with imatinib?",
        ),
        (
            "What was the 2-year OS in LANTERN2?",
            "and at 5 years?",
            "What was the 5-year OS in LANTERN2?",
        ),
        ("What was the 2-year OS in LANTERN2?", "and the ORR?", "What was the ORR in LANTERN2?"),
        (
            "What was the median PFS in LANTERN2?",
            "and the OS?",
            "What was the median OS in LANTERN2?",
        ),
        (
            "What was the ORR with imatinib in LANTERN2?",
            "and in BEACON7?",
            "What was the ORR in BEACON7?",
        ),
        (
            "What was the ORR in LANTERN2?",
            "and the phase III trial?",
            "What was the ORR in the phase III trial?",
        ),
        (
            "How many GIST patients responded in LANTERN2?",
            "and the PFS?",
            "What was the PFS in GIST in LANTERN2?",
        ),
        (
            "What is the effect of music on anxiety?",
            "and on pain?",
            "What is the effect of music on pain?",
        ),
        ("How many patients had fever?", "and headache?", "How many patients had headache?"),
        ("What does GIST stand for?", "and TLS?", "What does TLS stand for?"),
        (
            "What is the size of the buds in spring?",
            "and their color?",
            "What is the color of the buds in spring?",
        ),
    ],
)  # fmt: skip
def test_a_fragment_takes_the_place_of_its_like(before: str, follow_up: str, expected: str) -> None:
    assert understood(follow_up, before) == expected


@pytest.mark.parametrize(
    ("before", "follow_up", "expected"),
    [
        (
            "What was the ORR in LANTERN2?",
            "What was its median OS?",
            "What was the median OS in LANTERN2?",
        ),
        (
            "What was the ORR in LANTERN2?",
            "which drugs were used in that trial?",
            "Which drugs were used in LANTERN2?",
        ),
        ("What is imatinib?", "what does it target?", "What does imatinib target?"),
        (RATE, "How old were these patients?", "How old were patients with GIST?"),
        (RATE, "is this drug approved?", "Is imatinib approved?"),
        (
            "What was the ORR in LANTERN2?",
            "how many patients?",
            "How many patients were in LANTERN2?",
        ),
        (
            RATE,
            "who showed that?",
            "Who reported the objective response rate in GIST with imatinib?",
        ),
        (
            RATE,
            "how does that compare with sunitinib?",
            "How does the objective response rate in GIST with imatinib compare with sunitinib?",
        ),
        ("Did any GIST shrink with imatinib?", "why?", "Why did any GIST shrink with imatinib?"),
        (
            "What was the ORR in LANTERN2?",
            "What was the median OS?",
            "What was the median OS in LANTERN2?",
        ),
        (
            "What was the ORR in LANTERN2?",
            "in which year?",
            "In which year was LANTERN2 published?",
        ),
    ],
)  # fmt: skip
def test_what_points_back_is_named(before: str, follow_up: str, expected: str) -> None:
    assert understood(follow_up, before) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is TLS?",
        "Who funded this review?",
        "Which drugs gave no response in LMS?",
        "And which trials combined drugs with radiotherapy in LMS?",
        "Does LMS spread when it is found late?",
        "Is it true that GIST is rare?",
        "What do the authors say about their methods?",
        "and what about the others?",
        "What share of GIST shows its receptor?",
        "median OS of BEACON7",
        "Explain the term tertiary lymphoid structure.",
    ],
)
def test_a_question_with_a_topic_of_its_own_is_kept(question: str) -> None:
    found = understand(question, [answered(RATE)], FIELD)
    assert (found.understood, found.carried) == (question, ())


def test_without_an_earlier_question_all_is_kept_as_typed() -> None:
    found = understand("  and in LMS?", [], FIELD)
    assert (found.question, found.understood, found.carried) == (
        "  and in LMS?", "  and in LMS?", (),
    )  # fmt: skip


def test_what_was_carried_over_stands_in_the_question() -> None:
    found = understand("and in LMS?", [answered(RATE)], FIELD)
    assert found.carried == ("objective response rate", "imatinib")
    assert all(part in found.understood for part in found.carried)


def test_follow_ups_of_follow_ups() -> None:
    asked = [RATE]
    for follow_up in ("and in LMS?", "And the PFS?", "who showed that?", "and with sunitinib?"):
        asked.append(understood(follow_up, *asked))
    assert asked[1:] == [
        "What was the objective response rate in LMS with imatinib?",
        "What was the PFS in LMS with imatinib?",
        "Who reported the PFS in LMS with imatinib?",
        "What was the PFS in LMS with sunitinib?",
    ]


def test_the_answer_names_the_study_that_was_asked_for() -> None:
    before = "Which study had the highest response rate?"
    lovelace = reference("Lovelace", 2021)
    one = understand("how many patients did it include?", [answered(before, lovelace)], FIELD)
    assert one.understood == "How many patients did Lovelace et al. 2021 include?"
    # Two references behind the quote: which of them is meant cannot be told.
    two = [answered(before, lovelace, reference("Hopper", 2022))]
    kept = understand("which drugs were used in that trial?", two, FIELD)
    assert kept.understood == kept.question


def test_constituents_have_their_places() -> None:
    text = "What was the median PFS in patients with GIST with imatinib plus sunitinib in LANTERN2?"
    found = [(part.kind, part.name, part.preposition) for part in constituents(text, FIELD)]
    assert found == [
        ("endpoint", "median PFS", ""),
        ("disease", "GIST", "in"),
        ("drug", "imatinib plus sunitinib", "with"),
        ("study", "LANTERN2", "in"),
    ]


def test_the_assistant_understands(assistant: Assistant) -> None:
    earlier = [assistant.ask("What was the ORR in UPS in SARC028?")]
    found = assistant.understand("and in MFS?", earlier)
    assert found.understood == "What was the ORR in MFS in SARC028?"
    with pytest.raises(QuestionError, match="a question is text, found int"):
        assistant.understand(3, earlier)  # type: ignore[arg-type]


def test_no_study_author_or_drug_of_the_review_is_in_the_words() -> None:
    import sarcoqa.answer

    words = (Path(sarcoqa.answer.__file__).parent / "followup.toml").read_text(encoding="utf-8")
    assert not [name for name in ("SARC0", "Tawbi", "pembrolizumab", "UPS", "MFS rate")
                if name in words]  # fmt: skip
