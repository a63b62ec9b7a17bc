"""What a paper says is of the study that its title names."""

from __future__ import annotations

import pytest

from sarcoqa.answer.evidence import Judged
from sarcoqa.answer.own_study import with_own_study
from sarcoqa.answer.question import read_question
from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.passages import passages
from sarcoqa.schema import Evidence

BODY = "\n\n## Results\n\nThe BATH2 study has begun. Recruitment started in May.\n"


def names(title: str, question: str) -> list[float]:
    """The share of the names in `question` that each sentence has, best first."""
    document = parse_plain(
        f"# {title}{BODY}", document_id="bath", sha256="0" * 64, stated=Metadata()
    )
    home = next(p for p in passages(document) if p.kind == "prose" and "begun" in p.text)
    judged = []
    for span, own in zip(home.sentences, (1.0, 0.0), strict=True):
        parts = (("dense", 0.5), ("lexical", 0.5))
        evidence = Evidence(home, span, span.of(document.text), "", "", 1.0, parts)
        judged.append(Judged(evidence, 2.0 + own, own, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    asked = read_question(question, question)
    return [item.names for item in with_own_study(asked, judged, {"bath": document})]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Warm water: design of the BATH2 study", [1.0, 1.0]),
        ("Warm water (BATH2): a trial of it", [1.0, 1.0]),
        ("Warm water", [1.0, 0.0]),
        ("What BATH2 left open", [1.0, 0.0]),  # a paper about it
    ],
)
def test_the_study_in_the_title(title: str, expected: list[float]) -> None:
    assert names(title, "When did recruitment for BATH2 start?") == expected


def test_another_name_is_not_in_the_title() -> None:
    assert names("The BATH2 study", "Did BATH2 follow SOAP1?") == [1.0, 0.5]
