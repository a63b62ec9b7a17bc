"""Questions that ask which row of a table has the most or the least in one of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ..row_groups import labels_above
from ..schema import Document, Record, Span, Table
from ..studies import tells_of_a_study
from ..text import content_terms, term_set
from .cells import header_shares
from .comparison import FEWEST, Comparison
from .extremes import VALUE, Extreme, asks_which, extreme, number
from .question import Question
from .row_names import naming_cells, telling_columns

# "Which adverse event was ...", "Of the plants listed, which ...": what the rows are.
_SUBJECT = re.compile(
    r"(?:\b(?:which|what)\s+(?:of (?:all )?(?:the )?)?|\bof (?:all )?(?:the )?)"
    r"(?P<rows>(?:(?!(?:had|has|have|did|was|were|is|are|gave|\w+ed)\b)[\w-]+\s+){1,3})",
    re.IGNORECASE,
)
_NUMBER_COLUMN = re.compile(
    r"^(?:n|no|nos|number|count|frequency|total|whole|all|overall|patients|cases|n \(%\))\b",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    r"\W*(?:total|all|overall|any|sum|none|unknown|average|mean|median|range)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\(\s*n\s*=[^)]*\)", re.IGNORECASE)  # "(n = 14)" in the name of a group
NEAR = 10  # evidence among which the rows of a table stand that a question is about
MOST_ROWS = 12  # with one and the same value: the question is about something else


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that belong together: all of a table, those under one label, or, as `listed`, those
    that the question names.
    """

    label: str
    rows: tuple[Record, ...]
    listed: bool = False


def compare_column(
    question: Question, document: Document, near: Collection[Span] = ()
) -> Comparison | None:
    """The rows with the largest or smallest number in the column that the question asks for.

    The rows must be what the question asks of: their label, the first columns or the caption says
    it, or some of them are `near` to it. Of several tables that fit the one counts of whose
    caption, or else columns, it says more. None where it says as much of two, or where several
    columns would fit, or fewer than three rows count.

    >>> # "Which symptom was most frequent in arm A?" over "Symptoms": 3, 9, 4 gives the second row
    """
    asked = extreme(question.text)
    if asked is None or not asks_which(question.text):
        return None
    found = [
        (table, block, place)
        for table in document.tables
        if not any(tells_of_a_study(document, record) for record in table.records[:1])
        for block in _blocks(question, table, near)
        for place in _columns(question, table, block, asked)
        if asked.what <= term_set(table.header[place])
    ]
    if not found:
        return None
    said = [(block.listed, _said_of(table, question)) for table, block, _ in found]
    found = [one for one, share in zip(found, said, strict=True) if share == max(said)]
    picked = [_picked(*one, asked.most) for one in found]
    names = {
        tuple(_name(row, table) for row in one.rows)
        for one, (table, _, _) in zip(picked, found, strict=True)
    }
    if len(names) != 1:
        return None  # two tables that the question may mean; they may agree
    rows = tuple(row for one in picked for row in one.rows)
    return None if len(picked[0].rows) > MOST_ROWS else replace(picked[0], rows=rows)


def _name(row: Record, table: Table) -> str:
    plain = [value for _, value in row.cells]
    return " ".join(plain[place] for place in naming_cells(row, plain, table))


def _picked(table: Table, block: _Block, place: int, most: bool) -> Comparison:
    """The rows of a block with the most or the least at `place`."""
    values = {row: number(row.cells[place][1], most) for row in block.rows}
    numbers = [value for value in values.values() if value is not None]
    best = max(numbers) if most else min(numbers)
    rows = tuple(row for row, value in values.items() if value == best)
    where = f" in “{table.header[place]}”" if table.header[place] else ""
    under = f" under “{block.label}”" if block.label else ""
    return Comparison(rows, len(numbers), f"state a value{where}{under}", whole=False)


def _said_of(table: Table, question: Question) -> tuple[int, int]:
    """How many words of the caption, and then of the columns, a question says."""
    words = term_set(question.text)
    return len(term_set(table.caption) & words), len(term_set(" ".join(table.header)) & words)


def _blocks(question: Question, table: Table, near: Collection[Span]) -> list[_Block]:
    """The blocks of rows that the question speaks of; the more special one goes first."""
    labels = _labels(table)
    wanted = set(question.terms)
    named = [label for label in dict.fromkeys(labels) if _said(label, wanted)]
    if named:
        return [_block(label, table, labels) for label in named]
    rows = tuple(row for row in table.records if not _is_total(row))
    listed = tuple(row for row in rows if _said(row.cells[0][1], wanted))
    if len(listed) >= FEWEST:
        return [_Block("", listed, listed=True)]
    if label := _label_meant(table, labels, wanted, near):
        return [_block(label, table, labels)]
    single = len(set(labels)) == 1
    subjects = (content_terms(match["rows"]) for match in _SUBJECT.finditer(question.text))
    asked = {word for words in subjects for word in words}
    about = " ".join(table.header[:2])
    # Rows of several groups are compared only where the table says that all are one thing.
    fits = bool(asked & set(content_terms(f"{about} {table.caption}" if single else about)))
    fits = fits or (single and sum(row.span in near for row in rows) > 1)
    return [_Block("", rows)] if fits else []


def _label_meant(
    table: Table, labels: Sequence[str], wanted: set[str], near: Collection[Span]
) -> str:
    """The label of the rows that a question is about though it does not say it: of those that it
    names ("N0 to N3"), or else of most that are `near` to it; "" where there is none.
    """
    name = next(iter(telling_columns(table)), 0)
    named = Counter[str]()
    close = Counter[str]()
    for row, label in zip(table.records, labels, strict=True):
        named[label] += _said(row.cells[name][1], wanted)
        close[label] += row.span in near
    for found, fewest in ((named, 2), (close, FEWEST)):
        (label, most), *others = found.most_common(2)
        if most >= fewest and others and most > 2 * others[0][1]:
            return label
    return ""


def _labels(table: Table) -> list[str]:
    """For each row the label above it, or its first cell where that stands for several rows."""
    firsts = [record.cells[0][1] for record in table.records]
    shared = len(set(firsts)) * 2 <= len(firsts)
    return [
        above or (first if shared else "")
        for above, first in zip(labels_above(table), firsts, strict=True)
    ]


def _block(label: str, table: Table, labels: Sequence[str]) -> _Block:
    rows = (row for row, own in zip(table.records, labels, strict=True) if own == label)
    return _Block(label, tuple(row for row in rows if not _is_total(row)))


def _said(label: str, wanted: set[str]) -> bool:
    words = set(content_terms(_COUNTED.sub("", label)))
    return bool(words) and words <= wanted


def _is_total(row: Record) -> bool:
    return any(_EVERYTHING.match(value) for _, value in row.cells[:2])


def _columns(question: Question, table: Table, block: _Block, asked: Extreme) -> list[int]:
    """The places of the columns of numbers that the question asks for."""
    if not block.rows:
        return []
    plain = [value for _, value in block.rows[0].cells]
    naming = naming_cells(block.rows[0], plain, table)
    places = [
        place
        for place in range(len(table.header))
        if place not in naming and _is_of_numbers(block, place)
    ]
    if best := _said_columns(question, table, places):
        return best
    if asked.implied:
        return [place for place in places if asked.implied & term_set(table.header[place])]
    if not asked.counts:
        return []
    counting = [place for place in places if _NUMBER_COLUMN.match(table.header[place])]
    return (counting if len(places) > 1 else places)[:1]


def _said_columns(question: Question, table: Table, places: list[int]) -> list[int]:
    """The columns whose name is said best: with the unit asked for, or in full, or the most of it.

    What short forms stand for is not said in full: "RAPD" asks for no polymorphic bands.
    """
    shares = header_shares(question, [table.header[place] for place in places])
    best = [place for place, share in zip(places, shares, strict=True) if share == 1.0]
    rates = [place for place in best if "%" in table.header[place]]
    if "percent" in question.answer_types and rates:
        return rates
    said = term_set(question.text)
    names = {place: term_set(_bare(table.header[place])) for place in places}
    whole = {place: len(name) for place, name in names.items() if name and name <= said}
    longest = [place for place, length in whole.items() if length == max(whole.values())]
    return longest if best and len(longest) == 1 else best


def _bare(header: str) -> str:
    """The name of a column without "No. of", which a question may say in other words."""
    return re.sub(r"^(?:no\.?|n|number) of\b", "", header, flags=re.IGNORECASE)


def _is_of_numbers(block: _Block, place: int) -> bool:
    """Whether a column states numbers of one unit, in enough rows to be compared."""
    matches = [VALUE.match(row.cells[place][1]) for row in block.rows]
    stated = [match for match in matches if match]
    return len(stated) >= FEWEST and len({match["unit"] for match in stated} - {None}) <= 1
