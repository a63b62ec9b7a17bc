"""The numbers that an answer cites: whose, of what, exactly as printed inside a cited quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import pytest

from sarcoqa import Answer, Assistant, Document, Settings
from sarcoqa.answer import cited_values, comparable_values
from sarcoqa.errors import FilterError
from sarcoqa.schema import CitedValue, Span

PAPER = """# Cold Tea against Warm Tea

Ada B. Lovelace · Charles Babbage

## Results

The objective response rate (ORR) was 23% in the first trial [1]. In the second trial, the ORR was \
41% [2]. Among those who slept well, the ORR was 77% [1]. The hazard ratio for death was 0.65 \
(95% CI 0.50–0.84) with cold tea [1]. The ORR was 12% and 15% with milk [1, 2].

Table 1 Trials of tea

Study\tDrink\tResponse\tMedian PFS (months)
Smith et al. [1]\tCold tea\tAll: ORR 23% ABC: ORR 50% (2 PR)\t4.5
Roe et al. [2]\tWarm tea\tAll: ORR 41% DE mPFS 5 months\tnot reached
Poe et al. [3]\tCold tea\tCohort of sleepers had an ORR of 30%\t6.1
Poe et al. [3]\tWarm tea\tAll: ORR 9%\t2

## Abbreviations

ORR\tObjective response rate
PFS\tProgression-free survival
DE\tDeep-seated edematous sarcoma

## References

1. Smith J, Doe A. Cold tea for sarcoma. J Oncol. 2019;12:34-40. https://doi.org/10.1000/tea.1
2. Roe R, Doe A. Warm tea for sarcoma. Ann Surg. 2020;3:5-9. https://doi.org/10.1000/tea.2
3. Poe E, Doe A. Tea at night for sarcoma. Ann Surg. 2021;3:5-9. https://doi.org/10.1000/tea.3
"""

Told = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("tea")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "tea.md").write_text(PAPER, encoding="utf-8")
    return Assistant.open(
        folder / "index", corpus=folder / "corpus", settings=Settings(embedding_model="hashing"),
        quiet=True,
    )  # fmt: skip


def citing_all(assistant: Assistant, kind: str) -> Answer:
    """An answer that quotes every passage of a kind, made by asking for nothing in particular."""
    (document,) = assistant.documents()
    answer = assistant.ask("What was the ORR?")
    assert answer.citations
    first = answer.citations[0]
    spans = [
        span
        for passage in assistant.passages(document.id)
        if passage.kind == kind
        for span in (passage.sentences if kind == "prose" else (passage.span,))
    ]
    quotes = [replace(first.quote, span=s, text=s.of(document.text)) for s in spans]
    citations = tuple(
        replace(first, number=number, kind=kind, quote=quote)
        for number, quote in enumerate(quotes, start=1)
    )
    return replace(answer, citations=citations)


def told(values: Sequence[CitedValue]) -> list[Told]:
    return [(v.study, v.group, v.quantity, v.printed) for v in values]


def unproved(
    values: Sequence[CitedValue], answer: Answer, documents: dict[str, Document]
) -> list[CitedValue]:
    """The values that do not stand as printed at their span inside the quote that they cite."""
    quotes = {c.number: c for c in answer.citations}
    return [
        v
        for v in values
        if v.span.of(documents[quotes[v.citation].document_id].text) != v.printed
        or not quotes[v.citation].quote.span.holds(v.span)
    ]


def test_values_of_rows(tea: Assistant) -> None:
    found = told(tea.values(citing_all(tea, "record")))
    assert ("Smith et al.", "All", "ORR", "23%") in found
    assert ("Smith et al.", "ABC", "ORR", "50%") in found
    assert ("Smith et al.", "", "median PFS", "4.5") in found
    assert ("Roe et al.", "All", "ORR", "41%") in found
    # Two rows of one study are told apart by what was given.
    assert ("Poe et al. · Warm tea", "All", "ORR", "9%") in found
    assert ("Poe et al. · Cold tea", "", "median PFS", "6.1") in found


def test_what_is_not_sure_in_a_row_is_left_out(tea: Assistant) -> None:
    found = told(tea.values(citing_all(tea, "record")))
    assert not [entry for entry in found if entry[3] == "5 months"]  # of DE, which has no colon
    assert not [entry for entry in found if entry[3] == "30%"]  # of sleepers


def test_values_of_sentences(tea: Assistant) -> None:
    values = tea.values(citing_all(tea, "prose"))
    found = told(values)
    assert ("Smith et al.", "", "ORR", "23%") in found
    assert ("Roe et al.", "", "ORR", "41%") in found
    ratio = next(v for v in values if v.quantity == "HR for death")
    assert (ratio.value, ratio.low, ratio.high, ratio.unit) == (0.65, 0.5, 0.84, "")
    assert ratio.printed == "0.65 (95% CI 0.50–0.84)"
    # Sleepers are no name beside the value; two studies are cited for 12 % and 15 %.
    assert not [entry for entry in found if entry[3] in ("77%", "12%", "15%")]


def test_what_is_compared_is_of_one_quantity(tea: Assistant) -> None:
    rows = citing_all(tea, "record")
    assert {v.quantity for v in tea.comparable(rows)} == {"ORR"}
    asked = tea.comparable(replace(rows, question="What was the median PFS?"))
    assert {v.quantity for v in asked} == {"median PFS"}
    group = tea.comparable(replace(rows, question="What was the ORR in ABC?"))
    assert group == ()  # one row alone has a value of it


def test_one_citation_is_no_comparison(tea: Assistant) -> None:
    rows = citing_all(tea, "record")
    alone = replace(rows, citations=rows.citations[:1])
    assert len(tea.values(alone)) == 3
    assert tea.comparable(alone) == ()


def test_a_quantity_that_no_value_has_is_not_replaced_by_another(tea: Assistant) -> None:
    rows = replace(citing_all(tea, "record"), question="What was the median OS?")
    assert tea.comparable(rows) == ()


def test_a_paper_that_is_not_there_is_named(tea: Assistant) -> None:
    rows = citing_all(tea, "record")
    elsewhere = replace(rows, citations=(replace(rows.citations[0], document_id="gone"),))
    with pytest.raises(FilterError, match="gone"):
        tea.values(elsewhere)


def test_a_planted_error_is_found(tea: Assistant) -> None:
    answer = citing_all(tea, "record")
    documents = {d.id: d for d in tea.documents()}
    values = cited_values(answer, documents)
    assert values
    assert unproved(values, answer, documents) == []
    assert unproved([replace(values[0], printed="24%")], answer, documents)
    assert unproved([replace(values[0], citation=2)], answer, documents)
    moved = replace(values[0], span=Span(values[0].span.start + 1, values[0].span.end + 1))
    assert unproved([moved], answer, documents)


REVIEW_QUESTIONS = [
    "Which regimens had the highest ORR in UPS?",
    "What was the ORR in the trials of ICI plus chemotherapy?",
    "Which regimens had an ORR above 20% in UPS?",
    "Which trials reported a median OS that was not reached?",
    "Compare the 24-month results of the two trials that gave checkpoint inhibitors together with "
    "preoperative radiotherapy (Roland; SARC032).",
]


@pytest.mark.parametrize("question", REVIEW_QUESTIONS)
def test_every_value_of_the_review_is_inside_its_quote(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    documents = {d.id: d for d in assistant.documents()}
    values = assistant.values(answer)
    assert values
    assert unproved(values, answer, documents) == []
    assert set(assistant.comparable(answer)) <= set(values)
    assert comparable_values(answer, documents) == assistant.comparable(answer)


def test_a_comparison_of_the_review(assistant: Assistant) -> None:
    found = assistant.comparable(assistant.ask("Which regimens had an ORR above 20% in UPS?"))
    assert told(found) == [
        ("Tawbi et al. (SARC028)", "UPS", "ORR", "40%"),
        ("Burgess et al. (SARC028 expansion cohorts)", "UPS", "ORR", "23%"),
        ("Pollack et al.", "UPS", "ORR", "66%"),
        ("Livingston et al.", "UPS", "ORR", "100%"),
        ("Gordon et al. (SAINT)", "UPS", "ORR", "22.2%"),
        ("Liu et al.", "UPS", "ORR", "65%"),
        ("Movva et al.", "UPS", "ORR", "25%"),
        ("Cho et al.", "UPS", "ORR", "75%"),
    ]
    assert assistant.comparable(assistant.ask("Which regimens had the highest ORR in UPS?")) == ()


def test_text_and_table_of_the_review(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR in the trials of ICI plus chemotherapy?")
    # 68.3 % stands in the text too, which is about everybody there as well: it is shown once.
    assert told(assistant.comparable(answer)) == [
        ("Burgess et al. (SARC028 expansion cohorts)", "UPS", "ORR", "23%"),
        ("Toulmonde et al. 2022", "", "ORR", "7%"),
        ("Liu et al.", "All", "ORR", "68.3%"),
        ("Liu et al.", "UPS", "ORR", "65%"),
    ]


def test_not_reached_is_a_value_without_a_number(assistant: Assistant) -> None:
    values = assistant.values(
        assistant.ask("Which trials reported a median OS that was not reached?")
    )
    found = [v for v in values if not v.reached]
    assert [(v.study, v.printed, v.value) for v in found] == [
        ("Tawbi et al. (SARC028)", "not reached", inf),
        ("Van Tine et al.", "not reached", inf),
        ("Movva et al.", "not reached", inf),
        ("Cho et al.", "not reached", inf),
    ]
