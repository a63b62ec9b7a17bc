"""The reference list of a JATS file → entries with their parts, and the labels of their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..references import Entry, find_doi, parse_entry
from .inline import text_of
from .tree import Element, attribute, child, children, local_name

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "trans-title")


def read_references(article: Element) -> tuple[list[Entry], dict[str, tuple[str, ...]]]:
    """All entries in the order of the file, and for each id the labels that it stands for.

    An entry without a printed label gets its place in the list; the parts of one with several
    works get its label with a letter. No two entries share a label.
    """
    entries: list[Entry] = []
    by_id: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for place, ref in enumerate(_refs(article), start=1):
        works = list(_works(ref))
        label = _bare(child(ref, "label")) or str(place)
        found = []
        for number, (work, own) in enumerate(works):
            part = own or chr(ord("a") + number % 26)
            unique = _unused(label if len(works) == 1 else f"{label}{part}", taken)
            entries.append(replace(_entry(work), label=unique))
            found.append(unique)
            by_id.update({work_id: (unique,) for work_id in _ids(work)})
        by_id.update({ref_id: tuple(found) for ref_id in _ids(ref)})
    return entries, by_id


def _refs(article: Element) -> Iterator[Element]:
    """The references of the article itself, not those of a response to it."""
    for part in children(article, "front", "body", "back", "floats-group"):
        yield from part.iter("ref")


def _works(ref: Element) -> Iterator[tuple[Element, str]]:
    """(citation, its own letter) for each work of an entry; of alternatives the best one."""
    letter = ""
    for part in children(ref):
        if local_name(part) == "label":
            letter = "" if not letter and part is child(ref, "label") else _bare(part)
        elif local_name(part) == "citation-alternatives":
            best = child(part, *CITATIONS)
            if best is not None:
                yield best, letter
        elif local_name(part) in CITATIONS:
            yield part, _bare(child(part, "label")) or letter
        elif local_name(part) == "note" and child(ref, *CITATIONS) is None:
            yield part, letter


def _bare(label: Element | None) -> str:
    """A label without brackets and stop, on the line even where it is printed raised."""
    whole = "" if label is None else "".join(str(text) for text in label.itertext())
    return " ".join(whole.split()).strip("[](). ")


def _ids(node: Element) -> list[str]:
    own = attribute(node, "id")
    return [own] if own else []


def _unused(label: str, taken: set[str]) -> str:
    unique, count = label, 1
    while unique in taken:
        count += 1
        unique = f"{label}-{count}"
    taken.add(unique)
    return unique


def _entry(work: Element) -> Entry:
    """One work; what its elements do not state is read from its text."""
    printed = _printed(work)
    authors = tuple(_authors(work))
    title = _first(work, *_TITLES).rstrip(". ")
    source = _first(work, "source", "conf-name", "journal-title").rstrip(". ")
    if not title:
        title, source = source, ""
    if not (title or authors):
        return parse_entry(printed, label="")
    year = _YEAR.search(_first(work, "year", "date", "date-in-citation"))
    raw = printed if local_name(work) != "element-citation" else _composed(work, authors)
    return Entry("", authors, title, source, int(year.group()) if year else None, _doi(work), raw)


def _printed(work: Element) -> str:
    label = text_of(child(work, "label"))
    text = text_of(work)
    return text[len(label) :].strip() if label and text.startswith(label) else text


def _composed(work: Element, authors: tuple[str, ...]) -> str:
    """An entry in the numbered style from parts that stand without a stop between them."""
    editors = ", ".join(_names(work, "editor"))
    title = ". ".join(text for name in _TITLES if (text := _first(work, name).rstrip(". ")))
    source = _first(work, "source", "conf-name").rstrip(". ")
    pages = "–".join(page for page in (_first(work, "fpage"), _first(work, "lpage")) if page)
    place = _first(work, "volume")
    place += f"({issue})" if (issue := _first(work, "issue")) else ""
    place += (
        f":{located}" if (located := pages or _first(work, "elocation-id", "page-range")) else ""
    )
    issued = ";".join(part for part in (_first(work, "year", "date"), place) if part)
    by = ": ".join(p for p in (_first(work, "publisher-loc"), _first(work, "publisher-name")) if p)
    doi = _doi(work)
    parts = [
        ", ".join(authors), title, f"In: {editors}, editors" if editors and authors else editors,
        source, _first(work, "edition"), by, issued, _first(work, "comment"),
        _first(work, "ext-link", "uri"), f"doi:{doi}" if doi else "",
    ]  # fmt: skip
    return _stopped(part for part in parts if part)


def _stopped(parts: Iterator[str]) -> str:
    text = ""
    for part in parts:
        joint = "" if not text else " " if text.endswith((".", "?", "!")) else ". "
        text += joint + part
    return text + ("" if text.endswith((".", "?", "!")) else ".")


def _authors(work: Element) -> Iterator[str]:
    """Authors as "Surname GN"; of a work without authors its editors."""
    found = list(_names(work, "author")) or list(_loose_names(work))
    yield from found or _names(work, "editor")


def _names(work: Element, role: str) -> Iterator[str]:
    for group in children(work, "person-group"):
        if (attribute(group, "person-group-type") or "author") in (role, f"{role}s", "allauthors"):
            yield from _loose_names(group)


def _loose_names(group: Element) -> Iterator[str]:
    for person in children(group, "name", "string-name", "collab", "etal", "name-alternatives"):
        if local_name(person) == "etal":
            yield "et al."
        elif name := person_name(person, surname_first=True):
            yield name


def person_name(node: Element, *, surname_first: bool) -> str:
    """A person's or a group's name on one line; as printed where its parts are not marked."""
    if local_name(node) == "name-alternatives":
        best = child(node, "name", "string-name")
        return person_name(best, surname_first=surname_first) if best is not None else ""
    surname, given = text_of(child(node, "surname")), text_of(child(node, "given-names"))
    if not surname:
        shown = text_of(node) if local_name(node) != "collab" else _collaboration(node)
        return shown.rstrip(",; ") or given
    parts = (surname, given) if surname_first else (given, surname)
    return " ".join(part for part in (*parts, text_of(child(node, "suffix"))) if part)


def _collaboration(node: Element) -> str:
    """The name of a group without the members that some files list inside it."""
    named = child(node, "named-content", "institution")
    whole = text_of(node) if child(node, "contrib-group") is None else (node.text or "").strip()
    return whole or text_of(named)


def _first(work: Element, *names: str) -> str:
    return next((text for name in names for n in work.iter(name) if (text := text_of(n))), "")


def _doi(work: Element) -> str | None:
    for identifier in work.iter("pub-id"):
        if attribute(identifier, "pub-id-type") == "doi":
            # Stated alone it is whole: older ones hold "<" and ">", which end one in a text.
            stated = re.sub(r"^.*?(?=10\.\d{4,9}/)", "", text_of(identifier))
            return stated.rstrip(".,; ") or None
    links = [attribute(link, "href") for link in work.iter("ext-link", "uri")]
    return find_doi(" ".join([text_of(work), *(link for link in links if "doi.org/" in link)]))
