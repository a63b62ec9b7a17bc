"""What a question fixes: read out of it, and looked for before it is answered."""

from __future__ import annotations

import pytest

from sarcoqa import Assistant
from sarcoqa.answer.constraints import Constraint, is_partial
from sarcoqa.answer.lexicon import details, holds, quantities
from sarcoqa.answer.mentions import entities, treatments
from sarcoqa.answer.question import Question, read_question

SHORT = {
    "CIK": ("cytokine-induced killer",),
    "LMS": ("leiomyosarcoma",),
    "CD": ("Cushing's disease",),
    "ORR": ("objective response rate",),
}


def read(text: str) -> Question:
    return read_question(text, text, SHORT)


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Nivolumab/ipilimumab or nivolumab alone?", ("nivolumab", "ipilimumab")),
        ("sunitinib–nivolumab", ("sunitinib", "nivolumab")),
        ("nab-paclitaxel weekly", ("paclitaxel",)),
        ("How many patients were treated?", ()),
    ],
)
def test_drugs_of_a_compound_are_told_apart(text: str, drugs: tuple[str, ...]) -> None:
    assert treatments(text) == drugs


def test_an_entity_is_a_short_form_that_is_no_tumour_and_no_quantity() -> None:
    assert entities("ORR of LMS with CIK cells", SHORT) == (
        ("CIK", "cytokine-induced killer"),
        ("ORR", "objective response rate"),
    )
    assert read("ORR of LMS with CIK cells").entities == (("CIK", "cytokine-induced killer"),)
    assert read("how were cik cells given?").entities == ()  # small letters: another word, perhaps


def test_an_eponym_that_the_paper_abbreviates_is_no_name_of_a_study() -> None:
    assert read("How often does Cushing's disease recur?").names == ()
    assert read("How often does Graves' disease recur?").names == ("Graves",)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("What were the PFS and OS?", True),
        ("the response rate as well as the overall survival", True),
        ("PFS + OS, please", True),
        ("Does a higher response rate mean longer survival?", False),
        ("What was the hazard ratio for overall survival?", False),
    ],
)
def test_quantities_are_several_only_with_a_joining_word(text: str, joined: bool) -> None:
    assert ("several" in read(text).wants) is joined


def test_a_question_when_asks_for_a_point_in_time() -> None:
    assert "moment" in read("When were the scans repeated?").answer_types
    assert "moment" not in read("When was the paper published?").wants
    assert holds("moment", "Scans were repeated after the second cycle.")
    assert not holds("moment", "Scans were repeated by two radiologists.")


@pytest.mark.parametrize(
    ("question", "detail", "stated", "unstated"),
    [
        (
            "Which magnification was used?",
            "magnification",
            "counted in ten high-power fields",
            "counted by two pathologists",
        ),
        (
            "How were the samples stored?",
            "storage",
            "frozen at −80 °C",
            "sent to the laboratory",
        ),
        (
            "Was the study double-blind?",
            "blinding",
            "patients were aware of their arm",
            "patients were treated weekly",
        ),
        (
            "What was the salivary level of soap?",
            "saliva",
            "saliva was tested",
            "urine was tested",
        ),
        (
            "How old were those who died?",
            "age_by_outcome",
            "those who died had a mean age of 5 years",
            "the mean age was 5 years",
        ),
        (
            "What Tm has primer 3?",
            "melting",
            "melting was seen",
            "annealing was done",
        ),
        (
            "What was the trial registration number?",
            "trial_registration",
            "(NCT01234567)",
            "approved by the board",
        ),
    ],
)
def test_details_asked_for_and_stated(
    question: str, detail: str, stated: str, unstated: str
) -> None:
    assert detail in read(question).details
    assert details()[detail]["held"].search(stated)
    assert not details()[detail]["held"].search(unstated)


def test_a_question_that_asks_for_no_detail_fixes_none() -> None:
    assert read("What was the response rate of alpha?").details == ()


def lacking(*entries: str) -> list[Constraint]:
    return [Constraint("quantity", entry) for entry in entries]


def test_one_part_of_two_is_partial() -> None:
    question = read("What were the PFS and OS?")
    assert is_partial(question, lacking("overall_survival"))
    assert not is_partial(question, [])
    assert not is_partial(question, lacking("progression_free_survival", "overall_survival"))
    assert not is_partial(question, [*lacking("overall_survival"), Constraint("detail", "storage")])


def test_what_a_ratio_is_of_is_no_part_of_its_own() -> None:
    """The survival that is stated answers nothing where its hazard ratio is asked for."""
    question = read("What were the hazard ratio for overall survival and its p-value?")
    assert "overall_survival" in question.quantities
    others = [entry for entry in question.quantities if entry != "overall_survival"]
    assert others
    assert not is_partial(question, lacking(*others))
    told = read("What hazard ratio and confidence interval were reported for overall survival?")
    others = [entry for entry in told.quantities if entry != "overall_survival"]
    assert len(others) == 2
    assert not is_partial(told, lacking(*others))


def test_how_long_a_response_is_kept_asks_for_its_duration() -> None:
    asked = quantities()["response_duration"]["asked"]
    assert asked.search("How long did patients keep their response?")
    assert not asked.search("How many patients had a response?")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How was alpha stored before the injection?", "storage"),
        ("At which magnification were alpha responses counted?", "magnification"),
    ],
)
def test_a_detail_that_is_not_stated_is_the_reason_of_a_refusal(
    small_assistant: Assistant, question: str, named: str
) -> None:
    answer = small_assistant.ask(question)
    assert answer.abstained is not None
    assert answer.abstained.reason == "not_covered"
    assert named in answer.abstained.message


def test_a_stated_value_is_answered(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("What was the objective response rate of alpha?")
    assert answer.abstained is None
    assert "23%" in answer.text


def test_a_refusal_says_how_much_was_searched(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("How was alpha stored before the injection?")
    assert answer.abstained is not None
    passages = len(small_assistant.search("alpha", k=1000))
    assert f"Searched {passages} passages and 1 table." in answer.abstained.message


def test_a_part_that_is_missing_is_named_beside_the_one_that_is_there(
    small_assistant: Assistant,
) -> None:
    answer = small_assistant.ask(
        "What were the progression-free survival and the overall survival with alpha?"
    )
    assert answer.abstained is None
    assert "4.5 months" in answer.text
    assert any("overall survival" in note.message for note in answer.notes)


def test_rows_of_values_in_brackets_are_no_citations() -> None:
    assert holds("percent", "few took part [2.8% (25–64 years)] [8–10]")
    assert not holds("percent", "few took part [8–10]")


def test_p_values_are_of_no_length_of_time() -> None:
    asked = read("p value for the marker and worse OS?")
    assert "duration" not in asked.answer_types
    assert not is_partial(asked, lacking("p_value"))


def test_cost_effectiveness_is_no_cost() -> None:
    assert read("What does a visit cost?").quantities == ("cost",)
    asked = read("Is it cost-effective?").quantities
    assert "cost_effectiveness" in asked
    assert "cost" not in asked
    assert not quantities()["cost"]["held"].search("a cost-effective treatment")


def test_a_phase_is_no_name() -> None:
    assert read("Who ran the phase IB/II trial?").names == ()
