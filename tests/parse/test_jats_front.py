"""Front matter: title, authors, dates, licence, ids; abstracts and keywords."""

from __future__ import annotations

import pytest
from jats_papers import META, article, parsed, paths, texts

from sarcoqa.parse.front import Metadata
from sarcoqa.parse.jats import parse_jats

WHOLE = """
<article-id pub-id-type="pmid">123</article-id>
<article-id pub-id-type="doi">10.1000/tea.1</article-id>
<title-group><article-title>Cold <italic>tea</italic><xref ref-type="fn" rid="f">*</xref>
 at 3 m<sup>2</sup></article-title><subtitle>A trial</subtitle></title-group>
<contrib-group>
 <contrib contrib-type="author"><name><surname>Lovelace</surname><given-names>Ada B</given-names>
  <suffix>Jr</suffix></name><xref ref-type="aff" rid="a1">1</xref></contrib>
 <contrib contrib-type="author"><string-name><given-names>Mary</given-names>
  <surname>Somerville</surname></string-name></contrib>
 <contrib contrib-type="author"><collab>The Tea Group<contrib-group><contrib><name>
  <surname>Member</surname><given-names>M</given-names></name></contrib></contrib-group></collab>
 </contrib>
 <contrib contrib-type="editor"><name><surname>Editor</surname><given-names>E</given-names></name>
 </contrib>
</contrib-group>
<aff id="a1"><label>1</label><institution-wrap><institution-id>grid.1</institution-id>
 <institution>Tea House</institution></institution-wrap>, Oldtown</aff>
<pub-date pub-type="pmc-release"><day>1</day><month>1</month><year>1999</year></pub-date>
<pub-date pub-type="epub"><day>28</day><month>12</month><year>2020</year></pub-date>
<pub-date pub-type="ppub"><year>2021</year></pub-date>
<volume>7</volume><issue>2</issue><fpage>10</fpage><lpage>19</lpage>
<history><date date-type="received"><day>1</day><month>2</month><year>2020</year></date>
 <date date-type="accepted"><day>03</day><month>11</month><year>2020</year></date></history>
<permissions><copyright-statement>© The Authors 2020</copyright-statement>
 <license xlink:href="https://creativecommons.org/licenses/by-nc/4.0/"><license-p>Open.</license-p>
 </license></permissions>
<abstract><sec><title>Aim:</title><p>To cool.</p></sec><sec><title>Result</title><p>Cool.</p></sec>
</abstract>
<abstract abstract-type="plain-language-summary"><p>It got cold.</p></abstract>
<abstract abstract-type="web-summary"><p>Cold, in short.</p></abstract>
<trans-abstract xml:lang="de"><p>Kalt.</p></trans-abstract>
<kwd-group xml:lang="de"><kwd>Tee</kwd></kwd-group>
<kwd-group><title>Keywords</title><kwd>tea, cold</kwd><kwd><italic>in vitro</italic> ;</kwd>
</kwd-group>
<funding-group><funding-statement>Paid by none.</funding-statement></funding-group>
"""


def test_what_is_stated_of_the_paper() -> None:
    paper = parsed(article(meta=WHOLE))
    assert paper.title == "Cold tea at 3 m²"
    assert paper.authors == ("Ada B Lovelace Jr", "Mary Somerville", "The Tea Group")
    assert (paper.doi, paper.year) == ("10.1000/tea.1", 2021)  # the year of the volume
    assert (paper.accepted, paper.published) == ("3 November 2020", "28 December 2020")
    assert (paper.licence, paper.attribution) == ("CC BY-NC 4.0", "© The Authors 2020")
    assert texts(paper, "Front matter") == [
        "Cold tea at 3 m²",
        "A trial",
        "Ada B Lovelace Jr · Mary Somerville · The Tea Group",
        "2021;7(2):10–19. doi:10.1000/tea.1. PMID: 123",
        "1 Tea House, Oldtown",
    ]


def test_abstracts_keywords_and_funding() -> None:
    paper = parsed(article(meta=WHOLE))
    assert paths(paper) == [
        ("Front matter",), ("Abstract",), ("Abstract", "Aim"), ("Abstract", "Result"),
        ("Plain language summary",), ("Web summary",), ("Keywords",), ("Results",), ("Funding",),
    ]  # fmt: skip
    assert paper.keywords == ("tea, cold", "in vitro")
    assert texts(paper, "Keywords") == ["tea, cold · in vitro"]
    assert texts(paper, "Funding") == ["Paid by none."]
    assert paper.warnings == ("left out: 1 abstract(s) in another language",)


@pytest.mark.parametrize(
    ("inside", "licence"),
    [
        ('<license xlink:href="http://creativecommons.org/licenses/by/4.0/"/>', "CC BY 4.0"),
        ("<license><license_ref>https://creativecommons.org/licenses/by-sa/3.0/</license_ref>"
         "</license>", "CC BY-SA 3.0"),
        ('<license><license-p>See <ext-link xlink:href="http://creativecommons.org/licenses/by-nc-nd/4.0/">'
         "here</ext-link></license-p></license>", "CC BY-NC-ND 4.0"),
        ('<license xlink:href="http://creativecommons.org/publicdomain/zero/1.0/"/>', "CC0 1.0"),
        ("<license><license-p>the Creative Commons Attribution License, which</license-p>"
         "</license>", "CC BY"),
        ("<license><license-p>Creative Commons Attribution 3.0 Unported</license-p></license>",
         "CC BY 3.0"),
        ("<license><license-p>All rights reserved.</license-p></license>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_licences(inside: str, licence: str) -> None:
    meta = f"{META}<permissions>{inside}</permissions>"
    assert parsed(article(meta=meta)).licence == licence


@pytest.mark.parametrize(
    ("dates", "year", "published"),
    [
        ('<pub-date date-type="pub"><day>5</day><month>May</month><year>2019</year></pub-date>',
         2019, "5 May 2019"),
        ('<pub-date pub-type="epub"><month>5</month><year>2019</year></pub-date>', 2019, ""),
        ('<pub-date pub-type="collection"><year>2018</year></pub-date>', 2018, ""),
        ('<pub-date pub-type="pmc-release"><year>2018</year></pub-date>', None, ""),
        ("<pub-date><day>1</day><month>13</month><year>soon</year></pub-date>", None, ""),
    ],
)  # fmt: skip
def test_dates(dates: str, year: int | None, published: str) -> None:
    paper = parsed(article(meta=META + dates))
    assert (paper.year, paper.published) == (year, published)


def test_what_the_sidecar_states_goes_before() -> None:
    stated = Metadata(title="Stated", year=1999, licence="CC0 1.0")
    paper = parse_jats(article(meta=WHOLE).encode(), document_id="x", sha256="", stated=stated)
    assert (paper.title, paper.year, paper.licence) == ("Stated", 1999, "CC0 1.0")
    assert paper.doi == "10.1000/tea.1"


def test_a_front_that_states_nothing() -> None:
    paper = parsed("<article><body><p>Tea was cold.</p></body></article>")
    assert (paper.title, paper.authors, paper.year, paper.doi) == ("", (), None, None)
    assert paper.text == "Tea was cold."
