"""Small JATS files for the tests, written part by part."""

from __future__ import annotations

from sarcoqa.parse.front import Metadata
from sarcoqa.parse.jats import parse_jats
from sarcoqa.schema import Document

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
META = "<title-group><article-title>Cold tea</article-title></title-group>"


def article(
    body: str = "<sec><title>Results</title><p>Tea was cold.</p></sec>",
    *,
    meta: str = META,
    back: str = "",
    rest: str = "",
) -> str:
    """A whole file; `meta` stands in <article-meta>, `rest` behind <back>."""
    return (
        f'{HEAD}<article xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:mml="http://www.w3.org/1998/Math/MathML" xml:lang="en">'
        f"<front><article-meta>{meta}</article-meta></front>"
        f"<body>{body}</body><back>{back}</back>{rest}</article>"
    )


def refs(count: int) -> str:
    """A reference list of `count` entries with the ids B1, B2, …"""
    entries = "".join(
        f'<ref id="B{n}"><label>{n}.</label><element-citation><person-group '
        'person-group-type="author"><name><surname>Lee</surname><given-names>A</given-names></name>'
        f"</person-group><article-title>Study {n}</article-title><source>J Tea</source>"
        f"<year>{2000 + n}</year></element-citation></ref>"
        for n in range(1, count + 1)
    )
    return f"<ref-list><title>References</title>{entries}</ref-list>"


def cite(*numbers: int, text: str = "") -> str:
    """A citation of entries of `refs`, printed as `text` or as the first number."""
    rids = " ".join(f"B{number}" for number in numbers)
    return f'<xref ref-type="bibr" rid="{rids}">{text or numbers[0]}</xref>'


def parsed(source: str | bytes) -> Document:
    content = source.encode() if isinstance(source, str) else source
    return parse_jats(content, document_id="tea", sha256="0" * 64, stated=Metadata())


def paragraph(inside: str, *, count: int = 9) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """The text of one paragraph, and what each of its marks covers and cites."""
    document = parsed(article(f"<sec><title>R</title><p>{inside}</p></sec>", back=refs(count)))
    (section,) = (s for s in document.sections if s.path == ("R",))
    (span,) = (p for p in document.paragraphs if section.span.holds(p))
    return span.of(document.text), marks(document)


def marks(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.span.of(document.text), mark.labels) for mark in document.marks]


def texts(document: Document, *path: str) -> list[str]:
    """The paragraphs of the sections with this very path, without those of sections inside."""
    found = []
    for span in document.paragraphs:
        around = [s.path for s in document.sections if s.span.holds(span)]
        if around and around[-1] == path:
            found.append(span.of(document.text))
    return found


def paths(document: Document) -> list[tuple[str, ...]]:
    return [section.path for section in document.sections]
