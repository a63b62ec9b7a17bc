"""What evidence is worth for a question, beside what the search found it to be."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.evidence import Weights, judge
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Passage, Span

SHORT = {"CIK": ("cytokine-induced killer",), "ABC": ("abcoma",)}


def evidence(text: str, *, heading: str = "Results", context: str = "") -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", (heading,), span, text, (), (span,), ("",))
    return Evidence(home, span, text, context, "", 1.0, (("dense", 0.0), ("lexical", 0.0)))


def score(question: str, found: Evidence) -> float:
    """The score without what the words in common are worth, so that only the signs count."""
    weights = Weights(own_terms=0.0, context_terms=0.0, names=0.0)
    asked = read_question(question, question, SHORT)
    return judge(asked, [found], lambda _: 1.0, weights=weights)[0].score


@pytest.mark.parametrize(
    "heading",
    ["Funding", "Competing interests", "5.2 Acknowledgments", "Authors' contributions",
     "Data availability", "Availability of data and materials", "Publisher’s note", "Open Access"],
)  # fmt: skip
def test_declarations_answer_only_questions_about_them(heading: str) -> None:
    found = evidence("Beta Incorporated gave the drug.", heading=heading)
    assert score("Which tumours shrank?", found) == pytest.approx(1.0 - Weights().wrong_kind)
    assert score("Did anybody sponsor it or disclose a conflict?", found) == pytest.approx(1.0)


@pytest.mark.parametrize("heading", ["Results", "Author index of responses", "Fundingal", ""])
def test_other_sections_are_no_declarations(heading: str) -> None:
    found = evidence("Beta Incorporated gave the drug.", heading=heading)
    assert score("Which tumours shrank?", found) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "context", "share"),
    [
        ("CIK cells were given.", "", 1.0),
        ("Cytokine-induced killer cells were given.", "", 1.0),
        ("They were given.", "CIK cells are lymphocytes.", 1.0),  # said just before
        ("NK cells were given.", "", 0.0),
    ],
)
def test_what_a_question_names_by_a_short_form(text: str, context: str, share: float) -> None:
    found = evidence(text, context=context)
    expected = 1.0 + share * Weights().entity
    assert score("Were CIK cells safe?", found) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("In a phase I/II trial it was given.", 1.0),
        ("Phase: II; Drug: betanib", 1.0),
        ("A phase III trial is under way.", 0.0),
        ("A phase-3 trial is under way.", 0.0),
        ("It was given in phases II and III.", 0.0),
        ("It was given.", 0.0),  # of no phase that is named
    ],
)
def test_a_trial_of_another_phase_counts_less(text: str, share: float) -> None:
    expected = 1.0 - share * Weights().wrong_kind
    assert score("Which of these went to phase 3?", evidence(text)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("entry", "leads"),
    [
        ("Lee A, Roe B. A paper. J Tests. 2010;1:1-9.", 1.0),
        ("Roe B, Lee A. A paper. J Tests. 2010;1:1-9.", 0.0),
        ("Leeson A, Lee A. A paper. J Tests. 2010;1:1-9.", 0.0),
    ],
)
def test_a_paper_is_called_by_its_first_author(entry: str, leads: float) -> None:
    span = Span(0, len(entry))
    home = Passage("p0", "p", "reference", ("References",), span, entry, (), (span,), ("",))
    found = Evidence(home, span, entry, "", "", 1.0, (("dense", 0.0), ("lexical", 0.0)))
    expected = 1.0 + leads * Weights().leads
    assert score("What is the DOI of the paper by Lee?", found) == pytest.approx(expected)


def test_a_tumour_counts_only_where_the_sentence_itself_has_it() -> None:
    question = "Was it dear in ABC?"
    inside = evidence("It was dear in abcoma.")
    before = evidence("It was dear.", context="Forty had abcoma.")
    assert score(question, inside) == pytest.approx(1.0 + Weights().disease)
    assert score(question, before) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "penalty"),
    [
        ("Sunitinib was given with pazopanib.", 1.0),
        ("Sunitinib was given.", 0.0),
        ("Pazopanib was added; sunitinib alone had failed.", 0.0),
    ],
)
def test_a_combination_is_worth_less_for_a_drug_alone(text: str, penalty: float) -> None:
    question = "Was sunitinib alone safe?"
    expected = 1.0 + Weights().treatment - penalty * Weights().combined
    assert score(question, evidence(text)) == pytest.approx(expected)


def test_who_paid_is_read_in_the_declarations(assistant: Assistant) -> None:
    answer = assistant.ask("Who funded this review?")
    assert answer.abstained is None
    assert "no external funding" in answer.text


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Gammabetamycin was given.", 1.0),
        ("Gammabitamycin was given.", 1.0),  # misspelt in the paper
        ("Deltabetacillin was given.", 0.0),
    ],
)
def test_a_long_name_may_be_misspelt_in_the_paper(text: str, share: float) -> None:
    asked = read_question("Was Gammabetamycin safe?", "Was Gammabetamycin safe?", {})
    assert asked.names == ("Gammabetamycin",)
    assert judge(asked, [evidence(text)], lambda _: 1.0)[0].names == share
