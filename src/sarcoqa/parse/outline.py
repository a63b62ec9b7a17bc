"""Which lines are headings, and how deep they stand.

Markdown shows the level of a heading, a numbered heading too ("2.1"). In plain text a heading is
a bare line, and its depth has to be read from what papers do:

1. A name that papers share ("Introduction", "Conclusions") stands at the first level.
2. A heading straight after a heading, with no text between, is inside it.
3. A section that is empty or, at the first level, only leads in (one short paragraph) is a holder:
   what follows is inside it. So is a section of standard parts (Methods, Results, Declarations).
4. A heading that names its holder's topic (in words or by the paper's abbreviation) is inside it.
5. A heading that names the subject of the paper's title opens a new section of the first level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..text import MARK, content_terms
from .names import is_named

LEAD_IN_MAX_WORDS = 60
HEADING_MAX_WORDS = 16
HEADING_MAX_CHARACTERS = 130

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?(?:\s*\|)?\s+(?=[A-Z“\"])")
_ENDS_SENTENCE = re.compile(rf"[.,;:!][\"”’»]*$|{MARK.pattern}$")  # a heading cites nothing
_OPEN_ENDS = frozenset(
    "a an the of for and or with to in by on at from as was were is are be been has have had that "
    "which than not no their its between into et".split()
)


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading as found: its title, its visible level (0: none), the words of text below it."""

    title: str
    level: int
    words_below: int
    paragraphs_below: int


def looks_like_heading(line: str, following: str | None) -> bool:
    """Whether a bare line is a heading, judged by its form and by the block behind it."""
    words = line.split()
    if following is None or not words or len(words) > HEADING_MAX_WORDS:
        return False
    if len(line) > HEADING_MAX_CHARACTERS or "@" in line or "\t" in line:
        return False
    if _ENDS_SENTENCE.search(line) or words[-1].lower() in _OPEN_ENDS:
        return False
    if not (line[0].isupper() or (line[0].isdigit() and _NUMBERED.match(line))):
        return False
    if following[:1].islower():  # the rest of a paragraph that a page break cut
        return False
    return any((len(word) > 2 and word.isascii() and word.strip("()").isalnum()) or "-" in word
               for word in words)  # fmt: skip


def numbered_level(title: str) -> int:
    """The depth that a heading's own number shows: "2.1 Design" is 2; 0 without a number."""
    match = _NUMBERED.match(title)
    return match.group(1).count(".") + 1 if match else 0


def levels(
    headings: Sequence[Headed], title: str, long_forms: Mapping[str, str]
) -> tuple[int, ...]:
    """The depth of each heading, from 1. `long_forms` maps the paper's short forms to long ones."""
    shown = [heading.level or numbered_level(heading.title) for heading in headings]
    if shown and sum(level > 0 for level in shown) * 2 > len(shown):
        return _squeezed(shown)
    return tuple(_inferred(headings, title, long_forms))


def _squeezed(shown: Sequence[int]) -> tuple[int, ...]:
    """Visible levels from 1 without gaps; a heading that shows none stands at the first level."""
    used = sorted({level for level in shown if level})
    rank = {level: place for place, level in enumerate(used, start=1)}
    return tuple(rank.get(level, 1) for level in shown)


def _inferred(headings: Sequence[Headed], title: str, long_forms: Mapping[str, str]) -> list[int]:
    subject = set(_expanded(title, long_forms))
    open_holders: list[Headed] = []
    found: list[int] = []
    for place, heading in enumerate(headings):
        previous = headings[place - 1] if place else None
        if not _stays_first(heading, open_holders):
            while open_holders and not _inside(
                heading, open_holders[-1], previous, subject, long_forms
            ):
                open_holders.pop()
        else:
            open_holders.clear()
        found.append(len(open_holders) + 1)
        if place + 1 < len(headings):
            holder = open_holders[-1] if open_holders else None
            if _holds(heading, headings[place + 1], holder, long_forms):
                open_holders.append(heading)
    return found


def _stays_first(heading: Headed, open_holders: Sequence[Headed]) -> bool:
    declared = is_named(heading.title, "declarations")
    under_declarations = any(is_named(holder.title, "holders") for holder in open_holders)
    return is_named(heading.title, "top") or (declared and not under_declarations)


def _holds(
    heading: Headed, following: Headed, holder: Headed | None, long_forms: Mapping[str, str]
) -> bool:
    """Whether `heading` may hold the headings that follow it."""
    if is_named(heading.title, "holders"):
        return True
    if any(is_named(heading.title, group) for group in ("top", "run_in")):
        return False
    if is_named(following.title, "top") or _parallel(heading, following):
        return False
    # Below the first level a short text is no lead-in: parts of parts are often short.
    longest = 0 if holder else LEAD_IN_MAX_WORDS
    leads_in = heading.paragraphs_below <= 1 and heading.words_below <= longest
    # What names the topic of the holder around both stands beside `heading`, not inside it.
    beside = holder is not None and _names_topic(following, holder, long_forms)
    return leads_in or (_names_topic(following, heading, long_forms) and not beside)


def _inside(
    heading: Headed,
    holder: Headed,
    previous: Headed | None,
    subject: set[str],
    long_forms: Mapping[str, str],
) -> bool:
    if is_named(holder.title, "declarations") or is_named(holder.title, "holders"):
        return is_named(heading.title, "declarations") or not is_named(holder.title, "declarations")
    if previous is holder and holder.words_below == 0:
        return True
    if _names_topic(heading, holder, long_forms):
        return True
    return not subject & set(_expanded(heading.title, long_forms))


def _names_topic(heading: Headed, holder: Headed, long_forms: Mapping[str, str]) -> bool:
    """Whether `heading` repeats the first words of `holder`'s title, spelt out or abbreviated."""
    topic = _expanded(re.split(r"\b(?:of|for|in|and|with)\b", holder.title)[0], long_forms)
    return len(topic) > 1 and set(topic) <= set(_expanded(heading.title, long_forms))


def _parallel(heading: Headed, following: Headed) -> bool:
    """Whether two headings begin with the same two words, as sections side by side do.

    Where the second repeats the whole of the first ("Care", "Care at Home") it is part of it.
    """
    first, second = heading.title.lower().split(), following.title.lower().split()
    whole = len(second) > len(first) and second[: len(first)] == first
    return first[:2] == second[:2] and not whole


def _expanded(title: str, long_forms: Mapping[str, str]) -> list[str]:
    spelt = [long_forms.get(word, word) for word in re.split(r"[\s/,()]+", title) if word]
    return content_terms(" ".join(spelt))
