"""A question read with its evidence, over a made-up paper whose sentences are all found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sarcoqa import Assistant
from sarcoqa.answer import UNCALIBRATED, Source
from sarcoqa.answer.companions import following
from sarcoqa.answer.constraints import Constraint
from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.parts import told_apart
from sarcoqa.answer.question import read_question
from sarcoqa.answer.reading import (
    Reading,
    judged_evidence,
    read_evidence,
    read_facets,
    stands_alone,
)
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Evidence, Span
from sarcoqa.text import content_terms, term_set

TEXT = """# Two Drugs

## Results

Sunitinib led to an objective response rate of 23% in forty patients. Pazopanib was given to\
 thirty patients, and its objective response rate was 11%. The median progression-free survival\
 with sunitinib was 4 months.
"""
DOCUMENT = parse_plain(TEXT, document_id="two", sha256="0" * 64, stated=Metadata())
PASSAGES = passages(DOCUMENT)
KNOWN = term_set(TEXT)
# Only what the question fixes decides: P = 1 / (1 + exp(8 * unmet - 2)).
MODEL = replace(UNCALIBRATED, bias=2.0, unmet=-8.0, floor=0.36)


def source(text: str) -> Source:
    """Finds every sentence, the better the more terms it shares with `text`."""
    wanted = set(content_terms(text))

    def search(k: int) -> list[Evidence]:
        found = []
        for home in PASSAGES:
            for span in home.sentences if home.kind == "prose" else ():
                said = span.of(DOCUMENT.text)
                score = len(wanted & term_set(said)) / max(len(wanted), 1)
                parts = (("dense", score), ("lexical", score))
                found.append(Evidence(home, span, said, "", "", score, parts))
        return sorted(found, key=lambda item: -item.score)[:k]

    return Source(
        documents={"two": DOCUMENT},
        passages=PASSAGES,
        search=search,
        rarity=lambda term: 1.0 if term in KNOWN else 0.0,
        expanded=text,
        abbreviations={},
        surnames=frozenset(),
        disagreements=lambda _: (),
        measured=lambda _: (),
        reworded=source,
    )


def read(text: str) -> tuple[Reading, Source]:
    place = source(text)
    return read_evidence(read_question(text, text), place, MODEL), place


def test_the_best_evidence_is_first() -> None:
    text = "What was the response rate with pazopanib?"
    judged = judged_evidence(read_question(text, text), source(text))
    assert "11%" in judged[0].evidence.text
    assert [item.score for item in judged] == sorted((i.score for i in judged), reverse=True)
    assert len(judged) == 3


def test_a_question_that_is_met() -> None:
    reading, _ = read("What was the objective response rate with pazopanib?")
    assert (reading.missing, reading.absent, reading.rows) == ((), (), None)
    assert reading.signs.unmet == 0.0
    assert reading.answers
    assert reading.confidence == pytest.approx(0.8808, abs=1e-4)  # 1 / (1 + exp(-2))


def test_a_question_that_is_not_met() -> None:
    reading, _ = read("What was the median overall survival with pazopanib?")
    assert Constraint("quantity", "overall_survival") in reading.missing
    assert reading.absent == ()
    assert reading.signs.unmet == 1.0
    assert not reading.answers
    assert reading.confidence == pytest.approx(0.0025, abs=1e-4)  # 1 / (1 + exp(8 - 2))


def test_a_part_that_is_absent_beside_one_that_is_given() -> None:
    reading, _ = read("What were the progression-free and overall survival with sunitinib?")
    assert reading.missing == reading.absent == (Constraint("quantity", "overall_survival"),)
    assert reading.signs.unmet == 0.0, "one part is given"
    assert reading.answers


def test_nothing_found_answers_nothing() -> None:
    reading, _ = read("What was the objective response rate with pazopanib?")
    assert not replace(reading, judged=()).answers
    assert not replace(reading, floor=reading.confidence + 0.01).answers
    assert replace(reading, floor=reading.confidence).answers


def test_each_of_two_drugs_is_read_alone() -> None:
    reading, place = read("What was the objective response rate of sunitinib versus pazopanib?")
    pieces = read_facets(reading, place, MODEL)
    assert [piece.question.treatments for piece in pieces] == [("sunitinib",), ("pazopanib",)]
    best = [piece.judged[0].evidence.text for piece in pieces]
    assert "23%" in best[0]
    assert "11%" in best[1]
    assert all(piece.answers for piece in pieces)


def test_the_drug_that_the_paper_lacks_is_missing_in_its_own_piece_only() -> None:
    reading, place = read("What was the objective response rate of sunitinib versus sorafenib?")
    given, lacking = read_facets(reading, place, MODEL)
    assert given.answers
    assert given.missing == ()
    assert not lacking.answers
    assert Constraint("treatment", "sorafenib") in lacking.missing


def test_one_question_has_no_pieces() -> None:
    reading, place = read("What was the objective response rate with pazopanib?")
    assert read_facets(reading, place, MODEL) == []


def test_of_two_questions_the_words_of_one_alone_rank_its_evidence() -> None:
    reading, place = read("What rate was it led to in forty patients and in thirty patients?")
    alone, _ = read("What rate was it led to in thirty patients?")
    assert "thirty" not in alone.judged[0].evidence.text, "two sentences hold as much of it"
    _, second = read_facets(reading, place, MODEL)
    assert second.question.text == alone.question.text
    assert "thirty" in second.judged[0].evidence.text


def test_two_questions_with_one_best_sentence_are_led_by_two() -> None:
    first, _ = read("What was the objective response rate with pazopanib?")
    second, _ = read("What was the rate?")
    shared = replace(second, judged=[replace(first.judged[0], score=1.0), *second.judged[:2]])
    near = replace(shared, judged=[shared.judged[0], replace(second.judged[0], score=0.9)])
    far = replace(shared, judged=[shared.judged[0], replace(second.judged[0], score=0.1)])
    assert first.judged[0].score > 1.0
    assert told_apart([first, near]) == [first, replace(near, judged=near.judged[1:])]
    assert told_apart([first, far]) == [first, far], "one sentence may answer both"


def test_a_question_for_a_drug_is_led_by_what_names_one() -> None:
    """... where its best evidence answers the other question in it better."""
    asked = "Which antibiotic was given first?"
    reading = read_evidence(read_question(asked, asked), source(asked), MODEL)
    best = reading.judged[0]

    def behind(step: float, text: str) -> Judged:
        start = best.evidence.span.end + round(100 * step)
        place = replace(best.evidence, text=text, span=Span(start, start + len(text)))
        return replace(best, score=best.score - step, evidence=place)

    others = [behind(0.1, "The fever settled."), behind(0.2, "Cefazolin was started.")]
    first = replace(reading, judged=[replace(best, score=best.score + 1)])
    second = replace(reading, judged=[best, *others])
    assert told_apart([first, second])[1].judged == [others[1], others[0]]


def test_what_takes_a_value_back_is_left_out_where_only_the_value_is_asked_for() -> None:
    text = "Did pazopanib help?"
    judged = judged_evidence(read_question(text, text), source(text))
    (value,) = (item for item in judged if "11%" in item.evidence.text)
    end = value.evidence.span.end
    said = replace(value.evidence, text="However, few did.", span=Span(end + 1, end + 18))
    however = replace(value, evidence=said)
    found = [value, however]
    assert following(read_question(text, text), [value], found) == [however]
    far = replace(however, score=value.score - 1)
    assert following(read_question(text, text), [value], [value, far]) == []
    asked = "What percentage responded to pazopanib?"
    assert following(read_question(asked, asked), [value], found) == []


def test_a_rest_of_a_question_that_names_nothing_is_no_answer(small_assistant: Assistant) -> None:
    answer = small_assistant.ask("How many patients needed ventilation, and for how many months?")
    assert answer.abstained is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many minutes did the bath take?", True),
        ("Number of responders with the bath", True),
        ("and for how many days?", False),  # of what is not said
        ("taking the warm bath?", False),  # asks for nothing
    ],
)
def test_a_part_of_a_question_that_can_be_answered(text: str, expected: bool) -> None:
    assert stands_alone(read_question(text, text)) is expected


def test_two_things_side_by_side_are_read_apart_where_the_whole_is_answered() -> None:
    text = "How common are fatigue and weight loss with sunitinib?"
    found = source(text)
    question = read_question(text, found.expanded)
    whole = read_evidence(question, found, MODEL)
    answered = replace(whole, confidence=0.9, missing=())
    refused = replace(whole, confidence=0.1, missing=())

    assert [piece.question.text for piece in read_facets(answered, found, MODEL)] == [
        "How common are fatigue with sunitinib?",
        "How common are weight loss with sunitinib?",
    ]
    assert read_facets(refused, found, MODEL) == []
