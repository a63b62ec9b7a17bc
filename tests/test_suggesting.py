"""Suggested questions: made from places in papers, offered where the answer quotes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa import (
    Abstention,
    Answer,
    Assistant,
    Citation,
    Document,
    Passage,
    Quote,
    Settings,
    Span,
)
from sarcoqa.errors import FilterError, QuestionError
from sarcoqa.parse import parse_file
from sarcoqa.passages import passages
from sarcoqa.schema import IndexStamp
from sarcoqa.suggesting import MOST_ASKED, near, opening
from sarcoqa.suggesting.candidate import candidates

PAPER = """# The Lantern of the Bud

Ada B. Lovelace

## Abstract

The aim of this study was to measure buds. A plumule bud is a group of cells that later opens.

## Growth of Buds

The median length of the buds was 12 mm in spring. Hopper et al. found that buds grow at night [1].
The grid index (GX) of crimson and azure buds was low in their growth.
GX fell in May, and GX rose in June.

Table 1 Buds by color

Color\tSize\tPlace
Crimson\t12 mm\tgarden
Azure\t9 mm\tforest

## References

1. Hopper G. Buds at night. J Buds. 2019;12:34-40.
"""


@pytest.fixture
def paper(tmp_path: Path) -> tuple[Document, tuple[Passage, ...]]:
    path = tmp_path / "bud.md"
    path.write_text(PAPER, encoding="utf-8")
    document = parse_file(path)
    return document, passages(document)


def quoting(document: Document, span: Span) -> Answer:
    """An answer that quotes that place."""
    quote = Quote(span, span.of(document.text))
    citation = Citation(1, document.id, "", "", "prose", quote, (), None, ())
    return Answer("", "", (citation,), None, 1.0, (), (), IndexStamp("", ""))


def refused(question: str, *nearest: Citation, reason: str = "not_covered") -> Answer:
    """A refusal with its nearest passages."""
    why = Abstention(reason, "")  # type: ignore[arg-type]
    return Answer(question, "", (), why, 0.0, (), nearest, IndexStamp("", ""))


def made_from(paper: tuple[Document, tuple[Passage, ...]]) -> dict[str, Span]:
    """All questions of a paper with the places that they were made from."""
    return {one.question: one.span for kind in candidates(*paper) for one in kind}


def test_questions_of_each_kind_in_the_words_of_the_paper(
    paper: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, _ = paper
    found = made_from(paper)
    assert set(found) == {
        "What was the median length of the buds?",
        "What is a plumule bud?",
        "What did Hopper et al. find?",
        "What is the size of crimson?",
        "What is the size of azure?",
        "What was the aim of the study?",
        "What does the paper say about growth of buds?",
        "What does GX stand for?",
    }
    place = found["What was the median length of the buds?"]
    assert place.of(document.text) == "The median length of the buds was 12 mm in spring."


def test_only_what_is_answered_from_its_place_is_offered(
    paper: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, _ = paper
    places = made_from(paper)
    right = "What was the median length of the buds?"

    def ask(question: str) -> Answer:
        place = places[question] if question == right else Span(0, 5)
        return quoting(document, place)

    assert opening([paper], ask, limit=4) == (right,)
    assert opening([paper], refused, limit=4) == ()


def test_asking_is_bounded_and_the_kinds_take_turns(
    paper: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, _ = paper
    places = made_from(paper)
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return quoting(document, places[question])

    offered = opening([paper], ask, limit=3)
    assert offered == (
        "What was the median length of the buds?",
        "What is a plumule bud?",
        "What did Hopper et al. find?",
    )
    assert asked == list(offered)
    asked.clear()

    def refuse(question: str) -> Answer:
        asked.append(question)
        return refused(question)

    assert opening([paper] * 30, refuse, limit=4) == ()
    assert len(asked) == MOST_ASKED


def test_questions_about_the_paper_itself_need_a_paper_alone(
    paper: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, _ = paper
    places = made_from(paper)
    offered = opening([paper, paper], lambda q: quoting(document, places[q]), limit=20)
    assert "What is a plumule bud?" in offered
    assert "What was the aim of the study?" not in offered


def test_near_a_refusal_are_others_on_its_topic_and_no_rewording(
    paper: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, held = paper
    places = made_from(paper)

    def ask(question: str) -> Answer:
        return quoting(document, places[question])

    found = near(refused("What was the mean length of buds in autumn?"), [paper], ask, held)
    assert found[0] == "What was the median length of the buds?"
    assert len(found) == 2
    reworded = near(refused("median length of the buds"), [paper], ask, held)
    assert "What was the median length of the buds?" not in reworded


def test_suggestions_of_the_review_are_answered(assistant: Assistant) -> None:
    offered = assistant.suggest()
    assert len(offered) == 4
    assert len(set(offered)) == 4
    assert all(assistant.ask(question).citations for question in offered)
    assert assistant.suggest() == offered
    question = "How many SAINT participants stopped treatment because of toxicity?"
    assert assistant.ask(question).abstained is not None
    assert any("SAINT" in one for one in assistant.suggest(question))
    assert assistant.suggest(limit=0) == ()


def test_filters_and_bad_input_are_those_of_asking(assistant: Assistant) -> None:
    with pytest.raises(FilterError, match="there is no document 'x'"):
        assistant.suggest(document="x")
    with pytest.raises(QuestionError, match="a question is text, found NoneType"):
        assistant.suggest(None)  # type: ignore[arg-type]


def test_an_index_without_papers_suggests_nothing(
    tmp_path: Path, write_papers: Callable[[Path], Path]
) -> None:
    qa = Assistant.open(
        tmp_path / "index", corpus=write_papers(tmp_path / "corpus"),
        settings=Settings(embedding_model="hashing"), quiet=True,
    )  # fmt: skip
    assert qa.suggest()
    for document in qa.documents():
        qa.remove(document.id)
    assert qa.suggest() == ()
    assert qa.suggest("What was the response rate?") == ()
