"""Which references stand behind a place, and by what names people call those studies."""

from __future__ import annotations

import pytest

from sarcoqa.parse.front import Metadata
from sarcoqa.parse.plain import parse_plain
from sarcoqa.schema import Document, Span
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
