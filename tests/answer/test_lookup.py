"""A word whose definition is asked for: refused where no paper has it, in no other case."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.lookup import unheard, unspelt
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages

KNOWN = {"cytokin", "releas"}


def rarity(term: str) -> float:
    return 1.0 if term in KNOWN else 0.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What are exosomes?", ["exosomes"]),
        ("what's an exosome", ["exosome"]),
        ("Define hyperprogression.", ["hyperprogression"]),
        ("What does oligometastatic mean?", ["oligometastatic"]),
        ("What is a basophil and was it seen in sarcoma?", ["basophil"]),
        ("What is cytokine release syndrome?", ["syndrome"]),
        ("What is cytokine release?", []),
        ("What is asdf?", ["asdf"]),
        ("What is a good day?", []),  # short words need not be in a paper
        ("What is the takeaway message?", []),  # "the": asks for something of the paper
        ("What are limitations of exosomes?", []),  # not for the meaning of a word
        ("How were exosomes collected?", []),
    ],
)
def test_words_to_be_defined_that_no_paper_has(text: str, words: list[str]) -> None:
    assert unheard(read_question(text, text), [], rarity) == words


SHORT = parse_plain(
    "# A Heart\n\n## Results\n\nThe jugular venous pressure (JVP) was measured. A normal JVP was"
    " found in all.\n",
    document_id="short",
    sha256="0" * 64,
    stated=Metadata(),
)


@pytest.mark.parametrize(
    "text",
    ["JVP meaning?", "meaning of JVP", "JVP long form", "expand JVP", "JVP - expansion?",
     "define JVP", "What is meant by JVP?", "what's JVP?", "What is the meaning of JVP?"],
)  # fmt: skip
def test_a_short_form_that_is_asked_about_is_spelt_out_unless_it_is_already(text: str) -> None:
    question, known = read_question(text, text), passages(SHORT)
    (found,) = unspelt(question, "A normal JVP was found in all.", [SHORT], known)
    assert found.span.of(SHORT.text) == "jugular venous pressure (JVP)"
    assert unspelt(question, "The jugular venous pressure (JVP)", [SHORT], known) == []


def test_a_question_about_what_has_a_short_form_is_not_for_its_meaning() -> None:
    text = "What was the JVP at admission?"
    assert unspelt(read_question(text, text), "", [SHORT], passages(SHORT)) == []


def test_a_word_that_the_expansion_puts_in_other_terms_is_not_missed() -> None:
    question = read_question("What is shrinkage?", "What is shrinkage? (response regression)")
    assert unheard(question, [], rarity) == []


def test_a_refusal_names_the_word_that_the_papers_lack(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("What is pharmacovigilance?")
    assert answer.abstained is not None
    assert "They never mention pharmacovigilance." in answer.abstained.message


@pytest.mark.parametrize("text", ["What is it?", "what is ???", "Who are you?"])
def test_a_question_without_a_word_of_meaning_is_not_understood(
    small_assistant: Assistant, text: str
) -> None:
    answer = small_assistant.ask(text)
    assert answer.abstained is not None
    assert answer.abstained.reason == "unclear"


@pytest.mark.parametrize(
    "text",
    ["Define sarcoma.", "please explain sarcoma", "What does sarcoma mean?", "meaning of sarcoma?"],
)
def test_every_form_of_a_question_for_a_meaning_is_searched_alike(
    small_assistant: Assistant, text: str
) -> None:
    plain = small_assistant.ask("What is sarcoma?")
    assert plain.citations
    quotes = [citation.quote for citation in small_assistant.ask(text).citations]
    assert quotes == [citation.quote for citation in plain.citations]


def test_a_misspelt_word_of_the_paper_is_still_found(assistant: Assistant) -> None:
    answer = assistant.ask("what is myxofibrosarkoma?")
    assert answer.abstained is None
    assert "MFS" in answer.text
