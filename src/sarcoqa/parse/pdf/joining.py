"""Lines → running text: words that a line's end divides are mended, pages stay known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..raw import PageStart, RawText

Vocabulary = Counter[str]
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CUT = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_GOES_ON = re.compile(r"^([^\W_]+)")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org|10\.\d{4,9}/)\S*$")


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """How often each word (lower case, hyphens kept) stands inside the lines of a paper.

    The last word of a line that ends in a hyphen and the first of the next are no words.
    """
    found: Vocabulary = Counter()
    cut = False
    for line in lines:
        words = _WORD.findall(line.lower())
        ends_cut = line.endswith("-")
        found.update(words[1 if cut else 0 : -1 if ends_cut else None])
        cut = ends_cut
    return found


def joint(before: str, after: str, words: Vocabulary) -> tuple[str, str]:
    """(`before` as it goes on, what stands between it and `after`) where two lines meet.

    >>> joint("treat-", "ment", Counter()), joint("long-", "term", Counter({"long-term": 2}))
    (('treat', ''), ('long-', ''))
    """
    if before.endswith("-") and len(before) > 1 and not before[-2].isspace():
        return (before[:-1] if _is_one_word(before, after, words) else before), ""
    if before.endswith(("–", "/")) and not before[-2:-1].isspace() and after[:1].isalnum():
        return before, ""
    if _ADDRESS.search(before) and _continues_address(before, after):
        return before, ""
    return before, " "


def _continues_address(before: str, after: str) -> bool:
    """Whether an address that ends a line goes on with the next one, which no space shows."""
    first = after.split(" ", 1)[0]
    if before[-1] in "/._-=?&":
        return bool(re.match(r"[\w(%]", first)) and not (before[-1] == "." and first[:1].isupper())
    return bool(re.match(r"[./_?=&-]\w|\d[\w.-]*[\d/]", first)) and before[-1] not in ".,;)"


def _is_one_word(before: str, after: str, words: Vocabulary) -> bool:
    cut, rest = _CUT.search(before), _GOES_ON.match(after)
    if cut is None or rest is None:
        return False
    first, second = cut.group(1).lower(), rest.group(1).lower()
    if not rest.group(1)[0].islower() or not first[-1].isalpha():
        return False
    last = first.rsplit("-", 1)[-1]
    whole, hyphened = words[first + second] + words[last + second], words[f"{first}-{second}"]
    if whole or hyphened:
        return whole >= hyphened
    # Two words that the paper knows, and never as one: the hyphen is the author's.
    return not (len(last) > 3 and len(second) > 3 and words[last] and words[second])


def running_text(lines: Sequence[tuple[str, int]], words: Vocabulary) -> RawText:
    """One text of (line, page number) pairs, with the pages on which its parts stand."""
    text = ""
    starts: list[PageStart] = []
    for line, page in lines:
        if text:
            text, between = joint(text, line, words)
            text += between
        if not starts or starts[-1].number != page:
            starts.append(PageStart(len(text), page))
        text += line
    return RawText(text, pages=tuple(starts))
