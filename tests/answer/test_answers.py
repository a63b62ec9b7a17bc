"""Answers on the shipped review: the promises over all questions of the set, and single cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sarcoqa import Answer, Assistant
from sarcoqa.evaluation import evaluate, read_set
from sarcoqa.numbers import markers, unsourced_numbers

ROOT = Path(__file__).resolve().parents[2]
SET = ROOT / "eval" / "review.jsonl"


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    lines = SET.read_text(encoding="utf-8").splitlines()
    return [assistant.ask(json.loads(line)["question"]) for line in lines]


def test_every_quote_is_the_papers_own(assistant: Assistant, answers: list[Answer]) -> None:
    assert len(answers) >= 200
    texts = {document.id: document.text for document in assistant.documents()}
    count = 0
    for answer in answers:
        for citation in (*answer.citations, *answer.nearest):
            span = citation.quote.span
            assert texts[citation.document_id][span.start : span.end] == citation.quote.text
            count += 1
    assert count > 400


def test_citations_or_a_reason_never_neither(answers: list[Answer]) -> None:
    for answer in answers:
        assert bool(answer.citations) != (answer.abstained is not None)


def test_every_marker_has_its_citation(answers: list[Answer]) -> None:
    for answer in answers:
        numbers = {citation.number for citation in answer.citations}
        assert set(markers(answer.text)) == numbers, answer.text


def test_no_number_without_a_source(answers: list[Answer]) -> None:
    """P4: every number of an answer's text occurs in what it cites, or is a label or marker."""
    for answer in answers:
        assert unsourced_numbers(answer) == (), answer.text


def test_answers_are_short(answers: list[Answer]) -> None:
    words = sorted(len(answer.text.split()) for answer in answers if not answer.abstained)
    assert words[len(words) // 2] <= 60
    assert words[-1] <= 220


def test_the_first_sixty_are_answered_well_enough(assistant: Assistant) -> None:
    questions = read_set(SET, assistant.documents())[:60]
    assert sum(not question.answerable for question in questions) == 12
    report = evaluate(questions, assistant.ask, assistant.documents())
    figures = {figure.name: figure for figure in report.figures}
    assert figures["answered right and cited"].n == 48
    assert figures["answered right and cited"].value >= 0.75
    assert figures["verbatim"].value == 1.0


@pytest.mark.parametrize("question", ["", "   \n"])
def test_nothing_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "empty"
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["???", "asdkj qq ... ???", "12 34"])
def test_no_question(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "unclear"


def test_near_miss_is_refused_with_the_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("What was the median follow-up in SU2C-SARC032?")
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert answer.nearest
    assert "Searched" in answer.text


def test_a_reference_by_number(assistant: Assistant) -> None:
    answer = assistant.ask("What is reference 56?")
    assert [citation.kind for citation in answer.citations] == ["reference"]
    assert answer.citations[0].references[0].label == "56"
    assert assistant.ask("What is reference 999?").abstained is not None


def test_questions_about_the_paper_itself(assistant: Assistant) -> None:
    document = assistant.documents()[0]
    answer = assistant.ask("Who are the authors of this review?")
    assert all(author in answer.text for author in document.authors[:3])
    assert document.published in assistant.ask("When was this paper published?").text


def test_a_spelling(assistant: Assistant) -> None:
    answer = assistant.ask("What does CIK stand for?")
    assert answer.text.startswith("CIK: Cytokine-induced killer")
    assert answer.citations[0].kind == "abbreviation"


def test_a_table_row_is_cited_whole_and_answered_by_its_cells(assistant: Assistant) -> None:
    answer = assistant.ask("How many patients were in the trial of Cho et al.?")
    row = next(citation for citation in answer.citations if citation.kind == "record")
    record = next(
        record
        for document in assistant.documents()
        for table in document.tables
        for record in table.records
        if record.span == row.quote.span
    )
    assert dict(record.cells)["N"] in answer.text
    assert row.references[0].authors[0].startswith("Cho")
