"""Sections and what stands in them: nested ones, lists, boxes, figures, notes, back matter."""

from __future__ import annotations

from jats_papers import article, cite, marks, parsed, paths, refs, texts


def section(inside: str, back: str = "", rest: str = "") -> list[str]:
    document = parsed(article(f"<sec><title>R</title>{inside}</sec>", back=back, rest=rest))
    return texts(document, "R")


def test_nested_sections_with_their_numbers() -> None:
    body = (
        "<sec><label>1</label><title>Intro.</title><p>One.</p></sec>"
        "<sec><label>2.</label><title>Results:</title><p>Two.</p><sec><title>Deep</title>"
        "<p>Three.</p><sec><title>Deeper</title><p>Four.</p></sec></sec>"
        "<sec><p>Five.</p></sec></sec>"
    )
    document = parsed(article(body))
    assert paths(document)[1:] == [
        ("1 Intro.",), ("2. Results",), ("2. Results", "Deep"), ("2. Results", "Deep", "Deeper"),
    ]  # fmt: skip
    assert texts(document, "2. Results", "Deep") == ["Three."]
    sources = {s.span.of(document.text): s.path for s in document.sources}
    assert sources["Four."] == "/article/body/sec[2]/sec[1]/sec/p"
    assert sources["Deep"] == "/article/body/sec[2]/sec[1]/title"


def test_a_body_without_sections() -> None:
    document = parsed(article("<p>One.</p><p>Two.</p>"))
    assert document.text.endswith("One.\n\nTwo.")


def test_a_list_parts_its_paragraph() -> None:
    found = section(
        "<p>Cups: <list list-type='order'><list-item><p>red;</p></list-item><list-item><p>blue"
        "</p><list><list-item><label>•</label><p>dark</p></list-item></list></list-item></list>"
        "and more.</p>"
    )
    assert found == ["Cups:", "1. red;", "2. blue", "dark", "and more."]


def test_a_float_stands_beside_its_paragraph() -> None:
    found = section(
        "<p>Tea <fig id='F1'><label>Fig. 1</label><caption><title>Cups.</title><p>Two cups.</p>"
        "</caption><graphic/></fig>was cold.</p><p>After.</p>"
    )
    assert found == ["Tea was cold.", "After.", "Fig. 1 Cups. Two cups."]


def test_a_formula_and_a_quote() -> None:
    found = section(
        "<p>Where <disp-formula><tex-math>$x=1$</tex-math></disp-formula> holds."
        "<disp-quote><p>So it is.</p></disp-quote>Yes.</p>"
        "<disp-formula><tex-math>$y = 2$</tex-math></disp-formula>"
    )
    assert found == ["Where x=1 holds.", "So it is.", "Yes.", "y=2"]


def test_a_box_stands_behind_the_text_of_its_section() -> None:
    document = parsed(
        article(
            "<sec><title>R</title><p>Before.</p><boxed-text><label>Box 1</label><caption><title>"
            "Tips</title></caption><p>Warm the pot.</p></boxed-text><p>After.</p>"
            "<sec><title>Inner</title><p>In.</p></sec></sec>"
        )
    )
    assert paths(document)[1:] == [("R",), ("R", "Box 1 Tips"), ("R", "Inner")]
    assert texts(document, "R") == ["Before.", "After."]
    assert texts(document, "R", "Box 1 Tips") == ["Warm the pot."]


def test_a_box_before_the_first_section() -> None:
    box = "<boxed-text><caption><title>Points</title></caption><p>Cold.</p></boxed-text>"
    document = parsed(article(f"{box}<sec><title>R</title><p>Tea.</p></sec>"))
    assert ("Points",) in paths(document) or ("", "Points") in paths(document)
    assert "Cold." in document.text


def test_abbreviations_of_a_glossary_and_of_prose() -> None:
    items = "".join(
        f"<def-item><term>{short}</term><def><p>{long}</p></def></def-item>"
        for short, long in (("CT", "cold tea"), ("HT", "hot tea"))
    )
    glossary = f"<glossary><title>Abbreviations</title><def-list>{items}</def-list></glossary>"
    body = "<sec><title>R</title><p>We had iced tea water (ITW) there.</p></sec>"
    for back in (glossary, f"<fn-group><fn><p>Abbreviations</p>"
                           f"<def-list>{items}</def-list></fn></fn-group>"):  # fmt: skip
        document = parsed(article(body, back=back))
        found = {(a.short, a.long, a.listed) for a in document.abbreviations}
        assert found == {
            ("CT", "cold tea", True), ("HT", "hot tea", True), ("ITW", "iced tea water", False),
        }  # fmt: skip
        for abbreviation in document.abbreviations:
            assert abbreviation.long in abbreviation.span.of(document.text)


def test_abbreviations_in_one_paragraph() -> None:
    listed = "CT: cold tea; HT: hot tea; PD-1, pot death 1."
    named = "<fn-group><fn><p>Abbreviations: " + listed + "</p></fn></fn-group>"
    for back in (named, f"<sec><title>List of abbreviations</title><p>{listed}</p></sec>"):
        document = parsed(article(back=back))
        assert [(a.short, a.long, a.listed) for a in document.abbreviations] == [
            ("CT", "cold tea", True), ("HT", "hot tea", True), ("PD-1", "pot death 1", True),
        ]  # fmt: skip
    other = "<sec><title>Abbreviations</title><p>We use few; they are: none.</p></sec>"
    document = parsed(article(back=other))
    assert document.abbreviations == ()
    assert "We use few; they are: none." in document.text


def test_definitions_that_are_no_abbreviations_stay_text() -> None:
    found = section(
        "<def-list><def-item><term>A very long term indeed</term><def><p>tea</p></def></def-item>"
        "</def-list>"
    )
    assert found == ["A very long term indeed: tea"]


def test_the_back_matter() -> None:
    back = (
        "<ack><p>Thanks.</p></ack><fn-group><title>Conflicts</title><fn><label>1</label><p>None "
        f"[{cite(1)}].</p></fn></fn-group><notes><title>Data</title><p>On request.</p></notes>"
        "<app-group><app><title>Appendix A</title><sec><title>More</title><p>More tea.</p></sec>"
        "</app><app><p>Nameless.</p></app></app-group><bio><p>Ada is.</p></bio>"
        f"<sec><title>Funding</title><p>None.</p></sec>{refs(1)}"
    )
    document = parsed(article(back=back))
    assert paths(document)[2:] == [
        ("Acknowledgements",), ("Conflicts",), ("Data",), ("Appendix A",), ("Appendix A", "More"),
        ("Appendix",), ("Funding",), ("References",),
    ]  # fmt: skip
    assert texts(document, "Conflicts") == ["1 None [1]."]
    assert marks(document) == [("[1]", ("1",))]
    assert document.warnings == ("left out: <bio> behind the body",)


def test_statements_and_quotes_keep_their_names() -> None:
    found = section(
        "<statement><label>Rule 1</label><title>Warmth</title><p>Warm it.</p></statement>"
        "<disp-quote><p>So cold!</p><attrib>Ada</attrib></disp-quote>"
    )
    assert found == ["Rule 1 Warmth", "Warm it.", "So cold!", "Ada"]


def test_notes_in_notes_and_a_glossary_in_a_section() -> None:
    back = (
        "<ack><sec><title>Thanks</title><p>To all.</p></sec></ack>"
        "<notes><notes><title>Ethics</title><p>Asked.</p></notes><notes><title>Data</title>"
        "<p>None.</p></notes></notes><sec><title>End</title><p>So.</p><glossary><title>Short"
        "</title><p>T: tea.</p></glossary></sec>"
    )
    document = parsed(article(back=back))
    assert paths(document)[2:] == [
        ("Thanks",), ("Ethics",), ("Data",), ("End",), ("End", "Short"),
    ]  # fmt: skip
    assert document.text.count("Asked.") == document.text.count("T: tea.") == 1


def test_supplements_keep_what_is_said_of_them() -> None:
    found = section(
        "<supplementary-material><label>S1</label><caption><p>More cups.</p></caption><media/>"
        "</supplementary-material><p>See <inline-supplementary-material>S1"
        "</inline-supplementary-material>.</p>"
    )
    assert found == ["S1 More cups.", "See S1."]


def test_notes_inside_a_paragraph() -> None:
    found = section("<p>Tea<fn><label>*</label><p>Black.</p></fn> was cold.</p>")
    assert found == ["Tea was cold.", "* Black."]


def test_responses_are_left_out() -> None:
    reply = "<sub-article><front-stub/><body><p>A secret reply.</p></body></sub-article>"
    document = parsed(article(rest=reply + "<response><body><p>R.</p></body></response>"))
    assert "secret" not in document.text
    assert document.warnings == ("left out: 2 response(s) or other article(s) inside the file",)


def test_a_figure_of_the_floats_group_stands_where_it_is_named_or_last() -> None:
    floats = (
        "<floats-group><fig id='F1'><label>Figure 1</label><caption><p>Cups.</p></caption></fig>"
        "<fig id='F2'><label>Figure 2</label><caption><p>Pots.</p></caption></fig></floats-group>"
    )
    body = (
        "<sec><title>A</title><p>As in <xref ref-type='fig' rid='F1'>Figure 1</xref>.</p></sec>"
        "<sec><title>B</title><p>Tea.</p></sec>"
    )
    document = parsed(article(body, rest=floats))
    assert texts(document, "A") == ["As in Figure 1.", "Figure 1 Cups."]
    assert texts(document, "B") == ["Tea.", "Figure 2 Pots."]


def test_a_figure_caption_keeps_its_citations() -> None:
    body = f"<fig><label>Fig. 1</label><caption><p>From [{cite(2)}].</p></caption></fig>"
    document = parsed(article(f"<sec><title>R</title>{body}</sec>", back=refs(2)))
    assert marks(document) == [("[2]", ("2",))]
