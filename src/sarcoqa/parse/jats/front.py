"""The front matter of a JATS file: what is stated of the paper as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from ..front import Metadata, licence_in
from .inline import text_of
from .references import person_name
from .tree import Element, attribute, child, children, local_name, path_of

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DEED = re.compile(r"creativecommons\.org/licenses/([a-z]{2}(?:-[a-z]{2})*)(?:/(\d\.\d))?", re.I)
_WAIVER = re.compile(r"creativecommons\.org/publicdomain/zero(?:/(\d\.\d))?", re.IGNORECASE)
# When the paper was made public, the surest first; the year is that of the volume.
_PUBLIC = ("epub", "pub", "epub-ppub", "ppub", "collection", "")
_VOLUME = ("ppub", "epub-ppub", "collection", "pub", "epub", "")


def read_metadata(article: Element) -> Metadata:
    """Title, authors, dates, DOI and licence, as the front matter states them."""
    meta = _meta(article)
    return Metadata(
        title=_title(meta),
        authors=tuple(_authors(meta)),
        year=_volume_year(meta),
        doi=_identifier(meta, "doi") or None,
        licence=_licence(meta),
        attribution=_copyright(meta),
        accepted=next((_day(d) for d in _history(meta, "accepted")), ""),
        published=next((day for date in _dates(meta, _PUBLIC) if (day := _day(date))), ""),
    )


def front_lines(article: Element) -> Iterator[tuple[str, str]]:
    """(text, path) of each line of front matter: title, authors, journal and ids, addresses."""
    meta = _meta(article)
    title = child(child(meta, "title-group"), "article-title")
    if title is not None and _title(meta):
        yield _title(meta), path_of(title)
    for subtitle in children(child(meta, "title-group"), "subtitle"):
        yield text_of(subtitle), path_of(subtitle)
    if authors := " · ".join(_authors(meta)):
        yield authors, ""
    if issued := _issued(article):
        yield issued, ""
    for address in [] if meta is None else meta.iter("aff"):
        label = text_of(child(address, "label"))
        text = text_of(address)
        yield (
            (f"{label} {text[len(label) :].lstrip()}".strip() if label else text),
            path_of(address),
        )


def _meta(article: Element) -> Element | None:
    return child(child(article, "front"), "article-meta")


def _title(meta: Element | None) -> str:
    return text_of(_without_notes(child(child(meta, "title-group"), "article-title")))


def _without_notes(title: Element | None) -> Element | None:
    """The title; a note's mark in it is no word of it."""
    if title is None or not any(attribute(x, "ref-type") == "fn" for x in title.iter("xref")):
        return title
    bare = deepcopy(title)
    for mark in list(bare.iter("xref")):
        if attribute(mark, "ref-type") == "fn":
            mark.clear(keep_tail=True)
    return bare


def _authors(meta: Element | None) -> Iterator[str]:
    for group in children(meta, "contrib-group"):
        for person in children(group, "contrib"):
            if (attribute(person, "contrib-type") or "author") != "author":
                continue
            named = child(person, "name", "string-name", "name-alternatives", "collab",
                          "collab-alternatives", "anonymous")  # fmt: skip
            if named is None:
                continue
            if name := person_name(named, surname_first=False):
                yield name
        for collaboration in children(group, "collab"):
            yield person_name(collaboration, surname_first=False)


def _issued(article: Element) -> str:
    """ "Journal. 2021;21(1):56. doi:10.1000/x. PMID: 1": where the paper stands."""
    meta = _meta(article)
    about = child(child(article, "front"), "journal-meta")
    titles = () if about is None else about.iter("journal-title")
    journal = next((text_of(title) for title in titles), "")
    year = str(_volume_year(meta) or "")
    volume, issue = text_of(child(meta, "volume")), text_of(child(meta, "issue"))
    pages = "–".join(p for n in ("fpage", "lpage") if (p := text_of(child(meta, n))))
    pages = pages or text_of(child(meta, "elocation-id"))
    place = volume + (f"({issue})" if issue else "") + (f":{pages}" if pages else "")
    doi, pmid = _identifier(meta, "doi"), _identifier(meta, "pmid")
    parts = [journal, ";".join(part for part in (year, place) if part),
             f"doi:{doi}" if doi else "", f"PMID: {pmid}" if pmid else ""]  # fmt: skip
    return ". ".join(part for part in parts if part)


def _identifier(meta: Element | None, kind: str) -> str:
    found = (i for i in children(meta, "article-id") if attribute(i, "pub-id-type") == kind)
    return next((text_of(identifier) for identifier in found), "")


def _dates(meta: Element | None, order: tuple[str, ...]) -> list[Element]:
    """The dates of publication in this order of their kinds; those of a deposit are none."""
    dates = []
    for date in children(meta, "pub-date"):
        kind = attribute(date, "pub-type") or attribute(date, "date-type")
        if kind in order:
            dates.append((order.index(kind), date))
    return [date for _, date in sorted(dates, key=lambda entry: entry[0])]


def _volume_year(meta: Element | None) -> int | None:
    return next((year for date in _dates(meta, _VOLUME) if (year := _year(date))), None)


def _history(meta: Element | None, kind: str) -> Iterator[Element]:
    for date in children(child(meta, "history"), "date"):
        if attribute(date, "date-type") == kind and _day(date):
            yield date


def _year(date: Element) -> int | None:
    year = text_of(child(date, "year"))
    return int(year) if re.fullmatch(r"\d{4}", year) else None


def _day(date: Element) -> str:
    """ "3 March 2024"; empty where the date names no day."""
    day, month = text_of(child(date, "day")), text_of(child(date, "month"))
    if month.isdigit() and 1 <= int(month) <= 12:
        month = _MONTHS[int(month) - 1]
    known = day.isdigit() and month and _year(date)
    return f"{int(day)} {month} {_year(date)}" if known else ""


def _licence(meta: Element | None) -> str:
    """ "CC BY 4.0" from the address of the licence, or else from its words."""
    permissions = child(meta, "permissions")
    stated = "" if permissions is None else " ".join(_addresses(permissions))
    words = "" if permissions is None else text_of(permissions)
    for text in (stated, words):
        if deed := _DEED.search(text):
            version = f" {deed.group(2)}" if deed.group(2) else ""
            return f"CC {deed.group(1).upper()}{version}"
        if waiver := _WAIVER.search(text):
            return f"CC0 {waiver.group(1)}" if waiver.group(1) else "CC0"
    return licence_in(words)


def _addresses(permissions: Element) -> Iterator[str]:
    for node in permissions.iter():
        if isinstance(node.tag, str):
            yield attribute(node, "href")
            yield text_of(node) if local_name(node) == "license_ref" else ""


def _copyright(meta: Element | None) -> str:
    return text_of(child(child(meta, "permissions"), "copyright-statement"))
