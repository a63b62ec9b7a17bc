"""British and American spellings of one word: the papers may have the other one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

FEWEST_LETTERS = 6  # of a word: a letter more or less makes another word of a short one

# (British, American): what stands in the one where the other has the other.
_PAIRS = (
    ("aemi", "emi"), ("haem", "hem"), ("paed", "ped"), ("oesoph", "esoph"), ("oedem", "edem"),
    ("rrhoe", "rrhe"), ("oestr", "estr"), ("foet", "fet"), ("anaesth", "anesth"),
    ("gynaec", "gynec"), ("orthopaed", "orthoped"), ("caec", "cec"), ("faec", "fec"),
    ("aetiol", "etiol"), ("sulph", "sulf"), ("is", "iz"), ("ys", "yz"), ("our", "or"), ("ll", "l"),
    ("tre", "ter"), ("mme", "m"),
)  # fmt: skip


def respelt(word: str, is_held: Callable[[str], bool]) -> str:
    """`word` as the papers spell it on the other side of the ocean, or "".

    >>> respelt("haemorrhage", {"hemorrhage"}.__contains__)
    'hemorrhage'
    >>> respelt("leukemia", {"leukaemia"}.__contains__)
    'leukaemia'
    """
    if len(word) < FEWEST_LETTERS or not word.isalpha():
        return ""
    return next((other for other in _others(word.lower()) if is_held(other)), "")


def _others(word: str) -> Iterator[str]:
    for british, american in _PAIRS:
        if british in word:
            yield word.replace(british, american)
        elif american in word:
            yield word.replace(american, british)
