"""What a question asks for stands in the nearest evidence, not just somewhere near it."""

from __future__ import annotations

import pytest

from sarcoqa.answer.closeness import CLOSE, LESS_CLOSE, afar
from sarcoqa.answer.constraints import unmet
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.fitting import closest
from sarcoqa.answer.question import read_question
from sarcoqa.schema import Evidence, Kind, Passage, Span

SHORT = {"ABC": ("abcoma carcinoma",), "DEF": ("defoma carcinoma",), "WB": ("whole bath",)}


def judged(*found: tuple[float, str], kind: Kind = "prose") -> list[Judged]:
    """Evidence with its score."""
    made = []
    for score, text in found:
        span = Span(0, len(text))
        home = Passage("p0", "p", kind, ("Results",), span, text, (), (span,), ("",))
        evidence = Evidence(home, span, text, "", "", 1.0, (("dense", 0.5), ("lexical", 0.5)))
        made.append(Judged(evidence, score, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    return made


def lacking(question: str, *found: tuple[float, str]) -> list[str]:
    return [value for _, value in afar(read_question(question, question, SHORT), judged(*found))]


NEAREST = (2.0, "The plates were washed by the staff.")


@pytest.mark.parametrize(
    ("question", "stated", "value"),
    [
        ("What percentage of the plates was washed?", "It was 12% of them.", "percent"),
        ("In what year were the plates washed?", "It was in 1999.", "year"),
        ("By how much were the plates heavier?", "They gained 12 points.", "count"),
        ("Were the plates of stage IIIB washed?", "They were of stage IIIB.", "stage IIIB"),
        ("Were the plates with ABC washed?", "They had ABC.", "ABC"),
        ("Did the plates show a response?", "They responded.", "objective_response"),
    ],
)
def test_what_only_evidence_further_down_states_is_missing(
    question: str, stated: str, value: str
) -> None:
    beside = (2.0 - 0.9 * CLOSE, stated)
    far = (2.0 - 1.1 * LESS_CLOSE, stated)
    assert value not in lacking(question, NEAREST, beside)
    assert value in lacking(question, NEAREST, far)


def test_whether_something_was_so_may_be_said_further_down() -> None:
    stated = (2.0 - 0.9 * LESS_CLOSE, "Adverse events were seen.")
    assert lacking("Were there side effects of the plates?", NEAREST, stated) == []
    assert lacking("What side effects had the plates?", NEAREST, stated) == ["toxicity"]


def test_numbers_in_names_and_labels_count_nothing() -> None:
    question = "By how much were the levels raised?"
    assert lacking(question, (2.0, "The levels of CTLA-4 were raised in phase 3 [12].")) == [
        "count"
    ]
    assert lacking(question, (2.0, "The levels of CTLA-4 were raised by 3 units.")) == []


def test_questions_for_several_things_or_for_one_of_several_are_left_to_others() -> None:
    assert lacking("How much did they weigh, and how much did they cost?", NEAREST) == []
    assert lacking("Which plate had the highest percentage?", NEAREST) == []


def test_a_dose_is_that_of_its_substance() -> None:
    question = "What was the dose of alphamab?"
    other = "Patients had betamab 5 mg with alphamab support."
    assert "a dose of alphamab" in lacking(question, (2.0, other))
    assert lacking(question, (2.0, other), (0.5, "They had betamab, and alphamab 3 mg.")) == []
    assert lacking("What was the dose of WB?", (2.0, "The whole bath had 36 Gy.")) == []


def test_no_evidence_states_nothing() -> None:
    assert lacking("Did the plates show a response?") == ["objective_response"]


def test_a_place_beside_another_name_is_in_the_evidence() -> None:
    nearest = (2.0, "The Millerella grew.")
    there = (2.0 - 0.9 * LESS_CLOSE, "It grew in Norway.")
    question = "How did the Millerella of Norway grow?"
    assert lacking(question, nearest) == ["Norway"]
    assert lacking(question, nearest, there) == []
    assert lacking("Which reference says that Millerella grew in Norway?", nearest) == []
    assert lacking("How was it in Norway?", nearest) == []  # the only name: judged elsewhere


def test_the_spelling_of_a_word_is_no_nearest_evidence() -> None:
    spelt = judged((3.0, "ORR: Objective response rate"), kind="abbreviation")
    stated = judged((2.0, "The response rate was 12%."))
    question = read_question("What was the response rate?", "What was the response rate?", SHORT)
    assert afar(question, [*spelt, *stated]) == []
    assert afar(question, [*judged((3.0, "The rate of response is dear to us.")), *stated]) == [
        ("answer", "percent")
    ]
    assert afar(read_question("What is ORR?", "What is ORR?", SHORT), spelt) == []


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("What diameter was found for the plates?", "There are two kinds of plates.", ["measure"]),
        (
            "What diameter was found for the plates?",
            "The plates of ABC12 [3] were wide.",
            ["measure"],
        ),
        ("What was the mean diameter of the plates?", "They had 12 mm.", []),
        ("What decides the diameter?", "The heat does.", []),
    ],
)
def test_a_measure_is_a_number(question: str, text: str, missing: list[str]) -> None:
    assert lacking(question, (2.0, text)) == missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("concentration of the soap used for the plates", ["measure"]),
        ("weight of the plates", ["measure"]),
        ("breakage rate of the plates", ["percent"]),
        ("soap for the plates", []),
    ],
)
def test_a_value_that_is_asked_for_without_a_verb(question: str, missing: list[str]) -> None:
    assert lacking(question, NEAREST) == missing
    assert lacking(question, (2.0, "It was 12% for 5 g of soap.")) == []


@pytest.mark.parametrize(
    ("stated", "missing"),
    [("Six months later they were clean.", []), ("Later they were clean.", ["6 months"])],
)
def test_a_point_in_time_is_stated_also_of_no_quantity(stated: str, missing: list[str]) -> None:
    question = read_question("Of the plates, how many were dirty six months later?", "plates")
    found = unmet(question, judged((2.0, f"Of 9 plates 3 were dirty. {stated}")), lambda _: ())
    assert [item.value for item in found if item.kind == "time point"] == missing


def test_the_spelling_of_a_word_is_not_the_closest_evidence() -> None:
    spelling = judged((2.0, "WB: whole bath"), kind="abbreviation")
    sentence = judged((1.9, "The whole bath was not done."))
    assert closest([*spelling, *sentence]) == sentence
    assert closest(spelling) == spelling
