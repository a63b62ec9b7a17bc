"""Phrases that a question sets side by side → one question with each of them.

"Survival in A and in B?" asks for survival in A, and for survival in B. What is read here are the
words that join, not names; all functions give no question where nothing is set side by side.
"""

from __future__ import annotations

import re

from ..text import is_drug

MOST = 3
LONGEST = 9  # words of a phrase that another one follows
FEWEST_WORDS = 4  # of a question with one of the phrases

_HEADS = (
    r"(?:in|among|amongst|with|without|for|to|after|before|at|on|by|from|against|of|during|under|"
    r"when|once|if)"
)
_VERSUS = r"(?:versus|vs\.?|compared (?:with|to)|as (?:opposed to|against|compared (?:with|to)))"
_JOINS = rf",?\s+(?:and|but|or|{_VERSUS})\s+(?:also\s+|then\s+|how\s+)?"
_AGAIN = re.compile(rf"{_JOINS}(?P<head>{_HEADS})\s", re.IGNORECASE)
_HEAD = re.compile(rf"(?<![\w-]){_HEADS}\s", re.IGNORECASE)
_WHOLE = re.compile(
    rf"\b(?P<whole>overall|alone|by itself|on its own)\s+and\s+(?={_HEADS}\s)", re.IGNORECASE
)
# "How many were seen at A and how many at B?": "of" only goes on with what is asked for.
_GAP = re.compile(
    rf",?\s+(?:and|but)\s+(?:what|which|how)\s+(?:[\w-]+\s+){{0,2}}?(?!of\s)(?P<head>{_HEADS})\s"
    r"(?P<rest>[^?]*)\??\s*$",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(rf",?\s+{_VERSUS}\s+", re.IGNORECASE)
_SEGMENT = re.compile(r"[,:;?—–]\s|\s-\s")
_LIST = re.compile(r"[^:]*:\s")
_AND = re.compile(r",?\s+(?<!with )(?<!before )and\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_VERB = re.compile(
    r"(?<!who)(?<!that)(?<!which)\s(?:had|have|has|were|was|did|do|does|is|are|show\w*|reach\w*|"
    r"respond\w*|die[sd]?|experience\w*|develop\w*)\b",
    re.IGNORECASE,
)
# Where what follows the last phrase begins: a comma, a dash; behind a phrase without a verb, one.
_BREAK = re.compile(r"\s*[,;:?—–]|\s-\s|\.?\s*$")
_TAIL = re.compile(rf"{_BREAK.pattern}|{_VERB.pattern}", re.IGNORECASE)
_HAS_VERB = re.compile(r"(?:when|once|if)\s", re.IGNORECASE)
# What is only "the others" is nothing to search for by itself.
_OTHERS = re.compile(r"\b(?:others?|those|the rest|neither|either)\b", re.IGNORECASE)


def side_by_side(text: str) -> tuple[str, ...]:
    """ "Survival in A and in B?" gives "Survival in A?" and "Survival in B?".

    Such phrases begin with one and the same word, said again behind "and" or "versus", or the
    first is the whole: "Survival overall and in B".
    """
    for match in _AGAIN.finditer(text):
        if found := _with_head(text, match["head"]):
            return found
    whole = _WHOLE.search(text)
    if whole is None:
        return ()
    return _each(text, whole.start(), [whole["whole"], text[whole.end() :]], shortest=1)


# "the size of A and the size of B": a word that is said again, with what belongs to it.
_SAID_AGAIN = re.compile(
    rf",?\s+(?:and|{_VERSUS})\s+(?:as\s+)?(?:the\s+|an?\s+)?"
    r"(?P<word>\w{4,} (?:of|in|for|with|at))\s",
    re.IGNORECASE,
)


def said_again(text: str) -> tuple[str, ...]:
    """ "The size of A and the size of B?" gives "The size of A?" and "The size of B?"."""
    for match in _SAID_AGAIN.finditer(text):
        before = _places(match["word"], text[: match.start()])
        if before:
            rest = f"{match['word']} {text[match.end() :]}"
            return _each(text, before[-1], [text[before[-1] : match.start()], rest])
    return ()


_NEITHER = re.compile(
    r"\bneither\s+(?:an?\s+)?(?P<one>[^,;?]+?),?\s+nor\s+(?:an?\s+)?(?P<other>[^,;?]+)",
    re.IGNORECASE,
)


def denied_both(text: str) -> tuple[str, ...]:
    """ "Why did they use neither A nor B?" gives "Why did they use no A?" and one for B."""
    match = _NEITHER.search(text)
    if match is None:
        return ()
    lead, tail = text[: match.start()], text[match.end() :]
    found = tuple(f"{lead}no {match[side].strip()}{tail}" for side in ("one", "other"))
    return found if all(len(one.split()) >= FEWEST_WORDS for one in found) else ()


def left_out(text: str) -> tuple[str, ...]:
    """ "How many were seen at A and how many at B?" gives "How many were seen at B?" too."""
    match = _GAP.search(text)
    if match is None or _VERB.search(match[0]):
        return ()
    first, head = text[: match.start()], match["head"]
    places = _places(head, first)
    return (f"{first}?", f"{first[: places[-1]]}{head} {match['rest'].strip()}?") if places else ()


def set_against(text: str) -> tuple[str, ...]:
    """ "Survival with A versus B?" gives "Survival with A?" and "Survival with B?".

    The first one begins behind the last preposition, but takes in a word that the second repeats:
    "response to A vs response to B".
    """
    match = _SET_AGAINST.search(text)
    if match is None:
        return ()
    start = max((one.end() for one in _SEGMENT.finditer(text, 0, match.start())), default=0)
    again = _WORD.findall(_cut(text[match.end() :])[0])
    said = [one.start() for one in _WORD.finditer(text, start, match.start()) if one[0] in again]
    until = min(said, default=match.start())
    start = max((one.end() for one in _HEAD.finditer(text, start, until)), default=start)
    return _each(text, start, _SET_AGAINST.split(text[start:]))


def listed(text: str) -> tuple[str, ...]:
    """ "How did they do: A in B, and C in D?" gives "How did they do: A in B?" and one for C."""
    match = _LIST.match(text)
    if match is None or _VERB.search(text, match.end() - 1):
        return ()
    for joiner in _AND.finditer(text, match.end()):
        sides = [text[match.end() : joiner.start()], text[joiner.end() :]]
        if all(_HEAD.search(side) for side in sides):
            return _each(text, match.end(), sides)
    return ()


def _with_head(text: str, head: str) -> tuple[str, ...]:
    """One question for each of the phrases that begin with the preposition `head`."""
    between = re.compile(rf"(?:,\s+|{_JOINS})(?={head}\s)", re.IGNORECASE)
    first = between.search(text)
    if first is None:
        return ()
    before = _places(head, text[: first.start()])
    start = before[-1] if before else first.end()
    return _each(text, start, between.split(text[start:]))


def _places(head: str, text: str) -> list[int]:
    return [one.start() for one in re.finditer(rf"(?<![\w-]){head}\s", text, re.IGNORECASE)]


def _each(text: str, start: int, phrases: list[str], shortest: int = 2) -> tuple[str, ...]:
    """One question for each of the `phrases`, which stand in `text` from `start` on.

    "A vs B", a word each, are found together: a sentence or a row that compares them has both.
    """
    last, tail = _cut(phrases[-1])
    phrases = [phrase.strip(" ,") for phrase in (*phrases[:-1], last)]
    if not 2 <= len(phrases) <= MOST or any(map(_OTHERS.search, phrases)):
        return ()
    if any(len(phrase.split()) < shortest for phrase in phrases):
        return ()
    if any(len(phrase.split()) > LONGEST or _SEGMENT.search(phrase) for phrase in phrases[:-1]):
        return ()
    lead = text[:start].strip()
    found = tuple(f"{lead} {phrase}{tail}".strip() for phrase in phrases)
    return found if all(len(one.split()) >= FEWEST_WORDS for one in found) else ()


def _cut(phrase: str) -> tuple[str, str]:
    """The phrase that `phrase` begins with, and what follows it."""
    end = (_BREAK if _HAS_VERB.match(phrase) else _TAIL).search(phrase)
    return (phrase[: end.start()], phrase[end.start() :]) if end else (phrase, "")


_ASKS_FOR = (
    r"(?:(?:what|which|give|state|list|report|how (?:common|frequent|often|much|high|large|big|"
    r"old|long))\b(?: (?:is|are|was|were))?\s+)?"
)
_ARTICLE = r"(?:(?:the|a|an|their|his|her|its)\s+)?"
_NO_NOUN = (
    r"(?:what|which|how|who|why|when|where|is|are|was|were|do|does|did|has|have|had|of|in|for|"
    r"with|at|on|among|after|from|to|by|and|or|colleagues|co-workers)\b"
)
_NOUNS = rf"(?:(?!{_NO_NOUN})[\w%/-]+\s+){{0,3}}?(?!{_NO_NOUN})[\w%/-]+"
_NOUN_PAIR = re.compile(
    rf"(?P<lead>(?:[^?:]*?[,:]\s+)?{_ASKS_FOR}{_ARTICLE})(?P<one>{_NOUNS})\s+"
    rf"(?:and|as well as|plus)\s+{_ARTICLE}(?P<other>{_NOUNS})"
    r"(?P<tail>\s+(?:of|in|for|with|did|do|does|was|were|is|are|have|has|had|on|at|among|after|"
    r"under|from|to|used|reported|seen)\b.*|\s*\??\s*)",
    re.IGNORECASE,
)


def coordinated(text: str) -> tuple[str, ...]:
    """ "What are the size and the age of A?" gives "What are the size of A?" and one for the age.

    Only where the question begins with them, two phrases without a verb or a preposition: "A and B"
    further on may well be one thing.
    """
    match = _NOUN_PAIR.fullmatch(text)
    if match is None:
        return ()
    lead, tail = match["lead"], match["tail"]
    if any(is_drug(word) for word in match["one"].lower().split()):
        return ()  # two drugs are one treatment
    return tuple(f"{lead}{match[side]}{tail}" for side in ("one", "other"))
