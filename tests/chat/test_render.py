"""The chat as HTML: what a reader gets to see, and that nothing from outside is read as HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fake_assistant import BARE, FIRST, ROW, SECOND, TAWBI, answer, citation, document, refusal

from sarcoqa.chat.conversation import Turn
from sarcoqa.chat.quotes import columns_of, quote_list, text
from sarcoqa.chat.render import footer, header, render_answer, transcript
from sarcoqa.contract import NOT_MEDICAL_ADVICE
from sarcoqa.schema import Answer, Quote, Span

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "**bold** [link](http://example.org) `code` # heading",
    "${1 + 1} {{value}} </div></article>",
    "هل تستجيب الساركوما؟ \u202e abc",
    "a\r\nb\rc\u00a0d\n\n  e",
    "x" * 20_000,
)


class Reader(HTMLParser):
    """Reads HTML the way a browser does: the elements, and the text inside those of one class."""

    def __init__(self, html: str, wanted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._wanted = wanted
        self._open: list[bool] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        inside = self._wanted in (attributes.get("class") or "").split()
        if inside:
            self.texts.append("")
        self._open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(self._open):
            self.texts[-1] += data

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of class `name`."""
        return [found for _, found in self.elements if name in (found.get("class") or "").split()]


def shown(value: Answer) -> str:
    return render_answer(value, "turn-1", columns=columns_of((document(),)))


def quoted(value: str) -> Answer:
    """An answer that cites `value`, as if a paper held it."""
    cited = replace(citation(1, FIRST), quote=Quote(Span(0, len(value)), value))
    return replace(answer("q"), citations=(cited,), notes=())


@pytest.mark.parametrize("value", [*HOSTILE, FIRST, SECOND, ROW])
def test_a_quote_is_shown_character_by_character(value: str) -> None:
    page = Reader(shown(quoted(value)), "sq-quote")
    assert page.texts == [value]


@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_comes_from_outside_is_text(value: str) -> None:
    cited = replace(citation(1, FIRST, (replace(TAWBI, title=value, doi=value),)), section=(value,))
    hostile = replace(answer(value), text=value, citations=(cited,), notes=())
    refused = refusal(value)
    assert refused.abstained is not None
    refused = replace(refused, abstained=replace(refused.abstained, message=value))
    paper = replace(document(), title=value)
    turns = (Turn(value, hostile), Turn(value, refused), Turn(value, error=value))
    page = Reader(header((paper,)) + transcript(turns, {}), "sq-question")
    assert page.texts == [value] * 3
    assert not {tag for tag, _ in page.elements} & {"script", "img", "b", "code"}
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]
    links = [found["href"] or "" for tag, found in page.elements if tag == "a"]
    assert len(links) == 1
    assert links[0].startswith("https://doi.org/")
    assert links[0].isascii()


def test_a_quote_carries_its_address() -> None:
    (found,) = Reader(quote_list((citation(1, SECOND),), "turn-1", columns={})).with_class(
        "sq-quote"
    )
    span = citation(1, SECOND).quote.span
    assert found["data-document"] == "invented-2025"
    assert (found["data-start"], found["data-end"]) == (str(span.start), str(span.end))


def test_a_citation_names_paper_section_page_and_kind() -> None:
    cited = citation(1, FIRST, page="7")
    assert Reader(quote_list((cited,), "a", columns={}), "sq-place").texts == [
        "Text Immune Checkpoint Inhibition › ICI Monotherapy, p. 7 " + cited.document_title
    ]
    row = citation(1, ROW, kind="record")
    assert Reader(quote_list((row,), "a", columns={}), "sq-kind").texts == ["Table row"]


def test_cells_carry_the_names_of_their_columns() -> None:
    row = citation(3, ROW, kind="record")
    cells = Reader(quote_list((row,), "a", columns=columns_of((document(),)))).with_class("sq-cell")
    names = [cell["data-column"] for cell in cells]
    assert names == ["", "Reference", "Year", "Population", "Summary of findings"]
    unnamed = Reader(quote_list((row,), "a", columns={})).with_class("sq-cell")
    assert [cell["data-column"] for cell in unnamed] == [""] * 5


def test_references_are_full_entries_with_a_safe_link() -> None:
    page = Reader(
        quote_list((citation(1, FIRST, (TAWBI, BARE)),), "a", columns={}), "sq-references"
    )
    assert page.texts == [
        "Reported from 2 references"
        "[8] Tawbi HA, Burgess M, et al. "
        "Pembrolizumab in advanced soft-tissue sarcoma & bone sarcoma (SARC028). "
        "Lancet Oncol 2017. doi:10.1016/S1470-2045(17)30624-1"
        "30. Italiano A. An entry as printed."
    ]
    (link,) = [found for tag, found in page.elements if tag == "a"]
    assert link == {
        "href": "https://doi.org/10.1016/S1470-2045(17)30624-1",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }


def test_references_of_a_mark_before_the_quote_say_so() -> None:
    cited = citation(1, SECOND, (TAWBI,), inherited=True)
    (said,) = Reader(quote_list((cited,), "a", columns={}), "sq-references").texts
    assert said.startswith("May go on with what is reported just before from 1 reference")


def test_markers_lead_to_their_quotes_and_other_brackets_do_not() -> None:
    said = replace(answer("q"), text="One [2], two [1], as in [87].", notes=())
    page = Reader(shown(said), "sq-mark")
    assert page.texts == ["[2]", "[1]"]
    targets = [(found["href"] or "")[1:] for found in page.with_class("sq-mark")]
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert targets == ["turn-1-quote-2", "turn-1-quote-1"]
    assert ids == ["turn-1-quote-1", "turn-1-quote-2", "turn-1-quote-3"]


def test_ids_are_unique_in_a_chat_of_several_answers() -> None:
    turns = (Turn("a", answer("a")), Turn("b", answer("b")), Turn("c", refusal("c")))
    ids = [found["id"] for _, found in Reader(transcript(turns, {})).elements if "id" in found]
    assert len(ids) == len(set(ids)) == 3 + 4 + 4 + 1  # turns, quotes (one of a note), nearest


def test_a_refusal_says_why_and_shows_the_nearest_passages() -> None:
    html = shown(refusal("q"))
    assert Reader(html, "sq-text").texts == ["No answer The papers <here> do not discuss this."]
    assert Reader(html, "sq-heading").texts == ["Closest in the papers"]
    assert Reader(html, "sq-quote").texts == [SECOND]
    assert not Reader(html).with_class("sq-answer")
    assert "Closest" not in shown(replace(refusal("q"), nearest=()))


def test_a_note_is_shown_with_its_quotes() -> None:
    page = Reader(shown(answer("q")), "sq-note")
    assert page.texts[0].startswith("Disagreement Text and table give <different> numbers.1 quote")


def test_an_error_is_one_line_and_a_pending_question_says_so() -> None:
    assert Reader(transcript((Turn("q", error="No <way>"),), {}), "sq-error").texts == ["No <way>"]
    assert Reader(transcript((Turn("q"),), {}), "sq-pending").texts == ["Searching the papers…"]


def test_the_page_names_its_papers_and_says_what_it_is_not() -> None:
    papers = tuple(replace(document(), title=f"Paper {n}", year=None) for n in range(1, 6))
    page = Reader(header(papers), "sq-header")
    assert page.texts == [
        "sarcoqaAnswers in the words of Paper 1; Paper 2; Paper 3and 2 morePaper 4Paper 5"
    ]
    assert "no paper" in header(())
    assert NOT_MEDICAL_ADVICE in footer()


def test_text_keeps_a_carriage_return() -> None:
    assert text("a\r\n<b>") == "a&#13;\n&lt;b&gt;"
