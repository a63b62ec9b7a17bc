"""Questions about a paper as a whole: told apart from those with a topic, and answered from where
papers say such things.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa import Assistant, Settings
from sarcoqa.answer.question import read_question
from sarcoqa.answer.whole_paper import MOST_PAPERS, told_as_a_whole, unsaid, whole_paper_asked
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Document

BATHS = """# Warm baths for poor sleepers

Correspondence: Ann Lee, ann@lake.org

© The Authors 2022, under a Creative Commons licence

doi:10.1000/baths.7

## Abstract

### Background

Many sleep badly. The aim of this study was to test warm baths.

### Methods

We did a randomised trial. Eighty people took part, 78 adults and two children.

### Results

All were adults. Sleep was significantly longer after a bath (7.1 against 6.2 hours).

### Conclusions

Warm baths lengthen sleep.

## Introduction

In other trials, baths were cold. Soap has limitations, as one study found.

## Methods

Baths were taken at nine at the Lake Hospital, between 2019 and 2021. Nurses were excluded. The
trial was registered (NCT01234567).

## Discussion

Earlier studies were small. This study has several limitations. First, nobody was blinded. That
is hard with baths. Second, the baths differed. Sleep is healthy. Further
studies of longer baths are needed.

## Conclusions

Baths should be offered to poor sleepers. They cost little.

## Funding

The Water Board paid for the towels under grant 12.

## Competing interests

The authors own no bath.
"""
TEA = """# Tea in the evening

## Abstract

Objective. To see whether tea keeps people awake. Results. Tea shortened sleep by 12%. Green tea did
so most. Conclusion: Tea is for the morning.

## Introduction

Tea is old. People drink it.

They drink it in the morning, at noon, in the afternoon and at night, hot and cold, out of cups,
glasses and bowls, with milk, sugar, lemon, salt and butter, alone and in company, and have done so
for as long as anybody knows, in most countries of the world, as a habit or as a cure.
"""
BREAD = "# Bread and its crust\n\n## Introduction\n\nBread is eaten. The crust is brown.\n"


def paper(text: str, name: str = "p") -> Document:
    return parse_plain(text, document_id=name, sha256="0" * 64, stated=Metadata())


def told(name: str, *documents: Document) -> list[str]:
    """The sentences for the entry `name`, best first."""
    every = [passage for document in documents for passage in passages(document)]
    held = {document.id: document for document in documents}
    return [
        " ".join(span.of(held[passage.document_id].text).split())
        for passage, span in told_as_a_whole(name, every, held)
    ]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("What is this paper about?", "aim"),
        ("What's the study's aim?", "aim"),
        ("what did the authors set out to do", "aim"),
        ("Summarize the paper in two sentences, please.", "summary"),
        ("tl;dr", "summary"),
        ("What's the title?", "title"),
        ("What are the key findings?", "findings"),
        ("what did they find", "findings"),
        ("What do the authors conclude?", "conclusion"),
        ("Take-home message?", "conclusion"),
        ("Which limitations do the authors admit?", "limitations"),
        ("What are the strengths of this trial?", "strengths"),
        ("What questions remain open?", "future"),
        ("What don't we know yet?", "future"),
        ("Give me the highlights", "summary"),
        ("What do the authors recommend?", "recommendations"),
        ("What is new in this paper?", "novelty"),
        ("What kind of study is this?", "design"),
        ("Is this study randomized?", "design"),
        ("Which methods were used?", "methods"),
        ("Who paid for the study?", "funding"),
        ("Any conflicts of interest?", "interests"),
        ("Where can I get the data?", "data"),
        ("Was ethics approval obtained?", "ethics"),
        ("What were the inclusion criteria?", "inclusion"),
        ("Who was excluded?", "exclusion"),
        ("In which country was it done?", "place"),
        ("When were patients recruited?", "period"),
        ("What was the sample size?", "size"),
        ("Is the trial registered?", "registration"),
        ("Who is the corresponding author?", "correspondence"),
        ("Under which licence is it?", "licence"),
        ("What is the DOI?", "doi"),
        # with a topic, a name, a number, a table or a reference: of something in the paper
        ("What are the limitations of cold baths?", None),
        ("What does Lee conclude?", None),
        ("What did the BATH2 study find?", None),
        ("What is Table 2 about?", None),
        ("What is reference 12 about?", None),
        ("Which conclusion do 25% of the sleepers reach?", None),
        ("What is the paper?", None),
        ("Were the data of the sleepers shared with nurses?", None),
    ],
)
def test_what_is_asked_of_a_paper_as_a_whole(text: str, entry: str | None) -> None:
    assert whole_paper_asked(read_question(text, text)) == entry


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("aim", ["The aim of this study was to test warm baths."]),
        ("title", ["Warm baths for poor sleepers"]),
        ("design", ["We did a randomised trial."]),
        ("findings", [
            "Sleep was significantly longer after a bath (7.1 against 6.2 hours).",
            "All were adults.",
        ]),
        ("limitations", [
            "This study has several limitations.",
            "First, nobody was blinded.",
            "Second, the baths differed.",
        ]),
        ("future", ["Further studies of longer baths are needed."]),
        ("recommendations", ["Baths should be offered to poor sleepers."]),
        ("funding", ["The Water Board paid for the towels under grant 12."]),
        ("interests", ["The authors own no bath."]),
        ("data", []),
        ("exclusion", ["Nurses were excluded."]),
        ("place", ["Baths were taken at nine at the Lake Hospital, between 2019 and 2021."]),
        ("period", ["Baths were taken at nine at the Lake Hospital, between 2019 and 2021."]),
        ("size", ["Eighty people took part, 78 adults and two children."]),
        ("registration", ["The trial was registered (NCT01234567)."]),
        ("correspondence", ["Correspondence: Ann Lee, ann@lake.org"]),
        ("licence", ["© The Authors 2022, under a Creative Commons licence"]),
        ("doi", ["doi:10.1000/baths.7"]),
    ],
)  # fmt: skip
def test_where_a_paper_says_it(entry: str, expected: list[str]) -> None:
    assert told(entry, paper(BATHS)) == expected


def test_a_conclusion_is_that_of_the_abstract_and_of_its_section() -> None:
    assert told("conclusion", paper(BATHS)) == [
        "Warm baths lengthen sleep.",
        "Baths should be offered to poor sleepers.",
        "They cost little.",
    ]


def test_headings_inside_a_paragraph() -> None:
    tea = paper(TEA)
    assert told("aim", tea) == ["To see whether tea keeps people awake."]
    assert told("findings", tea)[0] == "Tea shortened sleep by 12%."
    assert told("conclusion", tea) == ["Conclusion: Tea is for the morning."]


def test_a_summary_is_made_of_the_other_entries() -> None:
    found = told("summary", paper(BATHS))
    assert found[:2] == [
        "The aim of this study was to test warm baths.",
        "We did a randomised trial.",
    ]
    assert "Warm baths lengthen sleep." in found
    assert len(found) == len(set(found)) == 6


def test_a_paper_without_an_aim_is_about_what_its_title_says() -> None:
    assert told("aim", paper(BREAD)) == ["Bread and its crust"]
    assert told("limitations", paper(BREAD)) == []


def test_what_is_not_there_is_said_but_for_what_may_be_put_otherwise() -> None:
    assert unsaid("limitations") == "The paper names no limitations of its own."
    assert unsaid("aim") is None


def test_of_a_few_papers_a_sentence_of_each() -> None:
    few = [paper(BATHS, "a"), paper(TEA, "b"), paper(BREAD, "c")]
    assert told("conclusion", *few) == [
        "Warm baths lengthen sleep.",
        "Conclusion: Tea is for the morning.",
    ]


def test_many_papers_are_too_many(tmp_path: Path, small_settings: Settings) -> None:
    for number in range(MOST_PAPERS + 1):
        (tmp_path / f"tea{number}.md").write_text(TEA.replace("cups", f"{number} cups"))
    many = Assistant.open(tmp_path / "index", corpus=tmp_path, settings=small_settings)
    refused = many.ask("What do the authors conclude?")
    assert refused.abstained is not None
    assert refused.abstained.reason == "unclear"
    assert refused.text.startswith("This is asked of one paper, and there are 5: choose one.")
    chosen = many.ask("What do the authors conclude?", document=["tea3"])
    assert [citation.document_id for citation in chosen.citations] == ["tea3"]


def test_answers_are_quotes_and_refusals_say_what_is_missing(assistant: Assistant) -> None:
    about = assistant.ask("What is this review about?")
    assert about.abstained is None
    assert "In this review, we" in about.text
    lacking = assistant.ask("Which limitations do the authors admit?")
    assert lacking.abstained is not None
    assert lacking.abstained.reason == "not_covered"
    assert lacking.text.startswith("The paper names no limitations of its own. Searched ")
    assert lacking.nearest
