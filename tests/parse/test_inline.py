"""Markup inside a line: what a reader of the printed paper sees."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sarcoqa.parse.inline import clean_inline


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"$p=0.08$", "p=0.08"),
        (r"$p < 0.001$", "p<0.001"),
        (r"PD-L1 $\geq 1\%$ of cells", "PD-L1 ≥1% of cells"),
        (r"$\leq 35\%$ or $\pm 2$", "≤35% or ±2"),
        (r"IFN-$\gamma$ and $\alpha$-SMA", "IFN-γ and α-SMA"),
        (r"$n=12$ and $m=3$", "n=12 and m=3"),
        (r"$300 \times 0.11$", "300×0.11"),
        (r"CO$_2$, m$^2$ and Ca$^{2+}$", "CO2, m² and Ca²⁺"),
        (r"$10^{6}$ per mL, $10^{-3}$", "10⁶ per mL, 10⁻³"),
        (r"$\mathrm{CD8}^{+}$ T cells", "CD8+ T cells"),
        (r"$x_{1}$", "x1"),
        (r"Jacob Scott^{1,2,5}", "Jacob Scott¹,²,⁵"),
    ],
)
def test_maths(source: str, plain: str) -> None:
    assert clean_inline(source) == plain


@pytest.mark.parametrize("text", ["costs $5 and $6", "US$5 to US$7", "a $5 fee", "5 * 3 * 2"])
def test_money_and_stars_are_no_markup(text: str) -> None:
    assert clean_inline(text) == text


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("the *ATRX* gene", "the ATRX gene"),
        ("**Table 1.** Doses", "Table 1. Doses"),
        ("a **b *c* d", "a **b c d"),
        ("*p*-value", "p-value"),
        ("snake_case_name", "snake_case_name"),
        (r"a\_b \* c \[1\] 5\%", "a_b * c [1] 5%"),
    ],
)
def test_emphasis_and_escapes(source: str, plain: str) -> None:
    assert clean_inline(source) == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("see [the protocol](https://x.org/a_(b))", "see the protocol"),
        (r"[https://x.org/S1\(14\)2](https://x.org/S1\(14\)2).", "https://x.org/S1(14)2."),
        (r"shown [\[12\]](#ref-12)", "shown [12]"),
        ("<https://doi.org/10.5555/fo nc.2021>.", "https://doi.org/10.5555/fonc.2021."),
        ("<doi:10.5555/x>", "doi:10.5555/x"),
        ("a<b and c>d", "a<b and c>d"),
        ("![Flow of patients](flow.png)", "Flow of patients"),
        ('a [site](https://x.org "Its name") of', "a site of"),
        ("cited [12, 13] (see below)", "cited [12, 13] (see below)"),
        ("cited [12](see Fig. 1)", "cited [12](see Fig. 1)"),
    ],
)
def test_links(source: str, plain: str) -> None:
    assert clean_inline(source) == plain


def test_characters_of_typesetting() -> None:
    assert clean_inline("myxo\u00adﬁbrosarcoma\u200b  p\u00a0=\u20090.1\t") == (
        "myxofibrosarcoma p = 0.1"
    )


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab c1.,;()–αβ[]%=<>", max_size=60))
def test_text_without_markup_keeps_all_but_spaces(text: str) -> None:
    assume("](" not in text)  # a link
    assert clean_inline(text).split() == text.split()


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab $*\\_^{}[]()<>1%", max_size=40))
def test_hostile_markup_never_fails_and_ends_on_one_line(text: str) -> None:
    plain = clean_inline(text)
    assert plain == " ".join(plain.split())
