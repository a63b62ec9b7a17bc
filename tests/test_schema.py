"""The nouns: spans, frozen values, hashes."""

from __future__ import annotations

import dataclasses
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarcoqa import schema
from sarcoqa.schema import KINDS, Span, text_sha256

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends)))


@given(SPANS, SPANS)
def test_spans_are_sets_of_places(one: Span, other: Span) -> None:
    ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one)
    if ours and theirs:
        assert one.overlaps(other) == bool(ours & theirs)
        assert one.holds(other) == (theirs <= ours)
    assert one.holds(one)


def test_span_of_a_text() -> None:
    assert Span(2, 5).of("abcdefg") == "cde"
    assert Span(3, 3).of("abc") == ""
    # Half-open: neighbours share nothing.
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (5, 4), (-3, -2)])
def test_a_span_that_cannot_be_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"found \\[{start}, {end}\\)"):
        Span(start, end)


def test_text_sha256_is_of_the_utf_8_bytes() -> None:
    assert text_sha256("≥1%") == sha256(b"\xe2\x89\xa51%").hexdigest()
    # The published test vector of SHA-256 for "abc" (FIPS 180-4).
    assert text_sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_every_noun_is_frozen_slotted_and_explained() -> None:
    nouns = [value for value in vars(schema).values() if dataclasses.is_dataclass(value)]
    assert len(nouns) >= 16
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun
        assert "__slots__" in vars(noun), noun
        assert not (noun.__doc__ or "").startswith(f"{noun.__name__}("), f"{noun} has no docstring"
        for field in dataclasses.fields(noun):
            assert not str(field.type).startswith(("list", "dict", "set")), field


def test_kinds_of_passages() -> None:
    assert KINDS == ("prose", "record", "caption", "reference", "abbreviation")
