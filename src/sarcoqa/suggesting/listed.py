"""Questions made from what a paper lists: rows of its tables, its short forms, its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from ..schema import Record, Table
from ..text import MARK
from .reading import LONGEST_NAME, Candidate, Reading, rules


def short_forms(paper: Reading) -> Iterator[Candidate]:
    """What short forms stand for: those that the paper uses most come first."""
    used = Counter(re.findall(r"[\w-]+", paper.document.text))
    defined = [
        entry
        for entry in paper.document.abbreviations
        if 2 <= len(entry.short) <= 10
        and entry.short not in rules()["plain"]
        and used[entry.short] > 2
    ]
    for entry in sorted(defined, key=lambda entry: (-used[entry.short], entry.span)):
        question = f"What does {entry.short} stand for?"
        yield Candidate(question, paper.document.id, entry.span)


def headings(paper: Reading) -> Iterator[Candidate]:
    """What is told under a heading that names a topic of the paper."""
    for section in paper.document.sections:
        topic = re.sub(r"^[\d.|\s]+|[.:]$", "", section.path[-1]).strip()
        if (
            topic[:1].isalpha()
            and 3 < len(topic) <= LONGEST_NAME
            and not rules()["heading.shared"].search(topic)
        ):
            question = f"What does the paper say about {paper.within(topic)}?"
            yield Candidate(question, paper.document.id, section.span, own=True)


def rows(paper: Reading) -> Iterator[Candidate]:
    """What tables say of their rows: another column for each, wide tables first."""
    wide_first = sorted(paper.document.tables, key=lambda table: -len(table.header))
    turns = [list(_of_table(paper, table)) for table in wide_first]
    for group in zip_longest(*turns):
        yield from (candidate for candidate in group if candidate)


def _of_table(paper: Reading, table: Table) -> Iterator[Candidate]:
    named = [(row, _name(row)) for row in table.records]
    times = Counter(name for _, name in named)
    for place, (row, name) in enumerate(named):
        if name is None or times[name] > 1:
            continue
        cited = any(MARK.search(value) for _, value in row.cells)
        forms = [_form(header, value, name, cited=cited) for header, value in row.cells]
        asked = [
            form.format(row=name if cited else paper.within(name), header=_small(plain))
            for form, plain in forms
            if form
        ]
        if asked:
            question = asked[-1 - place % len(asked)]
            yield Candidate(question, paper.document.id, row.span, own=not cited)


def _small(header: str) -> str:
    """The name of a column within a sentence: "Reference Range" → "reference range"."""
    return re.sub(r"\b[A-Z][a-z]+\b", lambda match: match.group().lower(), header)


def _name(row: Record) -> str | None:
    """What a row is about: the study that it cites, by its acronym, or else its first cell."""
    values = [value for _, value in row.cells]
    study = next((value for value in values if MARK.search(value)), None)
    if study is not None:
        acronym = re.search(r"\(([A-Z][\w-]*(?:\d|[A-Z]{3})[\w-]*)\)", study)
        plain = re.sub(r"\s*\([^)]*\)", "", MARK.sub("", study)).strip()
        name = acronym.group(1) if acronym else plain
        return name if re.search(r"[A-Za-z]{3}", name) and len(name) <= LONGEST_NAME else None
    first = values[0].strip() if values else ""
    fits = re.fullmatch(r"[A-Za-z]{2}[\w .’'-]*", first) and len(first) <= LONGEST_NAME
    return first if fits and not rules()["heading.no_row"].search(first) else None


def _form(header: str, value: str, name: str, *, cited: bool) -> tuple[str, str]:
    """(form of the question, name of the column); no form for a cell that makes no question."""
    plain = re.sub(r"\s*\([^)]*\)|\s*\[[^\]]*\]", "", header).strip()
    value = value.strip()
    if value == name or MARK.search(value) or not re.search(r"\w{2}|\d", value):
        return "", plain
    if not re.search(r"[A-Za-z]{2}", plain) or len(plain) > LONGEST_NAME or "|" in plain:
        return "", plain
    forms = next(forms for pattern, forms in rules()["columns"] if pattern.search(plain))
    return forms.get("study" if cited else "other", ""), plain
