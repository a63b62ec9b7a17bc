"""Questions which study of a table is the largest or the smallest, or which are beyond a size."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from operator import ge, gt, le, lt

from ..schema import Document, Record, Table
from ..studies import labels_inside
from ..text import term_set
from .blocks import block_of
from .comparison import FEWEST, Comparison
from .extremes import asks_which
from .mentions import named, spelt
from .numerals import NUMERAL, number_in
from .question import Question

_COUNTED = r"patients|pts|samples|specimens|tumou?rs|cases|participants|subjects|people|individuals"
_STUDY = (
    r"trials?|stud(?:y|ies)|papers?|cohorts?|samples?|data ?sets?|series|populations?|sample sizes?"
)
_MOST = r"largest|biggest|highest|greatest"
_LEAST = r"smallest|lowest"
_NUMBER = r"(?:number|count) of\s+(?:[\w/+-]+\s+){0,2}?"
_HAD = (
    r"(?:the|enrol\w+|includ\w+|recruit\w+|ha[sd]|have|studied|analy[sz]ed)"  # not "in most cases"
)


_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    r"more than|over|above|exceeding|upwards of|beyond|>": gt,
    r"at least|no fewer than|no less than|≥": ge,
    r"fewer than|less than|under|below|<": lt,
    r"at most|no more than|not more than|up to|≤": le,
}
BOUND = rf"(?P<bound>{'|'.join(sorted('|'.join(_BOUNDS).split('|'), key=len, reverse=True))})"


def _extreme(word: str, adjectives: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_HAD}\s+{word}\s+|(?:{adjectives})\s+{_NUMBER})(?P<what>{_COUNTED})\b|"
        rf"\b(?:{adjectives})\s+(?P<kind>(?:[\w/-]+\s+){{0,2}}?)(?:{_STUDY})\b|"
        rf"\b(?:{_STUDY})\b[^?.,;]{{0,40}}?\s(?:was|is|were)\s+(?:the\s+)?(?:{adjectives})\W*$",
        re.IGNORECASE,
    )


_LARGEST = _extreme("most", _MOST)
_SMALLEST = _extreme("fewest", _LEAST)
# "more than 50 patients": the studies beyond a number of them.
_BEYOND = re.compile(
    rf"(?:\b(?:which|what|list|name)\b[^?.;]{{0,40}}|"
    rf"^\W*(?!(?:why|how|when|did|do|does|was|were|is|are|in)\b)(?:[\w/+-]+ ){{0,4}})"
    rf"\b(?:{_STUDY})\b[^?.;]{{0,60}}?(?<!\w){BOUND}\s*(?P<number>{NUMERAL})\s+"
    rf"(?:[\w/+-]+ ){{0,2}}?(?P<what>{_COUNTED})\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    rf"(?:n|size|sample size|population|cohort|no\. of (?:{_COUNTED})|"
    rf"(?:number of )?(?:{_COUNTED}))\b",
    re.IGNORECASE,
)
# "15 of one kind and 36 of another" is no one number; what a number includes is in it.
_SIZE = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?![\d.%–-])(?!(?:(?!\bincluding\b).)*\band \d)"
)


def studies_by_size(question: Question, document: Document) -> Comparison | None:
    """The rows of the studies with the most or the fewest patients or samples, or with more or
    fewer than a number of them, of those that the question speaks of: of one table, one block of
    it, one regimen.

    None where the question names a study or a group of patients, or where no one table fits.

    >>> # "Which trial enrolled the most patients?" over N: "12", "86, including 10 X" gives the 86
    """
    match = _asked(question.text)
    if match is None or question.names or question.diseases:
        return None
    table = table_of_studies(question, document)
    place = _column(table) if table else None
    if table is None or place is None:
        return None
    rows = [
        row
        for row in table.records
        if all(spelt(drug, " ".join(v for _, v in row.cells)) for drug in question.treatments)
    ]
    block = block_of(question, rows)
    rows = [row for row in rows if block.holds(row) and _is_of_kind(match, row)]
    sizes = _sizes(rows, place, match["what"])
    if len(sizes) < FEWEST:
        return None
    found = tuple(row for row, size in sizes.items() if _is_met(match, size, sizes.values()))
    if not found:
        return None
    return Comparison(found, len(sizes), f"state a number of {_noun(match)}{block.place}")


def _asked(text: str) -> re.Match[str] | None:
    """Where a question asks for studies by their size."""
    if beyond := _BEYOND.search(text):
        return beyond
    most, least = _LARGEST.search(text), _SMALLEST.search(text)
    return None if (most and least) or not asks_which(text) else most or least


def _is_met(match: re.Match[str], size: int, sizes: Collection[int]) -> bool:
    """Whether a study of `size` is one that the question asks for."""
    if match.re is not _BEYOND:
        return size == (max if match.re is _LARGEST else min)(sizes)
    return bound_of(match["bound"])(size, number_in(match["number"]))


def bound_of(words: str) -> Callable[[int, int], bool]:
    """What `BOUND` says in `words` of a number and its limit."""
    return next(met for one, met in _BOUNDS.items() if re.fullmatch(one, words, re.IGNORECASE))


def _is_of_kind(match: re.Match[str], row: Record) -> bool:
    """Whether a row says what stands between "largest" and "study": "ABC-only", "prospective"."""
    kind = term_set((match.groupdict().get("kind") or "").replace("-only", ""))
    return kind <= term_set(" ".join(value for _, value in row.cells))


def _noun(match: re.Match[str]) -> str:
    return (match["what"] or "patients or samples").lower()


def table_of_studies(question: Question, document: Document) -> Table | None:
    """The table of studies that the question names, or else speaks of most."""
    tables = tables_of_studies(question, document)
    if question.table:
        return next(iter(tables), None)
    said = {table.id: len(about(table, document) & set(question.terms)) for table in tables}
    tables.sort(key=lambda table: -said[table.id])
    if len(tables) > 1 and said[tables[0].id] == said[tables[1].id]:
        return None
    return tables[0] if tables else None


def tables_of_studies(question: Question, document: Document) -> list[Table]:
    """The tables whose rows are studies; of a question that names a table only that one."""
    return [
        table
        for table in document.tables
        if question.table in (None, table.label) and _of_studies(table, document)
    ]


def _of_studies(table: Table, document: Document) -> bool:
    """Whether the rows of a table are studies, each with its reference."""
    rows = table.records
    return len(rows) >= FEWEST and all(labels_inside(document, row.span) for row in rows[:FEWEST])


def about(table: Table, document: Document) -> frozenset[str]:
    """The terms of the caption, its short forms also spelt out, and of the labels at the left."""
    labels = {row.cells[0][1] for row in table.records}
    spelt_out = [a.long for a in document.abbreviations if named((a.short,), table.caption)]
    return term_set(" ".join((table.caption, *labels, *spelt_out)))


def is_of_sizes(header: str) -> bool:
    """Whether a column of that name says how many were studied."""
    return bool(_COLUMN.match(header))


def number_studied(value: str) -> int | None:
    """The number with which a cell begins."""
    match = _SIZE.match(value)
    return int(match["number"].replace(",", "")) if match else None


def _column(table: Table) -> int | None:
    """The place of the column whose cells begin with how many were studied."""
    places = (p for p, header in enumerate(table.header) if _COLUMN.match(header))
    return next(
        (p for p in places if sum(bool(_SIZE.match(r.cells[p][1])) for r in table.records) > 2),
        None,
    )


def _sizes(rows: Sequence[Record], place: int, what: str | None) -> dict[Record, int]:
    """The number with which the cell at `place` begins, for each row that has one; of rows that
    count different things those that count what is asked for, where there are enough."""
    numbers = {row: number_studied(row.cells[place][1]) for row in rows}
    sizes = {row: number for row, number in numbers.items() if number is not None}
    wanted = term_set(what or "")
    of_kind = {
        row: size
        for row, size in sizes.items()
        if wanted and wanted <= term_set(row.cells[place][1])
    }
    return of_kind if len(of_kind) >= FEWEST else sizes
