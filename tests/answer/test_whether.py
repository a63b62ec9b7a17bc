"""Whether a paper speaks of something: shown by what names it, refused where nothing does."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.question import read_question
from sarcoqa.answer.whether import Thing, naming, things_asked, unspoken
from sarcoqa.schema import Evidence, Kind, Passage, Span

KNOWN = {"NK": ("natural killer",), "LPS": ("liposarcoma",)}
TITLE = "Liposarcoma and its drugs"


def evidence(text: str, kind: Kind = "prose", context: str = "") -> Evidence:
    span = Span(0, len(text))
    home = Passage(text, "p", kind, ("Part",), span, text, (), (span,), ("",))
    return Evidence(home, span, text, context, "", 1.0, (("dense", 0.5), ("lexical", 0.5)))


def things(text: str) -> list[str]:
    asked = read_question(text, text, KNOWN)
    return [thing.word for thing in things_asked(asked, TITLE)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Does the review discuss exosomes?", ["exosomes"]),
        ("do they mention CAR-NK at all", ["CAR-NK"]),
        ("Is there any data on vaccines?", ["vaccines"]),
        ("anything about biopsies", ["biopsies"]),
        ("Is there evidence for natural killer cells?", ["NK"]),
        ("Does the paper say anything about liposarcoma?", []),  # its title names that
        ("Is there evidence of benefit in LPS?", []),
        ("Does the drug cover all tumours?", []),
        ("Is there a trial of exosomes?", []),
        ("How are exosomes discussed?", []),
        ("Is there data on hair loss?", []),  # read with the words that papers have for it
    ],
)
def test_what_is_asked_for(text: str, words: list[str]) -> None:
    assert things(text) == words


def test_a_thing_is_its_word_or_one_of_its_forms() -> None:
    assert Thing("biopsies").is_in("A biopsy was taken.")
    assert Thing("CAR-NK").is_in("CAR-NK cells")
    assert not Thing("CAR-NK").is_in("CAR T cells")
    assert Thing("NK", ("NK", "natural killer")).is_in("Natural killer cells")
    assert not Thing("NK", ("NK", "natural killer")).is_in("ankle")


def test_sentences_that_name_all_come_before_their_neighbours_and_entries() -> None:
    both = [Thing("exosomes"), Thing("plasma")]
    near = evidence("They carry exosomes.", context="In plasma.")
    own = evidence("Exosomes in plasma are small.")
    entry = evidence("Lee A. Exosomes in plasma. 2020.", kind="reference")
    far = evidence("Plasma is yellow.")
    assert naming(both, [far, near, entry, own]) == [(own.passage, own.span)]
    assert naming(both, [far, near, entry]) == [(near.passage, near.span)]
    assert naming(both, [far, entry]) == [(entry.passage, entry.span)]
    assert naming(both, [far]) == []


def test_a_word_is_unspoken_where_nothing_has_it() -> None:
    asked = read_question("Is there data on vaccines?", "Is there data on vaccines?")
    held = [evidence("Vaccinia is a virus.")]
    assert unspoken([Thing("vaccines")], asked, held) == ["vaccines"]
    assert unspoken([Thing("vaccines")], asked, [*held, evidence("A vaccine.")]) == []
    # a long word may be misspelt
    assert unspoken([Thing("hyperprogresion")], asked, [evidence("Hyperprogression.")]) == []


def test_everyday_words_may_be_said_otherwise() -> None:
    text = "Does the paper mention heartbeats?"
    asked = read_question(text, f"{text} (cardiac rhythm)")
    assert unspoken([Thing("heartbeats")], asked, [evidence("Plasma.")]) == []


def test_the_review_is_asked(assistant: Assistant) -> None:
    shown = assistant.ask("Does the article mention melanoma?")
    assert shown.abstained is None
    assert all("melanoma" in citation.quote.text for citation in shown.citations)
    refused = assistant.ask("Do the authors discuss exosomes?")
    assert refused.abstained is not None
    assert refused.text.startswith("The papers do not speak of exosomes. Searched ")
