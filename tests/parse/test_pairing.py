"""A quote gets the page on which its letters stand, or none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from jats_papers import META, article, cite, parsed, refs

from sarcoqa.parse.pairing import PageText, same_paper, with_pages
from sarcoqa.schema import Document, Span

ONE = "The first cup of tea was left on the table of the cold kitchen for an hour and a half."
TWO = "A second cup was drunk at once, since nobody in the house had slept well enough to wait."
THREE = "Patients who drank neither were asked about coffee, of which a few had had some before."
FOUR = "In the end it was agreed that efficacy differs by 3.5 [1] points between pots and cups."


def paper(*paragraphs: str) -> Document:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return parsed(article(f"<sec><title>Results</title>{body}</sec>", back=refs(3)))


def pages(*texts: str) -> list[PageText]:
    return [PageText(n, f"e{n}", text) for n, text in enumerate(texts, 1)]


def page_at(document: Document, quote: str) -> list[int | None]:
    """The pages of the characters of `quote`, each once, in order; None: on no page."""
    start = document.text.index(quote)
    numbers: list[int | None] = []
    for offset in range(start, start + len(quote)):
        held = [p.number for p in document.pages if p.span.start <= offset < p.span.end]
        numbers.append(held[0] if held else None)
        assert len(held) < 2
    return list(dict.fromkeys(numbers))


def test_each_paragraph_has_its_page() -> None:
    found = with_pages(paper(ONE, TWO, THREE), pages(f"Head 1\n{ONE}\n{TWO}", f"Head 2\n{THREE}"))
    assert page_at(found, ONE) == page_at(found, TWO) == [1]
    assert page_at(found, THREE) == [2]
    assert page_at(found, "Results\n") == [None]
    assert {page.label for page in found.pages} == {"e1", "e2"}


def test_a_sentence_over_a_page_break_has_both() -> None:
    cut = ONE.index("the table")
    document = with_pages(
        paper(f"{ONE} {TWO}"), pages(f"{ONE[:cut]}\nJ Tea 2021", f"Lee et al.\n{ONE[cut:]} {TWO}")
    )
    assert page_at(document, ONE[:cut].rstrip()) == [1]
    assert page_at(document, ONE[cut:]) == [2]
    assert page_at(document, TWO) == [2]
    assert page_at(document, ONE) == [1, 2]


def test_the_order_hyphens_ligatures_and_raised_marks_make_no_difference() -> None:
    source = FOUR.replace("[1]", f"<sup>{cite(1)}</sup>")
    assert FOUR in paper(source).text
    print_ = (
        FOUR.replace("efficacy", "eﬃ-\ncacy").replace(" [1]", "1").replace("agreed", "ag\u00adreed")
    )
    document = with_pages(paper(ONE, source), pages(THREE, f"{print_}\n\n{ONE}", TWO))
    assert page_at(document, ONE) == page_at(document, FOUR) == [2]


def test_what_is_printed_twice_has_no_page() -> None:
    document = with_pages(paper(ONE, TWO), pages(f"{TWO}", ONE, f"Again: {ONE}"))
    assert page_at(document, TWO) == [1]
    assert page_at(document, ONE) == [None]
    beside = with_pages(paper(ONE, TWO), pages(f"{ONE} {TWO}", f"Again: {ONE}"))
    assert page_at(beside, ONE) == [None]  # that TWO follows on page 1 says nothing of ONE
    twice = with_pages(paper(ONE, TWO, ONE), pages(f"{ONE} {TWO}"))
    assert page_at(twice, ONE) == [None]


def test_what_is_not_printed_has_no_page() -> None:
    document = with_pages(paper(ONE, TWO), pages(ONE, "Nothing of the other."))
    assert page_at(document, TWO) == [None]
    assert with_pages(document, []).pages == ()
    assert with_pages(document, pages("", "")).pages == ()


def test_a_changed_word_between_two_runs_on_one_page_is_on_it() -> None:
    document = with_pages(paper(f"{ONE} {TWO}"), pages(f"{ONE} {TWO}".replace("an hour", "2 h")))
    assert page_at(document, f"{ONE} {TWO}") == [1]


def test_a_changed_word_at_a_page_break_is_on_none() -> None:
    text = f"{ONE} pale {TWO}"
    document = with_pages(paper(text), pages(ONE, TWO))
    assert page_at(document, text) == [1, None, 2]


def test_a_phrase_alone_does_not_place_a_paragraph() -> None:
    # Two dozen letters of a long paragraph stand on another page, the rest nowhere.
    document = with_pages(paper(f"{ONE} {TWO}"), pages(THREE, "since nobody in the house came"))
    assert document.pages == ()


def test_pages_do_not_go_backward_within_a_paragraph() -> None:
    # The sentence at the end is quoted on an earlier page; most of the paragraph is on page 2.
    document = with_pages(
        paper(f"{ONE} {TWO} {THREE}"), pages(THREE.replace("coffee", "milk"), f"{ONE} {TWO}")
    )
    assert page_at(document, ONE) == page_at(document, TWO) == [2]
    assert page_at(document, THREE) == [None]


def test_tables_have_pages_too() -> None:
    rows = "".join(
        f"<tr><td>Cup {n} of the cold kitchen</td><td>{n * 37}</td></tr>" for n in range(9)
    )
    body = f"<table-wrap><label>Table 1</label><table><tbody>{rows}</tbody></table></table-wrap>"
    document = parsed(article(f"<p>{ONE}</p>{body}"))
    printed = "\n".join(f"Cup {n} of the cold kitchen {n * 37}" for n in range(9))
    found = with_pages(document, pages(ONE, f"Table 1\n{printed}"))
    spans = [record.span for record in found.tables[0].records]
    assert all(any(p.number == 2 and p.span.holds(span) for p in found.pages) for span in spans)


def test_pages_stand_in_order_and_never_overlap() -> None:
    document = with_pages(paper(ONE, TWO, THREE), pages(f"{ONE} {THREE}", TWO))
    spans = [page.span for page in document.pages]
    assert spans == sorted(spans)
    assert all(isinstance(span, Span) and span.start < span.end for span in spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    assert replace(document, pages=()) == paper(ONE, TWO, THREE)


META_NAMED = f'<article-id pub-id-type="doi">10.1000/cold.tea.77</article-id>{META}'


@pytest.mark.parametrize(
    ("first", "others", "same"),
    [
        ("Cold tea", [ONE, TWO, THREE], True),
        ("", [ONE, TWO, THREE], True),
        ("", ["Another paper on hot milk, and on nothing else at all, for two pages."], False),
        # Its title and its DOI in another paper, which replies to it.
        ("Cold tea. doi:10.1000/cold.tea.77", ["We do not agree with any word of that."], False),
        ("Cold tea. doi:10.1000/cold.tea.77", [TWO], True),  # half of the pages are pictures
        ("", [TWO], False),
        ("", [], False),
    ],
)
def test_whether_a_print_is_of_a_paper(first: str, others: list[str], same: bool) -> None:
    body = "".join(f"<p>{text}</p>" for text in (ONE, TWO, THREE))
    document = parsed(article(body, meta=META_NAMED))
    assert same_paper(document, pages(first, *others)) is same
