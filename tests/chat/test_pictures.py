"""Pictures: dots where the printed values lie, words of the papers, nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from math import inf

import pytest

from sarcoqa import Answer, Assistant, Document
from sarcoqa.chat.pictures import dot_plot, evidence_strip, paper_map
from sarcoqa.chat.scales import scale_over
from sarcoqa.chat.strip import ROOM, spread_out
from sarcoqa.schema import CitedValue, Span

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</svg></figure><a href='javascript:alert(1)'>",
    "${1 + 1} {{value}} &lt;b&gt;",
    "هل تستجيب الساركوما؟ \u202e abc",
    "a\r\nb\rc\u00a0d\n\n  e",
    "x" * 20_000,
)
VALUE = CitedValue(1, "Smith et al.", "", "ORR", 23.0, None, None, "%", "23%", Span(0, 3))
VALUES = (VALUE, replace(VALUE, citation=2, study="Roe et al.", value=80.0, printed="80%"))
RATIO = CitedValue(
    1, "A", "", "HR for death", 0.5, 0.2, 1.0, "", "0.5 (95% CI 0.2–1.0)", Span(0, 1)
)


class Page(HTMLParser):
    """The elements of some HTML in order, each with its attributes and the text inside it."""

    VOID = frozenset({"line", "circle", "img", "br"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        self.found.append((tag, {name: value or "" for name, value in attrs}, text))
        if tag not in self.VOID:
            self._open.append(text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for text in self._open:
            text.append(data)

    def texts(self, name: str) -> list[str]:
        """What stands in the elements of a class."""
        return ["".join(text) for _, attrs, text in self.found if name in _classes(attrs)]

    def attributes(self, key: str) -> list[str]:
        return [attrs[key] for _, attrs, _ in self.found if key in attrs]

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attrs for found, attrs, _ in self.found if found == tag]


def _classes(attrs: dict[str, str]) -> list[str]:
    return attrs.get("class", "").split()


# --- scales


def test_a_dot_lies_where_its_value_is() -> None:
    # Ticks 0 to 80; the margins are 4 % on both sides: 23 lies at 4 + 92 * 23 / 80 = 30.45 %.
    assert scale_over([23, 80], ratio=False).ticks == (0, 20, 40, 60, 80)
    page = Page(dot_plot(VALUES, "turn-1"))
    assert [dot["cx"] for dot in page.of("circle")] == ["30.45%", "96%"]


def test_a_ratio_has_a_logarithmic_scale_that_holds_one() -> None:
    scale = scale_over([0.5, 0.2, 1.0], ratio=True)
    assert scale.ticks == (0.2, 0.5, 1.0)
    page = Page(dot_plot([RATIO], "turn-1"))
    # log(0.5 / 0.2) / log(1 / 0.2) = 0.5693: 4 + 92 * 0.5693 = 56.38 %.
    assert [dot["cx"] for dot in page.of("circle")] == ["56.38%"]
    (whisker,) = [line for line in page.of("line") if line["class"] == "sq-plot-whisker"]
    assert (whisker["x1"], whisker["x2"]) == ("4%", "96%")


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([100, 22.2], (0, 20, 40, 60, 80, 100)),
        ([1.4, 4.6], (0, 1, 2, 3, 4, 5)),
        ([-0.3, 0.1], (-0.3, -0.2, -0.1, 0, 0.1)),
        ([0, 0], (0, 0.2)),
        ([12345], (0, 5000, 10000, 15000)),
    ],
)
def test_ticks_are_few_and_round(values: Sequence[float], ticks: Sequence[float]) -> None:
    assert scale_over(values, ratio=False).ticks == pytest.approx(ticks)


def test_a_ratio_of_nought_has_no_logarithm() -> None:
    assert scale_over([0.0, 2.0], ratio=True).ratio is False


# --- dot plot


def test_what_is_not_reached_is_text_without_a_dot() -> None:
    late = replace(VALUE, citation=3, value=inf, unit="", printed="not reached")
    weeks = replace(VALUE, citation=4, value=18.0, unit="weeks", printed="18 week")
    page = Page(dot_plot([*VALUES, late, weeks], "turn-1"))
    assert len(page.of("circle")) == 2
    assert page.texts("sq-plot-value") == ["23%", "80%", "not reached", "18 week"]
    assert page.texts("sq-plot-note")
    assert not Page(dot_plot(VALUES, "turn-1")).texts("sq-plot-note")
    assert dot_plot([late], "turn-1") == dot_plot([], "turn-1") == ""


def test_each_row_leads_to_its_quote() -> None:
    page = Page(dot_plot(VALUES, "turn-7"))
    links = [a for a in page.of("a") if "sq-plot-row" in _classes(a)]
    assert [(a["href"], a["data-citation"]) for a in links] == [
        ("#turn-7-quote-1", "1"),
        ("#turn-7-quote-2", "2"),
    ]


def test_it_says_what_it_shows_and_has_a_table() -> None:
    page = Page(dot_plot(VALUES, "turn-1"))
    (picture,) = [svg for svg in page.of("svg") if svg.get("role") == "img"]
    assert "aria-hidden" not in picture
    titles = ["".join(text) for tag, _, text in page.found if tag in ("title", "desc")]
    assert titles == [
        "ORR in %, 2 values as dots on one axis",
        "The axis goes from 0 to 80. All values follow.",
    ]
    rows = ["|".join(text) for tag, _, text in page.found if tag == "tr"]
    assert rows == [
        "Study|Group|Quantity|As printed|Quote",
        "Smith et al.|ORR|23%|[1]",
        "Roe et al.|ORR|80%|[2]",
    ]


def test_the_group_of_all_is_said_once() -> None:
    grouped = [replace(value, group="ABC") for value in VALUES]
    page = Page(dot_plot(grouped, "turn-1"))
    assert page.texts("sq-plot-whose") == ["· ABC"]
    assert page.texts("sq-plot-group") == []
    mixed = Page(dot_plot([grouped[0], replace(grouped[1], group="DE")], "turn-1"))
    assert mixed.texts("sq-plot-group") == ["ABC", "DE"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_labels_are_text_and_never_html(hostile: str, assistant: Assistant) -> None:
    value = replace(VALUE, study=hostile, group=hostile, quantity=hostile)
    plain = {tag for tag, _, _ in Page(dot_plot([replace(VALUE, group="g"), value], "t")).found}
    other = replace(value, group="x")
    page = Page(dot_plot([value, other], hostile))
    assert {tag for tag, _, _ in page.found} == plain
    assert page.texts("sq-plot-study")[0] == " ".join(hostile.split())
    document = assistant.documents()[0]
    sections = (replace(document.sections[0], path=(hostile,)), *document.sections[1:])
    hostile_paper = replace(document, id=hostile, title=hostile, sections=sections)
    citation = replace(
        assistant.ask("What is the ORR?").citations[0], document_id=hostile, section=(hostile,)
    )
    for html in (
        paper_map(hostile_paper, [citation]),
        evidence_strip([citation], {hostile: hostile_paper}, hostile),
    ):
        tags = {tag for tag, _, _ in Page(html).found}
        assert tags <= set(
            "div p span bdi nav ol li button strong a svg line details summary".split()
        )


# --- every number has its source


def not_printed(html: str, answer: Answer, documents: dict[str, Document]) -> list[str]:
    """The values that a picture shows and that no quote holds which its row leads to."""
    quotes = {c.number: c.quote.span.of(documents[c.document_id].text) for c in answer.citations}
    page = Page(html)
    numbers = [int(a["data-citation"]) for a in page.of("a") if "sq-plot-row" in _classes(a)]
    shown = page.texts("sq-plot-value")
    assert len(shown) == len(numbers)
    return [v for v, number in zip(shown, numbers, strict=True) if v not in quotes.get(number, "")]


@pytest.mark.parametrize(
    "question",
    [
        "Which regimens had an ORR above 20% in UPS?",
        "What was the ORR in the trials of ICI plus chemotherapy?",
        "nivo alone, alliance: mPFS + mOS?",
    ],
)
def test_every_printed_value_is_in_the_quote_of_its_row(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    documents = {d.id: d for d in assistant.documents()}
    values = assistant.comparable(answer)
    html = dot_plot(values, "turn-1")
    assert len(Page(html).texts("sq-plot-value")) == len(values) >= 4
    assert not_printed(html, answer, documents) == []
    planted = [replace(values[0], printed="23.7%"), *values[1:]]
    assert not_printed(dot_plot(planted, "turn-1"), answer, documents) == ["23.7%"]


# --- strip and map


def test_marks_keep_apart_and_in_order() -> None:
    assert spread_out([0.1, 0.5, 0.9]) == [0.1, 0.5, 0.9]
    for places in ([0.5] * 8, [0.0, 0.0, 0.01], [0.97, 0.99, 1.0], [0.3, 0.31, 0.36, 0.37]):
        found = spread_out(places)
        assert all(b - a >= ROOM - 1e-3 for a, b in pairwise(found))
        assert found[0] >= 0
        assert found[-1] <= 1 + 1e-9
    crowded = spread_out([0.5] * 40)
    assert (crowded[0], crowded[-1]) == (0.0, pytest.approx(1.0, abs=0.01))
    assert spread_out([]) == []


def test_the_strip_has_a_mark_for_each_quote_at_its_place(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR in the trials of ICI plus chemotherapy?")
    documents = {d.id: d for d in assistant.documents()}
    page = Page(evidence_strip(answer.citations, documents, "turn-1"))
    assert page.texts("sq-strip-mark") == ["1", "2", "3", "4"]
    total = len(documents[answer.citations[0].document_id].text)
    ticks = [a["style"] for _, a, _ in page.found if "sq-strip-tick" in _classes(a)]
    assert ticks == [
        f"left:{round(100 * c.quote.span.start / total, 2):g}%" for c in answer.citations
    ]
    (said,) = [a["aria-label"] for _, a, _ in page.found if a.get("role") == "img"]
    assert said.endswith(
        "4 quotes. ICI Monotherapy: 1; ICI Combined with Chemotherapy: 2; Table 2: 1"
    )
    hot = [a["title"] for _, a, _ in page.found if "sq-heat-2" in _classes(a)]
    assert hot == ["ICI Combined with Chemotherapy: 5% of the text, 2 quotes"]
    assert evidence_strip(answer.citations, {}, "turn-1") == ""


def test_the_parts_of_a_strip_cover_the_text_once(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR in the trials of ICI plus chemotherapy?")
    documents = {d.id: d for d in assistant.documents()}
    page = Page(evidence_strip(answer.citations, documents, "turn-1"))
    styles = [a["style"] for _, a, _ in page.found if "sq-strip-part" in _classes(a)]
    places = [[float(n) for n in re.findall(r"[\d.]+(?=%)", style)] for style in styles]
    for (left, width), (following, _) in pairwise(places):
        assert left + width == pytest.approx(following, abs=0.02)
    assert sum(width for _, width in places) == pytest.approx(100, abs=0.3)


def test_the_map_leads_to_each_section_and_counts_its_quotes(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR in the trials of ICI plus chemotherapy?")
    (document,) = assistant.documents()
    page = Page(paper_map(document, [*answer.citations, *answer.citations]))  # each counts once
    buttons = page.of("button")
    assert len(buttons) == len(document.sections)
    for button, name in zip(buttons, page.texts("sq-map-name"), strict=True):
        start = int(button["data-section-start"])
        assert name in {s.path[-1] for s in document.sections if s.span.start == start}
        assert button["data-document"] == document.id
    counts = {
        button["aria-label"].split(":")[0]: button["aria-label"].rpartition(", ")[2]
        for button in buttons
    }
    assert counts["Immune Checkpoint Inhibition for UPS/MFS"] == "4 quotes"
    assert counts["ICI Combined with Chemotherapy"] == "2 quotes"
    assert counts["Introduction"] == "no quote"
    assert paper_map(replace(document, sections=()), answer.citations) == ""


# --- the look


def test_every_class_has_its_look_and_every_rule_its_class(assistant: Assistant) -> None:
    answer = assistant.ask("What was the ORR in the trials of ICI plus chemotherapy?")
    documents = {d.id: d for d in assistant.documents()}
    late = replace(VALUE, value=inf, printed="not reached")
    pictures = [
        dot_plot([VALUE, replace(VALUE, group="ABC"), RATIO, late], "t"),
        dot_plot([RATIO, replace(RATIO, value=0.4)], "t"),
        dot_plot([replace(VALUE, group="ABC")], "t"),
        evidence_strip(answer.citations, documents, "t"),
        *(paper_map(d, answer.citations) for d in documents.values()),
    ]
    used = {name for html in pictures for _, a, _ in Page(html).found for name in _classes(a)}
    assert all(name.startswith("sq-") for name in used)
    css = (files("sarcoqa.chat") / "style" / "pictures.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(sq-[\w-]+)", css))
    assert used - styled <= {"sq-plot-whose", "sq-heat-0"}
    assert styled - used <= {"sq-heat-3", "sq-heat-4"}  # more quotes in one section


THEME = (
    "--body-text-color:#27272a;--body-text-color-subdued:#52525b;--border-color-primary:#e4e4e7;"
    "--background-fill-primary:#fff;--background-fill-secondary:#fafafa;--sq-accent:#1d4ed8"
)
OVERLAPS = """() => {
  const hit = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 &&
    a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const found = [];
  for (const row of document.querySelectorAll(".sq-plot-row")) {
    const parts = [".sq-plot-label", ".sq-plot-track", ".sq-plot-value", ".sq-plot-number"]
      .map((name) => row.querySelector(name).getBoundingClientRect());
    parts.forEach((one, n) => parts.slice(n + 1).forEach((other) => {
      if (hit(one, other)) found.push(row.textContent);
    }));
  }
  const marks = [...document.querySelectorAll(".sq-strip-mark")].map(
    (mark) => mark.getBoundingClientRect());
  marks.slice(1).forEach((mark, n) => { if (hit(mark, marks[n])) found.push("mark " + n); });
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 900])
def test_nothing_overlaps_on_a_phone_and_on_a_desk(  # type: ignore[no-untyped-def]
    assistant: Assistant, browser, width: int
) -> None:
    documents = {d.id: d for d in assistant.documents()}
    answer = assistant.ask("Which regimens had an ORR above 20% in UPS?")
    long = replace(RATIO, study="long " * 40, group="LONGWORD" * 12)
    css = (files("sarcoqa.chat") / "style" / "pictures.css").read_text(encoding="utf-8")
    body = "".join(
        (
            dot_plot(assistant.comparable(answer), "a"),
            dot_plot([RATIO, long], "b"),
            evidence_strip(answer.citations, documents, "a"),
            *(paper_map(d, answer.citations) for d in documents.values()),
        )
    )
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(f"<style>body{{{THEME};margin:12px}}{css}</style>{body}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERLAPS) == []
    # The check can fail: without their columns the parts of a row stand in one place.
    page.add_style_tag(content=".sq-plot-row > * { grid-area: 1 / 1 !important; }")
    assert page.evaluate(OVERLAPS) != []
    page.close()
