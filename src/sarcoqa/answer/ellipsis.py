"""Follow-ups that only name what is different: "and in X?", "what about its survival?", "PFS?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Span
from .constituent import Constituent, Field, of_kind, words
from .constituents import constituents
from .earlier import Earlier
from .edits import Edit, Understood, applied
from .renaming import is_asked_by_noun, rebuilt
from .swapping import swaps, topic_edits

MOST_WORDS = 9


def elliptical(text: str, earlier: Earlier, field: Field) -> Understood | None:
    """The question that `text` makes of the earlier one; None where it is no such fragment."""
    if counted := _counted(text, earlier):
        return counted
    fragment = _fragment(text, field)
    if fragment is None:
        return None
    pieces = _pieces(fragment, field)
    if earlier.topic and len(pieces) == 1 and pieces[0].core == Span(0, len(fragment)):
        edits = topic_edits(pieces[0], earlier)
        return applied(earlier.text, edits), (_rest(earlier, edits),)
    endpoint = next(iter(of_kind(pieces, "endpoint")), None)
    if endpoint is not None and not (is_asked_by_noun(earlier) or _has_like(earlier, endpoint)):
        return rebuilt(pieces, endpoint, earlier)
    edits = []
    for piece in pieces:
        edits += swaps(piece, pieces, earlier)
    changed = applied(earlier.text, edits)
    if changed == earlier.text:
        return None
    kept = tuple(
        part.shown
        for part in earlier.parts
        if not any(span.overlaps(part.whole) for span, _ in edits)
    )
    return changed, kept or (_rest(earlier, edits),)


# "How many trees were felled?", "and how many shrubs?"
_HOW_MANY = re.compile(
    r"^(?:and |but )?how many (?P<np>[\w'’-]+(?: [\w'’-]+){0,2})$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^how many (?P<np>.+?) (?=(?:were|was|are|had|have|did|do|died|in|of)\b)", re.IGNORECASE
)


def _counted(text: str, earlier: Earlier) -> Understood | None:
    new, old = _HOW_MANY.match(text), _COUNTED.match(earlier.text)
    if new is None or old is None or words()["words"]["verbs"] & set(text.lower().split()):
        return None
    edits = [(Span(*old.span("np")), new["np"])]
    return applied(earlier.text, edits), (_rest(earlier, edits),)


def _has_like(earlier: Earlier, endpoint: Constituent) -> bool:
    """Whether the earlier question has one endpoint, behind the preposition of this one."""
    held = of_kind(earlier.parts, "endpoint")
    return len(held) == 1 and held[0].preposition == endpoint.preposition != ""


def _fragment(text: str, field: Field) -> str | None:
    """What `text` names, without its "and what about"; None for what is a question of its own."""
    lead = words()["lead"]["ellipsis"].match(text)
    rest = text[lead.end() :] if lead else text
    for name in ("study", "drug", "group", "disease"):
        rest = re.sub(rf"(?:\b\w+ )?{words()['pointing'][name].pattern}", "", rest, flags=re.I)
    rest = rest.strip(" ,:")
    found = re.findall(r"[\w'’-]+", rest.lower())
    stops = words()["words"]["verbs"] | words()["words"]["questions"] | {"it", "they", "them"}
    if not found or len(found) > MOST_WORDS or stops & set(found):
        return None
    if len(found) == 1 and found[0].endswith("ed"):  # "and treated?"
        return None
    if words()["lead"]["open"].search(rest) or (lead is None and not _is_bare(rest, field)):
        return None
    return rest


def _is_bare(rest: str, field: Field) -> bool:
    """Whether `rest` is one constituent and nothing else, and so no question of its own."""
    pieces = constituents(rest, field)
    if len(pieces) != 1 or pieces[0].kind == "thing":
        return False
    outside = rest[: pieces[0].begin] + rest[pieces[0].whole.end :]
    own = pieces[0].kind == "study" and not pieces[0].preposition
    return not re.search(r"\w", outside) and not own


def _pieces(fragment: str, field: Field) -> tuple[Constituent, ...]:
    found = constituents(fragment, field)
    owned = re.match(r"(?:its|their)\b", fragment, re.IGNORECASE)
    if not found or (owned and not of_kind(found, "endpoint")):
        return (_whole(fragment),)
    return found


def _whole(fragment: str) -> Constituent:
    start = re.match(r"(?:(?:the|an?|its|their)\s+)?", fragment, re.IGNORECASE)
    begin = start.end() if start else 0
    end = len(fragment)
    return Constituent("thing", fragment, Span(begin, end), Span(0, end), "", 0)


def _rest(earlier: Earlier, edits: Sequence[Edit]) -> str:
    return applied(earlier.text, [(span, "…") for span, _ in edits])
