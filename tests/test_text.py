"""Sentences, tokens and terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.text import MARK, content_terms, folded, sentences, stem, terms, tokens

# --- sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["One.", "Two?", "Three!", "Four…", "Five"],
        ["Seen by Lee et al. in 3.5% of them.", "None else."],
        ["Lee et al. (2019) found it.", "So did we."],
        ["It was seen by Lee et al.", "The rate rose."],
        ["They were 58 vs. 71 years old.", "See Fig. 2 and Dr. No."],
        ["J. Smith came.", "A. B. Doe left."],
        ["It was heard in the U.S. Food and Drug Administration.", "Then not."],
        ["It needs vitamin D.", "The dose is small."],
        ["The median was 2.5 (p<.05).", "18% had more."],
        ["It was “moderate” or “strong.” [114]", "Another study [115].", "More."],
        ["It rose.[12]", "It fell. [13–15] [16]", "It stayed."],
        ["He said “yes.”", "“No,” she said.", "(Both left.)", "End."],
        ["As seen (e.g. CD8+ cells, i.e. Killer cells).", "They grow."],
        ["The pump stopped. the rest goes on in lower case."],
        ["No. 5 of 6, approx. 5 mg."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [span.of(text) for span in sentences(text)] == parts


def test_a_line_break_ends_a_sentence() -> None:
    text = "An entry without an end\nThis reference matters. "
    assert [span.of(text) for span in sentences(text)] == [
        "An entry without an end",
        "This reference matters.",
    ]


def test_spans_are_moved_by_the_start() -> None:
    document = "Heading\n\n  One. Two."
    start = document.index("  One")
    spans = sentences(document[start:], start)
    assert [span.of(document) for span in spans] == ["One.", "Two."]
    # "Heading" 7 + two breaks 2 + two spaces 2 = 11
    assert spans[0].start == 11


def test_no_text_has_no_sentence() -> None:
    assert sentences("") == sentences(" \n\t ") == ()


def test_a_lone_full_stop_before_a_sentence() -> None:
    assert [span.start for span in sentences(". 12 were seen. None left.")] == [0, 2, 16]


@settings(deadline=None, derandomize=True)
@given(
    st.text(alphabet="abC. et al.?!…\n“”()[]12–,A", max_size=80),
    st.integers(min_value=0, max_value=500),
)
def test_sentences_partition_their_paragraph(text: str, start: int) -> None:
    spans = sentences(text, start)
    ends = [start, *(span.end for span in spans)]
    begins = [*(span.start for span in spans), start + len(text)]
    assert all(end <= begin for end, begin in zip(ends, begins, strict=True))  # ordered, disjoint
    between = [text[end - start : begin - start] for end, begin in zip(ends, begins, strict=True)]
    assert "".join(between).strip() == ""  # only space stands outside
    assert all(span.of("\0" * start + text).strip() for span in spans)  # none is empty
    assert all(span.of("\0" * start + text)[0] != " " for span in spans)


# --- tokens and terms


@pytest.mark.parametrize(
    "name", ["pd-l1", "cd8+", "t-vec", "23%", "35.3%", "0.05", "il-2", "9/40", "nct03307616"]
)
def test_a_name_is_one_token(name: str) -> None:
    assert tokens(f"In ({name.upper()}), of") == ["in", name, "of"]


def test_tokens_of_a_sentence() -> None:
    assert tokens("PD-L1 on CD8+T cells: ORR 23% (9/40); T-VEC [109].") == [
        "pd-l1", "on", "cd8+", "t", "cells", "orr", "23%", "9/40", "t-vec", "109",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("anthracycline-naïve", "anthracycline-naive"),
        ("Guégan", "Guegan"),
        ("PD\u2011L1", "PD-L1"),
        ("6–9", "6-9"),
        ("Tumours", "tumor"),
        ("randomised", "randomized"),
        ("responses", "response"),
        ("two-year", "2-year"),
        ("24-mo", "24-month"),
        ("TGF-β", "TGF-beta"),
        ("λ-chain", "lambda-chain"),
        ("NaBH₄", "NaBH4"),
    ],
)
def test_what_is_printed_is_found_as_it_is_typed(printed: str, typed: str) -> None:
    assert terms(printed) == terms(typed)


def test_units_and_raised_numbers_stay() -> None:
    assert tokens("5 μg at 10⁶") == ["5", "μg", "at", "10⁶"]


def test_the_name_of_a_letter_is_no_word_of_its_own() -> None:
    assert "gamma" not in terms("interferon-γ")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("SU2C-SARC032", "SARC032"),
        ("PD-1", "PD1"),
        ("T-VEC", "TVEC"),
        ("tumor-infiltrating", "tumor"),
        ("2-year", "year"),
        ("D'Angelo", "Angelo"),
        ("UPS/MFS", "MFS"),
    ],
)
def test_a_compound_is_found_by_its_part(name: str, part: str) -> None:
    assert set(terms(part)) <= set(terms(name))


def test_a_compound_is_not_found_by_a_lone_letter_or_digit() -> None:
    assert terms("PD-L1") == ["pd-l1", "pdl1"]
    assert terms("T-VEC") == ["t-vec", "tvec", "vec"]
    assert terms("9/40") == ["9/40"]
    assert not set(terms("SARC028")) & set(terms("SU2C-SARC032"))


def test_stems_are_of_words_only() -> None:
    assert [stem(token) for token in ("responses", "cd8+", "pd-l1", "23%", "ici")] == [
        "respons", "cd8+", "pd-l1", "23%", "ici",
    ]  # fmt: skip


def test_content_terms_are_without_stop_words_and_each_once() -> None:
    found = content_terms("What is the response of UPS, and of UPS tumours?")
    assert found == ["respons", "ups", "tumor"]


def test_folded_names_compare() -> None:
    assert folded("Publisher’s  NOTE") == folded("publisher's note") == "publisher's note"
    assert folded("Guégan—PD‑1") == "guegan-pd-1"


@pytest.mark.parametrize(
    ("text", "inside"),
    [("[8, 72]", "8, 72"), ("[66–71]", "66–71"), ("[1;3]", "1;3"), ("[8]", "8")],
)
def test_a_mark(text: str, inside: str) -> None:
    match = re.fullmatch(MARK, text)
    assert match is not None
    assert match.group(1) == inside


@pytest.mark.parametrize("text", ["[a]", "[]", "[1.5]", "[12345]", "(8)", "[8,]"])
def test_no_mark(text: str) -> None:
    assert MARK.search(text) is None
