"""Entries → BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .entries import Entry
from .people import Person

# BibTeX counts braces without regard to a backslash before them, so a brace needs a name.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)  # fmt: skip
# Characters that TeX draws as one, such as "--" as a dash.
_JOINED = re.compile(r"([-`',<>?!])(?=[-`',<>])")
# A DOI stands as it is, by convention, but for the characters that would break a file or a line.
_IN_DOI = str.maketrans(
    {"\\": "%5C", "{": "%7B", "}": "%7D", **{char: f"\\{char}" for char in "&%$#"}}
)


def to_bibtex(entries: Sequence[Entry]) -> str:
    """The entries as UTF-8 BibTeX; titles are in braces of their own, to keep their capitals."""
    return "\n".join(_record(entry) for entry in entries)


def _record(entry: Entry) -> str:
    kind = "article" if entry.journal else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(entry) if value)
    return f"@{kind}{{{entry.key},\n{fields}}}\n"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    names = [_name(author) for author in entry.authors]
    yield "author", " and ".join([*names, *(["others"] if entry.others and names else [])])
    yield "title", f"{{{escaped(entry.title)}}}" if entry.title else ""
    yield "journal", escaped(entry.journal)
    yield "year", str(entry.year or "")
    yield "doi", entry.doi.translate(_IN_DOI)
    yield "note", escaped(" ".join(entry.notes))


def escaped(text: str) -> str:
    """`text` with the characters that mean something to TeX written so that they do not.

    >>> escaped("5% of {A_b}")
    '5\\\\% of \\\\textbraceleft{}A\\\\_b\\\\textbraceright{}'
    """
    return _JOINED.sub(r"\1{}", text.translate(_ESCAPES))


def _name(author: Person) -> str:
    family = escaped(author.family)
    # Braces keep an "and" or a comma inside a name from parting it.
    if author.whole or "," in family or not author.given or " and " in family:
        family = f"{{{family}}}"
    return ", ".join(
        part for part in (family, escaped(author.suffix), escaped(author.given)) if part
    )
