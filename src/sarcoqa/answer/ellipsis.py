"""Follow-ups that only name what is different: "and in X?", "what about its survival?", "PFS?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Span
from .constituents import Constituent, Field, constituents, of_kind, words
from .earlier import CONTEXT, DEFAULT, Earlier, about, context, in_context
from .mentions import TIME_POINT

MOST_WORDS = 9
Edit = tuple[Span, str]
Understood = tuple[str, tuple[str, ...]]

_FRAME = re.compile(
    r"^(?:(?:what|which)(?: (?:is|was|were|are))?|(?:give|tell) me)?\s*(?:the\s+)?$", re.IGNORECASE
)
_PROPERTY = re.compile(
    r"^(?:what|which) (?:is|was|are|were) (?P<np>(?:the |an? )?[\w-]+(?: (?!of|in|for|with|on|at|to)[\w-]+){0,4})"
    r"(?= (?:of|in|for|with|on|at|to)\b)",
    re.IGNORECASE,
)


def elliptical(text: str, earlier: Earlier, field: Field) -> Understood | None:
    """The question that `text` makes of the earlier one; None where it is no such fragment."""
    fragment = _fragment(text, field)
    if fragment is None:
        return None
    pieces = _pieces(fragment, field)
    if earlier.topic and len(pieces) == 1 and pieces[0].core == Span(0, len(fragment)):
        edits = _topic_edit(pieces[0], earlier)
        return applied(earlier.text, edits), (_rest(earlier, edits),)
    endpoint = next(iter(of_kind(pieces, "endpoint")), None)
    if endpoint is not None and not _endpoint_in_place(earlier):
        return _rebuilt(pieces, endpoint, earlier)
    edits = []
    for piece in pieces:
        edits += _edits(piece, pieces, earlier)
    if not edits:
        return None
    kept = tuple(
        part.shown
        for part in earlier.parts
        if not any(span.overlaps(part.whole) for span, _ in edits)
    )
    return applied(earlier.text, edits), kept or (_rest(earlier, edits),)


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


# --- one constituent for another


def _edits(piece: Constituent, pieces: Sequence[Constituent], earlier: Earlier) -> list[Edit]:
    same = of_kind(earlier.parts, piece.kind)
    if piece.kind == "endpoint":
        return _endpoint_edits(piece, pieces, same, earlier)
    if piece.kind == "thing":
        return _thing_edits(piece, earlier)
    if piece.kind == "time" and same:
        return [(same[-1].core, _timed_as(same[-1], piece))]
    if same and piece.kind in ("study", "drug"):
        return [_swap(same[-1], piece), *_dropped(piece, pieces, same[-1], earlier)]
    if same:
        return [_swap(_closest(same, piece), piece)]
    if piece.kind in ("study", "drug"):  # a study goes with its drugs: the one stands for the other
        other = of_kind(earlier.parts, "drug" if piece.kind == "study" else "study")
        if other and other[-1].preposition:
            kept = other[-1].preposition not in ("with", "in") and not piece.preposition
            return [
                (other[-1].whole, piece.phrase)
                if kept
                else (other[-1].span, _with_preposition(piece))
            ]
    like = [
        part
        for part in earlier.parts
        if part.preposition == piece.preposition != ""
        and (part.kind in ("thing", "term") or (part.compound and piece.compound))
    ]
    if like:
        return [(like[-1].whole, piece.phrase)]
    things = of_kind(earlier.parts, "thing", "term")
    asked = _PROPERTY.match(earlier.text)
    if piece.kind == "term" and not piece.preposition and asked:
        return [(Span(*asked.span("np")), f"the {piece.name}")]
    if piece.kind in ("study", "drug", "term") and not piece.preposition and things:
        return [(things[-1].whole, piece.phrase)]
    return [_appended(piece, earlier)]


def _swap(old: Constituent, new: Constituent) -> Edit:
    named = [bool(re.search(r"[A-Z\d]", part.name)) for part in (old, new)]
    if old.kind in ("group",) or (old.kind == "study" and named != [True, True]):
        article = "" if re.match(r"(?:the|an?|all)\b", new.phrase, re.IGNORECASE) else "the "
        generic = old.kind == "study" and not named[1]
        return old.whole, f"{article}{new.phrase}" if generic else new.phrase
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
    other = "drug" if piece.kind == "study" else "study"
    if of_kind(pieces, other) or (piece.kind == "drug" and _shares(old.name, piece.name)):
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
        return _topic_edit(piece, earlier)
    head = _head(piece)
    alike = [part for part in things if _head(part) == head]
    asked = _PROPERTY.match(earlier.text)
    determined = re.match(r"(?:the|its|their)\b", piece.phrase, re.IGNORECASE)
    if alike and not piece.phrase.startswith(("its", "their")):
        return [(alike[-1].whole, piece.phrase)]
    if asked and (determined or not things):
        return [(Span(*asked.span("np")), f"the {piece.name}")]
    if things and things[-1].preposition:
        return [(things[-1].core, piece.name)]
    last = _last_noun(earlier.text)
    return [(last, piece.phrase)] if last else []


def _alike(parts: Sequence[Constituent], piece: Constituent) -> Constituent:
    """The one that is as long as `piece`, in words; the last of several."""
    wanted = len(piece.name.split())
    return min(reversed(parts), key=lambda part: abs(len(part.name.split()) - wanted))


def _head(part: Constituent) -> str:
    return part.name.lower().split()[-1].rstrip("s")


def _last_noun(text: str) -> Span | None:
    """The last words that say something, with their article: "a chest scan" in "was … done"."""
    known = "|".join(sorted(re.escape(word) for held in words()["words"].values() for word in held))
    found = list(
        re.finditer(
            rf"(?:\b(?:an?|the|its|his|her|their) )?(?:(?!(?:{known}|\w+ed)\b)\b[\w'’-]+(?: |$))+",
            text,
            re.IGNORECASE,
        )
    )
    return (
        Span(found[-1].start(), found[-1].end() - found[-1].group().endswith(" "))
        if found
        else None
    )


def _topic_edit(piece: Constituent, earlier: Earlier) -> list[Edit]:
    topic = earlier.topic or ""
    start = earlier.text.index(topic)
    return [(Span(start, start + len(topic)), piece.name)]


# --- another endpoint


def _endpoint_in_place(earlier: Earlier) -> bool:
    """Whether the earlier question asks for its endpoint by a noun: "What was the PFS in X"."""
    held = of_kind(earlier.parts, "endpoint")
    if not held:
        return False
    before = earlier.text[: held[0].core.start]
    timed = TIME_POINT.sub("", before).strip()
    return bool(_FRAME.match(timed + " " if timed else ""))


def _endpoint_edits(
    piece: Constituent, pieces: Sequence[Constituent], same: Sequence[Constituent], earlier: Earlier
) -> list[Edit]:
    first, last = same[0], _last_joined(same, earlier.text)
    name = _averaged(piece, pieces, first)
    edits: list[Edit] = [(Span(first.core.start, last.core.end), name)]
    plural = name.endswith("s") and not name.endswith(("ss", "is", "OS", "PFS", "DFS", "RFS"))
    if be := re.match(r"(?:what|which) (was|is|were|are)\b", earlier.text, re.IGNORECASE):
        forms = {"was": "were", "is": "are"} if plural else {"were": "was", "are": "is"}
        edits.append((Span(*be.span(1)), forms.get(be.group(1).lower(), be.group(1))))
    timed = words()["kinds"]["timed"].search(piece.name)
    if not of_kind(pieces, "time") and not timed:
        edits += [
            (Span(part.core.start, first.core.start), "")
            for part in of_kind(earlier.parts, "time")
            if not earlier.text[part.core.end : first.core.start].strip()
        ]
    return edits


def _last_joined(same: Sequence[Constituent], text: str) -> Constituent:
    last = same[0]
    for part in same[1:]:
        if re.fullmatch(r"\s*(?:,|and|or|&|\+)\s*", text[last.core.end : part.core.start]):
            last = part
    return last


def _averaged(piece: Constituent, pieces: Sequence[Constituent], old: Constituent | None) -> str:
    """The name of the endpoint; a survival is a median one where the one before it was."""
    kinds = words()["kinds"]
    if (
        old is not None
        and kinds["averaged"].search(old.name)
        and kinds["timed"].search(piece.name)
        and not kinds["averaged"].search(piece.name)
        and not re.search(r"\brate", piece.name)
        and not of_kind(pieces, "time")
    ):
        return f"median {piece.name}"
    return piece.name


def _rebuilt(
    pieces: Sequence[Constituent], endpoint: Constituent, earlier: Earlier
) -> Understood | None:
    """ "What was the ENDPOINT" with all that the earlier question was about."""
    others = [piece for piece in pieces if piece.kind in CONTEXT]
    new = {piece.kind for piece in others}
    kept = [
        part
        for part in about(earlier.parts)
        if part.kind not in new and not (part.kind == "time" and part.preposition == "")
    ]
    if earlier.found_study and "study" not in new:
        return _asked(endpoint, f"in {earlier.found_study}"), (earlier.found_study,)
    if not kept:
        return None
    said = " ".join(filter(None, (context(kept, without=()), " ".join(map(in_context, others)))))
    return _asked(endpoint, said), tuple(part.shown for part in kept)


def _asked(endpoint: Constituent, said: str) -> str:
    be = "were" if endpoint.name.endswith(("ects", "ents", "ies")) else "was"
    return f"What {be} the {endpoint.name} {said}"


def applied(text: str, edits: Sequence[Edit]) -> str:
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return re.sub(r"\s+([,?.])", r"\1", " ".join(text.split()))


def _rest(earlier: Earlier, edits: Sequence[Edit]) -> str:
    return applied(earlier.text, [(span, "…") for span, _ in edits])
