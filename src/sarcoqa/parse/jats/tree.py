"""JATS bytes → a tree that is safe to walk: nothing is loaded, expanded or fetched.

The only home of lxml. Names are local ones, comments and processing instructions are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from ...errors import DamagedPaperError, NotAPaperError

Element: TypeAlias = etree._Element
# Papers nest some ten deep. The bound keeps the walks below far from Python's own.
MAX_DEPTH = 120


def read_article(content: bytes) -> Element:
    """The article of a JATS file.

    No DTD is read, no entity of the file is expanded and nothing is fetched. Raises
    DamagedPaperError for what is no well-formed XML or nests too deep, NotAPaperError for other
    XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = getattr(error, "msg", None) or str(error)
        raise DamagedPaperError(
            f"the file is no well-formed XML ({reason}); fetch it again, whole"
        ) from error
    _check_depth(root)
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = etree.QName(node).localname
    for article in root.iter("article"):
        if article.find("front") is not None or article.find("body") is not None:
            return article
    raise NotAPaperError(
        f"the file is XML with the root <{local_name(root)}>, not a JATS article; "
        "expected <article> with <front> or <body>"
    )


def _check_depth(root: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise DamagedPaperError(
                f"the file nests more than {MAX_DEPTH} elements; papers nest some ten; fetch it "
                "again"
            )


def local_name(node: Element) -> str:
    """The name of an element; empty for what is none (an entity that was not expanded)."""
    return node.tag if isinstance(node.tag, str) else ""


def entity_text(node: Element) -> str:
    """The character of a named entity of HTML ("nbsp"); empty for any other."""
    return html5.get(f"{_entity_name(node)};", "")


def unknown_entities(article: Element) -> tuple[str, ...]:
    """The names of the entities for which nothing is put in, sorted."""
    nodes = article.iter(etree.Entity)
    return tuple(sorted({_entity_name(node) for node in nodes if not entity_text(node)}))


def _entity_name(node: Element) -> str:
    return str(getattr(node, "name", ""))


def path_of(node: Element) -> str:
    """The place of an element in its file: "/article/body/sec[2]/p[3]"."""
    return str(node.getroottree().getpath(node))


def attribute(node: Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty where there is none."""
    for key, value in node.attrib.items():
        if etree.QName(key).localname == name:
            return str(value).strip()
    return ""


def children(node: Element | None, *names: str) -> Iterator[Element]:
    """The child elements of these names, in order; of all names where none is given."""
    if node is None:
        return
    for child in node:
        if isinstance(child.tag, str) and (not names or child.tag in names):
            yield child


def child(node: Element | None, *names: str) -> Element | None:
    """The first child of one of these names."""
    return next(children(node, *names), None)
