"""Questions about a paper as a whole: what it is about, what it finds, concludes and admits.

No word of such a question is a word of the answer: the sentences are found by where papers say
these things, under which headings and in which turns of phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from ..datafiles import read_toml
from ..schema import FRONT_MATTER, Document, Passage, Span
from ..text import STOPWORDS, tokens
from .question import Question

MOST_PAPERS = 4  # of more, a sentence of each would be no answer to read
EARLY = 0.5  # an abstract begins in this part of a paper, a closing summary does not
FURTHEST = 20  # sentences after one that others go on with
_NUMBERING = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s+")

Part = tuple[Passage, Span]


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: Passage
    span: Span
    words: str
    headings: tuple[str, ...]
    in_abstract: bool
    is_title: bool


def whole_paper_asked(question: Question, own: frozenset[str] = frozenset()) -> str | None:
    """The entry of ``whole_paper.toml`` that a question asks for; None where it has a topic.

    `own` are the names of the paper's own study, in lower case, which are no topic.
    """
    if question.label or question.table or question.treatments or question.figures:
        return None
    said = {token.removesuffix("'s") for token in tokens(question.text)} - STOPWORDS - own
    for name, entry in _entries().items():
        if said <= entry["words"] and entry["asked"].search(question.text):
            return name
    return None


def told_as_a_whole(
    name: str, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> list[Part]:
    """The sentences with which each paper says what the entry `name` is about, best first.

    Empty where none does. Of several papers there are fewer sentences of each.
    """
    papers = list(dict.fromkeys(passage.document_id for passage in passages))
    entry = _entries()[name]
    wanted = entry.get("parts") or [(name, entry["most"])]
    found = []
    for paper in papers:
        sentences = list(_sentences(passages, documents[paper]))
        for part, most in wanted:
            found += _chosen(_entries()[part], max(1, most // len(papers)), sentences)
    return list(dict.fromkeys(found))


def unsaid(name: str) -> str | None:
    """What to say where no paper has anything for the entry `name`; None: search as ever."""
    missing: str | None = _entries()[name].get("must")
    return missing


def better_searched(name: str) -> re.Pattern[str] | None:
    """What an answer by search must have to be better than the sentences found for `name`; None:
    it never is.
    """
    entry = _entries()[name]
    return entry["held"] if entry.get("searched") else None


def _sentences(passages: Sequence[Passage], document: Document) -> Iterator[_Sentence]:
    """The sentences of a paper's prose and of what stands before its first heading."""
    frame = _entries_file()["frame"]
    run_in: tuple[str, ...] = ()
    for passage in passages:
        in_front = passage.section == (FRONT_MATTER,)
        if passage.document_id != document.id or not (in_front or passage.kind == "prose"):
            continue
        headings = tuple(_NUMBERING.sub("", heading) for heading in passage.section)
        early = passage.span.start < EARLY * len(document.text)
        sums_up = early and headings and re.fullmatch(frame["abstract"], headings[0], re.I)
        is_title = in_front and passage.span.of(document.text) == document.title
        for span in (passage.span,) if is_title else passage.sentences:
            words = span.of(document.text)
            if sums_up and (begun := re.match(frame["run_in"], words, re.I)):
                run_in = (begun["heading"],)
                if begun.end() == len(words):
                    continue
            if not re.match(frame["aside"], words, re.I):
                over = (*headings, *run_in) if sums_up else headings
                yield _Sentence(passage, span, words, over, bool(sums_up), is_title)


def _chosen(entry: Mapping[str, Any], most: int, sentences: Sequence[_Sentence]) -> list[Part]:
    """The `most` best sentences by the order of `entry`, each with those that go on with it."""
    ranked = [
        (kind, place)
        for kind, traits in enumerate(entry["order"])
        for place, sentence in enumerate(sentences)
        if all(_has(trait, entry, sentence) for trait in traits.split())
    ]
    found: list[int] = []
    for _, place in ranked:
        if place not in found:
            found += [place, *_going_on(entry, place, sentences)]
    kept = list(dict.fromkeys(found))[:most]
    return [(sentences[place].passage, sentences[place].span) for place in kept]


def _has(trait: str, entry: Mapping[str, Any], sentence: _Sentence) -> bool:
    if trait == "abstract":
        return sentence.in_abstract
    if trait == "title":
        return sentence.is_title
    if trait == "held":
        return bool(entry["held"].search(sentence.words))
    return any(entry[trait].fullmatch(heading) for heading in sentence.headings)


def _going_on(
    entry: Mapping[str, Any], place: int, sentences: Sequence[_Sentence]
) -> Iterator[int]:
    """The places after `place` whose sentences go on with what it begins: straight after it, or
    further down its section, where they count on ("Second, ..."); with one that ends such a count
    ("Finally, ..."), then all between.
    """
    if "goes_on" not in entry:
        return
    section = sentences[place].passage.section
    further = sentences[place + 1 : place + 1 + FURTHEST]
    after = list(takewhile(lambda sentence: sentence.passage.section == section, further))
    ends = [n for n, sentence in enumerate(after) if entry["ends"].match(sentence.words)]
    between = []
    straight = True
    for number, sentence in enumerate(after):
        straight &= bool(entry["goes_on"].match(sentence.words))
        if straight or entry["counted"].match(sentence.words):
            yield place + 1 + number
        elif number < max(ends, default=-1):
            between.append(place + 1 + number)
    yield from between


@cache
def _entries_file() -> dict[str, Any]:
    return read_toml(__package__, "whole_paper.toml")


@cache
def _entries() -> dict[str, dict[str, Any]]:
    """The entries by name: patterns compiled, words with those of the frame."""
    held = dict(_entries_file())
    frame = held.pop("frame")["words"].split()
    return {name: _compiled(entry, frame) for name, entry in held.items()}


def _compiled(entry: Mapping[str, Any], frame: Sequence[str]) -> dict[str, Any]:
    patterns = {
        name: re.compile(entry[name], re.IGNORECASE)
        for name in ("asked", "headed", "held", "within", "goes_on", "counted", "ends")
        if name in entry
    }
    return {**entry, **patterns, "words": frozenset([*frame, *entry["words"].split()])}
