"""Where a paper cites its references."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.parse.marks import MAX_RANGE, expand_labels, find_marks
from sarcoqa.schema import Reference, Span


def entries(count: int, start: int = 10_000) -> tuple[Reference, ...]:
    return tuple(
        Reference(str(n), (), "", "", None, None, "x", Span(start + n, start + n + 1))
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("inside", "labels"),
    [
        ("7", ("7",)),
        ("2, 6–9", ("2", "6", "7", "8", "9")),
        ("1-3,5; 7—8", ("1", "2", "3", "5", "7", "8")),
        ("3, 3, 2–4", ("3", "2", "4")),  # each once, in the order of the mark
        ("12 , 14", ("12", "14")),
        ("5–5", ("5",)),
        ("9–6", ("9", "6")),  # reversed: only what it names
        ("1–9999", ("1", "9999")),  # no paper cites ten thousand at once
        ("1–3–5", ("1", "3", "5")),
    ],
)
def test_labels(inside: str, labels: tuple[str, ...]) -> None:
    assert expand_labels(inside) == labels


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 999), st.integers(0, MAX_RANGE))
def test_a_range_holds_all_between_its_ends(first: int, more: int) -> None:
    labels = expand_labels(f"{first}–{first + more}")
    assert [int(label) for label in labels] == list(range(first, first + more + 1))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as shown [1, 3] and “cold.” [2]", ["[1, 3]", "[2]"]),
        ("in the year [2019]", []),
        ("an interval of [0, 1]", []),
        ("beyond the list [5]", []),
        ("one inside, one beyond [3, 9]", ["[3, 9]"]),
        ("a note [a], a footnote [1a] and [corrected]", []),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert [mark.span.of(text) for mark in find_marks(text, entries(4))] == found


def test_without_a_list_there_are_no_marks() -> None:
    assert find_marks("as shown [1]", ()) == ()


def test_marks_inside_the_list_are_none() -> None:
    text = "shown [1] Results [1] of a trial"
    entry = Reference("1", (), "", "", None, None, text[10:], Span(10, len(text)))
    assert [mark.span for mark in find_marks(text, (entry,))] == [Span(6, 9)]
