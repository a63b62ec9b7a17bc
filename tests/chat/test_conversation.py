"""A question and what came of it; example questions made from the papers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_assistant import FakeAssistant, document

from sarcoqa.chat.conversation import FAILED, NO_QUESTION, reply
from sarcoqa.chat.examples import example_questions
from sarcoqa.errors import IndexDamagedError
from sarcoqa.schema import Abbreviation, Answer, Document, Span


class Broken:
    """An assistant whose index is damaged."""

    def __init__(self, message: str) -> None:
        self.message = message

    def ask(self, question: str) -> Answer:
        raise IndexDamagedError(self.message)

    def documents(self) -> tuple[Document, ...]:
        return ()


def test_an_answer_is_the_assistants_own() -> None:
    turn = reply(FakeAssistant(), "What of UPS?")
    assert turn.answer == FakeAssistant().ask("What of UPS?")
    assert not turn.error
    assert not turn.pending


@pytest.mark.parametrize(
    ("message", "line"),
    [("found X;\nexpected Y", "found X; expected Y"), ("", FAILED)],
)
def test_an_error_of_the_assistant_becomes_one_line(message: str, line: str) -> None:
    turn = reply(Broken(message), "q")
    assert (turn.answer, turn.error) == (None, line)


@pytest.mark.parametrize("question", ["", "  \n\t"])
def test_an_empty_question_gives_one_line_without_asking(question: str) -> None:
    assert reply(Broken("asked all the same"), question).error == NO_QUESTION


def test_a_fault_of_the_program_is_not_hidden() -> None:
    class Faulty(Broken):
        def ask(self, question: str) -> Answer:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        reply(Faulty(""), "q")


def test_examples_come_from_the_papers_tables_and_abbreviations() -> None:
    assert example_questions((document(),)) == (
        "What is the summary of findings in Italiano et al.?",
        "What does UPS stand for?",
    )


def test_examples_of_a_paper_without_tables() -> None:
    nowhere = Span(0, 0)
    paper = replace(
        document(),
        tables=(),
        abbreviations=(
            Abbreviation("AB", "a b", nowhere, False),
            Abbreviation("CD", "c d", nowhere, True),
        ),
    )
    listed_first = ("What does CD stand for?", "What does AB stand for?")
    assert example_questions((paper,), limit=3) == listed_first
    assert example_questions(()) == ()
