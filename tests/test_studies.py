"""Which references stand behind a place, and by what names people call those studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import CitationMark, Document, Span
from sarcoqa.studies import MAX_STUDIES, labels_behind, study_names, surnames

TEXT = """Trials of a Drug in Sarcoma

Introduction

First of all, nothing is cited. Tawbi et al. treated 86 patients [1]. The rate was 18%. Others did \
worse [2, 4]. All of them differ [1–4]. None was large.

Another paragraph begins without a mark.

Key References

- Tawbi HA, Burgess M, et al. A drug in bone sarcoma (SARC028): a phase 2 trial. *Lancet Oncol*. \
2017;18(11):1493–1501.

This reference matters because it was the first.

References

1. Tawbi HA, Burgess M, et al. A drug in bone sarcoma (SARC028): a phase 2 trial. *Lancet Oncol*. \
2017;18(11):1493–501.
2. van der Horst CAJ. Survival of patients. *Cancers*. 2022;14(5):1102.
3. A page without authors. Accessed June 3, 2024.
4. Gronchi A, Ferrari S. Chemotherapy (ISG-STS 1001) and TRABECTEDIN, KEYNOTE-158. *Lancet \
Oncol*. 2017;18(6):812.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_plain(TEXT, document_id="d", sha256="0" * 64, stated=Metadata())


def at(document: Document, quote: str) -> Span:
    assert document.text.count(quote) == 1
    start = document.text.index(quote)
    return Span(start, start + len(quote))


@pytest.mark.parametrize(
    ("quote", "labels", "inherited"),
    [
        ("Tawbi et al. treated 86 patients [1].", ("1",), False),
        ("The rate was 18%.", ("1",), True),  # from the mark before it
        ("Others did worse [2, 4].", ("2", "4"), False),
        ("The rate was 18%. Others did worse [2, 4].", ("2", "4"), False),
        ("All of them differ [1–4].", ("1", "2", "3", "4"), False),
        ("None was large.", ("1", "2", "3", "4"), True),
        ("First of all, nothing is cited.", (), False),  # nothing before it
        ("Another paragraph begins without a mark.", (), False),  # not from another paragraph
        ("Trials of a Drug in Sarcoma", (), False),
    ],
)
def test_labels_behind(
    document: Document, quote: str, labels: tuple[str, ...], inherited: bool
) -> None:
    assert labels_behind(document, at(document, quote)) == (labels, inherited)


def test_a_place_outside_all_paragraphs_has_no_labels(document: Document) -> None:
    assert labels_behind(document, at(document, "Introduction")) == ((), False)


def test_labels_of_several_marks_are_each_once(document: Document) -> None:
    whole = next(p for p in document.paragraphs if p.of(document.text).startswith("First"))
    assert labels_behind(document, whole) == (("1", "2", "4", "3"), False)


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("Tawbi et al. treated 86 patients [1].", "Tawbi 2017 SARC028"),
        ("The rate was 18%.", "Tawbi 2017 SARC028"),
        ("Others did worse [2, 4].",
         "van der Horst 2022. Gronchi 2017 ISG-STS TRABECTEDIN KEYNOTE-158"),
        ("All of them differ [1–4].", ""),  # four studies: about none of them
        ("First of all, nothing is cited.", ""),
    ],
)  # fmt: skip
def test_study_names(document: Document, quote: str, names: str) -> None:
    assert study_names(document, at(document, quote)) == names


def test_a_recommended_entry_is_about_the_reference_that_it_repeats(document: Document) -> None:
    whole = next(
        p for p in document.paragraphs if "because it was the first" in p.of(document.text)
    )
    assert "\n" in whole.of(document.text)
    assert labels_behind(document, whole) == (("1",), False)
    assert study_names(document, whole) == "Tawbi 2017 SARC028"


def test_surnames_are_of_all_cited_authors(document: Document) -> None:
    assert surnames([document]) == {
        "tawbi", "burgess", "van der horst", "gronchi", "ferrari",
    }  # fmt: skip


def test_an_overview_names_no_study(document: Document) -> None:
    labels, _ = labels_behind(document, at(document, "All of them differ [1–4]."))
    assert len(labels) == MAX_STUDIES + 1


def test_a_mark_beyond_the_list_names_nothing() -> None:
    source = TEXT.replace("86 patients [1]", "86 patients [1, 9]")
    document = parse_plain(source, document_id="d", sha256="0" * 64, stated=Metadata())
    assert study_names(document, at(document, "Tawbi et al. treated 86 patients [1, 9].")) == (
        "Tawbi 2017 SARC028"
    )
    assert document.warnings == ("marks without an entry in the reference list: 9",)


class Counted(tuple[CitationMark, ...]):
    """Marks that count how often one of them is looked at."""

    looked = 0

    def __getitem__(self, place: int) -> CitationMark:
        Counted.looked += 1
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[CitationMark]:
        Counted.looked += len(self)
        return super().__iter__()


def test_a_place_looks_at_few_of_many_marks() -> None:
    source = "A Long Paper\n\nIntroduction\n\n" + "\n\n".join(
        f"This was seen in study {number} [1]. It was large." for number in range(1000)
    )
    source += "\n\nReferences\n\n1. Smith J. Title. *J Test*. 2020;1(2):3-4.\n"
    parsed = parse_plain(source, document_id="d", sha256="0" * 64, stated=Metadata())
    assert len(parsed.marks) == 1000
    counted = replace(parsed, marks=Counted(parsed.marks))
    for quote, inherited in (("seen in study 700 [1].", False), ("It was large.", True)):
        start = parsed.text.index(quote, parsed.text.index("seen in study 700"))
        span = Span(start, start + len(quote))
        Counted.looked = 0
        assert labels_behind(counted, span) == (("1",), inherited)
        # Four halvings of 1,000 marks take 10 steps each; the rest is what lies at the place.
        assert Counted.looked <= 45


PARSED = parse_plain(TEXT, document_id="d", sha256="0" * 64, stated=Metadata())


@settings(max_examples=500)
@given(st.data())
def test_labels_behind_are_those_of_the_plain_search(data: st.DataObject) -> None:
    document = PARSED
    start = data.draw(st.integers(0, document.text.index("Key References")))
    span = Span(start, data.draw(st.integers(start + 1, len(document.text))))
    if "\n" in span.of(document.text):
        return  # an annotated entry has the label of what it repeats
    inside = [mark for mark in document.marks if span.holds(mark.span)]
    around = [p for p in document.paragraphs if p.holds(span)]
    before = [
        mark
        for mark in document.marks
        if around and mark.span.start >= around[0].start and mark.span.end <= span.start
    ]
    expected: tuple[tuple[str, ...], bool] = ((), False)
    if inside:
        expected = tuple(dict.fromkeys(label for m in inside for label in m.labels)), False
    elif before:
        expected = before[-1].labels, True
    assert labels_behind(document, span) == expected
