"""What a question is made of: its endpoint, study, drugs, tumour, group and time, in their places.

A follow-up changes one of them and keeps the rest, so each has its characters in the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import Span
from ..text import is_drug
from .constituent import NOUN, Constituent, Field, is_function, words
from .mentions import TIME_POINT, diseases
from .question import read_question

_WORD = re.compile(r"[^\W_]+(?:[-–'’./+][^\W_]+)*\+?")
_JOIN = re.compile(
    r"\s*(?:\+|/|,|&|\band\b|\bor\b|\bplus\b|\bcombined with\b|\bin combination with\b)+\s*"
)


# "PD-1-negative" is a quality, and no name; "et al.", a year or a number goes on with one.
_QUALITY = re.compile(r"-(?:[a-z]{3,}(?:ive|ed|ing)|na[iï]ve|like|high|low|free|specific)$")
_AFTER_NAME = (
    r"(?:\s+(?:et al\.?|(?:and|&) co\w*|\(?(?:19|20)\d\d\)?|"
    r"\d{1,4}(?=\s*(?:$|[?.,;)]| (?:in|for|of|and)\b))))*"
)
_ILLNESS = re.compile(r"\b(?:tumou?rs?|neoplasms?|diseases?|syndromes?|disorders?)$", re.IGNORECASE)
_JOIN_DRUGS = re.compile(rf"{_JOIN.pattern}|\s+with\s+")


def constituents(text: str, field: Field) -> tuple[Constituent, ...]:
    """The constituents of `text`, in order; none overlaps another.

    >>> [(c.kind, c.name, c.preposition) for c in constituents(
    ...     "What was the median PFS with imatinib at 2 years?", Field({}, frozenset()))]
    [('endpoint', 'median PFS', ''), ('drug', 'imatinib', 'with'), ('time', '2 years', 'at')]
    """
    taken: list[Constituent] = []
    for kind, spans in _named(text, field):
        for span in spans:
            if not any(span.overlaps(held.whole) for held in taken):
                taken.append(_placed(kind, text, span))
    for span in _things(text, [held.whole for held in taken]):
        taken.append(_placed("thing", text, span))
    return tuple(sorted(taken, key=lambda held: held.core))


def _named(text: str, field: Field) -> Iterator[tuple[str, list[Span]]]:
    kinds = words()["kinds"]
    yield "time", [Span(*match.span()) for match in TIME_POINT.finditer(text)]
    yield "study", _studies(text, field)
    yield "drug", [_with_partner(text, run) for run in _runs(text, _drugs(text), join=_JOIN_DRUGS)]
    yield "disease", _runs(text, _diseases(text, field))
    yield "endpoint", _stripped(text, kinds["endpoint"])
    yield (
        "term",
        [
            Span(*match.span())
            for match in _WORD.finditer(text)
            if match.group() in field.abbreviations
            or match.group().removesuffix("s") in field.abbreviations
        ],
    )
    groups = _stripped(text, kinds["group"], inner=True)
    yield "group", [span for span in groups if " " in span.of(text)]  # "patients" says nothing


def _stripped(text: str, pattern: re.Pattern[str], *, inner: bool = False) -> list[Span]:
    """Matches without the function words that they begin with, or with `inner` hold."""
    found = []
    for match in pattern.finditer(text):
        held = [m for m in _WORD.finditer(text, *match.span())]
        function = [is_function(m.group()) for m in held]
        if inner:
            first = max((n for n, one in enumerate(function) if one), default=-1) + 1
        else:
            first = next((n for n, one in enumerate(function) if not one), len(held))
        if first < len(held):
            found.append(Span(held[first].start(), match.end()))
    return found


def _studies(text: str, field: Field) -> list[Span]:
    # A fragment such as "SARC" does not begin a sentence: its capitals are signs of a name.
    first = re.match(r"\W*(\w+)", text)
    read = text if first and is_function(first.group(1)) else f"x {text}"
    names = read_question(read, read, field.abbreviations, field.surnames).names
    found = [
        Span(*match.span())
        for name in names
        if not is_drug(name.lower()) and not _QUALITY.search(name)
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]){_AFTER_NAME}", text)
    ]
    found += [Span(*match.span()) for match in words()["kinds"]["generic_study"].finditer(text)]
    return _runs(text, sorted(set(found)), join=re.compile(r"\s+"))


def _drugs(text: str) -> list[Span]:
    found = []
    for match in _WORD.finditer(text):
        if is_drug(match.group().lower()):
            tail = words()["kinds"]["drug_tail"].match(text, match.end())
            found.append(Span(match.start(), tail.end() if tail else match.end()))
    return found


def _with_partner(text: str, run: Span) -> Span:
    """A combination with its last partner, where that is a word of no known form: "and surgery"."""
    prepositions = "|".join(sorted(words()["words"]["prepositions"]))
    partner = re.compile(
        rf"(?:\s*,)?\s*(?:\+|/|\band\b|\bplus\b)\s*(?!(?:{prepositions})\b)[A-Za-z-]{{5,}}"
        rf"(?=\s*$|\s*[?,.;)]|\s+(?:{prepositions})\b)"
    )
    match = partner.match(text, run.end)
    return Span(run.start, match.end()) if match else run


def _diseases(text: str, field: Field) -> list[Span]:
    forms = {form for entry in diseases(text, field.abbreviations) for form in entry}
    for short, longs in field.abbreviations.items():
        if short in text and any(_ILLNESS.search(long) for long in longs):
            forms |= {short, *longs}
    found = [
        Span(*match.span())
        for form in sorted(forms, key=len, reverse=True)
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}s?(?![\w-])", text, re.IGNORECASE)
    ]
    kept: list[Span] = []
    for span in found:
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept)


def _runs(text: str, spans: Sequence[Span], *, join: re.Pattern[str] = _JOIN) -> list[Span]:
    """`spans` in order, those that only a joining word parts taken together."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif merged and join.fullmatch(text, merged[-1].end, span.start):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _things(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """What stands behind a preposition and is of no kind of its own."""
    found = list(_WORD.finditer(text))
    for place, match in enumerate(found):
        if match.group().lower() not in words()["words"]["prepositions"]:
            continue
        run: list[re.Match[str]] = []
        for following in found[place + 1 :]:
            between = text[run[-1].end() if run else match.end() : following.start()]
            if set(between) & set("?!,;:"):
                break
            if is_function(following.group()):
                if run or following.group().lower() not in words()["words"]["determiners"]:
                    break
                continue
            run.append(following)
        if run:
            span = Span(run[0].start(), run[-1].end())
            if not any(span.overlaps(held) for held in taken):
                yield span


def _placed(kind: str, text: str, core: Span) -> Constituent:
    start, end = core.start, core.end
    before = r"(?:\b(?:the|a|an|this|that|these|those|its|their|all)\s+)"
    if article := re.search(rf"{before}$", text[:start], re.IGNORECASE):
        start = article.start()
    if kind == "disease":
        around = (
            r"\b(?:patients|people|those|adults|children|women|men|participants)\s+with\s+"
            r"(?:[a-z-]+ed |[a-z]+ic )?"
        )
        if carrier := re.search(rf"{before}?{around}$", text[:start], re.IGNORECASE):
            start = carrier.start()
    heads = {
        "study": words()["kinds"]["study_head"].pattern,
        "disease": r"patients|cohort|tumou?rs|cases|population|samples",
        "drug": r"monotherapy|alone|arm|group|treatment|therapy",
    }
    if kind in ("study", "term") and (noun := NOUN.match(text, end)):
        end = noun.end()
    if kind in heads:
        own = r"(?:['’]s?\b)?"
        if head := re.match(rf"{own}(?:\s+(?:{heads[kind]})\b)+", text[end:], re.IGNORECASE):
            end += head.end()
        elif possessive := re.match(r"['’]s?\b", text[end:]):
            end += possessive.end()
    prepositions = "|".join(sorted(words()["words"]["prepositions"]))
    behind = re.search(rf"\b({prepositions})\s+$", text[:start], re.IGNORECASE)
    return Constituent(
        kind=kind,
        text=text,
        core=core,
        whole=Span(start, end),
        preposition=behind.group(1).lower() if behind else "",
        begin=behind.start() if behind else start,
    )
