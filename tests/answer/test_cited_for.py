"""Questions for a source: how they are worded, and which citation mark of a sentence is meant."""

from __future__ import annotations

import pytest

from sarcoqa.answer.cited_for import labels_meant
from sarcoqa.answer.lexicon import wanted
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain

SENTENCES = (
    "Birds are fed by hand [1], seeds are sown in spring [2, 3], and ponds are cleaned [4].",
    "Ada et al. [1] weighed the eggs, and Bea et al. [2] counted the nests.",
    "Feathers are light [1] [4].",
    "Everything was tried once [1–5].",
)
TEXT = f"""A short paper

Introduction

{" ".join(SENTENCES)}

References

1. Ada A. One thing. *J One*. 2001;1:1.
2. Bea B. Two things. *J Two*. 2002;2:2.
3. Cid C. Three things. *J Three*. 2003;3:3.
4. Dee D. Four things. *J Four*. 2004;4:4.
5. Eve E. Five things. *J Five*. 2005;5:5.
"""


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("sorce for the pond experiment", True),
        ("which refrence supports sowing in spring?", True),
        ("Who ran the trial of hand feeding?", True),
        ("Who first defined the nest index?", True),
        ("Where was the loss of 3 nests reported?", True),
        ("Which paper backs the claim that ponds need cleaning?", True),
        ("Which ref is given for clean ponds?", True),
        ("Whose work showed that feathers are light?", True),
        ("What was the source of infection?", False),
        ("Which particles were used?", False),
        ("What is the preference for spring?", False),
        ("Was the count within its reference range?", False),
        ("Who should be treated first?", False),
        ("Who responded to feeding?", False),
    ],
)
def test_questions_for_a_source(text: str, is_asked: bool) -> None:
    assert ("source" in wanted(text)) is is_asked


@pytest.mark.parametrize(
    ("text", "sentence", "labels"),
    [
        ("Which papers are cited for sowing seeds in spring?", 0, ("2", "3")),
        ("source for cleaning ponds", 0, ("4",)),
        ("Which reference says that nests were counted?", 1, ("2",)),
        ("Whose work counted the nests?", 1, ()),  # the sentence says so
        ("source for light feathers", 2, ("1", "4")),
        ("source for what was tried once", 3, ()),  # more than anybody wants to read
        ("How are birds fed?", 0, ()),
    ],
)
def test_the_mark_of_the_clause_asked_about(
    text: str, sentence: int, labels: tuple[str, ...]
) -> None:
    document = parse_plain(TEXT, document_id="short", sha256="0" * 64, stated=Metadata())
    start = document.text.index(SENTENCES[sentence])
    span = next(p for p in document.paragraphs if p.start <= start < p.end)
    span = type(span)(start, start + len(SENTENCES[sentence]))
    assert labels_meant(read_question(text, text), document, span, lambda _: 1.0) == labels
