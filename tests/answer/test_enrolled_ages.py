"""The ages of those taken in, stated in two ways."""

from __future__ import annotations

import pytest

from sarcoqa.answer.disagreement import AGES, disagreements
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
