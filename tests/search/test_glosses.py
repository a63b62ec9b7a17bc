"""Names that the papers do not use get the one that they do."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant, Settings
from sarcoqa.schema import KINDS, Passage, Span
from sarcoqa.search.glosses import glossed
from sarcoqa.search.spellings import respelt
from sarcoqa.text import terms

TEXTS = {
    "prose": "Trastuzumab and ibuprofen were compared with data of the World Health Organization.",
    "reference": "Nolan Anne Stone. Guidelines of the Society for Very Wide Oncology. 2019.",
}


def passage(kind: str, text: str) -> Passage:
    assert kind in KINDS
    span = Span(0, len(text))
    return Passage(f"p:{kind}", "p", kind, (), span, text, (), (span,), ("",))


PASSAGES = [passage(kind, text) for kind, text in TEXTS.items()]
HELD = frozenset(term for text in TEXTS.values() for term in terms(text))


def rarity(term: str) -> float:
    return float(term in HELD)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did Herceptin help?", "Did Herceptin (trastuzumab) help?"),
        ("did herceptin help?", "did herceptin (trastuzumab) help?"),
        ("Advil or Herceptin?", "Advil (ibuprofen) or Herceptin (trastuzumab)?"),
        # Two names of one substance are explained once.
        ("Advil or Nurofen?", "Advil (ibuprofen) or Nurofen?"),
        ("Advil (ibuprofen)", "Advil (ibuprofen)"),
        # The papers have the name, or not the substance either.
        ("Did trastuzumab help?", "Did trastuzumab help?"),
        ("Did Avastin help?", "Did Avastin help?"),
        ("What does the WHO say?", "What does the WHO (World Health Organization) say?"),
        ("What does the SVWO say?", "What does the SVWO (Society for Very Wide Oncology) say?"),
        # Authors are no words in full, and a word in small letters is no short form.
        ("What does NAS say?", "What does NAS say?"),
        ("What does NASA say?", "What does NASA say?"),
        ("who was compared?", "who was compared?"),
        # A name that is cut short; a word in small letters, or by a letter or two, is none.
        ("Did the Trastu arm live?", "Did the Trastu (Trastuzumab) arm live?"),
        ("Did the trastu arm live?", "Did the trastu arm live?"),
        ("Is the Organizatio old?", "Is the Organizatio old?"),
        ("", ""),
        ("???", "???"),
    ],
)
def test_a_name_that_no_paper_has_gets_that_of_the_papers(question: str, expected: str) -> None:
    assert glossed(question, rarity, PASSAGES) == expected


def test_so_many_initials_are_no_question() -> None:
    many = " ".join(f"{first}{second}Q" for first in "ABCDE" for second in "ABCDE")
    assert glossed(f"WHO {many}", rarity, PASSAGES) == f"WHO (World Health Organization) {many}"
    assert glossed(f"{many} WHO", rarity, PASSAGES) == f"{many} WHO"


def test_a_question_by_a_brand_is_answered_as_one_by_its_substance(
    brand_assistant: Assistant,
) -> None:
    brand = brand_assistant.ask("What was the response rate with Advil?")
    plain = brand_assistant.ask("What was the response rate with ibuprofen?")
    assert brand.question == "What was the response rate with Advil?"
    assert brand.abstained is None
    assert brand.text == plain.text
    assert "31%" in brand.text
    assert brand_assistant.search("Advil", 1)[0].passage == (
        brand_assistant.search("Advil (ibuprofen)", 1)[0].passage
    )


def test_a_brand_of_what_no_paper_has_is_named_as_absent(brand_assistant: Assistant) -> None:
    answer = brand_assistant.ask("What was the response rate with Herceptin?")
    assert answer.abstained is not None
    assert "never mention Herceptin" in answer.text


@pytest.fixture(scope="module")
def brand_assistant(
    tmp_path_factory: pytest.TempPathFactory, small_settings: Settings
) -> Assistant:
    root = tmp_path_factory.mktemp("brands")
    (root / "corpus").mkdir()
    (root / "corpus" / "paper.md").write_text(
        "# Pain relief\n\n## Results\n\nThe objective response rate with ibuprofen was 31%. "
        "Fever occurred in 12% of the patients.\n\n## Discussion\n\nTrials in children are rare.\n",
        encoding="utf-8",
    )
    return Assistant.open(
        root / "index", corpus=root / "corpus", settings=small_settings, quiet=True
    )


@pytest.mark.parametrize(
    ("word", "held", "expected"),
    [
        ("leukaemia", "leukemia", "leukemia"),
        ("leukemia", "leukaemia", "leukaemia"),
        ("oesophagus", "esophagus", "esophagus"),
        ("sulphate", "sulfate", "sulfate"),
        ("analyse", "analyze", "analyze"),
        ("tumour", "lung", ""),
        ("four", "for", ""),  # another word
    ],
)
def test_the_other_spelling_of_a_word(word: str, held: str, expected: str) -> None:
    assert respelt(word, {held}.__contains__) == expected


def test_a_word_in_the_spelling_of_the_papers_is_added() -> None:
    assert glossed("Which organisation?", rarity, PASSAGES) == "Which organisation (organization)?"
