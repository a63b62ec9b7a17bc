"""Whole numbers in digits or in words: "1,242", "a thousand", "two hundred", "twenty-five"."""

from __future__ import annotations

ONES = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        1,
    )
}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = ONES | {word: 10 * number for number, word in enumerate(_TENS, 2)}
_SMALL |= {f"{ten}-{one}": _SMALL[ten] + ONES[one] for ten in _TENS for one in list(ONES)[:9]}
_SMALL |= {"dozen": 12, "a dozen": 12}
_LARGE = {"hundred": 100, "thousand": 1000}
_WORDS = "|".join(sorted(_SMALL, key=len, reverse=True))
_LARGE_WORDS = "|".join(_LARGE)
NUMERAL = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:(?:a|{_WORDS}) )?(?:{_LARGE_WORDS})|(?:{_WORDS})(?![\w-]))"
)


def number_in(numeral: str) -> int:
    """The number that `numeral`, in the form of `NUMERAL`, stands for.

    >>> [number_in(text) for text in ("1,242", "a thousand", "twenty-five", "Two hundred")]
    [1242, 1000, 25, 200]
    """
    said = numeral.lower().replace(",", "")
    if said.isdigit():
        return int(said)
    if said in _SMALL:
        return _SMALL[said]
    many, _, large = said.rpartition(" ")
    return _SMALL.get(many, 1) * _LARGE[large]
