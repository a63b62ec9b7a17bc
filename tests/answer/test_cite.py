"""Citations are cut from the document, and carry the references behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa.addresses import page_of
from sarcoqa.answer.cite import cite, cite_all
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Page, Span

TEXT = """A short paper

Introduction

Rates were low in the first trial [1, 2]. The median was 3 months. Others agree [3].

Nothing was cited here.

References

1. Ada A. One thing. *J One*. 2001;1:1. https://doi.org/10.1000/one
2. Bea B. Two things. *J Two*. 2002;2:2.
3. Cid C. Three things. *J Three*. 2003;3:3.
"""


def parsed():
    document = parse_plain(TEXT, document_id="short", sha256="0" * 64, stated=Metadata())
    return document, passages(document)


def sentence(text: str):
    document, found = parsed()
    start = document.text.index(text)
    passage = next(p for p in found if p.kind == "prose" and p.span.start <= start < p.span.end)
    span = next(s for s in passage.sentences if s.start == start)
    return cite(1, document, passage, span), document


def test_the_quote_is_the_slice() -> None:
    citation, document = sentence("Rates were low")
    assert citation.quote.text == "Rates were low in the first trial [1, 2]."
    assert citation.quote.span.of(document.text) == citation.quote.text
    assert citation.section == ("Introduction",)
    assert citation.page is None


def test_marks_inside_the_quote_resolve() -> None:
    citation, _ = sentence("Rates were low")
    assert [entry.label for entry in citation.references] == ["1", "2"]
    assert citation.references[0].doi == "10.1000/one"
    assert not citation.references_inherited
    assert citation.origin == "reported"


def test_without_a_mark_the_closest_before_counts_and_is_said_to() -> None:
    citation, _ = sentence("The median")
    assert [entry.label for entry in citation.references] == ["1", "2"]
    assert citation.references_inherited
    assert citation.origin == "after_citation"


def test_marks_are_not_inherited_from_another_paragraph() -> None:
    citation, _ = sentence("Nothing was cited")
    assert citation.references == ()


def test_numbers_follow_the_order_given() -> None:
    document, found = parsed()
    prose = [p for p in found if p.kind == "prose"]
    cited = cite_all({"short": document}, [(p, p.sentences[0]) for p in prose])
    assert [citation.number for citation in cited] == list(range(1, len(prose) + 1))


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (10, 20, "e4"),
        (40, 60, "e4–e5"),  # over the page break
        (50, 60, "e5"),
        (5, 20, None),  # begins before what is surely on a page
        (60, 75, None),  # ends where no page is known
        (80, 100, "e7"),
        (95, 110, None),  # a table of an earlier page was moved behind it
        (100, 130, "e6, e8"),
        (0, 5, None),
    ],
)
def test_the_page_of_a_quote(start: int, end: int, label: str | None) -> None:
    document, _ = parsed()
    parts = [(4, 10, 50), (5, 50, 70), (7, 80, 100), (6, 100, 120), (8, 120, 140)]
    pages = tuple(Page(number, f"e{number}", Span(a, b)) for number, a, b in parts)
    assert page_of(replace(document, pages=pages), Span(start, end)) == label
