"""A drug that was given alone is told from the same drug in a combination."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.alone import alone_in, is_alone, left_out

DRUGS = ("sunitinib", "pazopanib")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ORR with sunitinib alone or with pazopanib?", ["sunitinib"]),
        ("ORR with sunitinib or pazopanib alone?", ["pazopanib"]),
        ("Single-agent Sunitinib?", ["sunitinib"]),
        ("single agent pazopanib", ["pazopanib"]),
        ("sunitinib as a single agent, pazopanib by itself", ["sunitinib", "pazopanib"]),
        ("sunitinib monotherapy", ["sunitinib"]),
        ("the sunitinib-alone arm", ["sunitinib"]),
        ("sunitinib with pazopanib", []),
        ("Is surgery alone better than sunitinib?", []),
    ],
)
def test_drugs_that_a_question_wants_alone(question: str, expected: list[str]) -> None:
    assert alone_in(question, DRUGS) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Survival on sunitinib without Pazopanib?", ["pazopanib"]),
        ("Survival on sunitinib without the pazopanib?", ["pazopanib"]),
        ("Survival on sunitinib with or without pazopanib?", []),
        ("Survival with/without pazopanib?", []),
        ("Survival without progression on pazopanib?", []),
    ],
)
def test_drugs_that_a_question_leaves_out(question: str, expected: list[str]) -> None:
    assert left_out(question) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sunitinib was given to forty.", True),  # no other drug is named
        ("sunitinb was given to forty", True),  # misspelt
        ("Sunitinib was given with pazopanib.", False),
        ("Sunitinib, alone or with pazopanib, was given.", True),
        ("Sunitinib monotherapy was compared with pazopanib.", True),
        ("Pazopanib was given alone.", False),  # another drug
        ("Forty were treated.", False),
    ],
)
def test_evidence_that_a_drug_was_alone(text: str, expected: bool) -> None:
    assert is_alone("sunitinib", text) is expected


def test_alone_and_combined_are_both_cited(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Response rates with nivolumab alone versus nivolumab with ipilimumab in the Alliance "
        "A091401 trial?"
    )
    assert answer.abstained is None
    quotes = [citation.quote.text for citation in answer.citations]
    assert any("nivolumab monotherapy resulted in an ORR of 5% (2/38)" in q for q in quotes)
    assert any("ORR of 16%" in quote or "ORR 16%" in quote for quote in quotes)


def test_a_drug_alone_is_answered_by_its_own_arm(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR with nivolumab alone in the Alliance A091401 trial?")
    assert answer.abstained is None
    assert "ORR of 5% (2/38)" in answer.citations[0].quote.text
    rows = [c.quote.text for c in answer.citations if "\t" in c.quote.text]
    assert not any("Nivolumab + ipilimumab" in row for row in rows)


def test_a_drug_that_a_paper_has_in_a_combination_only(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR with tremelimumab alone?")
    assert answer.abstained is not None
    assert "tremelimumab alone" in answer.abstained.message
