"""What a table or a figure shows as a whole: its caption, or that there is none."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant, verify
from sarcoqa.answer.question import read_question
from sarcoqa.answer.shown import captions, shown_asked
from sarcoqa.schema import Kind, Passage, Span


def passage(text: str, kind: Kind = "caption", paper: str = "p") -> Passage:
    span = Span(0, len(text))
    return Passage(text, paper, kind, ("Results",), span, text, (), (span,), ("",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does Table 2 show?", ("Table", "2")),
        ("what is in table 3", ("Table", "3")),
        ("Describe Fig. 1", ("Figure", "1")),
        ("What can be seen in figure 12?", ("Figure", "12")),
        ("What does Table 2 show for betanib?", None),  # a topic: something in it
        ("Which trials does Table 2 list?", None),
        ("Compare Table 1 and Table 2", None),
        ("What does the table show?", None),
    ],
)
def test_what_is_asked_as_a_whole(text: str, expected: tuple[str, str] | None) -> None:
    assert shown_asked(read_question(text, text)) == expected


def test_the_caption_with_that_number_of_each_paper() -> None:
    two = passage("Table 2 Baths by month")
    figure = passage("Fig. 2 The bath", kind="prose")
    other = passage("Table 2 Teas", paper="q")
    rest = [passage("Table 21 Towels"), passage("Table 2 of these", kind="record")]
    every = [*rest, two, figure, other]
    assert captions("Table", "2", every) == [(two, two.span), (other, other.span)]
    assert captions("Figure", "2", every) == [(figure, figure.span)]
    assert captions("Table", "1", every) == []


def test_the_review_is_asked(assistant: Assistant) -> None:
    shown = assistant.ask("What does Table 2 show?")
    assert [citation.quote.text[:7] for citation in shown.citations] == ["Table 2"]
    document = assistant.documents()[0]
    table = document.tables[1]
    assert [note.message for note in shown.notes] == [
        f"Table 2 has {len(table.records)} rows, with the columns {', '.join(table.header)}."
    ]
    assert verify(shown, documents=[document]).ok
    refused = assistant.ask("What does Table 9 show?")
    assert refused.abstained is not None
    assert refused.text.startswith("There is no caption of Table 9. Searched ")
