"""One constituent of a question for another of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Span
from .constituent import Constituent, of_kind, words
from .earlier import DEFAULT, Earlier
from .edits import Edit
from .mentions import TIME_POINT
from .renaming import endpoint_edits

_PROPERTY = re.compile(
    r"^(?:what|which) (?:is|was|are|were) "
    r"(?P<np>(?:the |an? )?[\w-]+(?: (?!of|in|for|with|on|at|to)[\w-]+){0,4})"
    r"(?= (?:of|in|for|with|on|at|to)\b)",
    re.IGNORECASE,
)


def swaps(piece: Constituent, pieces: Sequence[Constituent], earlier: Earlier) -> list[Edit]:
    same = of_kind(earlier.parts, piece.kind)
    if piece.kind == "endpoint":
        return endpoint_edits(piece, pieces, same, earlier)
    if piece.kind == "thing":
        return _thing_edits(piece, earlier)
    if piece.kind == "time" and same:
        return [(same[-1].core, _timed_as(same[-1], piece))]
    if same:
        old = same[-1] if piece.kind in ("study", "drug") else _closest(same, piece)
        return [_swap(old, piece), *_dropped(piece, pieces, old, earlier)]
    if piece.kind in ("study", "drug"):  # a study goes with its drugs: the one stands for the other
        other = of_kind(earlier.parts, "drug" if piece.kind == "study" else "study")
        if other and other[-1].preposition:
            kept = other[-1].preposition not in ("with", "in") and not piece.preposition
            return [
                (other[-1].whole, piece.phrase)
                if kept
                else (other[-1].span, _with_preposition(piece))
            ]
    return [_elsewhere(piece, earlier)]


def _elsewhere(piece: Constituent, earlier: Earlier) -> Edit:
    """For a constituent of a kind that the earlier question has not: its place in it."""
    like = [
        part
        for part in earlier.parts
        if part.preposition == piece.preposition != ""
        and (part.kind in ("thing", "term") or (part.compound and piece.compound))
    ]
    if like:
        return like[-1].whole, piece.phrase
    things = of_kind(earlier.parts, "thing", "term")
    asked = _PROPERTY.match(earlier.text)
    if piece.kind == "term" and not piece.preposition and asked:
        return Span(*asked.span("np")), f"the {piece.name}"
    if piece.kind in ("study", "drug", "term") and not piece.preposition and things:
        return things[-1].whole, piece.phrase
    return _appended(piece, earlier)


def _swap(old: Constituent, new: Constituent) -> Edit:
    generic = words()["kinds"]["generic_study"]
    if old.kind == "group":
        return old.whole, new.phrase
    if generic.fullmatch(new.name):
        return old.whole, f"the {new.name}"
    if generic.fullmatch(old.name):
        return old.whole, new.phrase
    if new.compound and old.compound:
        return old.whole, new.phrase
    return old.core, new.name


def _closest(same: Sequence[Constituent], piece: Constituent) -> Constituent:
    """The last of `same`, of those with the preposition of `piece` where there are any."""
    return next(
        (part for part in reversed(same) if part.preposition == piece.preposition), same[-1]
    )


def _dropped(
    piece: Constituent, pieces: Sequence[Constituent], old: Constituent, earlier: Earlier
) -> list[Edit]:
    """What goes with the constituent that is replaced: the drugs of a study, a drug's study."""
    other = {"study": "drug", "drug": "study"}.get(piece.kind)
    if (
        other is None
        or of_kind(pieces, other)
        or (piece.kind == "drug" and _shares(old.name, piece.name))
    ):
        return []
    return [(part.span, "") for part in of_kind(earlier.parts, other) if part.preposition]


def _shares(one: str, other: str) -> bool:
    return bool(set(re.findall(r"\w{4,}", one.lower())) & set(re.findall(r"\w{4,}", other.lower())))


def _timed_as(old: Constituent, new: Constituent) -> str:
    """The new time point in the form of the old one: "2-year" or "2 years"."""
    match = TIME_POINT.match(new.text, new.core.start)
    if match is None:
        return new.name
    count, unit = match.groups()
    if "-" in old.name and not old.preposition:
        return f"{count}-{unit}"
    return f"{count} {unit}" if count in ("1", "one") else f"{count} {unit}s"


def _with_preposition(piece: Constituent) -> str:
    return f"{piece.preposition or DEFAULT.get(piece.kind, 'for')} {piece.phrase}"


def _appended(piece: Constituent, earlier: Earlier) -> Edit:
    """The constituent before the first that says where or with what, or else at the end."""
    later = [p.begin for p in of_kind(earlier.parts, "study", "drug", "time") if p.preposition]
    named = of_kind(earlier.parts, "endpoint")
    place = next((p for p in later if not named or p > named[0].core.start), len(earlier.text))
    if piece.kind in ("time", "thing", "study"):
        place = len(earlier.text)
    return Span(place, place), f" {_with_preposition(piece)} "


def _thing_edits(piece: Constituent, earlier: Earlier) -> list[Edit]:
    things = [part for part in earlier.parts if part.kind != "endpoint"]
    if piece.preposition:
        like = [part for part in things if part.preposition == piece.preposition]
        return [(_alike(like, piece).whole, piece.phrase)] if like else [_appended(piece, earlier)]
    if earlier.topic:
        return topic_edits(piece, earlier)
    head = _head(piece)
    alike = [part for part in things if _head(part) == head]
    asked = _PROPERTY.match(earlier.text)
    determined = re.match(r"(?:the|its|their)\b", piece.phrase, re.IGNORECASE)
    if alike and not piece.phrase.startswith(("its", "their")):
        return [(alike[-1].whole, piece.phrase)]
    if asked and (determined or not things):
        return [(Span(*asked.span("np")), f"the {piece.name}")]
    if things and things[-1].preposition:
        return [(_alike([one for one in things if one.preposition], piece).core, piece.name)]
    last = _last_noun(earlier.text)
    if last is None or (determined and re.search(r"\bmany $", earlier.text[: last.start])):
        return []
    return [(last, piece.phrase)]


def _alike(parts: Sequence[Constituent], piece: Constituent) -> Constituent:
    """The one that looks like `piece`: a name or not, as many words; the last of several."""
    wanted = len(piece.name.split())
    return min(
        reversed(parts),
        key=lambda part: (_is_name(part) != _is_name(piece), abs(len(part.name.split()) - wanted)),
    )


def _is_name(part: Constituent) -> bool:
    return bool(re.search(r"\b[A-Z\d]", part.name))


def _head(part: Constituent) -> str:
    return part.name.lower().split()[-1].rstrip("s")


MOST_NOUN = 3  # words; a longer run of unknown ones has a verb in it


def _last_noun(text: str) -> Span | None:
    """The last words that say something, with their article: "a chest scan" in "was … done"."""
    known = "|".join(sorted(re.escape(word) for held in words()["words"].values() for word in held))
    article = r"(?:\b(?:an?|the|its|his|her|their) )?"
    run = rf"{article}(?P<noun>(?:(?!(?:{known}|\w+ed)\b)\b[\w'’-]+(?: |$))+)"
    last = next(reversed(list(re.finditer(run, text, re.IGNORECASE))), None)
    if last is None or len(last["noun"].split()) > MOST_NOUN:
        return None
    return Span(last.start(), last.start() + len(last.group().rstrip()))


def topic_edits(piece: Constituent, earlier: Earlier) -> list[Edit]:
    topic = earlier.topic or ""
    start = earlier.text.index(topic)
    return [(Span(start, start + len(topic)), piece.name)]
