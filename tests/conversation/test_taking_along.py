"""A conversation in each of its forms: what is in it, and what cannot break out of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sarcoqa import (
    Answer,
    Assistant,
    Citation,
    Conversation,
    Exchange,
    Note,
    Quote,
    Reference,
    Span,
)
from sarcoqa.bibliography import bibliography
from sarcoqa.contract import NOT_MEDICAL_ADVICE, answer_to_text, reference_line
from sarcoqa.conversation import from_json, to_html, to_json, to_markdown
from sarcoqa.errors import AnswerFormatError
from sarcoqa.schema import Abstention, IndexStamp

HOSTILE = "<script>alert(\"1\")</script> & 'x' </style></title> [1] \r 王 “naïve”"
ENTRY = Reference("8", ("Tawbi HA",), "A <i>title</i>", "J", 2017, '10.1/a<b>"c', "raw", Span(0, 3))
QUOTE = "ORR was 23% [8]."
CITED = Citation(
    1, "paper", "a" * 64, "A Paper", "prose", Quote(Span(10, 26), QUOTE), ("Results", "ICI"), "7",
    (ENTRY,),
)  # fmt: skip
ROW = replace(
    CITED, number=2, kind="record", quote=Quote(Span(30, 37), "UPS\t\t23%"), references=()
)
NOTE = Note("disagreement", "The table says 20%.", (ROW,))
ANSWER = Answer(
    "What was the ORR in UPS?", "ORR was 23%. [1]\nUPS: 23% [2]", (CITED, ROW), None, 0.9, (NOTE,),
    (), IndexStamp("g", "s"),
)  # fmt: skip
REFUSED = replace(
    ANSWER, text="Not covered.", citations=(), notes=(), nearest=(CITED,),
    abstained=Abstention("not_covered", "Not covered."),
)  # fmt: skip
TALK = Conversation(
    (
        Exchange("What was the ORR?", ANSWER, filters=(("document", "paper"), ("year", "2019"))),
        Exchange("And in UPS?", ANSWER, "What was the ORR in UPS?"),
        Exchange("Why?", REFUSED, "Why?"),
    ),
    "My questions",
    "23 November 2026",
)


class Page(HTMLParser):
    """The text of a page, its tags, its links and ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        held = dict(attrs)
        self.links += [value for key, value in attrs if key in ("href", "src") and value]
        self.ids += [held["id"] or ""] if "id" in held else []
        assert not [key for key in held if key.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts += [(tag, data) for tag in self._open[-1:]]

    def text(self, *tags: str) -> str:
        return "".join(text for tag, text in self.texts if tag not in ("style",) or tag in tags)


# --- JSON


@pytest.mark.parametrize(
    "talk",
    [
        TALK,
        Conversation(()),
        Conversation((Exchange(HOSTILE, ANSWER, HOSTILE, ((HOSTILE, ""),)),), HOSTILE, HOSTILE),
    ],
)
def test_json_comes_back_equal(talk: Conversation) -> None:
    assert from_json(to_json(talk)) == talk
    assert from_json(to_json(talk, indent=None).encode()) == talk


def test_the_keys_of_the_json() -> None:
    found = json.loads(to_json(TALK))
    assert list(found) == ["schema", "title", "date", "exchanges"]
    assert found["schema"] == "sarcoqa.conversation/1"
    second = found["exchanges"][1]
    assert list(second) == ["question", "understood", "filters", "answer"]
    assert second["understood"] == "What was the ORR in UPS?"
    assert found["exchanges"][0]["filters"] == [["document", "paper"], ["year", "2019"]]
    assert second["answer"] == ANSWER.to_dict()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "sarcoqa.conversation/2"}, "schema: .*found 'sarcoqa.conversation/2'"),
        ({"exchanges": None}, "exchanges: "),
        ({"exchanges": [{"question": "Q"}]}, "exchanges.0.answer: field required"),
        ({"exchanges": [{"question": "Q", "answer": ANSWER.to_dict(), "filters": [["year"]]}]},
         "exchanges.0.filters.0: "),
        ({"date": 2026}, "date: .*found 2026"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_clear_error(change: dict[str, object], message: str) -> None:
    with pytest.raises(AnswerFormatError, match=message):
        from_json(json.dumps(json.loads(to_json(TALK)) | change))


def test_an_altered_quote_does_not_come_back() -> None:
    with pytest.raises(AnswerFormatError, match=r"the quote \[1\] of 'paper' is not the one"):
        from_json(to_json(TALK).replace("ORR was 23% [8].", "ORR was 93% [8]."))


# --- Markdown


def test_markdown_holds_everything_once_in_order() -> None:
    shown = to_markdown(TALK)
    assert shown.startswith("# My questions\n\n23 November 2026\n\n## 1. What was the ORR?\n")
    parts = [
        "## 1. What was the ORR?", "Only document: paper; year: 2019", "ORR was 23%. [1]",
        f"1. “{QUOTE}”", "A Paper: Results › ICI, p. 7 (`paper:10-26`)", reference_line(ENTRY),
        "2. “UPS ·  · 23%”", "> Note: The table says 20%.", "## 2. And in UPS?",
        "Understood as: What was the ORR in UPS?", "## 3. Why?", "Not covered.", f"1. “{QUOTE}”",
        f"*{NOT_MEDICAL_ADVICE}*",
    ]  # fmt: skip
    place = 0
    for part in parts:
        place = shown.index(part, place) + 1
    assert shown.count(NOT_MEDICAL_ADVICE) == 1
    assert shown.count("Understood as") == 1


def test_a_question_of_several_lines_is_one_heading() -> None:
    talk = Conversation((Exchange("One\n# two\r\nthree", ANSWER),), "A\n# b")
    assert "\n## 1. One # two three\n" in to_markdown(talk)
    assert to_markdown(talk).startswith("# A # b\n")
    assert to_markdown(Conversation(())).startswith("# Questions and answers\n")


# --- HTML


def test_the_page_holds_every_quote_place_and_reference() -> None:
    page = Page(to_html(TALK))
    text = page.text()
    for part in (
        "My questions", "23 November 2026", "1. What was the ORR?",
        "Only document: paper; year: 2019",
        "Understood as: What was the ORR in UPS?", "ORR was 23%. [1]", QUOTE, "UPS\t\t23%",
        "Results › ICI, p. 7", "paper:10-26", "Tawbi HA. A <i>title</i>", "The table says 20%.",
        "Closest in the papers", "Reported from:", NOT_MEDICAL_ADVICE,
    ):  # fmt: skip
        assert part in text, part
    assert text.count(NOT_MEDICAL_ADVICE) == 1
    assert len(page.ids) == len(set(page.ids))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner == ["answer-1-quote-1", "answer-1-quote-2", "answer-2-quote-1", "answer-2-quote-2"]
    assert set(inner) <= set(page.ids)
    assert {link for link in page.links if link[0] != "#"} == {"https://doi.org/10.1/a%3Cb%3E%22c"}


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    page = to_html(TALK)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(Page(page).tags)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"url\(|@import|https?://(?!doi\.org/)", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_nothing_breaks_out_of_the_page() -> None:
    entry = replace(ENTRY, title=HOSTILE, journal=HOSTILE, authors=(HOSTILE,), label=HOSTILE)
    quote = replace(
        CITED, quote=Quote(Span(0, len(HOSTILE)), HOSTILE), document_title=HOSTILE,
        document_id=HOSTILE, section=(HOSTILE,), page=HOSTILE, references=(entry,),
    )  # fmt: skip
    answer = replace(
        ANSWER, text=HOSTILE, citations=(quote,), notes=(Note(HOSTILE, HOSTILE, (quote,)),)
    )
    other = replace(answer, text="Other.")  # whose note is shown
    exchanges = tuple(
        Exchange(HOSTILE, a, HOSTILE + "!", ((HOSTILE, HOSTILE),)) for a in (answer, other)
    )
    html = to_html(Conversation(exchanges, HOSTILE, HOSTILE))
    page = Page(html)
    plain = Page(to_html(TALK))
    assert set(page.tags) <= set(plain.tags)
    assert "<script" not in html
    assert html.count("</style>") == html.count("</title>") == 1
    assert "\r" not in html
    quoted = [text for tag, text in page.texts if tag == "span"]
    assert HOSTILE in quoted


# --- one answer, and the whole with its bibliography


def test_an_answer_as_text_to_paste() -> None:
    assert ANSWER.to_text() == answer_to_text(ANSWER)
    assert ANSWER.to_text().splitlines() == [
        "ORR was 23%. [1]", "UPS: 23% [2]", "",
        f"[1] “{QUOTE}”", "    A Paper", "    Results › ICI, p. 7  (paper:10-26)",
        "    Reported from:", f"    {reference_line(ENTRY)}", "",
        "[2] “UPS\t\t23%”", "    A Paper", "    Results › ICI, p. 7  (paper:30-37)",
        "    The paper's own statement: it cites nothing for it.", "",
        "Note: The table says 20%.", NOT_MEDICAL_ADVICE,
    ]  # fmt: skip
    assert "Closest in the papers:" in REFUSED.to_text()


def test_the_bibliography_of_a_whole_conversation(small_assistant: Assistant) -> None:
    asked = ("What was the response rate of alpha?", "Summarize the results of alpha")
    talk = Conversation(tuple(Exchange(q, small_assistant.ask(q)) for q in asked))
    keys = re.findall(r"@\w+\{([^,]+),", bibliography(talk.answers, "bibtex"))
    assert keys[0] == "lovelacealpha"
    assert len(keys) == len(set(keys)) >= 2
