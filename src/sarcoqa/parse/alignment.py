"""Where two texts of one paper hold the same letters, whatever their typesetting.

Only letters and digits count, in lower case and without accents: hyphens at line ends, ligatures,
brackets around raised numbers and spaces differ from one form of a paper to the other.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SEED = 20  # so many letters in a row are looked for; both texts must hold them just once


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text in normal form, and the offset in the text that each comes from."""

    form: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """`length` letters that stand at `here` in the one text and at `there` in the other."""

    here: int
    there: int
    length: int


def letters_of(text: str) -> Letters:
    """The letters of `text`.

    >>> letters_of("Eﬃ-\\ncacy [1]").form
    'efficacy1'
    """
    form: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for letter in _plain(char):
            form.append(letter)
            offsets.append(offset)
    return Letters("".join(form), tuple(offsets))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    spread = unicodedata.normalize("NFKD", char).lower()
    return "".join(letter for letter in spread if letter.isalnum() and letter.isascii())


def shared_runs(here: str, there: str) -> tuple[Shared, ...]:
    """The longest runs of equal letters around each seed that both texts hold once.

    In the order of `here`; each is as long as the texts agree. Runs never overlap in `here`.
    """
    known = _single_seeds(there)
    own = _single_seeds(here)
    found: list[Shared] = []
    place = 0
    while place + SEED <= len(here):
        seed = here[place : place + SEED]
        match = known.get(seed, -1) if own.get(seed, -1) == place else -1
        if match < 0:
            place += 1
            continue
        floor = found[-1].here + found[-1].length if found else 0
        run = _grown(here, there, place, match, floor)
        found.append(run)
        place = run.here + run.length
    return tuple(found)


def _single_seeds(text: str) -> dict[str, int]:
    """Each seed of `text` with its place, or with -1 where it comes again."""
    places: dict[str, int] = {}
    for place in range(len(text) - SEED + 1):
        seed = text[place : place + SEED]
        places[seed] = -1 if seed in places else place
    return places


def _grown(here: str, there: str, place: int, match: int, floor: int) -> Shared:
    left = 0
    while (
        place - left > floor and match > left and here[place - left - 1] == there[match - left - 1]
    ):
        left += 1
    right = SEED
    most = min(len(here) - place, len(there) - match)
    while right < most and here[place + right] == there[match + right]:
        right += 1
    return Shared(place - left, match - left, left + right)


def heaviest_rising(runs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Of (value, weight) pairs, the places of those that never fall and weigh most together.

    >>> list(heaviest_rising([(1, 5), (9, 2), (2, 4), (3, 4)]))
    [0, 2, 3]
    """
    # Of all chains so far that end at or below a value, the heaviest: both lists rise.
    values: list[int] = []
    chains: list[tuple[int, int]] = []  # (weight, the place at which the chain ends)
    before: list[int] = []
    for place, (value, weight) in enumerate(runs):
        at = bisect_right(values, value)
        lighter, previous = chains[at - 1] if at else (0, -1)
        before.append(previous)
        total = lighter + weight
        end = at
        while end < len(chains) and chains[end][0] <= total:
            end += 1
        if at and values[at - 1] == value:
            at -= 1
        values[at:end], chains[at:end] = [value], [(total, place)]
    last = chains[-1][1] if chains else -1
    chain: list[int] = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    yield from reversed(chain)
