"""What questions ask for by their words, and in which other words evidence states it."""

from __future__ import annotations

import pytest

from sarcoqa.answer.lexicon import details, holds, states, themes, wanted
from sarcoqa.answer.question import read_question
from sarcoqa.answer.specifics import unspecified
from sarcoqa.schema import Evidence, Passage, Span


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Which trial gave low-dose alphamab?", ()),  # names what was given
        ("What dose of alphamab was given?", ("dose",)),
        ("How common is it in Smith's syndrome?", ()),  # a disease
        ("Was there a cytokine release syndrome?", ("toxicity",)),
        ("How often does it come back locally?", ("local_control",)),
        ("Was alphamab well tolerated?", ("toxicity",)),
        ("Is alphamab safe?", ("toxicity",)),
        ("Which safe margin was kept?", ()),
        ("Does it break immune tolerance?", ()),
    ],
)
def test_quantities_that_are_asked_for(question: str, asks: tuple[str, ...]) -> None:
    assert read_question(question, question).quantities == asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Was LANTERN randomised?", ("randomisation",)),
        ("Which randomised trials are there?", ()),
        ("What are the contraindications of alphamab?", ("contraindication",)),
        ("Who sponsored the LANTERN trial?", ("sponsor",)),
        ("Who sponsored this trial?", ()),  # which the declarations say
        ("Which RECIST version was used?", ("response_criteria",)),
        ("How many dropped out of the study?", ("discontinuation",)),
        ("How many patients discontinued?", ("discontinuation",)),
        ("What was the CR rate?", ("complete_response",)),
        ("How large were the tumours?", ("tumour_size",)),
        ("What was the R0 resection rate?", ("margins",)),
        ("What is the molecular weight of it?", ("molecular_properties",)),
        ("Why was the trial stopped?", ("early_end",)),
        ("List the stratification factors.", ("randomisation", "stratification")),
        ("Who discovered it?", ("discovery",)),
        ("When did enrolment end?", ("recruitment_dates",)),
    ],
)
def test_details_that_are_asked_for(question: str, asks: tuple[str, ...]) -> None:
    assert read_question(question, question).details == asks


def test_what_a_paper_says_of_a_thing_is_no_question_for_a_paper() -> None:
    assert not wanted("What does the paper say about side effects?") & {"reference", "entry"}
    assert "reference" in wanted("Which paper says this about side effects?")


def test_animals_are_named_where_they_are_asked_about() -> None:
    asked, held = themes()["animals"]["asked"], themes()["animals"]["held"]
    assert asked.search("median survival of mice")
    assert held.search("In a xenograft model")
    assert not asked.search("Is it a mouse monoclonal?")
    assert not asked.search("the response rate")


def test_a_title_names_no_place_of_the_work() -> None:
    text = "Lee A. Trial at the Bath Hospital. J Tests. 2010;1:1-9."
    span = Span(0, len(text))
    for kind, lacks in (("reference", ["hospital"]), ("prose", [])):
        home = Passage("p0", "p", kind, ("Part",), span, text, (), (span,), ("",))  # type: ignore[arg-type]
        evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
        question = read_question("At which hospital was it?", "At which hospital was it?")
        assert unspecified(question, [evidence]) == lacks


def test_how_often_beside_how_much_asks_for_no_share() -> None:
    question = "How much was given, how often and for how long?"
    assert "percent" not in read_question(question, question).answer_types
    assert "percent" in read_question("How often was it seen?", "").answer_types


def test_values_in_other_words() -> None:
    assert states("overall_survival", "5-year overall and relapse free survival rates were 72%")
    assert holds("duration", "every 6 hours for 48 hours")
    assert not holds("duration", "every 6 hours")
    assert holds("duration", "for one and a half years")


def test_what_a_laboratory_measures() -> None:
    asked = details()["inhibitory_concentration"]["asked"]
    assert asked.search("MIC against it?")
    assert asked.search("minimum inhibitory concentration")
    assert details()["half_maximal"]["asked"].search("IC50 in these cells?")
    assert not details()["surveillance"]["held"].search("checkpoint inhibitors, followed by rest")


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("At which hospital were they treated?", "They were of a single institute.", ["hospital"]),
        ("At which hospital were they treated?", "They were treated at Bath Hospital.", []),
        ("In which city was it?", "It was done in Bath.", []),
        ("On which hospital day did it begin?", "It began on day 6.", []),
        ("What do hospitals do about it?", "It is cut out.", []),
    ],
)
def test_the_name_of_a_place(question: str, text: str, lacks: list[str]) -> None:
    span = Span(0, len(text))
    home = Passage("p0", "p", "prose", ("Results",), span, text, (), (span,), ("",))
    evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
    assert unspecified(read_question(question, question), [evidence]) == lacks


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("p value for the response rate", ("count",)),  # of which it is
        ("response rate", ("percent",)),
        ("What is the NCT number of the trial?", ()),  # a code is no count
        ("What is the number of trials?", ("count",)),
    ],
)
def test_a_p_value_of_a_rate(question: str, types: tuple[str, ...]) -> None:
    assert read_question(question, question).answer_types == types


def test_an_average_is_called_one() -> None:
    asked, held = themes()["average"]["asked"], themes()["average"]["held"]
    assert asked.search("average time to the scan")
    assert not asked.search("What does this mean for patients?")
    assert held.search("a median of 5 days")
    assert held.search("mPFS 5 months")
    assert not held.search("a scan in 98% of patients")


def test_how_often_needs_an_interval() -> None:
    held = details()["frequency"]["held"]
    assert not held.search("Once they are at home, they are called.")
    assert held.search("once a week")


def test_how_often_something_is_scheduled_asks_for_no_share() -> None:
    assert "percent" not in read_question("How often are scans scheduled?", "").answer_types


def test_when_something_is_called_so_asks_for_no_date() -> None:
    types = read_question("When is the disease called chronic?", "").answer_types
    assert "year" not in types
    assert holds("moment", "When it lasts, it is chronic.")
