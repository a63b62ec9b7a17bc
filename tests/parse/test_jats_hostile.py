"""XML that is broken, is something else, or means harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from jats_papers import HEAD, article, parsed

from sarcoqa.errors import DamagedPaperError, NotAPaperError, ParseError
from sarcoqa.parse import parse_file
from sarcoqa.parse.jats.tree import MAX_DEPTH

LAUGHS = (
    '<!DOCTYPE article [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {n} "{f"&{m};" * 10}">' for m, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def with_doctype(doctype: str, inside: str) -> bytes:
    return article(f"<p>Tea {inside} was cold.</p>").replace(HEAD, HEAD + doctype).encode()


def test_entities_are_not_expanded() -> None:
    begun = time.perf_counter()
    with pytest.raises(DamagedPaperError, match="amplification"):  # 200 MB, were it expanded
        parsed(with_doctype(LAUGHS, "&i;"))
    document = parsed(with_doctype(LAUGHS, "&b;"))
    assert time.perf_counter() - begun < 2
    assert "Tea was cold." in document.text
    assert document.warnings == ("left out: entities that are not expanded: b",)


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret word")
    (tmp_path / "own.dtd").write_text('<!ENTITY s "a secret word">')
    for doctype in (
        f'<!DOCTYPE article [<!ENTITY s SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE article SYSTEM "{(tmp_path / "own.dtd").as_uri()}">',
        f'<!DOCTYPE article [<!ENTITY % d SYSTEM "{(tmp_path / "own.dtd").as_uri()}"> %d;]>',
    ):
        try:
            text = parsed(with_doctype(doctype, "&s;")).text
        except DamagedPaperError:
            continue
        assert "secret" not in text


def test_includes_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<p>secret</p>")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    )  # fmt: skip
    assert "secret" not in parsed(article(f"<p>Tea.</p>{include}")).text


def test_named_characters_of_the_dtd_are_known() -> None:
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.0//EN" "journalpublishing.dtd">'
    document = parsed(with_doctype(doctype, "&alpha;&nbsp;&ndash;&nonesuch;"))
    assert "Tea α – was cold." in document.text
    assert document.warnings == ("left out: entities that are not expanded: nonesuch",)


@pytest.mark.parametrize(
    "content",
    [
        article().encode()[:-40],
        article().encode().replace(b"</p>", b""),
        b"\xff\xfe\x00broken",
        b"no xml at all",
        article().encode().replace(b"Tea was", b"T\xe9a was"),
        b"<article>" * 5000,
    ],
)
def test_broken_xml(content: bytes) -> None:
    with pytest.raises(DamagedPaperError, match="no well-formed XML"):
        parsed(content)


def test_too_deep() -> None:
    deep = MAX_DEPTH + 10
    source = article(f"<p>{'<italic>' * deep}x{'</italic>' * deep}</p>")
    with pytest.raises(DamagedPaperError, match="nests more than"):
        parsed(source)
    fine = MAX_DEPTH - 10
    assert "Tea." in parsed(article(f"<p>{'<bold>' * fine}Tea.{'</bold>' * fine}</p>")).text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><body><p>Tea.</p></body></html>", "root <html>"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path/></svg>", "root <svg>"),
        (b"<article><title>DocBook</title><section><para>Tea.</para></section></article>",
         "not a JATS article"),
        (b"<article><front/><body/></article>", "no text of a paper"),
        (article("<fig><graphic/></fig>").encode(), "no text of a paper"),
    ],
)  # fmt: skip
def test_xml_that_is_no_paper(content: bytes, message: str) -> None:
    with pytest.raises(NotAPaperError, match=message):
        parsed(content)


def test_forms_of_one_file_read_alike(tmp_path: Path) -> None:
    source = article("<p>Tea, <!-- not this -->naïve <?pi?>tea.</p>")
    wanted = parsed(source).text
    assert "Tea, naïve tea." in wanted
    wide = source.replace("UTF-8", "UTF-16").encode("utf-16")
    western = source.replace("UTF-8", "windows-1252").encode("cp1252")
    bare = source.removeprefix(HEAD).encode()
    inside = f"{HEAD}<pmc-articleset>{source.removeprefix(HEAD)}</pmc-articleset>".encode()
    spaced = source.replace("<article ", '<article xmlns="http://jats.nlm.nih.gov" ').encode()
    for content in (wide, western, bare, inside, spaced, b"\n" + bare, source.encode("utf-8-sig")):
        assert parsed(content).text == wanted


@pytest.mark.parametrize("suffix", [".nxml", ".xml", ".jats", ".XML"])
def test_a_file_is_read_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"tea{suffix}"
    path.write_text(article(), encoding="utf-8")
    document = parse_file(path)
    assert (document.id, document.title) == ("tea", "Cold tea")
    path.write_text("<html/>", encoding="utf-8")
    with pytest.raises(ParseError, match=r"tea\..*: the file is XML with the root <html>"):
        parse_file(path)
