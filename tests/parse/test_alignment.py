"""Runs of equal letters: where they begin and end, and what is told apart."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sarcoqa.parse.alignment import SEED, heaviest_rising, letters_of, shared_runs


def letters(count: int, seed: int) -> str:
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz", k=count))


def test_letters_and_their_offsets() -> None:
    found = letters_of("Naïve eﬃ-\ncacy² [1]!")
    assert found.form == "naiveefficacy21"
    assert found.offsets == (0, 1, 2, 3, 4, 6, 7, 7, 7, 10, 11, 12, 13, 14, 17)


def test_a_run_is_as_long_as_both_agree() -> None:
    core = letters(60, 1)
    (run,) = shared_runs("xx" + core + "y", "zzz" + core + "w")
    assert (run.here, run.there, run.length) == (2, 3, 60)


def test_what_comes_twice_begins_no_run() -> None:
    core, other = letters(SEED, 1), letters(60, 2)
    assert shared_runs(core + "q" * 9, core + "z" + core) == ()
    assert shared_runs(core + "q" + core, core + "z" * 9) == ()
    # Behind letters that come once it is told apart.
    (run,) = shared_runs(other + core, "z" + core + "y" + other + core)
    assert (run.there, run.length) == (1 + SEED + 1, 60 + SEED)


def test_short_texts_have_no_run() -> None:
    assert shared_runs("", "") == ()
    assert shared_runs("a" * (SEED - 1), "a" * (SEED - 1)) == ()


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_runs_agree_and_do_not_overlap(ours: list[int], theirs: list[int]) -> None:
    here, there = ("".join(letters(25, n) for n in order) for order in (ours, theirs))
    end = 0
    for run in shared_runs(here, there):
        assert run.here >= end
        assert run.length >= SEED
        end = run.here + run.length
        assert here[run.here : end] == there[run.there : run.there + run.length]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=8))
def test_the_heaviest_rising_chain(runs: list[tuple[int, int]]) -> None:
    chain = list(heaviest_rising(runs))
    values = [runs[place][0] for place in chain]
    assert values == sorted(values)
    # Against all choices, written out.
    best = 0
    for choice in range(2 ** len(runs)):
        kept = [run for place, run in enumerate(runs) if choice >> place & 1]
        if [value for value, _ in kept] == sorted(value for value, _ in kept):
            best = max(best, sum(weight for _, weight in kept))
    assert sum(runs[place][1] for place in chain) == best
