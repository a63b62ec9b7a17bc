"""Letters of a quote among those of a page: in one run, in several, or not at all."""

from __future__ import annotations

from itertools import accumulate

import pytest

from sarcoqa.parse.alignment import letters_of
from sarcoqa.parse.pdf.matching import PageLetters, locate
from sarcoqa.parse.wanted import Wanted


def page(*lines: str) -> PageLetters:
    forms = [letters_of(line).form for line in lines]
    return PageLetters("".join(forms), frozenset([0, *accumulate(map(len, forms))]))


def found(text: str, *orders: PageLetters, before: str = "", after: str = "") -> list[str] | None:
    """The letters that are found, run by run."""
    place = locate(Wanted(text, before, after), orders)
    return place and [orders[place[0]].form[start:end] for start, end in place[1]]


QUOTE = "The response rate was 23% in forty patients with spindle cell sarcoma."


def test_one_run_whatever_the_typesetting() -> None:
    print_ = page(
        "1 The response rate was 23% in for-", "ty patients\twith \ufb01ne", "sarcoma. It"
    )
    assert found("rate was 23 % in forty patients with fine sarcoma [1].", print_) is None
    assert found("rate was 23 % in forty patients with fine sarcoma.", print_) == [
        "ratewas23infortypatientswithfinesarcoma"
    ]


def test_runs_break_at_ends_of_lines() -> None:
    upper, lower = "The response rate was 23% in", "forty patients with spindle cell sarcoma."
    between = "Received 4 May 2020"
    runs = ["theresponseratewas23in", "fortypatientswithspindlecellsarcoma"]
    assert found(QUOTE, page(upper, between, lower)) == runs
    # In the midst of a line nothing is left out.
    assert found(QUOTE, page(f"{upper} {between}", lower)) is None
    assert found(QUOTE, page(upper, f"{between} {lower}")) is None
    # And the parts keep their order.
    assert found(QUOTE, page(lower, between, upper)) is None


def test_a_short_part_is_found_by_what_stands_before_it() -> None:
    lines = ("All of them were treated. The", "Figure 1", "response rate was 23% in forty patients "
             "with spindle cell sarcoma.")  # fmt: skip
    assert found(QUOTE, page(*lines)) is None
    runs = found(QUOTE, page(*lines), before="All of them were treated. ")
    assert runs == ["the", "responseratewas23infortypatientswithspindlecellsarcoma"]


def test_all_letters_must_be_there() -> None:
    assert found(QUOTE, page(QUOTE.replace("23", "28"))) is None
    assert found(QUOTE, page(QUOTE.replace("forty ", ""))) is None
    assert found("≥ (±)", page("≥ (±)")) is None


@pytest.mark.parametrize(("before", "expected"), [("Among the men: ", 1), ("", 0), ("No: ", 0)])
def test_twice_on_a_page(before: str, expected: int) -> None:
    twice = page(f"Among the women: {QUOTE}", f"Among the men: {QUOTE}")
    place = locate(Wanted(QUOTE, before, ""), [twice])
    assert bool(place) == bool(expected)
    if place:
        assert place[1][0][0] == len("amongthewomenamongthemen") + len(letters_of(QUOTE).form)


def test_the_first_order_that_holds_it_counts() -> None:
    rows, columns = page("Dose Rate of response"), page("Dose", "20 mg", "Rate of response", "31%")
    wanted = Wanted("Dose 20 mg Rate of response", "", "")
    assert locate(wanted, [rows]) is None
    # dose20mg + rateofresponse: 8 + 14 letters.
    assert locate(wanted, [rows, columns]) == (1, ((0, 22),))
    assert locate(wanted, [columns, columns]) == (0, ((0, 22),))
