"""The answer as every face gives it: keys, values, hashes, Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from sarcoqa.contract import answer_to_dict, citation_to_dict, place, reference_line
from sarcoqa.schema import Abstention, Answer, Citation, IndexStamp, Note, Quote, Reference, Span

TAWBI = Reference(
    "8", ("Tawbi HA", "Burgess M", "et al."), "Pembrolizumab in sarcoma.", "Lancet Oncol", 2017,
    "10.1016/x", "Tawbi HA, … 2017.", Span(900, 950),
)  # fmt: skip
BARE = Reference("9", (), "", "", None, None, "An entry as printed.", Span(960, 980))
QUOTE = 'ORR was 23% (≥1%, *p* = 0.08) <b>in</b> "UPS" [8, 9] \\ `code` | x_y'
CITED = Citation(
    1, "paper", "a" * 64, "A Paper", "prose", Quote(Span(10, 10 + len(QUOTE)), QUOTE),
    ("Results", "ICI"), None, (TAWBI, BARE),
)  # fmt: skip
ROW = replace(
    CITED, number=2, kind="record", quote=Quote(Span(100, 107), "UPS\t\t23%"), page="7",
    references=(), section=("Table 1",),
)  # fmt: skip
NOTE = Note("disagreement", "The table says 20%.", (ROW,))
ANSWER = Answer(
    "What was the ORR? ", "ORR was 23%. [1]", (CITED, ROW), None, 0.987654, (NOTE,), (),
    IndexStamp("g1", "s1"),
)  # fmt: skip
ABSTAINED = replace(
    ANSWER, text="Not covered.", citations=(), notes=(), nearest=(CITED,), confidence=0.0,
    abstained=Abstention("not_covered", "Not covered."),
)  # fmt: skip


def test_keys_and_values_of_an_answer() -> None:
    assert answer_to_dict(ANSWER) == {
        "schema": "sarcoqa.answer/1",
        "question": "What was the ORR? ",
        "text": "ORR was 23%. [1]",
        "confidence": 0.9877,
        "abstained": None,
        "citations": [citation_to_dict(CITED), citation_to_dict(ROW)],
        "notes": [
            {
                "kind": "disagreement",
                "message": "The table says 20%.",
                "citations": [citation_to_dict(ROW)],
            }
        ],
        "nearest": [],
        "index": {"id": "g1", "settings": "s1"},
    }


def test_keys_and_values_of_a_citation() -> None:
    found = citation_to_dict(CITED)
    expected = {
        "number": 1,
        "document_id": "paper",
        "document_sha256": "a" * 64,
        "kind": "prose",
        "quote": QUOTE,
        "start": 10,
        "end": 10 + len(QUOTE),
        "sha256": sha256(QUOTE.encode("utf-8")).hexdigest(),
        "section": ["Results", "ICI"],
        "page": None,
    }
    assert {key: found[key] for key in expected} == expected
    assert found["references"] == [
        {
            "label": "8", "authors": "Tawbi HA, Burgess M, et al.",
            "title": "Pembrolizumab in sarcoma.", "journal": "Lancet Oncol", "year": 2017,
            "doi": "10.1016/x", "raw": "Tawbi HA, … 2017.",
            "author_list": ["Tawbi HA", "Burgess M", "et al."], "start": 900, "end": 950,
        },
        {
            "label": "9", "authors": "", "title": "", "journal": "", "year": None, "doi": None,
            "raw": "An entry as printed.", "author_list": [], "start": 960, "end": 980,
        },
    ]  # fmt: skip


def test_keys_and_values_of_an_abstention() -> None:
    found = answer_to_dict(ABSTAINED)
    assert found["abstained"] == {"reason": "not_covered", "message": "Not covered."}
    assert found["citations"] == []
    assert found["nearest"] == [citation_to_dict(CITED)]


@pytest.mark.parametrize("answer", [ANSWER, ABSTAINED])
def test_json_is_the_same_and_keeps_its_characters(answer: Answer) -> None:
    for text in (answer.to_json(), answer.to_json(indent=2)):
        assert json.loads(text) == answer.to_dict() == answer_to_dict(answer)
    assert "≥1%" in answer.to_json()
    assert "\n" not in answer.to_json()


def test_a_hash_tells_a_changed_quote() -> None:
    changed = replace(CITED, quote=Quote(CITED.quote.span, QUOTE.replace("23%", "24%")))
    assert citation_to_dict(changed)["sha256"] != citation_to_dict(CITED)["sha256"]


def test_markdown_holds_everything_as_it_is() -> None:
    shown = ANSWER.to_markdown()
    assert shown.startswith("**What was the ORR?**\n\nORR was 23%. [1]\n")
    assert f"1. “{QUOTE}”\n   A Paper: Results › ICI (`paper:10-{10 + len(QUOTE)}`)\n" in shown
    assert "2. “UPS ·  · 23%”\n   A Paper: Table 1, p. 7 (`paper:100-107`)\n" in shown
    assert f"  - {reference_line(TAWBI)}\n" in shown
    assert "> Note: The table says 20%.\n" in shown
    assert shown.endswith("*Quotes from papers, not medical advice.*\n")


def test_markdown_of_an_abstention_shows_the_nearest() -> None:
    shown = ABSTAINED.to_markdown()
    assert "\nNot covered.\n" in shown
    assert f"1. “{QUOTE}”" in shown


def test_a_reference_on_one_line() -> None:
    assert reference_line(TAWBI) == (
        "[8] Tawbi HA, Burgess M, et al. Pembrolizumab in sarcoma. Lancet Oncol 2017. "
        "https://doi.org/10.1016/x"
    )
    assert reference_line(replace(TAWBI, doi=None, year=None)) == (
        "[8] Tawbi HA, Burgess M, et al. Pembrolizumab in sarcoma. Lancet Oncol"
    )


def test_an_entry_that_could_not_be_read_is_shown_as_printed() -> None:
    assert reference_line(BARE) == "[9] An entry as printed."


def test_place() -> None:
    assert place(CITED) == "Results › ICI"
    assert place(ROW) == "Table 1, p. 7"
