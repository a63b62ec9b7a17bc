"""What a question has in its words and does not ask for, and names that say nothing by a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa.answer.abstain import REMOTE, UNHEARD, signs
from sarcoqa.answer.closeness import afar
from sarcoqa.answer.counting import uncounted
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.lexicon import states, wanted
from sarcoqa.answer.opposites import had_no_response
from sarcoqa.answer.question import read_question
from sarcoqa.answer.short_forms import only_unknown_codes, spelt_behind, unknown_codes
from sarcoqa.answer.stages import unnamed_stages
from sarcoqa.schema import Evidence, Passage, Span

SHORT = {"ABC": ("abcoma",)}


def evidence(text: str, dense: float = 0.5) -> Evidence:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", (), span, text, (), (span,), ("",))
    return Evidence(home, span, text, "", "", 1.0, (("dense", dense), ("lexical", 0.5)))


def judged(text: str, dense: float = 0.5) -> Judged:
    return Judged(evidence(text, dense), 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("QRS1-positive", ["QRS1"]),
        ("QRS-high", ["QRS"]),
        ("ABC1-positive", []),  # held
        ("PAX-like", []),  # spelt out
        ("Jones-like", []),  # no code
        ("QRS1", []),  # a name of one part is looked for as it is
    ],
)
def test_a_code_with_a_word_behind_it(name: str, unknown: list[str]) -> None:
    texts = ["partly automated xylography"]
    assert unknown_codes([name], lambda code: code == "ABC1", texts) == unknown


@pytest.mark.parametrize(
    ("names", "unknown"),
    [
        (["QRS1"], ["QRS1"]),
        (["anti-QRS1", "XYZ"], ["QRS1", "XYZ"]),
        (["QRS1", "ABC1"], []),  # one is held
        (["QRS1", "Lee"], []),  # it names something else, too
        (["PAX"], []),  # spelt out
        (["xylograph"], []),  # no code
    ],
)
def test_a_question_that_names_only_codes_that_no_paper_has(
    names: list[str], unknown: list[str]
) -> None:
    texts = ["partly automated xylography"]
    assert only_unknown_codes(names, lambda code: code == "ABC1", texts) == unknown


def test_what_a_short_form_is_made_of_stands_in_brackets_behind_it() -> None:
    told = evidence("The first choice is the AIM regimen (alphamab, betanib, and cordamab).")
    others = [evidence("AIM (n = 40) was given."), evidence("The AIM was met (see below).")]
    assert spelt_behind(["AIM"], [*others, told]) == [(told.passage, told.span)]
    assert spelt_behind(["AIM"], others) == []
    assert spelt_behind([], [told]) == []


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("When was an operation regarded as curative?", False),
        ("When is drainage recommended?", False),
        ("When was the first patient treated?", True),
    ],
)
def test_when_asks_for_a_condition_or_a_date(question: str, year: bool) -> None:
    assert ("year" in wanted(question)) is year


def test_kinds_of_a_thing_are_counted_by_the_thing() -> None:
    question = "How many sorts of music can they choose from?"
    asked = read_question(question, question)
    assert uncounted(asked, ["There are 5 kinds of music."]) == []
    assert uncounted(asked, ["Music is played."]) == ["music"]


def test_what_must_be_so_is_not_asked() -> None:
    condition = "In what case is the drug stopped when a side effect shows up?"
    assert read_question(condition, condition).quantities == ()
    asked = "When side effects show up, what are the side effects?"
    assert "toxicity" in read_question(asked, asked).quantities


def test_an_outcome_in_a_table_is_a_row() -> None:
    for text, sought in [("What is the last outcome in Table 1?", False), ("Outcome of A?", True)]:
        assert ("outcome" in read_question(text, text).quantities) is sought


def test_doses_are_counted_in_words_too() -> None:
    assert states("schedule", "It came after two doses.")


def test_the_row_of_a_stage_below_its_label() -> None:
    question = "Number of stage IV patients?"
    asked = read_question(question, question)
    assert unnamed_stages(asked, [evidence("TNM stage. IV. ABC: 23")]) == []
    assert unnamed_stages(asked, [evidence("TNM stage. III. ABC: 23")]) == ["stage iv"]


def test_what_happens_to_a_size_is_no_size() -> None:
    found = [judged("The size grew.")]
    for question, lacking in [
        ("What happens to particle size with more salt?", []),
        ("At what temperature was it stored?", [("answer", "measure")]),
    ]:
        assert afar(read_question(question, question), found) == lacking


def test_a_latin_name_at_the_beginning_is_a_name() -> None:
    text = "Salvia nigra leaf extract size"
    assert read_question(text, text).names == ("Salvia",)
    text = "Particle size of the extract"
    assert read_question(text, text).names == ()


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("Which gene was mutated in the ABC patients who responded?", True),
        ("How old were the ABC patients that had a response?", True),
        ("How many ABC patients who responded were women?", False),
        ("Were there ABC patients who responded?", False),
    ],
)
def test_those_who_responded(question: str, denied: bool) -> None:
    asked = read_question(question, question, SHORT)
    assert had_no_response(asked, "No ABC patients experienced a response.") is denied


@pytest.mark.parametrize(
    ("question", "shares", "remote"),
    [
        ("Which had 114 samples?", {"own_terms": 1.0}, 0.0),  # it has all the words
        ("Which had 114 samples?", {"own_terms": 0.5}, 1.0),
        ("What worry comes with alphamab?", {"treatment": 1.0}, 0.0),
        ("What worry comes with alphamab?", {"treatment": 0.5}, 1.0),
    ],
)
def test_what_is_unlike_a_question_may_still_answer_it(
    question: str, shares: dict[str, float], remote: float
) -> None:
    asked = read_question(question, question)
    found = [replace(judged("114 samples.", dense=REMOTE - 0.02), **shares)]
    assert signs(asked, found, [], lambda term: 1.0).remote == remote


@pytest.mark.parametrize(("held", "remote"), [({"tree"}, 1.0), ({"tree", "appl", "prune"}, 0.0)])
def test_a_question_of_which_hardly_a_word_is_known(held: set[str], remote: float) -> None:
    question = "what is the best way to prune an apple tree in winter"
    asked = read_question(question, question)
    found = [judged("The best tree.", dense=UNHEARD - 0.02)]
    assert signs(asked, found, [], lambda term: float(term in held)).remote == remote
