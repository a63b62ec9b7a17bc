"""Questions for the rows of a table with a certain value in a column: "Which were of phase II?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ..schema import Document, Record, Span, Table
from ..studies import tells_of_a_study
from ..text import content_terms, term_set
from .blanks import is_blank
from .blocks import block_of
from .comparison import FEWEST, Comparison
from .left_aside import left_aside
from .question import Question
from .row_names import telling_columns
from .said import by_number, is_beside, says_value

MOST_UNTABLED = 8  # rows for a question that does not speak of a table
MOST_VALUE_WORDS = 8
FEWEST_WORDS = 2  # of what is asked for, in the names of rows
_ASKS = re.compile(
    r"\b(?:(?:which|what|list|name|whose)\b[^?.,;]{0,60}?|how many (?:[\w/+-]+ ){0,3}?)"
    r"\b(?:trials?|stud(?:y|ies)|papers?|rows?|regimens?|combinations?|cohorts?|reports?|"
    r"entries|arms?|publications?)\b|"
    r"^\W*(?:the )?(?:two|three|four|both|all) (?:[\w/+-]+ ){0,3}?(?:trials|studies|papers|rows)\b|"
    r"^\W*(?:the )?(?:[\w/+-]+ ){0,4}(?:trials|studies|papers) "
    r"(?:with|without|that|where|in which|whose|having|including|enrolling)\b",
    re.IGNORECASE,
)
# "Which plants were ...", "How many primers had ...": what the rows of any table are.
_SUBJECT = re.compile(
    r"\b(?:which|what|how many|list|name)\s+(?:of (?:all )?(?:the )?)?"
    r"(?P<rows>(?:(?!(?:had|has|have|did|was|were|is|are|gave|\w+ed)\b)[\w-]+\s+){1,3})",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|none|never|without|except|highest|lowest|most|least)\b|n['’]t\b", re.IGNORECASE
)
_TABLED = re.compile(r"\b(?:tables?|tabulated|listed|rows?|entries)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTERS = re.compile(r"[^\W\d]{4}")
# Words of such a question that say nothing of the rows.
_FRAME = term_set(
    "table list listed row trial study paper report entry publication published publish year which "
    "were was include included clinical select selected classed described design type kind enter "
    "entered give given marked named come came dated appear appeared use used test tested "
    "leave leaving aside themselves itself"
)


def rows_with_value(
    question: Question, document: Document, near: Collection[Span] = ()
) -> Comparison | None:
    """The rows that have in their columns the values that the question says, and hold what else it
    names, and nearly all of its other words.

    None where it asks for no rows of a table, or says no value that several rows share. Of tables
    that fit the one counts of whose values or else caption it says more, or of which more rows
    are `near` to it.

    >>> # "Which trials of betanib were of phase II?" over phases I, II, II gives those with betanib
    """
    tabled = bool(_TABLED.search(question.text))
    kept, aside = left_aside(question)
    found: list[tuple[tuple[int, int, int], Table, list[int], list[Record]]] = []
    for table in document.tables:
        beside = sum(row.span in near for row in table.records)
        if not _asks_for_rows(kept, document, table, beside):
            continue
        name = _name(document, table)
        left = _all_said(aside.question, table, name) if aside else {}
        if aside and not left:
            continue  # it denies something else
        values = _all_said(kept, table, name)
        block = tabled and block_of(question, table.records).label
        rows = _fitting(kept, table, values, tabled) if values or block or left else []
        rows = [row for row in rows if not (aside and _is_left(row, left, aside.alone))]
        values = values or left
        if rows and question.table in (None, table.label):
            shared = len(term_set(table.caption) & set(question.terms))
            length = sum(len(value.split()) for several in values.values() for value in several)
            found.append(((length, shared, beside), table, list(values), rows))
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None  # nothing, or two tables that the question may mean
    _, table, places, rows = found[0]
    if not tabled and len(rows) > MOST_UNTABLED:
        return None
    places = places or [0]  # a block of rows is named, by its label
    headers = " and ".join(f"“{table.header[place] or 'the first column'}”" for place in places)
    whole = tabled or not tells_of_a_study(document, rows[0])
    return Comparison(tuple(rows), len(table.records), f"state a value in {headers}", whole=whole)


def rows_of_a_name(question: Question, document: Document) -> Comparison | None:
    """The rows of one table whose names hold all that a question asks for, in two words or more.

    >>> # "Which anxiety subscales are used?" over "Anxiety Subscale A", "… B", "Age" gives the two
    """
    subject = _SUBJECT.search(question.text)
    words = [word for word in subject["rows"].split() if content_terms(word)] if subject else []
    if len(words) < FEWEST_WORDS or _NOT.search(question.text):
        return None
    asked = set(content_terms(" ".join(words)))
    found = []
    for table in document.tables:
        if table.records and not tells_of_a_study(document, table.records[0]):
            place = next(iter(telling_columns(table)), 0)
            rows = [row for row in table.records if asked <= term_set(row.cells[place][1])]
            found += [(table, rows)] if 1 < len(rows) <= MOST_UNTABLED else []
    if len(found) != 1:
        return None
    table, rows = found[0]
    return Comparison(tuple(rows), len(table.records), "have a name", whole=False)


def asks_for_studies(text: str) -> bool:
    """Whether `text` asks which studies, or begins with some of them: "Two trials that ..."."""
    return bool(_ASKS.search(text))


def _asks_for_rows(question: Question, document: Document, table: Table, beside: int) -> bool:
    """Whether a question asks for what the rows of a table are: studies, or what its first columns
    or its caption name, or what several rows near to it (`beside`) are."""
    if not table.records or tells_of_a_study(document, table.records[0]):
        return asks_for_studies(question.text)
    subject = _SUBJECT.search(question.text)
    if subject is None or _NOT.search(question.text):
        return False
    about = term_set(" ".join((table.caption, *table.header[:3])))
    return beside > 1 or bool(set(content_terms(subject["rows"])) & about)


def _name(document: Document, table: Table) -> int:
    """The place of the column that names the rows: it states no value that several share."""
    if tells_of_a_study(document, table.records[0]):
        return 0
    return next(iter(telling_columns(table)), 0)


def _all_said(question: Question, table: Table, name: int) -> dict[int, list[str]]:
    """The values that are said of each column; of "I/II or Ib/II" both."""
    found = {place: [value] for place, value in said_values(question, table, name)}
    for place, values in found.items():
        others = sorted({row.cells[place][1] for row in table.records} - set(values) - {""})
        values += [value for value in others if is_beside(value, values[0], question.text)]
    return found


def _is_left(row: Record, left: Mapping[int, list[str]], alone: bool) -> bool:
    """Whether a row has a value that is left aside, or, with `alone`, nothing but that value, or
    none at all."""
    return any(
        row.cells[place][1] == value
        or is_blank(row.cells[place][1])
        or (not alone and says_value(row.cells[place][1], value))
        for place, several in left.items()
        for value in several
    )


def said_values(question: Question, table: Table, name: int) -> Iterator[tuple[int, str]]:
    """(column, value) for the longest value of each column that is said, and that several rows
    share, or a year."""
    if len(table.records) < FEWEST:
        return
    for place, header in enumerate(table.header):
        values = Counter(row.cells[place][1] for row in table.records)
        kinds = 2 * len(values) <= len(table.records)
        shared = [
            value
            for value, rows in values.items()
            if value and (kinds or _YEAR.fullmatch(value) or (rows > 1 and _LETTERS.search(value)))
        ]
        said = [v for v in shared if place != name and _is_said(question, header, v)]
        if said:
            yield place, max(sorted(said), key=len)  # a set has another order each run


def _is_said(question: Question, header: str, value: str) -> bool:
    """Whether a question says `value`, a number or a code only with the name of its column."""
    if _YEAR.fullmatch(value) and _bounds(value, question.text):
        return False
    said = says_value(question.text, value) or says_value(question.text, f"{header} {value}")
    if len(value.split()) > MOST_VALUE_WORDS or not said:
        return False
    labels = not header and value[:1].isalpha() and " " in value  # "Day 2", in a column of labels
    if labels or _YEAR.fullmatch(value) or _LETTERS.search(value):
        return True
    return bool(set(content_terms(header)) & term_set(question.text))


def _bounds(year: str, text: str) -> bool:
    """Whether `text` sets a year as the bound of others: "after 2019"."""
    return re.search(rf"\b(?:after|before|since|between|than)\s+{year}\b", text, re.I) is not None


def _fitting(
    question: Question, table: Table, values: Mapping[int, list[str]], tabled: bool
) -> list[Record]:
    rows = [
        row
        for row in table.records
        if all(
            any(says_value(row.cells[place][1], value) for value in several)
            for place, several in values.items()
        )
    ]
    block = block_of(question, table.records)
    rows = [row for row in rows if block.holds(row)]
    about = " ".join((table.caption, *table.header))
    said = " ".join(value for several in values.values() for value in several)
    return [row for row in rows if _fits(question, f"{about} {_text(row)}", said, tabled)]


def _text(row: Record) -> str:
    return " ".join(value for _, value in row.cells)


def _fits(question: Question, text: str, values: str, tabled: bool) -> bool:
    """Whether `text`, a row with its headings, holds what the question names and nearly all else
    that it says."""
    held = term_set(text)
    named: list[tuple[str, ...]] = [(n,) for n in (*question.names, *question.treatments)]
    named += [*question.entities, *question.diseases]
    if not all(any(term_set(form) <= held for form in forms) for forms in named):
        return False
    rest = term_set(question.text) & set(question.terms)
    shorts = (form for forms in named for form in forms)
    forms = term_set(" ".join((values, by_number(values), *shorts)))
    return len(rest - held - _FRAME - forms) <= (1 if not tabled else 2)
