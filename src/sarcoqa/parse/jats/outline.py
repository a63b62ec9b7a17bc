"""The parts of a JATS article → sections in the order in which they are read."""

from __future__ import annotations

from ..raw import RawSection, RawText
from .blocks import add_block, add_blocks
from .inline import text_of
from .reading import Reading
from .references import CITATIONS
from .tree import Element, attribute, child, children, local_name, path_of

_KINDS_OF_ABSTRACT = {
    "graphical": "Graphical abstract", "teaser": "Teaser", "summary": "Summary",
    "plain-language-summary": "Plain language summary", "key-points": "Key points",
    "executive-summary": "Executive summary", "author-highlights": "Highlights",
}  # fmt: skip
_NAMES = {
    "ack": "Acknowledgements", "fn-group": "Footnotes", "notes": "Notes", "glossary": "Glossary",
    "app-group": "", "app": "Appendix", "sec": "", "ref-list": "References", "bio": "Biography",
}  # fmt: skip
SUBSECTIONS = frozenset({"sec", "glossary", "notes", "app"})
LANGUAGE = "lang"


def abstracts(article: Element, reading: Reading) -> list[RawSection]:
    """The abstracts in the paper's own language, each with its sections; then the keywords."""
    meta = child(child(article, "front"), "article-meta")
    sections: list[RawSection] = []
    for abstract in children(meta, "abstract"):
        kind = attribute(abstract, "abstract-type") or "abstract"
        name = _KINDS_OF_ABSTRACT.get(kind) or kind.replace("-", " ").capitalize()
        add_section(abstract, 1, sections, reading, name=name)
    if translated := len(list(children(meta, "trans-abstract"))):
        reading.warnings.append(f"left out: {translated} abstract(s) in another language")
    if keywords := _keywords(meta, attribute(article, LANGUAGE)):
        shown = RawText(" · ".join(keywords), ())
        sections.append(RawSection("Keywords", 1, [shown], keywords=keywords))
    return sections


def body_sections(article: Element, reading: Reading) -> list[RawSection]:
    """The sections of the body, its floats where they are first named, else at its end."""
    sections: list[RawSection] = []
    body = child(article, "body")
    if body is not None:
        add_section(body, 0, sections, reading)
    loose = [node for name, node in reading.floats.items() if name not in reading.placed]
    if loose and not sections:
        sections.append(RawSection("", 1))
    for node in loose:
        add_block(node, sections[-1], reading)
    return sections


def back_sections(article: Element, reading: Reading) -> list[RawSection]:
    """Notes of the front, then what stands behind the body; the reference list comes apart."""
    sections: list[RawSection] = []
    front = child(article, "front")
    meta = child(front, "article-meta")
    for notes in (*children(meta, "author-notes"), *children(front, "notes")):
        add_section(notes, 1, sections, reading, name="Author notes")
    for funding in children(child(meta, "funding-group"), "funding-statement"):
        text = RawText(text_of(funding), (), path_of(funding))
        sections.append(RawSection("Funding", 1, [text]))
    for part in children(child(article, "back")):
        _add_back(part, sections, reading)
    return [section for section in sections if _holds_something(section, sections)]


def _add_back(part: Element, sections: list[RawSection], reading: Reading) -> None:
    name = local_name(part)
    if name == "app-group" or (name in _NAMES and _only_holds_sections(part)):
        for appendix in children(part):
            _add_back(appendix, sections, reading)
    elif name in _NAMES and name not in ("ref-list", "bio"):
        add_section(part, 1, sections, reading, name=_NAMES[name])
    elif name not in ("ref-list", "title", "label"):
        reading.warnings.append(f"left out: <{name}> behind the body")


def _only_holds_sections(part: Element) -> bool:
    """Whether a part has neither a name nor a text of its own."""
    names = {local_name(inner) for inner in children(part)}
    return bool(names) and names <= SUBSECTIONS


def add_section(
    node: Element, level: int, sections: list[RawSection], reading: Reading, *, name: str = ""
) -> None:
    """Add the section `node` with its subsections; `name` is its title where it has none.

    What has neither goes on with the section before it.
    """
    heading = child(node, "title")
    if heading is None:
        heading = child(child(node, "caption"), "title")  # of a box
    label = text_of(child(node, "label"))
    title = " ".join(part for part in (label, text_of(heading) or ("" if label else name)) if part)
    title = title.rstrip(":").rstrip()
    if title or not sections:
        path = path_of(heading) if heading is not None else ""
        sections.append(RawSection(title, max(level, 1), path=path))
    section = sections[-1]
    waiting, reading.boxed = reading.boxed, []
    add_blocks(node, section, reading, but=SUBSECTIONS)
    boxes, reading.boxed = reading.boxed, waiting
    for inner in [*boxes, *children(node, *SUBSECTIONS)]:
        add_section(inner, level + 1, sections, reading)


def _keywords(meta: Element | None, language: str) -> tuple[str, ...]:
    found: list[str] = []
    for group in children(meta, "kwd-group"):
        own = attribute(group, LANGUAGE)
        foreign = own and language and own[:2] != language[:2]
        if not foreign and "abbr" not in attribute(group, "kwd-group-type"):
            words = (text_of(word) for word in group.iter("kwd", "compound-kwd"))
            found += [bare for word in words if (bare := word.rstrip(".;, "))]
    return tuple(dict.fromkeys(found))


def _holds_something(section: RawSection, sections: list[RawSection]) -> bool:
    """Whether a section has a text; one of others stays for their sake."""
    own = section.paragraphs or section.figures or section.tables or section.pairs
    place = next(n for n, other in enumerate(sections) if other is section)
    following = sections[place + 1] if place + 1 < len(sections) else None
    return bool(own) or (following is not None and following.level > section.level)


def reference_title(article: Element) -> str:
    """The printed title of the reference list."""
    holders = article.iter("ref-list")
    lists = [part for part in holders if next(part.iter(*CITATIONS), None) is not None]
    return next((title for part in lists if (title := text_of(child(part, "title")))), "References")
