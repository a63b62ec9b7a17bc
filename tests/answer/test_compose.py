"""The text of an answer: marks that could be read as ours go, names and years stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa.answer.compose import unmarked
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import CitationMark, Document, Span


def marked(text: str, *marks: str) -> Document:
    document = parse_plain(
        f"# Tea\n\n## Results\n\n{text}\n", document_id="tea", sha256="0" * 64, stated=Metadata()
    )
    spans = [Span(start, start + len(m)) for m in marks for start in (document.text.index(m),)]
    found = tuple(CitationMark(span, ("1",)) for span in spans)
    return replace(document, marks=found)


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("Tea was cold [1, 2] and old [3].", ("[1, 2]", "[3]"), "Tea was cold and old."),
        ("Tea was cold (Lee, 2010; Wu, 2011).", ("Lee, 2010", "Wu, 2011"),
         "Tea was cold (Lee, 2010; Wu, 2011)."),
        ("Lee (2010) drank it [4].", ("Lee (2010)", "[4]"), "Lee (2010) drank it."),
    ],
)  # fmt: skip
def test_numbers_go_and_names_stay(text: str, marks: tuple[str, ...], shown: str) -> None:
    document = marked(text, *marks)
    start = document.text.index(text)
    assert unmarked(document, Span(start, start + len(text))) == shown
