"""Follow-ups that point back: "its survival", "in that trial", "these patients", "did it …?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..schema import Span
from .constituent import Field, of_kind, says_more, words
from .constituents import constituents
from .earlier import Earlier
from .edits import Edit, Understood, applied
from .mentions import treatments

MOST_WORDS = 16
# What is named before the pronoun, in whatever way: an acronym, or what a dash or colon sets apart.
_NAMED = re.compile(r"[A-Z]{2,}|\s[-–—]\s|[a-z]\d")
_PREFIX = re.compile(r"^(\w+ )(?=(?:it|they|them|this)$)", re.IGNORECASE)


def pointing_back(text: str, earlier: Earlier, field: Field) -> Understood | None:
    """`text` with what its pronouns stand for; None where they have it in the question itself."""
    found = _pointers(text)
    first = min((span for kind, span in found), default=None)
    if first is None or not _can_point_back(text, first, field, told="saying" in dict(found)):
        return None
    edits: list[Edit] = []
    carried: list[str] = []
    for kind, span in found:
        meant = _antecedent(kind, span.of(text), text, earlier)
        if meant is None:
            return None
        edits.append(_edit(kind, span, text, meant, field))
        carried.append(meant)
    return applied(text, edits), tuple(dict.fromkeys(carried))


def _pointers(text: str) -> list[tuple[str, Span]]:
    """What points back, with its kind; nothing where any of it cannot be told to do so."""
    patterns = words()["pointing"]
    found: list[tuple[str, Span]] = []
    for kind in ("study", "drug", "group", "disease", "saying", "its", "they", "it"):
        for match in patterns[kind].finditer(text):
            span = Span(*match.span())
            if kind == "saying":
                span = Span(span.start, span.start + len("they"))
            if not any(span.overlaps(held) for _, held in found):
                found.append((kind, span))
    loose = [Span(*match.span()) for match in patterns["any"].finditer(text)]
    covered = [span for _, span in found]
    return found if all(any(held.holds(one) for held in covered) for one in loose) else []


def _can_point_back(text: str, first: Span, field: Field, *, told: bool) -> bool:
    """Whether nothing before the first pronoun can be what it stands for."""
    if len(text.split()) > MOST_WORDS or re.search(r"[.,?!;:] ", text[: first.start]):
        return False
    if words()["pointing"]["insiders"].search(text) or words()["lead"]["open"].search(text):
        return False
    if _NAMED.search(text[: first.start]):
        return False
    before = constituents(text[: first.start].rstrip() + " ", field)
    people = (
        ("group",)
        if not told and re.search(r"\bthe[miy]r?\b", first.of(text), re.IGNORECASE)
        else ()
    )
    if of_kind(before, "study", "drug", "disease", "term", "thing", *people):
        return False
    own = re.match(r"(?:its|their)\b", first.of(text), re.IGNORECASE)
    return own is None or not says_more(text[: first.start], before)


def _antecedent(kind: str, pointer: str, text: str, earlier: Earlier) -> str | None:
    if kind == "study":
        return earlier.study
    if kind == "drug":
        noun = pointer.split()[-1]
        return earlier.drug or (f"the {noun} in {earlier.study}" if earlier.study else None)
    if kind in ("group", "disease"):
        return _people(earlier) if kind == "group" else _name(earlier, "disease")
    if kind == "saying":
        return earlier.study
    plural = re.search(r"\b(?:they|them|their)$", pointer, re.IGNORECASE)
    if plural and kind != "its":
        return earlier.plural_subject or _people(earlier) or earlier.topic or _general(earlier)
    return _single(text, earlier)


def _single(text: str, earlier: Earlier) -> str | None:
    """What "it" is: the topic, the drug where drugs do such things, the study, drug or tumour."""
    if earlier.topic:
        return earlier.topic
    order: list[Callable[[], str | None]] = [
        lambda: earlier.study if earlier.asks_study else None,
        lambda: earlier.drug if earlier.asks_drug else None,
        lambda: _named_study(earlier),
        lambda: _name(earlier, "drug"),
        lambda: _name(earlier, "disease"),
        lambda: earlier.drug if words()["pointing"]["of_drug"].search(text) else None,
        lambda: _general(earlier),
    ]
    if words()["pointing"]["of_drug"].search(text):
        order.insert(0, lambda: _name(earlier, "drug"))
    return next((found for choice in order if (found := choice())), None)


def _named_study(earlier: Earlier) -> str | None:
    return earlier.study if earlier.last("study") else None


def _name(earlier: Earlier, kind: str) -> str | None:
    part = earlier.last(kind)
    return part.name if part else None


def _general(earlier: Earlier) -> str | None:
    """In a question that names none of these: what it asks for, or else what it is about."""
    thing = earlier.last("thing", "term", "group")
    if thing is not None and (earlier.last("endpoint") or not earlier.subject):
        return thing.phrase
    return earlier.subject


def _people(earlier: Earlier) -> str | None:
    if group := earlier.last("group"):
        return group.phrase
    thing = earlier.last("thing", "term")
    if thing is not None and thing.phrase.endswith("s"):
        return thing.phrase
    if disease := earlier.last("disease"):
        whole = disease.phrase
        return whole if re.search(r"\bpatients\b", whole) else f"patients with {disease.name}"
    return f"the patients in {earlier.study}" if earlier.study else None


def _edit(kind: str, span: Span, text: str, meant: str, field: Field) -> Edit:
    if kind != "its":
        prefix = _PREFIX.match(span.of(text)) if kind in ("it", "they") else None
        return span, f"{prefix.group(1) if prefix else ''}{meant}"
    owned = _owned(text, span.end)
    head = text[span.end : owned].strip()
    asked = of_kind(constituents(head, field), "endpoint")
    return Span(
        span.start, owned
    ), f"the {head} {'in' if asked and not treatments(meant) else 'of'} {meant}"


def _owned(text: str, start: int) -> int:
    """Where what "its" owns ends: before the next word that says nothing of its own."""
    end = start
    stops: Sequence[str] = ("verbs", "questions", "prepositions", "others")
    for match in re.finditer(r"\s*[\w'’/+-]+", text[start:]):
        word = match.group().strip().lower()
        if start + match.start() != end or any(word in words()["words"][name] for name in stops):
            break
        end = start + match.end()
    return end
