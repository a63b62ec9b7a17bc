"""JATS XML → `Document`: everything that the file marks up is taken from the markup."""

from __future__ import annotations

from ...errors import NotAPaperError
from ...schema import Document
from ..assemble import assemble
from ..front import Metadata, merged
from ..raw import RawSection, RawText
from .front import front_lines, read_metadata
from .labels import Labels
from .outline import abstracts, back_sections, body_sections, reference_title
from .pieces import CITING
from .reading import Reading
from .references import read_references
from .tree import Element, attribute, children, read_article, unknown_entities

__all__ = ["parse_jats"]


def parse_jats(content: bytes, *, document_id: str, sha256: str, stated: Metadata) -> Document:
    """The `Document` of a JATS file (also of an older NLM one).

    `sha256` is of the file's bytes; `stated` (from ``paper.toml``) goes before what the file says.
    Responses and other articles inside it are left out, with a warning. Raises DamagedPaperError
    for what is no well-formed XML, NotAPaperError for other XML and for an article without words.
    """
    article = read_article(content)
    entries, by_id = read_references(article)
    labels = Labels([entry.label for entry in entries], by_id, marked_up=_cites(article))
    reading = Reading(labels, floats=_floats(article))
    sections = [
        *abstracts(article, reading),
        *body_sections(article, reading),
        *back_sections(article, reading),
    ]
    if entries:
        sections.append(RawSection(reference_title(article), 1, references=entries))
    if not any(s.paragraphs or s.figures or s.tables for s in sections):
        raise NotAPaperError("the JATS file holds no text of a paper; give one with its text")
    return assemble(
        [RawText(line, (), path) for line, path in front_lines(article)],
        sections,
        merged(stated, read_metadata(article)),
        document_id=document_id,
        sha256=sha256,
        warnings=_warnings(article, reading),
    )


def _cites(article: Element) -> bool:
    return any(attribute(mark, "ref-type") in CITING for mark in article.iter("xref"))


def _floats(article: Element) -> dict[str, Element]:
    """The figures and tables that stand apart from the text, by their id or their place."""
    found: dict[str, Element] = {}
    for group in children(article, "floats-group", "floats-wrap"):
        for place, node in enumerate(children(group)):
            found[attribute(node, "id") or f" {place}"] = node
    return found


def _warnings(article: Element, reading: Reading) -> list[str]:
    found = list(reading.warnings)
    if others := len(list(children(article, "sub-article", "response"))):
        found.append(f"left out: {others} response(s) or other article(s) inside the file")
    if names := unknown_entities(article):
        found.append(f"left out: entities that are not expanded: {', '.join(names)}")
    if lost := dict.fromkeys(reading.labels.lost):
        found.append(f"citations without an entry in the reference list: {', '.join(lost)}")
    return found
