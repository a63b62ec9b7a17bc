"""Another endpoint for that of a question: "and the PFS?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Span
from .constituent import Constituent, of_kind, words
from .earlier import CONTEXT, Earlier, about, context, in_context
from .edits import Edit, Understood
from .mentions import TIME_POINT

_FRAME = re.compile(
    r"^(?:(?:what|which)(?: (?:is|was|were|are))?|(?:give|tell) me)?\s*(?:the\s+)?$", re.IGNORECASE
)


def is_asked_by_noun(earlier: Earlier) -> bool:
    """Whether the earlier question asks for its endpoint by a noun: "What was the PFS in X"."""
    held = of_kind(earlier.parts, "endpoint")
    if not held:
        return False
    before = earlier.text[: held[0].core.start]
    timed = TIME_POINT.sub("", before).strip()
    return bool(_FRAME.match(timed + " " if timed else ""))


def endpoint_edits(
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


def rebuilt(
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
