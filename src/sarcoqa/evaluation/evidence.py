"""Evidence Inference (Lehman et al. 2019, DeYoung et al. 2020): trials, prompts, evidence spans.

A folder holds ``docs.jsonl`` ({"pmcid", "title", "text", "split"}) and ``prompts.jsonl`` ({"pmcid",
"split", "question", "outcome", "intervention", "comparator", "evidence": [{"start", "end"}]}).
A passage finds the evidence when it covers at least half of a span of the prompt's own article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EvaluationError
from ..schema import Span
from ..text import sentences

MAX_CHARACTERS = 700
STEP_CHARACTERS = 350  # how much of a passage the next one may repeat
_HEADING = re.compile(r"(?:TITLE|ABSTRACT|BODY)[^\n]*:\s*")
# What a sentence that reports a comparison says, in whatever trial.
REPORTING = (
    "significant significantly difference between groups p compared increased reduced higher lower"
)


@dataclass(frozen=True, slots=True)
class Window:
    """At most `MAX_CHARACTERS` of an article, whole sentences where they fit."""

    id: str
    article: str
    span: Span
    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question for the effect of an intervention against a comparator on an outcome."""

    id: str
    article: str
    question: str
    outcome: str
    intervention: str
    comparator: str
    evidence: tuple[Span, ...]

    @property
    def plain(self) -> str:
        """The three parts one after the other."""
        return f"{self.outcome} {self.intervention} compared with {self.comparator}"

    @property
    def statement(self) -> str:
        """A sentence as it may stand in the article: what is embedded."""
        return (
            f"{self.outcome} was significantly different between {self.intervention} and "
            f"{self.comparator} (p<0.05)"
        )

    @property
    def weighted(self) -> str:
        """The words to count: the outcome thrice, for it tells apart the passages of a trial."""
        return f"{self.outcome} {self.outcome} {self.question} {REPORTING}"


def read_evidence(folder: Path, split: str) -> tuple[tuple[Window, ...], tuple[Prompt, ...]]:
    """(the windows of all articles of the split, its prompts).

    Raises EvaluationError when the folder does not hold the two files, or nothing of the split.
    """
    articles = [entry for entry in _lines(folder / "docs.jsonl") if entry["split"] == split]
    asked = [entry for entry in _lines(folder / "prompts.jsonl") if entry["split"] == split]
    if not articles or not asked:
        raise EvaluationError(f"{folder} holds no prompt of the split {split!r}")
    try:
        found = [w for a in articles for w in windows(a["pmcid"], a["title"], a["text"])]
        return tuple(found), tuple(_prompt(str(n), entry) for n, entry in enumerate(asked))
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{folder} is no Evidence Inference folder ({error})") from error


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            entries = [json.loads(line) for line in file if line.strip()]
        if not all(isinstance(entry, dict) and "split" in entry for entry in entries):
            raise ValueError("an entry has no split")
    except (OSError, ValueError) as error:
        raise EvaluationError(
            f"{path} cannot be read ({error}); expected an Evidence Inference folder"
        ) from error
    return entries


def _prompt(name: str, entry: Mapping[str, Any]) -> Prompt:
    return Prompt(
        id=name,
        article=str(entry["pmcid"]),
        question=str(entry["question"]),
        outcome=str(entry["outcome"]),
        intervention=str(entry["intervention"]),
        comparator=str(entry["comparator"]),
        evidence=tuple(Span(span["start"], span["end"]) for span in entry["evidence"]),
    )


def windows(article: str, title: str, text: str) -> Iterator[Window]:
    """Overlapping windows over the sentences of the abstract, and over those of the body.

    Headings of sections are no part of a window of prose except where one runs on over them; the
    heading searched with it is the title and the section in which it begins.
    """
    for run in _runs(text):
        for group in _overlapping([span for span, _ in run]):
            span = Span(group[0].start, group[-1].end)
            section = next(name for inner, name in run if inner == group[0])
            name = f"{article}:{span.start}-{span.end}"
            yield Window(name, article, span, span.of(text), f"{title}. {section}")


def _runs(text: str) -> Iterator[list[tuple[Span, str]]]:
    """Runs of sentences with the name of their section: title, abstract, body."""
    run: list[tuple[Span, str]] = []
    part = section = ""
    for block in re.finditer(r"(?:.|\n(?!\n))+", text):
        for span in sentences(block.group(), block.start()):
            words = span.of(text)
            if _HEADING.fullmatch(words):
                now, _, name = words.rstrip(": ").partition(".")
                if now != part and run:
                    yield run
                    run = []
                part, section = now, (name or now).capitalize()
                continue
            run += [(piece, section) for piece in _pieces(span)]
    if run:
        yield run


def _pieces(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.end, MAX_CHARACTERS):
        yield Span(start, min(start + MAX_CHARACTERS, span.end))


def _overlapping(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Groups of consecutive spans within `MAX_CHARACTERS`, each beginning with the end of the last.

    What is repeated has at most `STEP_CHARACTERS`.
    """
    group: list[Span] = []
    for span in spans:
        if group and span.end - group[0].start > MAX_CHARACTERS:
            yield group
            end = group[-1].end
            group = [
                inner
                for inner in group
                if end - inner.start <= STEP_CHARACTERS and span.end - inner.start <= MAX_CHARACTERS
            ]
        group = [*group, span]
    if group:
        yield group


def covers(window: Window, prompt: Prompt) -> bool:
    """Whether the window holds at least half of the characters of an evidence span.

    Evidence [100, 200) and a window [0, 150): 50 of 100, so yes; [0, 149): no.
    """
    return window.article == prompt.article and any(
        2 * (min(window.span.end, span.end) - max(window.span.start, span.start))
        >= span.end - span.start
        for span in prompt.evidence
    )


def without_repeats(ranking: Iterable[str], by_id: Mapping[str, Window]) -> list[str]:
    """`ranking` without windows that overlap a better one of the same article."""
    kept: list[Window] = []
    for name in ranking:
        window = by_id[name]
        if not any(w.article == window.article and w.span.overlaps(window.span) for w in kept):
            kept.append(window)
    return [window.id for window in kept]
