"""Where the letters of a quote stand among those of a page.

Only letters and digits count, as in `sarcoqa.parse.alignment`: what a parser does to hyphens,
ligatures, spaces and raised numbers makes no difference. All letters of a quote must be there, in
its order, in one run or in a few runs that break where lines of the print end (a column, a figure
between two parts). Where that leaves a choice, what stands around the quote decides; where it does
not decide clearly, nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..alignment import letters_of
from ..wanted import Wanted

SURE_LETTERS = 20  # a shorter quote counts only with as many letters of its surroundings
LONG_LETTERS = 40  # a shorter quote is not looked for in several runs
LEAST_RUN = 12
MOST_RUNS = 4
MARGIN = 5  # letters around a quote by which one place must be better than all others
AROUND = 40
MOST_PLACES = 200

Run = tuple[int, int]  # letters of the page: start, end


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The letters of a page in one order, and where among them lines begin and end."""

    form: str
    breaks: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a quote, and those before and after it."""

    form: str
    before: str
    after: str


def locate(wanted: Wanted, orders: Sequence[PageLetters]) -> tuple[int, tuple[Run, ...]] | None:
    """(which of `orders`, runs of its letters) where `wanted` stands; None where that is not sure.

    The first order in which it is found counts.
    """
    quote = _Letters(
        letters_of(wanted.text).form,
        letters_of(wanted.before).form[-AROUND:],
        letters_of(wanted.after).form[:AROUND],
    )
    if not quote.form:
        return None
    doubtful = len(quote.form) < SURE_LETTERS
    for number, page in enumerate(orders):
        places = list(_places(quote.form, page.form))
        if place := _best(quote, page.form, places, doubtful=doubtful):
            return number, (place,)
        doubtful |= len(places) > 1
    if doubtful or len(quote.form) < LONG_LETTERS:
        return None
    for number, page in enumerate(orders):
        if runs := _in_runs(quote, page):
            return number, runs
    return None


def _places(wanted: str, form: str) -> Iterator[int]:
    place = form.find(wanted)
    for _ in range(MOST_PLACES):
        if place < 0:
            return
        yield place
        place = form.find(wanted, place + 1)


def _best(quote: _Letters, form: str, places: Sequence[int], *, doubtful: bool) -> Run | None:
    """The one of `places` around which the surroundings of the quote stand, if that is clear."""
    length = len(quote.form)
    if len(places) == 1 and not doubtful:
        return places[0], places[0] + length
    ranked = sorted(((_support(quote, form, at), at) for at in places), reverse=True)
    if not ranked:
        return None
    support, place = ranked[0]
    others = ranked[1][0] if len(ranked) > 1 else 0
    clear = support - others >= MARGIN and length + support >= SURE_LETTERS
    return (place, place + length) if clear else None


def _support(quote: _Letters, form: str, place: int) -> int:
    """How many letters around `place` are those around the quote."""
    before = form[max(0, place - AROUND) : place]
    end = place + len(quote.form)
    after = form[end : end + AROUND]
    return _agreeing(before[::-1], quote.before[::-1]) + _agreeing(after, quote.after)


def _agreeing(one: str, two: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))


def _in_runs(quote: _Letters, page: PageLetters) -> tuple[Run, ...]:
    """The runs that make up the quote, one after the other; empty where there are none.

    A short part at one of its ends is found by what stands on its other side.
    """
    for before, after in (("", ""), (quote.before, ""), ("", quote.after)):
        whole = before + quote.form + after
        runs = _rest_in_runs(whole, page, 0, MOST_RUNS)
        if runs:
            return tuple(_without(runs, len(before), len(whole) - len(after)))
    return ()


def _rest_in_runs(rest: str, page: PageLetters, floor: int, most: int) -> list[Run]:
    """The runs of `rest` from `floor` on; all but the first begin with a line, all break at ends of
    lines. The longest first run counts, and must be the only one of its length.
    """
    if most == 0 or len(rest) < LEAST_RUN:
        return []
    found: list[Run] = []
    for place in _places(rest[:LEAST_RUN], page.form):
        if place < floor or (floor and place not in page.breaks):
            continue
        most_letters = _agreeing(rest, page.form[place : place + len(rest)])
        if most_letters == len(rest):
            end = place + most_letters
        else:
            ends = (place + n for n in range(most_letters, LEAST_RUN - 1, -1))
            end = next((end for end in ends if end in page.breaks), -1)
        if end > 0:
            found.append((place, end))
    found.sort(key=lambda run: run[1] - run[0], reverse=True)
    if not found or (len(found) > 1 and _length(found[0]) == _length(found[1])):
        return []
    first = found[0]
    if _length(first) == len(rest):
        return [first]
    behind = _rest_in_runs(rest[_length(first) :], page, first[1], most - 1)
    return [first, *behind] if behind else []


def _length(run: Run) -> int:
    return run[1] - run[0]


def _without(runs: Sequence[Run], first: int, last: int) -> Iterator[Run]:
    """The letters `first` to `last` of all that the runs hold."""
    done = 0
    for start, end in runs:
        low, high = max(first - done, 0), min(last - done, end - start)
        if low < high:
            yield start + low, start + high
        done += end - start
