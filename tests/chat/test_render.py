"""The chat as HTML: what a reader gets to see, and that nothing from outside is read as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_assistant import BARE, FIRST, ROW, SECOND, TAWBI, answer, citation, document, refusal
from reading import Reader

from sarcoqa.chat.bookcase import Bookcase
from sarcoqa.chat.markup import count, reference_list, text
from sarcoqa.chat.quotes import quote_list
from sarcoqa.chat.render import offers, render_answer, render_turn
from sarcoqa.chat.shell import frame, papers_line
from sarcoqa.contract import NOT_MEDICAL_ADVICE
from sarcoqa.schema import Answer, CitationMark, Note, Quote, Span

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "**bold** [link](http://example.org) `code` # heading",
    "${1 + 1} {{value}} </div></article>",
    "هل تستجيب الساركوما؟ \u202e abc",
    "a\r\nb\rc\u00a0d\n\n  e",
    "x" * 20_000,
)
PAPERS = Bookcase((document(),))
NONE = Bookcase(())


def shown(value: Answer, bookcase: Bookcase = PAPERS) -> str:
    return render_answer(value, "turn-1", bookcase)


def quoted(value: str) -> Answer:
    """An answer that cites `value`, as if a paper held it."""
    cited = replace(citation(1, FIRST), quote=Quote(Span(0, len(value)), value))
    return replace(answer("q"), citations=(cited,), notes=())


@pytest.mark.parametrize("value", [*HOSTILE, FIRST, SECOND, ROW])
def test_a_quote_is_shown_character_by_character(value: str) -> None:
    page = Reader(shown(quoted(value)), "sq-quote")
    assert page.texts == [value]


@pytest.mark.parametrize("bookcase", [PAPERS, NONE], ids=["held", "gone"])
@pytest.mark.parametrize("quote", [FIRST, ROW])
def test_a_quote_is_shown_as_it_was_also_where_its_paper_is_gone(
    quote: str, bookcase: Bookcase
) -> None:
    cited = citation(1, quote, kind="record" if quote == ROW else "prose")
    assert Reader(quote_list((cited,), "a", bookcase), "sq-quote").texts == [quote]


def test_a_paper_that_has_changed_no_longer_holds_the_quote() -> None:
    cited = citation(1, FIRST)
    changed = Bookcase((replace(document(), text="Other words. " * 60),))
    assert PAPERS.holds(cited)
    assert not changed.holds(cited)
    assert not NONE.holds(cited)
    assert Reader(quote_list((cited,), "a", changed), "sq-quote").texts == [FIRST]


@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_comes_from_outside_is_text(value: str) -> None:
    cited = replace(citation(1, FIRST, (replace(TAWBI, title=value, doi=value),)), section=(value,))
    hostile = replace(answer(value), text=value, citations=(cited,), notes=())
    refused = refusal(value)
    assert refused.abstained is not None
    refused = replace(refused, abstained=replace(refused.abstained, message=value))
    paper = replace(document(), title=value)
    turns = (
        render_turn(value, hostile, "turn-1", PAPERS, understood=value + "?"),
        render_turn(value, refused, "turn-2", PAPERS),
        render_turn(value, None, "turn-3", PAPERS, error=value),
        papers_line((paper,)),
        offers((value,), "Others"),
    )
    page = Reader("".join(turns), "sq-question")
    assert page.texts == [value] * 3
    assert not {tag for tag, _ in page.elements} & {"script", "img", "b", "code"}
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]
    links = [found["href"] or "" for tag, found in page.elements if tag == "a" and "href" in found]
    assert len(links) == 1
    assert links[0].startswith("https://doi.org/")
    assert links[0].isascii()


def test_a_quote_carries_its_address() -> None:
    page = Reader(quote_list((citation(1, SECOND),), "turn-1", PAPERS))
    span = citation(1, SECOND).quote.span
    for found in (*page.with_class("sq-quote"), *page.with_class("sq-number")):
        assert found["data-document"] == "invented-2025"
        assert (found["data-start"], found["data-end"]) == (str(span.start), str(span.end))


def test_a_citation_names_paper_section_page_and_kind() -> None:
    cited = citation(1, FIRST, page="7")
    assert Reader(quote_list((cited,), "a", PAPERS), "sq-place").texts == [
        "Text Immune Checkpoint Inhibition › ICI Monotherapy, p. 7 " + cited.document_title
    ]
    row = citation(1, ROW, kind="record")
    assert Reader(quote_list((row,), "a", PAPERS), "sq-kind").texts == ["Table row"]


def test_cells_carry_the_names_of_their_columns() -> None:
    row = citation(3, ROW, kind="record")
    cells = Reader(quote_list((row,), "a", PAPERS)).with_class("sq-cell")
    names = [cell["data-column"] for cell in cells]
    assert names == ["", "Reference", "Year", "Population", "Summary of findings"]
    unnamed = Reader(quote_list((row,), "a", NONE)).with_class("sq-cell")
    assert [cell["data-column"] for cell in unnamed] == [""] * 5


def test_a_mark_inside_a_quote_opens_the_entries_that_the_paper_has() -> None:
    start = document().text.index("[8]")
    paper = replace(document(), marks=(CitationMark(Span(start, start + 3), ("8",)),))
    page = Reader(quote_list((citation(1, FIRST),), "a", Bookcase((paper,))), "sq-cited")
    assert page.texts == ["[8]"]
    assert [one["data-labels"] for one in page.with_class("sq-cited")] == ["8"]
    without = replace(paper, references=())
    page = Reader(quote_list((citation(1, FIRST),), "a", Bookcase((without,))), "sq-cited")
    assert page.texts == []


def test_references_are_full_entries_with_a_safe_link_and_a_copy() -> None:
    page = Reader(quote_list((citation(1, FIRST, (TAWBI, BARE)),), "a", PAPERS), "sq-references")
    assert page.texts == [
        "Reported from 2 references"
        "[8] Tawbi HA, Burgess M, et al. "
        "Pembrolizumab in advanced soft-tissue sarcoma & bone sarcoma (SARC028). "
        "Lancet Oncol 2017. doi:10.1016/S1470-2045(17)30624-1 Copy"
        "30. Italiano A. An entry as printed. Copy"
    ]
    (link,) = [found for tag, found in page.elements if tag == "a" and "href" in found]
    assert link == {
        "href": "https://doi.org/10.1016/S1470-2045(17)30624-1",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
    copies = [found["data-copy"] for _, found in page.elements if "data-copy" in found]
    assert copies == [TAWBI.raw, BARE.raw]
    assert reference_list(()) == '<ul class="sq-entries"></ul>'


def test_references_of_a_mark_before_the_quote_say_so() -> None:
    cited = citation(1, SECOND, (TAWBI,), inherited=True)
    (said,) = Reader(quote_list((cited,), "a", PAPERS), "sq-references").texts
    assert said.startswith("May go on with what is reported just before from 1 reference")


def test_chips_lead_to_their_quotes_and_other_brackets_do_not() -> None:
    said = replace(answer("q"), text="One [2], two [1], as in [87].", notes=())
    page = Reader(shown(said), "sq-mark")
    assert page.texts == ["[2]", "[1]"]
    chips = page.with_class("sq-mark")
    assert [one["data-quote"] for one in chips] == ["turn-1-quote-2", "turn-1-quote-1"]
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert ids == ["turn-1-quote-1", "turn-1-quote-2", "turn-1-quote-3"]
    for chip, quote in zip(chips, (SECOND, FIRST), strict=True):
        start, end = int(chip["data-start"] or 0), int(chip["data-end"] or 0)
        assert document().text[start:end] == quote


def test_ids_are_unique_in_a_chat_of_several_answers() -> None:
    said = (answer("a"), answer("b"), refusal("c"))
    html = "".join(
        render_turn(one.question, one, f"turn-{number}", PAPERS)
        for number, one in enumerate(said, start=1)
    )
    ids = [found["id"] for _, found in Reader(html).elements if "id" in found]
    assert len(ids) == len(set(ids)) == 4 + 4 + 1  # quotes (one of a note), nearest


def test_a_refusal_says_why_and_shows_the_nearest_passages() -> None:
    html = shown(refusal("q"))
    assert Reader(html, "sq-text").texts == ["No answer The papers <here> do not discuss this."]
    assert Reader(html, "sq-heading").texts == ["Closest in the papers"]
    assert Reader(html, "sq-quote").texts == [SECOND]
    assert not Reader(html).with_class("sq-answer")
    assert "Closest" not in shown(replace(refusal("q"), nearest=()))


def test_the_two_sides_of_a_disagreement_stand_side_by_side() -> None:
    sides = (citation(1, FIRST), citation(2, SECOND))
    both = replace(answer("q"), notes=(Note("disagreement", "Two <ways>.", sides),))
    page = Reader(shown(both), "sq-note")
    assert page.texts[0].startswith("Disagreement Two <ways>.")
    assert len(page.with_class("sq-sides")) == 1
    assert FIRST in page.texts[0]
    assert SECOND in page.texts[0]
    alone = Reader(shown(answer("q")), "sq-note")  # one quote alone has no other side
    assert not alone.with_class("sq-sides")
    assert "Its quotes" in alone.texts[0]


def test_a_question_shows_how_it_was_understood_only_where_that_differs() -> None:
    said = answer("What of UPS in women?")
    page = Reader(
        render_turn("and in women?", said, "t", PAPERS, understood="What of UPS in women?"),
        "sq-understood-text",
    )
    assert page.texts == ["What of UPS in women?"]
    same = render_turn("What of UPS?", said, "t", PAPERS, understood="What of UPS?")
    assert not Reader(same).with_class("sq-understood")


def test_an_error_is_one_line() -> None:
    html = render_turn("q", None, "t", PAPERS, error="No <way>")
    assert Reader(html, "sq-error").texts == ["No <way>"]


def test_the_page_names_its_papers_and_says_what_it_is_not() -> None:
    papers = tuple(replace(document(), title=f"Paper {n}", year=None) for n in range(1, 6))
    page = Reader(frame(papers, ("Why {not} <b>?",)), "sq-sources")
    assert page.texts == ["Answers in the words of Paper 1; Paper 2; Paper 3, and 2 more"]
    assert page.text.count(NOT_MEDICAL_ADVICE) == 1
    assert "Why {not} <b>?" in page.text
    assert "no paper" in papers_line(())


def test_text_keeps_a_carriage_return_and_counts_have_their_plural() -> None:
    assert text("a\r\n<b>") == "a&#13;\n&lt;b&gt;"
    assert [count(number, "quote") for number in (0, 1, 2)] == ["0 quotes", "1 quote", "2 quotes"]
