"""What a question is read to ask for."""

from __future__ import annotations

import pytest

from sarcoqa.answer.lexicon import holds, states
from sarcoqa.answer.mentions import time_points
from sarcoqa.answer.question import are_joined, read_question

SHORT = {"ORR": ("objective response rate",), "LMS": ("leiomyosarcoma",), "T-VEC": ("a virus",)}


def read(text: str, surnames: frozenset[str] = frozenset()):
    return read_question(text, text, SHORT, surnames)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What was the ORR in TRIAL01?", ("TRIAL01",)),  # an abbreviation of the paper is no name
        ("Did the Müller study use T-VEC?", ("Müller",)),
        ("Which drug? Results please", ()),  # capitals that begin a sentence
        ("WHAT WAS THE RESPONSE", ()),  # all in capitals says nothing
        ("What did Smith's group find?", ("Smith",)),
        ("Did O'Brien's group say why it isn't so?", ("O'Brien",)),
        ("CD8+ cells and NCT01234567", ("CD8+", "NCT01234567")),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert read(text).names == names


def test_a_cited_author_is_a_name_even_at_the_beginning() -> None:
    assert read("Okafor 2019: how many patients?").names == ()
    assert read("Okafor 2019: how many patients?", frozenset({"okafor"})).names == ("Okafor",)
    # The drug of a study behind its author is no other name of him.
    assert read("Did Okafor (alphamab) say so?", frozenset({"okafor"})).names == ("Okafor",)


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("What was the ORR?", ("objective_response",)),
        ("median duration of response", ("response_duration",)),
        ("median PFS and OS", ("progression_free_survival", "overall_survival")),
        ("Email of the corresponding author", ()),  # "correspond" is no response
        ("how long was follow-up?", ("follow_up",)),
        ("At which dose in mg was it given?", ("dose",)),
    ],
)
def test_quantities(text: str, quantities: tuple[str, ...]) -> None:
    assert read(text).quantities == quantities


def test_time_points_are_months() -> None:
    # 2 years = 24 months; 26 weeks * 12 / 52 = 6 months; 10 days * 12 / 365 = 0.3 months
    assert time_points("2-year DFS, 26 weeks, six months, 10 days") == {24.0, 6.0, 0.3}
    assert time_points("24 months") == time_points("two years")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("What is reference 12?", "12"),
        ("ref. no. 7", "7"),
        ("[33]", "33"),
        ("Which paper is number 28 in the bibliography?", "28"),
        ("Were 12 patients treated?", None),
    ],
)
def test_reference_numbers(text: str, label: str | None) -> None:
    assert read(text).label == label


def test_subtypes_have_all_their_forms() -> None:
    question = read("response in LMS and angiosarcoma, a sarcoma")
    assert question.diseases == (("LMS", "leiomyosarcoma"), ("angiosarcoma",))


def test_what_sentences_hold() -> None:
    assert holds("percent", "seen in 23% of them")
    assert holds("percent", "two of five patients")
    assert not holds("percent", "seen in many [23]")  # a citation mark is no figure
    assert states("overall_survival", "mOS 12 months")
    assert not states("dose", "the doses received")  # a dose has a number and a unit
    assert states("dose", "given at 200 mg")


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("PD-L1 on which cells was linked to response?", ()),
        ("Which markers correlate with a good response?", ()),
        ("Which markers were associated with OS and with the response?", ("overall_survival",)),
        # The response is what is linked, or asked for beside it.
        ("What response rate was linked to PD-L1?", ("objective_response",)),
    ],
)
def test_what_is_linked_to_a_response_asks_for_none(text: str, quantities: tuple[str, ...]) -> None:
    assert read(text).quantities == quantities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Did Brandol (imatinib) help?", ()),  # the paper may know the drug only
        ("Did Brandol ( Imatinib ) help?", ("Imatinib",)),
        ("Did Brandol (a brand) help?", ("Brandol",)),
        ("Was TGF-2 (tea-like growth factor II) high?", ()),  # its words in full
        ("Was TGF-2 (a growth factor of tea) high?", ("TGF-2",)),
        ("Did the Strep (streptococcus) grow?", ()),  # the whole of the word
        ("Did Brandol help with imatinib?", ("Brandol",)),
        ("Was elastic nailing (ENS) used?", ()),  # spelt out
        ("Was it used in the trial (ENS)?", ("ENS",)),
    ],
)
def test_a_brand_behind_which_the_drug_is_said_is_no_name(
    text: str, names: tuple[str, ...]
) -> None:
    assert read(text).names == names


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("ORR with alpha and PFS", True),
        ("ORR & OS", True),
        ("ORR as well as OS", True),
        ("ORR, or OS", False),
        ("and the ORR for OS", False),  # it stands before both
        ("the OS of men and women with an ORR", True),
        ("the ORR of men and women", False),  # one quantity
    ],
)
def test_quantities_are_joined_by_a_word_between_them(text: str, joined: bool) -> None:
    assert are_joined(read(text).quantities, text) is joined


@pytest.mark.parametrize(
    ("text", "chooses"),
    [
        ("Which drug had the highest rate?", True),
        ("Which year was it approved in?", False),
        ("Which percentage responded?", False),
        ("Whose rate was highest?", True),
    ],
)
def test_which_of_several_is_asked(text: str, chooses: bool) -> None:
    assert read(text).chooses is chooses


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Which earlier trial gave insulin to cats?", True),
        ("Which RCT showed that insulin helps?", True),
        ("Who previously reported fever in every cat?", True),
        ("Insulin in old cats - source?", True),
        ("Which trial gave insulin to cats?", False),
    ],
)
def test_an_earlier_study_is_asked_for_as_a_reference(text: str, is_asked: bool) -> None:
    assert ("reference" in read_question(text, text).wants) == is_asked


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("PFS of men?", ("duration",)),
        ("p value for the PFS of men?", ("count",)),  # the length of time is what it is of
        ("which marker meant worse OS?", ()),  # a relation
        ("which markers predicted a shorter PFS?", ()),
        ("what does better OS mean?", ("duration",)),
    ],
)
def test_what_a_value_or_a_relation_is_of_is_not_asked_for(
    text: str, types: tuple[str, ...]
) -> None:
    assert read(text).answer_types == types


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORR in all patients (not only ABC)", []),
        ("ORR not just of the ABC patients, of everybody?", []),
        ("ORR not only in ABC but in all", ["ABC"]),
        ("ORR in ABC only", ["ABC"]),
    ],
)
def test_a_group_that_is_not_the_only_one_is_not_asked_about(
    text: str, expected: list[str]
) -> None:
    found = read_question(text, text, {"ABC": ("abcoma",)}).diseases
    assert [forms[0] for forms in found] == expected


def test_a_drug_that_is_left_out_is_not_asked_about() -> None:
    assert read("OS on alphamab without betanib?").treatments == ("alphamab",)
    assert read("OS on alphamab with betanib?").treatments == ("alphamab", "betanib")
