"""Inside a paragraph: citations with their ranges, raised numbers, formulas, spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jats_papers import article, cite, marks, paragraph, parsed, refs

C = cite


@pytest.mark.parametrize(
    ("inside", "text", "found"),
    [
        (f"Hot [{C(1)}].", "Hot [1].", [("[1]", "1")]),
        (f"Hot [{C(1)}, {C(3)}].", "Hot [1, 3].", [("[1, 3]", "13")]),
        (f"Hot [{C(2)}–{C(5)}].", "Hot [2–5].", [("[2–5]", "2345")]),
        (f"Hot [{C(1)},{C(3)}-{C(5)}, {C(8)}].", "Hot [1,3-5, 8].", [("[1,3-5, 8]", "13458")]),
        (f"Hot ({C(1)}).", "Hot (1).", [("(1)", "1")]),
        (f"Hot [{C(1)}; see also {C(2)}].", "Hot [1; see also 2].", [("1", "1"), ("2", "2")]),
        (f"Hot [{C(1)}][{C(2)}].", "Hot [1][2].", [("[1]", "1"), ("[2]", "2")]),
        # Raised numbers: one <sup> around them, or one in each.
        (f"at 3.5<sup>{C(1)}</sup> and", "at 3.5 [1] and", [("[1]", "1")]),
        (f"at 3.5<sup>{C(1)},{C(2)}</sup>.", "at 3.5 [1,2].", [("[1,2]", "12")]),
        (f"hot.<sup>{C(1)}–{C(3)}</sup> So", "hot. [1–3] So", [("[1–3]", "123")]),
        (
            'hot<xref ref-type="bibr" rid="B1"><sup>1</sup></xref><sup>–</sup>'
            '<xref ref-type="bibr" rid="B3"><sup>3</sup></xref> So',
            "hot [1–3] So", [("[1–3]", "123")],
        ),
        (f"in 12{C(1)}x", "in 12 [1] x", [("[1]", "1")]),
        # One citation of several.
        (f"Hot [{C(2, 3, 4, text='2–4')}].", "Hot [2–4].", [("[2–4]", "234")]),
        (f"Hot [{C(2, text='2–4')}].", "Hot [2–4].", [("[2–4]", "234")]),
        (f"Hot.{C(3, text='3 4')} So", "Hot. [3 4] So", [("[3 4]", "34")]),
        (f"Hot {C(2, 5, text='Lee et al.')}.", "Hot Lee et al..", [("Lee et al.", "25")]),
        (f"Hot {C(7, text='[7]')}.", "Hot [7].", [("[7]", "7")]),
        (f"hot<sup>{C(3, text='S1')}</sup> and", "hot [S1] and", [("[S1]", "3")]),
        ('hot [<xref ref-type="ref" rid="B2">2</xref>].', "hot [2].", [("[2]", "2")]),
        # Named before: a number is then a word of the sentence.
        (f"As in ref. {C(4)}, tea", "As in ref. 4, tea", [("4", "4")]),
        # Author and year: the year is no number of the list.
        (f"Lee ({C(5, text='2005')}) saw", "Lee (2005) saw", [("2005", "5")]),
        (f"seen ({C(5, text='Lee 2005')}; {C(6, text='2006')}–", "seen (Lee 2005; 2006–",
         [("Lee 2005", "5"), ("2006", "6")]),
        # Printed nothing: it belongs to the mark that it follows.
        (f"Hot [{C(1)}{C(2, text=' ')}{C(3)}].", "Hot [1 3].", [("[1 3]", "123")]),
    ],
)  # fmt: skip
def test_citations(inside: str, text: str, found: list[tuple[str, str]]) -> None:
    assert paragraph(inside) == (text, [(printed, tuple(labels)) for printed, labels in found])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("10<sup>6</sup> cells, Ca<sup>2+</sup>, <sup>18</sup>F", "10⁶ cells, Ca²⁺, ¹⁸F"),
        ("CD8<sup>+</sup> and CO<sub>2</sub>, log<sub>2</sub>", "CD8+ and CO2, log2"),
        ("12.5<sup>a</sup>, 7<sup>a, b</sup>, 1<sup>st</sup>", "12.5ᵃ, 7ᵃ, ᵇ, 1st"),
        ("x3<sub>2</sub>", "x3₂"),
        # Not marked up as citations, or exponents: they never run into the number before them.
        ("at 3.5<sup>1,2</sup> and<sup>4–6</sup>", "at 3.5¹,² and⁴–⁶"),
        ("2<sup>−ΔΔCt</sup>, 10<sup>-0.5</sup>, 5<sup>*</sup>", "2^−ΔΔCt, 10^-0.5, 5*"),
        ("a\u00a0b\u2009c\n  d\u00ade\u200bf", "a b c def"),
        ("<italic>in <bold>vitro</bold></italic> ef\ufb01cacy", "in vitro efficacy"),
        ("see <ext-link xlink:href='http://x.org'>x.org</ext-link>", "see x.org"),
        ("line<break/>break", "line break"),
        ("tea <inline-graphic xlink:href='a.png'/>pot", "tea pot"),
        ("see <xref ref-type='fig' rid='F1'>Fig. 1</xref>", "see Fig. 1"),
        ("<named-content content-type='x'>named</named-content> things", "named things"),
        ("p &lt; 0.05 &amp; n &gt; 3", "p < 0.05 & n > 3"),
        ("E<inline-formula><tex-math>\\documentclass{a}\\begin{document}$$p\\leq 0.05$$"
         "\\end{document}</tex-math></inline-formula> holds", "Ep≤0.05 holds"),
        ("<inline-formula><mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mrow><mml:mi>b</mml:mi>"
         "<mml:mo>+</mml:mo><mml:mn>1</mml:mn></mml:mrow></mml:mfrac></mml:math>"
         "</inline-formula>", "a/(b+1)"),
        ("<inline-formula><alternatives><mml:math><mml:msubsup><mml:mi>x</mml:mi><mml:mi>i"
         "</mml:mi><mml:mn>2</mml:mn></mml:msubsup></mml:math><tex-math>x</tex-math>"
         "<graphic/></alternatives></inline-formula>", "xi²"),
        ("where <disp-formula><mml:math><mml:msqrt><mml:mi>n</mml:mi><mml:mo>-</mml:mo>"
         "<mml:mn>1</mml:mn></mml:msqrt></mml:math><label>(1)</label></disp-formula> holds",
         "where √(n-1) holds"),
        ("<inline-formula><italic>k</italic> = 3</inline-formula> here", "k = 3 here"),
    ],
)  # fmt: skip
def test_characters(inside: str, text: str) -> None:
    assert paragraph(inside) == (text, [])


def test_a_citation_of_nothing_is_warned_of() -> None:
    source = article(f"<p>Hot [{cite(1)}, {cite(9)}]. Cold.{cite(8, text=' ')}</p>", back=refs(2))
    document = parsed(source)
    assert marks(document) == [("[1, 9]", ("1",))]
    (warning,) = document.warnings
    assert warning == "citations without an entry in the reference list: B9, B8"


def test_a_file_that_marks_up_no_citation_has_its_numbers_found_by_pattern() -> None:
    document = parsed(article("<p>Hot [1, 2]. In [2019] too.</p>", back=refs(2)))
    assert marks(document) == [("[1, 2]", ("1", "2"))]


def test_bracketed_numbers_are_no_marks_where_citations_are_marked_up() -> None:
    document = parsed(article(f"<p>Hot [{cite(1)}] in [2] cups.</p>", back=refs(2)))
    assert marks(document) == [("[1]", ("1",))]


WORDS = st.text("abc .,;(–1é\u00a0", min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, st.integers(1, 9), st.booleans()), min_size=1, max_size=6))
def test_each_citation_has_its_label_inside_its_mark(parts: list[tuple[str, int, bool]]) -> None:
    inside = "".join(
        f"{word}{f'<sup>{cite(n)}</sup>' if raised else f'[{cite(n)}]'}"
        for word, n, raised in parts
    )
    text, found = paragraph("Begin " + inside)
    assert {n for _, n, _ in parts} <= {int(label) for _, labels in found for label in labels}
    for printed, _ in found:
        assert printed.strip() == printed
        assert printed in text
    assert "  " not in text
