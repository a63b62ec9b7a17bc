"""Papers in the browser: adding, removing, choosing which are searched; links and history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from visiting import ask, expected, marked, quotes, turn, visit

from sarcoqa import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FEVER = "How often did fever occur?"


def pdf(path: Path) -> Path:
    """A real PDF of one page."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(path))
    page.setFont("Helvetica-Bold", 16)
    page.drawString(72, 770, "Gamma Serum for Chordoma of the Spine")
    page.setFont("Helvetica", 11)
    lines = (
        "Gamma serum was given to thirty patients with chordoma of the spine.",
        "Vertigo occurred in 41% of the patients who were given gamma serum.",
        "No patient died while the study went on, and none left it early.",
        *("The spine was looked at once a month by two doctors, who agreed in most cases.",) * 6,
    )
    for number, line in enumerate(lines):
        page.drawString(72, 720 - 16 * number, line)
    page.save()
    return path


def send(page: Page, *paths: Path) -> list[str]:
    """Add files, and give what the page says of each."""
    page.get_by_role("tab", name="Papers").click()
    page.set_input_files(".sq-drop input", [str(path) for path in paths])
    page.wait_for_function(
        "many => { const lines = [...document.querySelectorAll('.sq-outcome')];"
        " return lines.length === many && lines.every(one =>"
        " ['done', 'failed'].includes(one.dataset.state)) }",
        arg=len(paths),
    )
    return page.locator(".sq-outcome").all_text_contents()


def test_a_real_pdf_is_added_read_and_asked_and_a_damaged_one_is_named(
    browser: Browser, own: Assistant, own_url: str, tmp_path: Path
) -> None:
    good = pdf(tmp_path / "gamma.pdf")
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(good.read_bytes()[:300])
    with visit(browser, own_url) as page:
        said = send(page, good, damaged)
        assert said[0].startswith("gamma.pdf: added, as gamma")
        assert said[1].startswith("damaged.pdf: not added. ")
        assert str(tmp_path) not in said[1]
        assert [one.id for one in own.documents()] == ["alpha", "beta", "gamma"]
        page.locator('[data-paper="gamma"]').wait_for()
        assert "Gamma Serum" in str(page.locator('[data-paper="gamma"]').text_content())
        page.get_by_role("tab", name="Chat").click()
        question = "How often did vertigo occur in patients who were given gamma serum?"
        found = ask(page, question)
        answer = own.ask(question)
        assert quotes(found.locator(".sq-answer > .sq-citations")) == expected(answer.citations)
        assert answer.citations[0].document_id == "gamma"
        found.locator(".sq-mark").first.click()
        assert marked(page) == answer.citations[0].quote.text
        page.get_by_role("button", name="Page image").click()
        picture = page.get_by_alt_text("Page 1 of the paper as printed")
        picture.wait_for()
        assert picture.evaluate("one => one.naturalWidth") > 500
        box = page.locator(".sq-print-mark").first.bounding_box()
        whole = picture.bounding_box()
        assert box
        assert whole
        # The second line below the title, in points from the foot of a page of 842.
        assert (box["y"] + box["height"] / 2 - whole["y"]) / whole["height"] == pytest.approx(
            (842 - 704 - 4) / 842, abs=0.01
        )


def test_a_file_that_was_not_sent_is_not_taken(own: Assistant, tmp_path: Path) -> None:
    from sarcoqa.chat.desk import Desk

    secret = tmp_path / "secret.md"
    secret.write_text("# A secret\n\nNobody may read this.\n", encoding="utf-8")
    add = next(one for one in Desk(own).functions() if one.__name__ == "sarcoqa_add")
    said = add({"path": str(secret), "name": "secret.md"})
    assert "has not arrived" in str(said["error"])
    assert secret.exists()
    assert len(own.documents()) == 2


def test_removing_a_paper_asks_first(browser: Browser, own: Assistant, own_url: str) -> None:
    with visit(browser, own_url) as page:
        page.get_by_role("tab", name="Papers").click()
        remove = page.locator('[data-remove="beta"]')
        remove.click()
        assert len(own.documents()) == 2
        assert remove.text_content() == "Really remove?"
        remove.click()
        page.locator('[data-paper="beta"]').wait_for(state="detached")
        assert [one.id for one in own.documents()] == ["alpha"]


def test_only_ticked_papers_and_chosen_parts_are_searched(
    browser: Browser, own: Assistant, own_url: str
) -> None:
    with visit(browser, own_url) as page:
        page.get_by_role("tab", name="Papers").click()
        page.locator('[data-tick="beta"]').uncheck()
        page.get_by_role("tab", name="Chat").click()
        assert "1 of 2 papers" in str(page.locator(".sq-scope").text_content())
        found = ask(page, FEVER)
        only = own.ask(FEVER, document="alpha")
        assert quotes(found.locator("> div > .sq-citations")) == expected(
            only.citations or only.nearest
        )
        page.get_by_role("tab", name="Papers").click()
        page.get_by_role("button", name="Search all").click()
        page.get_by_role("tab", name="Chat").click()
        page.get_by_role("button", name="Filters").click()
        page.locator('[data-filter="kind"][value="record"]').check()
        rows = ask(page, "What was the ORR at 3 mg/kg?")
        answer = own.ask("What was the ORR at 3 mg/kg?", kind="record")
        assert quotes(rows.locator("> div > .sq-citations")) == expected(
            answer.citations or answer.nearest
        )


def test_a_link_to_an_answer_opens_its_question_and_filters_again(
    browser: Browser, own: Assistant, own_url: str
) -> None:
    with visit(browser, own_url) as page:
        page.get_by_role("tab", name="Papers").click()
        page.locator('[data-tick="alpha"]').uncheck()
        page.get_by_role("tab", name="Chat").click()
        ask(page, FEVER).get_by_role("button", name="Copy link").click()
        page.locator(".sq-said", has_text="Copied").wait_for()
        link = str(page.evaluate("navigator.clipboard.readText()"))
    assert link == f"{own_url}?q={quote(FEVER, safe='').replace('%20', '+')}&document=beta"
    with visit(browser, link) as page:
        found = turn(page, 1)
        assert found.locator(".sq-question").text_content() == FEVER
        answer = own.ask(FEVER, document="beta")
        assert quotes(found.locator(".sq-answer > .sq-citations")) == expected(answer.citations)
        assert "1 of 2 papers" in str(page.locator(".sq-scope").text_content())


def test_a_link_with_a_filter_that_is_gone_says_so(browser: Browser, own_url: str) -> None:
    with visit(browser, f"{own_url}?q=Fever%3F&section=Nowhere") as page:
        said = str(turn(page, 1).locator(".sq-error").text_content())
        assert "no section 'nowhere'" in said.lower()


def test_history_is_kept_in_the_browser_reopened_and_deleted(
    browser: Browser, own: Assistant, own_url: str
) -> None:
    answer = own.ask(FEVER)
    with visit(browser, own_url) as page:
        ask(page, FEVER)
        page.reload()
        again = turn(page, 1)
        assert quotes(again.locator(".sq-answer > .sq-citations")) == expected(answer.citations)
        page.get_by_role("button", name="New chat").click()
        assert page.locator(".sq-turn").count() == 0
        page.get_by_role("button", name="History").click()
        page.locator(".sq-past-open", has_text=FEVER).click()
        assert turn(page, 1).locator(".sq-question").text_content() == FEVER
        page.get_by_role("button", name="History").click()
        page.get_by_role("button", name=f"Delete the chat: {FEVER}").click()
        page.get_by_text("No earlier chat in this browser.").wait_for()
        assert page.evaluate("JSON.parse(localStorage.getItem('sarcoqa.chats')).length") == 0
        page.reload()
        page.get_by_label("Your question").wait_for()
        assert page.locator(".sq-turn").count() == 0
