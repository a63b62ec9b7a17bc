"""Filters: what they let through, and what they name when it is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa import Assistant
from sarcoqa.errors import FilterError
from sarcoqa.search.filters import Filters
from sarcoqa.selection import Selection, select


@pytest.fixture(scope="module")
def documents(small_assistant: Assistant):
    alpha = small_assistant.document("alpha")
    years = {"a": 2015, "b": 2017, "c": 2017, "d": 2020, "e": None}
    return {name: replace(alpha, id=name, year=year) for name, year in years.items()}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2017, ("b", "c")),
        ("2017", ("b", "c")),
        (" 2015 - 2017 ", ("a", "b", "c")),
        ("2016–2030", ("b", "c", "d")),
        ([2015, "2018-2020"], ("a", "d")),
        (None, None),
        ([], None),
    ],
)
def test_years(year: object, expected: object, documents) -> None:
    assert select(documents, (), year=year) == Selection(expected, Filters())


def test_a_paper_must_pass_every_filter(documents) -> None:
    assert select(documents, (), year=2017, document=["a", "b"]).documents == ("b",)
    assert select(documents, (), year=2017, document="a").documents == ()
    found = select(documents, (), document="a", kind=["record", "prose"])
    assert found == Selection(("a",), Filters(kinds=("prose", "record")))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"year": "soon"}, "'soon' is no year; give a year such as 2019, or a range such as"),
        ({"year": "2020-2015"}, "'2020-2015' is no year"),
        ({"year": 17}, "17 is no year"),
        ({"year": True}, "True is no year"),
        (
            {"year": 1999},
            "there is no paper of the year '1999' in the index; known: '2015', '2017'",
        ),
        ({"year": [2017, "1990-1999"]}, "there is no paper of the year '1990-1999'"),
        ({"document": "z"}, "there is no document 'z' in the index; known: 'a', 'b'"),
    ],
)
def test_what_is_not_there_is_named(filters: dict[str, object], message: str, documents) -> None:
    with pytest.raises(FilterError) as raised:
        select(documents, (), **filters)
    assert str(raised.value).startswith(message)


def test_questions_and_searches_take_years(assistant: Assistant) -> None:
    (document,) = assistant.documents()
    question = "What is TLS?"
    assert assistant.ask(question, year=document.year) == assistant.ask(question)
    assert assistant.search("fever", year=f"2000-{document.year}") == assistant.search("fever")
    with pytest.raises(FilterError, match="there is no paper of the year '1999'"):
        assistant.search("fever", year=1999)
