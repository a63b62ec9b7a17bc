"""The paper beside the chat: what is marked there is the quote, character by character."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from fake_assistant import FIRST, FakeAssistant, answer, citation, document, moved
from serving import served
from visiting import ANSWERED, PHONE, ask, marked, visit

from sarcoqa import Assistant
from sarcoqa.schema import Answer, Document, Quote, Span

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TABLE = "What was the response in the study of Liu et al. on sintilimab?"
DISAGREEMENT = "What was 2-year disease-free survival with pembrolizumab in SARC032?"


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator(".sq-pane").wait_for(state="hidden")


@pytest.mark.parametrize("question", [ANSWERED, TABLE, DISAGREEMENT])
def test_every_chip_opens_the_paper_with_the_very_quote_marked(
    browser: Browser, chat_url: str, assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.citations
    numbered = {f"[{one.number}]": one.quote.text for one in answer.citations}
    with visit(browser, chat_url) as page:
        chips = ask(page, question).locator(".sq-mark")
        assert {str(one.text_content()) for one in chips.all()} == set(numbered)
        for chip in chips.all():
            chip.click()
            assert marked(page) == numbered[str(chip.text_content())]
            assert page.locator("mark.sq-marked").first.is_visible()
            close(page)


def test_the_whole_paper_stands_beside_the_chat(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    (paper,) = assistant.documents()
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED).locator(".sq-mark").first.click()
        marked(page)
        # A browser would show what is hidden otherwise; textContent is what is there.
        shown = page.evaluate("document.querySelector('.sq-source').textContent")
        assert shown == paper.text
        assert page.locator(".sq-source table").count() >= len(paper.tables)
        assert page.locator(".sq-source .sq-entry").count() == len(paper.references)


def test_a_cited_row_is_marked_cell_by_cell(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(TABLE)
    row = next(one for one in answer.citations if one.kind == "record")
    with visit(browser, chat_url) as page:
        found = ask(page, TABLE)
        found.locator(".sq-mark", has_text=f"[{row.number}]").first.click()
        assert marked(page) == row.quote.text
        cells = page.locator(".sq-source tr:has(mark) > td:has(mark)").all_text_contents()
        assert cells == [cell for cell in row.quote.text.split("\t") if cell]


def test_hover_and_focus_show_the_quote_its_place_and_its_references(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(ANSWERED)
    first = answer.citations[0]
    with visit(browser, chat_url) as page:
        chip = ask(page, ANSWERED).locator(".sq-mark").first
        small = page.locator(".sq-pop")
        chip.hover()
        small.wait_for()
        assert small.locator(".sq-quote").text_content() == first.quote.text
        assert first.section[-1] in str(small.locator(".sq-place").text_content())
        assert small.locator(".sq-references li").count() == len(first.references)
        page.mouse.move(2, 2)
        small.wait_for(state="hidden")
        page.get_by_label("Your question").focus()
        page.keyboard.press("Shift+Tab")  # back to the last thing of the answer
        while page.evaluate("!document.activeElement.classList.contains('sq-mark')"):
            page.keyboard.press("Shift+Tab")
        small.wait_for()
        assert chip.get_attribute("aria-describedby") is None or small.is_visible()
        page.keyboard.press("Escape")
        small.wait_for(state="hidden")


def turned_to(page: Page, quote: str) -> None:
    """Wait until `quote` is what is marked."""
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('mark.sq-marked')]"
        ".map(one => one.textContent).join('') === wanted",
        arg=quote,
    )


def test_previous_and_next_go_through_the_quotes_of_the_answer_then_of_its_notes(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(ANSWERED)
    noted = [one for note in answer.notes for one in note.citations]
    every = list(dict.fromkeys(one.quote for one in (*answer.citations, *noted)))
    assert len(every) > 1
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED).locator(".sq-mark").first.click()
        turned_to(page, every[0].text)
        for quote in (*every[1:], every[0]):
            page.keyboard.press("n")
            turned_to(page, quote.text)
        page.keyboard.press("p")
        turned_to(page, every[-1].text)


def test_a_citation_mark_of_the_paper_opens_its_entries(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    (paper,) = assistant.documents()
    several = next(mark for mark in paper.marks if len(mark.labels) > 1)
    entries = {one.label: one for one in paper.references}
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED).locator(".sq-mark").first.click()
        marked(page)
        mark = page.locator(f'.sq-source .sq-cited[data-labels="{" ".join(several.labels)}"]').first
        assert mark.text_content() == several.span.of(paper.text)
        mark.click()
        small = page.locator(".sq-pop")
        small.wait_for()
        assert small.locator("li").count() == len(several.labels)
        for item, label in zip(small.locator("li").all(), several.labels, strict=True):
            entry = entries[label]
            assert entry.title in str(item.text_content())
            if entry.doi:
                assert f"doi:{entry.doi}" in str(item.locator("a").text_content())
        small.get_by_role("button", name="Copy").first.click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == entries[several.labels[0]].raw
        small.get_by_role("button", name="Show in the list").click()
        page.locator(".sq-entry.sq-shown").wait_for()
        shown = page.locator(".sq-entry.sq-shown").get_attribute("data-label")
        assert shown == several.labels[0]


def test_a_disagreement_stands_side_by_side_each_side_with_its_chip(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    answer = assistant.ask(DISAGREEMENT)
    note = next(one for one in answer.notes if one.kind == "disagreement")
    with visit(browser, chat_url) as page:
        shown = ask(page, DISAGREEMENT).locator('.sq-note[data-kind="disagreement"]').first
        assert note.message in str(shown.text_content())
        assert shown.locator(".sq-quote").all_text_contents() == [
            one.quote.text for one in note.citations
        ]
        boxes = [one.bounding_box() for one in shown.locator(".sq-citation").all()[:2]]
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["y"] == boxes[1]["y"]
        shown.locator(".sq-number").last.click()
        assert marked(page) == note.citations[-1].quote.text


def test_on_a_phone_the_paper_is_a_sheet_that_closes(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    with visit(browser, chat_url, window=PHONE) as page:
        chip = ask(page, ANSWERED).locator(".sq-mark").first
        chip.click()
        assert marked(page) == assistant.ask(ANSWERED).citations[0].quote.text
        box = page.locator(".sq-pane").bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, PHONE["width"])
        page.get_by_role("button", name="Close").click()
        page.locator(".sq-pane").wait_for(state="hidden")
        assert page.evaluate("document.activeElement.classList.contains('sq-mark')")


def test_the_sections_lead_through_the_paper(
    browser: Browser, chat_url: str, assistant: Assistant
) -> None:
    (paper,) = assistant.documents()
    last = [one for one in paper.sections if len(one.path) == 1][-1]
    with visit(browser, chat_url) as page:
        ask(page, ANSWERED).locator(".sq-mark").first.click()
        marked(page)
        page.get_by_role("button", name="Sections").click()
        page.locator(f'.sq-tree [data-section-start="{last.span.start}"]').first.click()
        heading = page.locator(f'.sq-source [data-at="{last.span.start}"]').first
        page.wait_for_function(
            "at => { const box = document.querySelector(`.sq-source [data-at='${at}']`)"
            ".getBoundingClientRect(); return box.top >= 0 && box.top < window.innerHeight }",
            arg=last.span.start,
        )
        assert heading.text_content() == last.path[-1]


SHIFTED = moved(document(), "𝑝 🧬 𝛼-test " * 3)


class Shifted(FakeAssistant):
    """Cites a paper with characters that a browser counts twice."""

    def documents(self) -> tuple[Document, ...]:
        return (SHIFTED,)

    def ask(self, question: str, **filters: Any) -> Answer:
        start = SHIFTED.text.index(FIRST)
        cited = replace(citation(1, FIRST), quote=Quote(Span(start, start + len(FIRST)), FIRST))
        return replace(answer(question), text="It is [1].", citations=(cited,), notes=())


def test_characters_that_a_browser_counts_twice_do_not_shift_the_mark(browser: Browser) -> None:
    with served(Shifted()) as url, visit(browser, url) as page:
        ask(page, "q").locator(".sq-mark").click()
        assert marked(page) == FIRST
