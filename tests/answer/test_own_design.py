"""The ages of those taken in, and how often they are seen, stated in two ways."""

from __future__ import annotations

import pytest

from sarcoqa.answer.disagreement import AGES, INTERVAL, disagreements
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Document

ABSTRACT = "Children (1 month-16 years) admitted to the ward were included."


def paper(*sentences: str) -> Document:
    text = "# Falls\n\n## Abstract\n\n" + "\n\n## Methods\n\n".join(sentences) + "\n"
    return parse_plain(text, document_id="p", sha256="0" * 64, stated=Metadata())


def test_another_upper_bound_is_a_disagreement() -> None:
    document = paper(ABSTRACT, "Children (age of 1 month to 18 years) admitted were included.")
    (found,) = disagreements(document)
    assert found.about == AGES
    assert found.first.of(document.text) == "1 month-16 years"
    assert found.second.of(document.text) == "1 month to 18 years"


@pytest.mark.parametrize(
    "other",
    [
        "Children aged 1 month to 16 years were included.",  # the same
        "Children of 1 to 18 years were included.",  # another beginning: another group, maybe
        "Others included children of 1 month to 18 years [3].",  # not of this paper
        "The children were followed for 1 month to 18 years.",  # nobody is taken in
    ],
)
def test_what_is_no_disagreement(other: str) -> None:
    assert disagreements(paper(ABSTRACT, other)) == ()


VISITS = "Nurses make home visits every 4 months."


def test_another_interval_of_the_same_is_a_disagreement() -> None:
    document = paper(
        VISITS, "We expect an effect of home visit counselling once every three months."
    )
    (found,) = disagreements(document)
    assert found.about == INTERVAL
    assert found.first.of(document.text) == "visits every 4 months"
    assert found.second.of(document.text) == "visit counselling once every three months"


@pytest.mark.parametrize(
    "other",
    [
        "The visits, every four months, are short.",  # the same, in a word
        "There are visits every 3 months, and calls every 2 weeks.",  # of each its own
        "There are visits every 6 months thereafter.",  # later
        "There are visits every 2 weeks.",  # another unit: of something else, maybe
        "Scans are made every 3 months.",
    ],
)
def test_what_is_no_other_interval(other: str) -> None:
    assert disagreements(paper(VISITS, other)) == ()
