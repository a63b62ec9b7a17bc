"""A question about several things → one question for each, so that each is searched alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..schema import Span
from .parallel import denied_both, left_out, listed, said_again, set_against, side_by_side
from .question import Question

MOST = 3
REACH = 70  # characters between two things that are set apart
FEWEST_WORDS = 3  # of a clause that asks for something
FEWEST_FIRST = 5  # "How many fresh and how many archived samples": the first one alone asks nothing

_WH = (
    r"(?:what|which|who|whose|how(?! (?:when|with|if)\b)|why|when(?! \w+(?:ed|en|ing)\b)|where|did|"
    r"does|do|was|were|is|are|has|have|"
    r"(?:for|in|by|to|at|on|of|with|from|after|before|until|within|during|against|around|about|"
    r"roughly) (?:how|what|which|whom))"
)
# "..., and how did ...": a second question in the same sentence.
_CLAUSES = re.compile(
    rf"\s*(?:[,;–-]\s*)?\b(?:and|but|then)\s+(?:also\s+|then\s+)?(?={_WH}\b)|"
    rf"[?;]\s+(?:and\s+|but\s+)?(?={_WH}\b)",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"\w+ (?:how|what|which|whom)\b", re.IGNORECASE)
_AUX = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|may|must)\b")
_LETTERED = re.compile(r"\s*\(?\b(?:[abc]|[123])\)\s*", re.IGNORECASE)
# What stands between two things of which each is asked for; "A and B" may be one combination.
_APART = re.compile(
    r"\b(?:versus|vs\.?|compared (?:with|to)|against|as opposed to|or)\b|;|,\s+and\b|"
    r"\band (?:with|in|for|by|of|on|from|after)\b",
    re.IGNORECASE,
)
_OF_STUDIES = re.compile(r"\s*(?:'s)?(?:,?\s*(?:and|&|vs\.?|versus)|,)\s*(?:in\s+)?", re.IGNORECASE)
_STUDY = re.compile(r"[A-Z][A-Z-]{3,}\d*|[A-Z]+\d{3,}|[A-Z][a-z]{2,}")
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|that|those|this|these|one)\b", re.IGNORECASE)


# "After how many days": what a clause that points back takes over is not asked again.
_ASKING = re.compile(
    r"^\W*(?:\w+ )?(?:how (?:many|much|often|long)|how|what|which|who|whose|when|where|why)\s+"
    r"(?:(?:was|were|is|are|did|does|do|has|have|had|will)\s+)?",
    re.IGNORECASE,
)


_TIGHT = re.compile(r"\s*(?:[+/]|plus)\s*", re.IGNORECASE)
_AND = re.compile(r",?\s*(?:and|&)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A drug, study or other named thing in a question, and where it stands."""

    span: Span
    is_study: bool


@lru_cache(maxsize=64)  # asked twice of each question: to search, and to select
def facets(question: Question) -> tuple[str, ...]:
    """The questions that `question` is made of, each complete; empty where it is one.

    "How did A do, and how did B?" gives its clauses; "rates with A and with B" one question for
    each phrase (`parallel.py`); "rates for A or B", two names, one question without B, and one
    without A. Things that are given together ("A plus B") stay together.
    """
    text = question.text.strip()
    clauses = left_out(text) or _clauses(question)
    if len(clauses) > 1:
        return clauses[:MOST]
    return (
        side_by_side(text)
        or said_again(text)
        or listed(text)
        or denied_both(text)
        or _alternatives(question)
        or set_against(text)
    )


def _clauses(question: Question) -> tuple[str, ...]:
    text = question.text.strip()
    if len(_LETTERED.findall(text)) >= 2:
        lead, *items = _LETTERED.split(text)
        items = [re.sub(r"[\s,;?]*(?:\b(?:and|or))?[\s,;?]*$", "", item) for item in items]
        items = [item for item in items if len(item.split()) > 1]
        return tuple(f"{lead.strip()} {item}?" for item in items)
    if places := _items(text):
        return places
    pieces = [piece.strip(" ,;?") for piece in _CLAUSES.split(text) if piece]
    short = any(len(piece.split()) < FEWEST_WORDS for piece in pieces)
    if len(pieces) < 2 or short or len(pieces[0].split()) < FEWEST_FIRST:
        return ()
    lead = pieces[0].partition(":")[0] if ":" in pieces[0] else ""
    return (
        f"{pieces[0]}?",
        *(_completed(piece, pieces[0], lead, question) for piece in pieces[1:]),
    )


# "A and B: response in the first cohort, in the second, and among C": one question an item.
_PLACE = r"(?:in|among|with|for|after|before|at)"
_LIST = re.compile(rf"(?P<lead>[^:?]+:[^:?,]*?)\s(?P<items>{_PLACE}\s[^:?]+)\??\s*")
_ITEM = re.compile(rf",?\s+and\s+(?={_PLACE}\s)|,\s+(?={_PLACE}\s)", re.IGNORECASE)


def _items(text: str) -> tuple[str, ...]:
    match = _LIST.fullmatch(text)
    items = _ITEM.split(match["items"]) if match else []
    return (
        tuple(f"{match['lead']} {item.strip()}?" for item in items) if match and items[1:] else ()
    )


def _completed(piece: str, first: str, lead: str, question: Question) -> str:
    """A clause with what the first one is about behind it, where it names nothing of the kind."""
    if _PHRASE.match(piece) and not _AUX.search(piece):
        return f"{piece} ({first})?"
    anchors = _anchors(question)
    missing = [lead] if lead else []
    for is_study in (True, False):
        names = [a.span.of(question.text) for a in anchors if a.is_study == is_study]
        if not any(name in piece for name in names):
            missing += [name for name in dict.fromkeys(names) if name in first and name not in lead]
    if not missing and _PRONOUN.search(piece):
        missing = [_ASKING.sub("", first)]
    return f"{piece} ({', '.join(missing)})?" if missing else f"{piece}?"


def _alternatives(question: Question) -> tuple[str, ...]:
    """One question for each of the things that a joining word sets apart."""
    text = question.text
    groups = _groups(question)
    apart = [(one, other) for one, other in pairwise(groups) if _are_apart(one, other, text)]
    if not apart:
        return ()
    members = [group for group in groups if any(group in pair for pair in apart)]
    if len(members) > MOST:
        return ()
    return tuple(_without([other for other in members if other is not kept], kept, text)
                 for kept in members)  # fmt: skip


def _are_apart(one: Sequence[_Anchor], other: Sequence[_Anchor], text: str) -> bool:
    between = text[one[-1].span.end : other[0].span.start]
    if len(between) > REACH or one[-1].is_study != other[0].is_study or "?" in between:
        return False
    if one[-1].is_study and _OF_STUDIES.fullmatch(between):
        return True
    if not one[-1].is_study and _AND.fullmatch(between):
        return True  # else they were one group
    return bool(_APART.search(between))


def _without(others: Sequence[Sequence[_Anchor]], kept: Sequence[_Anchor], text: str) -> str:
    """`text` without the names of `others`, but for those that `kept` has too."""
    own = {anchor.span.of(text).lower() for anchor in kept}
    pieces, place = [], 0
    for anchor in sorted((a for group in others for a in group), key=lambda a: a.span):
        if anchor.span.of(text).lower() in own:
            continue
        pieces.append(text[place : anchor.span.start])
        place = anchor.span.end
    return " ".join("".join([*pieces, text[place:]]).split())


def _groups(question: Question) -> list[list[_Anchor]]:
    """The anchors, those that are named as given together in one group."""
    found: list[list[_Anchor]] = []
    for anchor in _anchors(question):
        if found and _are_together(found[-1][-1], anchor, question.text):
            found[-1].append(anchor)
        else:
            found.append([anchor])
    return [part for group in found for part in _pairs(group, question.text)]


def _pairs(group: list[_Anchor], text: str) -> list[list[_Anchor]]:
    """`group` cut at each "and" between two pairs that are joined more tightly: "A/B and C/D"."""
    gaps = [text[one.span.end : other.span.start] for one, other in pairwise(group)]
    cuts = [
        place + 1
        for place in range(1, len(gaps) - 1)
        if _AND.fullmatch(gaps[place])
        and _TIGHT.fullmatch(gaps[place - 1])
        and _TIGHT.fullmatch(gaps[place + 1])
    ]
    return [group[start:end] for start, end in pairwise([0, *cuts, len(group)])]


_TOGETHER = re.compile(
    r"\s*(?:[+/&-]|plus|with|and|combined with|added to|together with|followed by|"
    r"in combination with|,)?(?:\s*(?:and|plus|\+))?\s*",
    re.IGNORECASE,
)


def _are_together(one: _Anchor, other: _Anchor, text: str) -> bool:
    if one.is_study or other.is_study:
        return False
    return bool(_TOGETHER.fullmatch(text[one.span.end : other.span.start]))


def _anchors(question: Question) -> list[_Anchor]:
    """Drugs, short forms and names in the order of the text, none inside another."""
    drugs = {*question.treatments, *(forms[0] for forms in question.entities)}
    names = [(name, False) for name in sorted(drugs)]
    names += [(name, True) for name in question.names if _STUDY.fullmatch(name)]
    found: list[_Anchor] = []
    for name, is_study in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w])", question.text, re.I):
            span = Span(*match.span())
            if not any(other.span.overlaps(span) for other in found):
                found.append(_Anchor(span, is_study))
    return sorted(found, key=lambda anchor: anchor.span)
