"""The report over hand-made answers: every question counts, and every gate can fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from types import SimpleNamespace

import pytest

from sarcoqa.evaluation import EvaluationQuestion, Figure, Report, as_text, evaluate
from sarcoqa.evaluation.figures import refusal_f1
from sarcoqa.evaluation.harness import retrieved, with_determinism
from sarcoqa.evaluation.outcome import reason_matches
from sarcoqa.schema import (
    Abstention,
    Answer,
    Citation,
    Hit,
    IndexStamp,
    Note,
    Passage,
    Quote,
    Reference,
    Span,
)

TEXT = "The ORR was 23% in forty patients [1]. Fever occurred in 55% of them."
FIRST, SECOND = Span(0, 38), Span(39, 69)
DOCUMENTS = [SimpleNamespace(id="paper", text=TEXT)]
ENTRY = Reference("1", ("Lee A",), "Alpha", "J", 2019, None, "Lee A. Alpha.", Span(0, 1))


def question(
    name: str,
    gold: Sequence[Span] = (FIRST,),
    *,
    accepted: Sequence[Sequence[str]] = (("23%",),),
    labels: tuple[str, ...] = (),
    kind: str = "fact",
) -> EvaluationQuestion:
    groups = tuple((("paper", span),) for span in gold)
    return EvaluationQuestion(
        name, name, kind, "", True, groups, tuple(map(tuple, accepted)), labels, None
    )


def unanswerable(name: str, reason: str = "off_topic") -> EvaluationQuestion:
    return EvaluationQuestion(name, name, "none", "", False, (), (), (), reason)


def cited(number: int, span: Span, text: str | None = None) -> Citation:
    quote = Quote(span, span.of(TEXT) if text is None else text)
    references = (ENTRY,) if span == FIRST else ()
    return Citation(number, "paper", "", "", "prose", quote, (), None, references)


def answered(text: str, *citations: Citation) -> Answer:
    return Answer("", text, citations, None, 0.9, (), (), IndexStamp("i", "s"))


def refused(*nearest: Citation, reason: str = "off_topic") -> Answer:
    why = Abstention(reason, "No.")
    return Answer("", "No.", (), why, 0.1, (), nearest, IndexStamp("i", "s"))


RIGHT = answered("The ORR was 23%. [1]", cited(1, FIRST))


def report(answers: dict[EvaluationQuestion, Answer]) -> Report:
    by_text = {asked.question: answer for asked, answer in answers.items()}
    return evaluate(list(answers), by_text.__getitem__, DOCUMENTS)


def figure(found: Report, name: str) -> Figure:
    (figure,) = [figure for figure in found.figures if figure.name.strip() == name]
    return figure


def value(found: Report, name: str) -> tuple[float, int]:
    shown = figure(found, name)
    return round(shown.value, 4), shown.n


MIXED = {
    question("right"): RIGHT,
    question("wrong text"): answered("The ORR was 32%.", cited(1, FIRST)),
    question("wrong place"): answered("The ORR was 23%.", cited(1, SECOND)),
    question("half cited", (FIRST, SECOND), kind="list", labels=("1", "2")): RIGHT,
    question("refused", labels=("1",)): refused(cited(1, FIRST)),
    unanswerable("off"): refused(),
    unanswerable("answered"): answered("23%.", cited(1, FIRST)),
}


def test_figures_over_answered_and_unanswered_questions() -> None:
    found = report(MIXED)
    # Right: "right" and "off", of 7; of the 5 answerable only "right".
    assert value(found, "right (all)") == (round(2 / 7, 4), 7)
    assert value(found, "answered right and cited") == (round(1 / 5, 4), 5)
    assert value(found, "fact") == (round(1 / 4, 4), 4)
    assert value(found, "list") == (0.0, 1)
    # The text is correct in right, wrong place and half cited; the refusal counts as not.
    assert value(found, "answer text correct") == (round(3 / 5, 4), 5)
    assert value(found, "fact, text") == (round(2 / 4, 4), 4)
    assert value(found, "list, text") == (1.0, 1)
    # Recall: 1, 1, 0, 1/2, and 0 for the refusal: 2.5 / 5.
    assert value(found, "evidence recall") == (0.5, 5)
    # Precision of the four with citations: 1, 1, 0, 1; it does not apply to a refusal.
    assert value(found, "citation precision") == (0.75, 4)
    # Labels are asked for twice: {1, 2} not held, and a refusal holds none.
    assert value(found, "reference labels") == (0.0, 2)
    # Refused: "refused" and "off", one of them rightly; of 2 unanswerable one refused.
    assert value(found, "refusal precision") == (0.5, 2)
    assert value(found, "refusal recall") == (0.5, 2)
    assert value(found, "refusal F1") == (0.5, 7)
    assert value(found, "verbatim") == (1.0, 7)


def test_outcomes_tell_why() -> None:
    outcomes = {outcome.question.id: outcome for outcome in report(MIXED).outcomes}
    assert list(outcomes) == [asked.id for asked in MIXED]
    assert [outcome.right for outcome in outcomes.values()] == [
        True, False, False, False, False, True, False,
    ]  # fmt: skip
    half = outcomes["half cited"]
    assert (half.correct, half.cited, half.recall, half.labels) == (True, False, 0.5, False)
    given_up = outcomes["refused"]
    assert (given_up.correct, given_up.cited, given_up.recall) == (False, False, 0.0)
    assert given_up.precision is None
    off = outcomes["off"]
    assert (off.correct, off.cited, off.recall, off.precision, off.labels) == (None,) * 5
    assert reason_matches(off)
    assert not reason_matches(outcomes["answered"])
    other = report({unanswerable("off", reason="unclear"): refused()})
    assert not reason_matches(other.outcomes[0])


def test_refusing_everything_is_not_rewarded() -> None:
    found = report({asked: refused() for asked in MIXED})
    assert value(found, "answered right and cited") == (0.0, 5)
    assert value(found, "evidence recall") == (0.0, 5)
    # 2 of 7 refusals are right, all 2 are refused: F1 = 2 * 2/7 / (2/7 + 1) = 4/9.
    assert value(found, "refusal F1") == (round(4 / 9, 4), 7)


def test_answering_everything_has_no_refusals_to_be_right() -> None:
    found = report(dict.fromkeys(MIXED, RIGHT))
    assert figure(found, "refusal precision").n == 0
    assert value(found, "refusal recall") == (0.0, 2)
    assert value(found, "refusal F1") == (0.0, 7)


def test_what_does_not_apply_is_neither_zero_nor_one() -> None:
    found = report({question("right"): RIGHT})
    for name in ("reference labels", "refusal precision", "refusal recall", "refusal F1"):
        shown = figure(found, name)
        assert shown.n == 0
        assert isnan(shown.value)
        assert isnan(shown.low)
    assert "passage MRR" not in as_text(found)  # nothing was searched
    shown = {line[:30].strip(): line[30:].split() for line in as_text(found).splitlines()}
    assert shown["reference labels"] == ["n/a", "0"]
    assert shown["right (all)"][:2] == ["1.000", "1"]


FALSE_NOTE = Note("disagreement", "Elsewhere 24%.", (cited(1, SECOND, "The ORR was 24%"),))
GATES = [
    ("right (all)", {unanswerable("off"): RIGHT}),
    ("answered right and cited", {question("q"): answered("23%", cited(1, SECOND))}),
    ("answer text correct", {question("q"): answered("24%", cited(1, FIRST))}),
    ("evidence recall", {question("q"): answered("23%", cited(1, SECOND))}),
    ("citation precision", {question("q"): answered("23%", cited(1, SECOND))}),
    ("reference labels", {question("q", labels=("2",)): RIGHT}),
    ("refusal precision", {question("q"): refused()}),
    ("refusal recall", {unanswerable("off"): RIGHT}),
    ("refusal F1", {unanswerable("off"): RIGHT}),
    ("refusal reason right", {unanswerable("off", reason="unclear"): refused()}),
    ("verbatim", {question("q"): answered("23%", cited(1, FIRST, "The ORR was 24%"))}),
    ("verbatim", {unanswerable("off"): refused(cited(1, FIRST, "The ORR was 24%"))}),
    ("verbatim", {question("q"): replace(RIGHT, notes=(FALSE_NOTE,))}),
]


@pytest.mark.parametrize(("name", "answers"), GATES)
def test_every_figure_can_fail(name: str, answers: dict[EvaluationQuestion, Answer]) -> None:
    shown = figure(report(answers), name)
    assert (shown.value, shown.n) == (0.0, 1)


@pytest.mark.parametrize("name", sorted({name for name, _ in GATES}))
def test_every_figure_can_pass(name: str) -> None:
    found = report({question("q", labels=("1",)): RIGHT, unanswerable("off"): refused()})
    assert figure(found, name).value == 1.0


def test_the_gates_are_all_the_figures() -> None:
    names = {figure.name.strip() for figure in report(MIXED).figures}
    kinds = {"fact", "list", "fact, text", "list, text"}
    words = {"words, median", "words, maximum"}
    assert names - kinds == {name for name, _ in GATES} | words


def test_words_are_of_the_answers_that_were_given() -> None:
    # "The ORR was 23%. [1]" has 5 words (right, half cited), "The ORR was 32%." and "The ORR was
    # 23%." have 4, and "23%." 1: of 1, 4, 4, 5, 5 the median is 4.
    found = report(MIXED)
    assert value(found, "words, median") == (4.0, 5)
    assert value(found, "words, maximum") == (5.0, 5)
    assert "words, maximum                   5.000     5\n" in as_text(found)


def test_refusal_f1_has_an_interval_over_questions() -> None:
    shown = figure(report(MIXED), "refusal F1")
    assert shown.low < shown.value < shown.high
    # Refused: q and off of 4; rightly 1 of 2, and 1 of 2 unanswerable: F1 = 0.5.
    outcomes = report(MIXED).outcomes
    assert refusal_f1(outcomes[-3:]) == 0.5
    assert refusal_f1(outcomes[:1]) == 0.0
    assert refusal_f1([outcomes[5]] * 3) == 1.0


def passage(name: str, span: Span, document: str = "paper") -> Passage:
    return Passage(name, document, "prose", (), span, "", (), (span,), ("",))


def test_the_ranking_of_passages_is_measured() -> None:
    places = {"a": Span(0, 20), "b": Span(20, 45), "c": Span(45, 70), "d": Span(70, 90)}
    passages = [*(passage(n, s) for n, s in places.items()), passage("e", Span(0, 20), "other")]
    hits = [Hit(entry, 1.0, n, ()) for n, entry in enumerate(
        [passages[4], passages[3], passages[1]], start=1)]  # fmt: skip
    # Two groups: FIRST = [0, 38) reaches a and b; [80, 85) reaches d. Ranked: e, d, b.
    gold = ((("paper", FIRST),), (("paper", Span(80, 85)),))
    found = retrieved(hits, gold, passages)
    assert found.recall_at_1 == 0.0
    assert found.recall_at_5 == found.recall_at_10 == 1.0
    assert found.reciprocal_rank == 1 / 2
    # Gains at ranks 2 and 3 of three relevant passages: (1/log2(3) + 1/log2(4)) over
    # (1 + 1/log2(3) + 1/log2(4)) = (0.6309 + 0.5) / 2.1309.
    assert found.ndcg_at_10 == pytest.approx(1.1309 / 2.1309, abs=1e-4)
    nothing = retrieved([], gold, passages)
    assert (nothing.recall_at_10, nothing.reciprocal_rank, nothing.ndcg_at_10) == (0, 0, 0)


def test_retrieval_applies_to_questions_with_gold() -> None:
    hits = [Hit(passage("a", FIRST), 1.0, 1, ())]
    asked = [question("q"), unanswerable("u")]
    found = evaluate(
        asked, lambda _: RIGHT, DOCUMENTS,
        search=lambda query, k: hits, passages=[passage("a", FIRST)],
    )  # fmt: skip
    for name in ("recall@1", "recall@5", "recall@10", "MRR", "nDCG@10"):
        assert value(found, f"passage {name}") == (1.0, 1)


def test_a_question_alone_is_answered_but_not_judged() -> None:
    bare = question("bare", (), accepted=())
    found = report({bare: RIGHT, question("q"): RIGHT})
    assert [outcome.right for outcome in found.outcomes] == [None, True]
    assert value(found, "right (all)") == (1.0, 1)
    assert value(found, "evidence recall") == (1.0, 1)
    assert value(found, "verbatim") == (1.0, 2)
    assert value(found, "words, median") == (5.0, 2)
    given_up = report({bare: refused()})
    assert figure(given_up, "refusal F1").n == figure(given_up, "refusal precision").n == 0
    assert "bare" not in as_text(given_up, failures=True)


def test_what_a_set_gives_decides_what_is_asked() -> None:
    wrong_place = answered("The ORR was 23%.", cited(1, SECOND))
    texts = report({question("text alone", (), accepted=(("23%",),)): wrong_place})
    places = report({question("place alone", accepted=()): wrong_place})
    assert texts.outcomes[0].right is True
    assert (texts.outcomes[0].recall, texts.outcomes[0].cited) == (None, None)
    assert places.outcomes[0].right is False
    assert places.outcomes[0].correct is None
    no_reason = report({replace(unanswerable("u"), reason=None): refused()})
    assert figure(no_reason, "refusal reason right").n == 0


def test_determinism_compares_every_answer() -> None:
    found = report({question("a"): RIGHT, unanswerable("b"): refused()})
    first = [outcome.answer.to_json() for outcome in found.outcomes]
    assert value(with_determinism(found, first), "determinism") == (1.0, 2)
    changed = [first[0].replace("23%", "23 %"), first[1]]
    assert value(with_determinism(found, changed), "determinism") == (0.5, 2)


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    questions = [question("a"), question("b")]
    evaluate(
        questions, lambda _: RIGHT, DOCUMENTS,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == [(1, 2), (2, 2)]


def test_failures_are_shown_with_what_is_missing() -> None:
    shown = as_text(report(MIXED), failures=True)
    assert "wrong text [fact] wrong text" in shown
    assert "evidence recall: 1.0, missing: ['23%']" in shown
    assert "refused [fact]" in shown
    assert "\nright [fact]" not in shown
    assert "answered [none]" in shown
    assert "wrong text [fact]" not in as_text(report(MIXED))
