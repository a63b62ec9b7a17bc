"""Clinical words behind everyday ones."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sarcoqa.search.lay import add_clinical_words


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who paid for it?", "Who paid for it? (funding supported grant)"),
        ("Does it help?", "Does it help? (benefit efficacy)"),
        ("DOES IT HELP?", "DOES IT HELP? (benefit efficacy)"),
        # What is there already is not added again: only "efficacy" is new.
        ("Does the benefit help?", "Does the benefit help? (efficacy)"),
        # Only whole words: "helpers" is no "help".
        ("the helpers", "the helpers"),
        ("What was the objective response rate?", "What was the objective response rate?"),
        # A hyphen parts words as a space does.
        ("a cold-sore", "a cold-sore (pain herpes simplex virus)"),
        ("", ""),
    ],
)
def test_add_clinical_words(question: str, expected: str) -> None:
    assert add_clinical_words(question) == expected


def test_the_question_itself_is_never_changed() -> None:
    question = "How long do people live when the lump has come back after the operation?"
    added = add_clinical_words(question)
    assert added.startswith(question + " (")
    inside = added.removeprefix(question + " (").removesuffix(")").split()
    assert len(inside) == len(set(inside))
    assert {"recurrence", "survival", "adjuvant", "tumor"} <= set(inside)


def test_every_entry_of_the_lexicon_is_an_expression_with_words() -> None:
    text = files("sarcoqa.search").joinpath("lay.toml").read_text(encoding="utf-8")
    for key, words in tomllib.loads(text).items():
        assert re.compile(key).search("") is None, key
        assert words.split(), key


def test_the_lexicon_is_sought_as_its_expressions_say() -> None:
    root = Path(__file__).resolve().parents[2]
    lines = (root / "eval" / "review.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"].replace("-", " ") for line in lines]
    text = files("sarcoqa.search").joinpath("lay.toml").read_text(encoding="utf-8")
    entries = {re.compile(key, re.IGNORECASE): words for key, words in tomllib.loads(text).items()}
    # All of them at once is the longest text that is ever sought through.
    for question in (*asked, " ".join(asked)):
        words = " ".join(words for key, words in entries.items() if key.search(question))
        wanted = [word for word in words.split() if word.lower() not in question.lower()]
        added = add_clinical_words(question).removeprefix(question)
        assert added == (f" ({' '.join(dict.fromkeys(wanted))})" if wanted else "")
