"""The reference list in its many shapes."""

from __future__ import annotations

import pytest
from jats_papers import article, marks, parsed

from sarcoqa.schema import Reference

PERSONS = (
    '<person-group person-group-type="author"><name><surname>Lee</surname><given-names>AB'
    "</given-names></name><name><surname>Ma</surname><given-names>C</given-names><suffix>Jr"
    "</suffix></name><etal/></person-group>"
)


def read(*entries: str, body: str = "<p>Tea.</p>") -> tuple[Reference, ...]:
    return parsed(article(body, back=f"<ref-list>{''.join(entries)}</ref-list>")).references


def one(citation: str, label: str = "<label>1.</label>") -> Reference:
    (found,) = read(f'<ref id="B1">{label}{citation}</ref>')
    return found


def test_an_article_from_its_elements() -> None:
    found = one(
        f"<element-citation>{PERSONS}<article-title>Cold tea?</article-title>"
        "<source>J Tea.</source><year>2019</year><volume>3</volume><issue>2</issue><fpage>1</fpage>"
        '<lpage>9</lpage><pub-id pub-id-type="pmid">5</pub-id>'
        '<pub-id pub-id-type="doi">10.1000/a(1)2:3&lt;4::aid&gt;5</pub-id></element-citation>'
    )
    assert found.label == "1"
    assert found.authors == ("Lee AB", "Ma C Jr", "et al.")
    assert (found.title, found.journal, found.year) == ("Cold tea?", "J Tea", 2019)
    assert found.doi == "10.1000/a(1)2:3<4::aid>5"
    assert found.raw == (
        "Lee AB, Ma C Jr, et al. Cold tea? J Tea. 2019;3(2):1–9. doi:10.1000/a(1)2:3<4::aid>5."
    )


@pytest.mark.parametrize("name", ["mixed-citation", "nlm-citation", "citation"])
def test_an_article_in_running_text(name: str) -> None:
    found = one(
        f"<{name}><string-name><surname>Lee</surname>, <given-names>A.</given-names>"
        "</string-name>, "
        "<etal>et al.</etal> <article-title>Cold tea.</article-title> <source>J Tea</source> "
        "<bold>3</bold>, 1 (<year>2019</year>). "
        '<ext-link xlink:href="https://doi.org/10.1000/x">here</ext-link></' + name + ">"
    )
    assert found.authors == ("Lee A.", "et al.")
    assert (found.title, found.journal, found.year) == ("Cold tea", "J Tea", 2019)
    assert found.doi == "10.1000/x"
    assert found.raw == "Lee, A., et al. Cold tea. J Tea 3, 1 (2019). here"


def test_running_text_without_elements() -> None:
    found = one("<mixed-citation>Lee A. Cold tea. J Tea 2019;3:1. doi:10.1000/y</mixed-citation>")
    assert (found.authors, found.year, found.doi) == (("Lee A",), 2019, "10.1000/y")
    assert found.raw.startswith("Lee A. Cold tea.")
    note = one("<note><p>Unpublished tea.</p></note>")
    assert note.raw == "Unpublished tea."


@pytest.mark.parametrize(
    ("citation", "authors", "title", "journal"),
    [
        # A book has no journal; a chapter's is its book.
        (f"{PERSONS}<source>Tea book</source><publisher-name>Cup</publisher-name>"
         "<year>2001</year>", ("Lee AB", "Ma C Jr", "et al."), "Tea book", ""),
        (f"{PERSONS}<chapter-title>Cold</chapter-title><source>Tea book</source>",
         ("Lee AB", "Ma C Jr", "et al."), "Cold", "Tea book"),
        ('<person-group person-group-type="editor"><name><surname>Ed</surname><given-names>E'
         "</given-names></name></person-group><source>Tea book</source>",
         ("Ed E",), "Tea book", ""),
        ("<collab>Tea Group</collab><data-title>Cups</data-title><source>Tea bank</source>",
         ("Tea Group",), "Cups", "Tea bank"),
        ('<person-group><collab>Tea Group</collab></person-group><source>Tea site</source>'
         '<uri xlink:href="http://tea.org">http://tea.org</uri>', ("Tea Group",), "Tea site", ""),
    ],
)  # fmt: skip
def test_other_works(citation: str, authors: tuple[str, ...], title: str, journal: str) -> None:
    found = one(f"<element-citation>{citation}</element-citation>")
    assert (found.authors, found.title, found.journal) == (authors, title, journal)


def test_alternatives_are_one_work() -> None:
    found = one(
        "<citation-alternatives><element-citation><article-title>Tea</article-title>"
        "</element-citation><mixed-citation>Tee</mixed-citation></citation-alternatives>"
    )
    assert found.title == "Tea"


def test_labels() -> None:
    work = "<element-citation><article-title>T{}</article-title></element-citation>"
    found = read(
        f'<ref id="a">{work.format(1)}</ref>',
        f'<ref id="b"><label>[7]</label>{work.format(2)}</ref>',
        f'<ref id="c"><label><sup>7</sup></label>{work.format(3)}</ref>',
        f'<ref id="d">{work.format(4)}</ref>',
    )
    assert [(entry.label, entry.title) for entry in found] == [
        ("1", "T1"), ("7", "T2"), ("7-2", "T3"), ("4", "T4"),
    ]  # fmt: skip


def test_several_works_of_one_entry() -> None:
    body = (
        '<p>Both [<xref ref-type="bibr" rid="B1">1</xref>], one '
        '[<xref ref-type="bibr" rid="B1b">1b</xref>].</p>'
    )
    work = "<article-title>T{}</article-title></element-citation>"
    entry = (
        f'<ref id="B1"><label>1</label><label>a</label><element-citation>{work.format(1)}'
        f'<label>b</label><element-citation id="B1b">{work.format(2)}</ref>'
    )
    document = parsed(article(body, back=f"<ref-list>{entry}</ref-list>"))
    assert [(r.label, r.title) for r in document.references] == [("1a", "T1"), ("1b", "T2")]
    assert marks(document) == [("1", ("1a", "1b")), ("1b", ("1b",))]


def test_entries_point_into_the_text() -> None:
    document = parsed(
        article(back="<ref-list><title>Literature</title><ref id='x'><mixed-citation>Lee A. Tea. "
                     "J Tea 2019;3:1.</mixed-citation></ref></ref-list>")
    )  # fmt: skip
    (found,) = document.references
    assert found.span.of(document.text) == found.raw
    assert document.text.endswith("Literature\n1. Lee A. Tea. J Tea 2019;3:1.")
    assert document.sections[-1].path == ("Literature",)
