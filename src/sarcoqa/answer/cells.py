"""A table row → the few cells of it that a question asks for, behind what names the row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from ..schema import Record, Span, Table
from ..text import STOPWORDS, content_terms, is_drug, stem, terms, tokens
from .lexicon import holds, lexicon, states
from .question import Question
from .row_names import label_of, naming_cells, numbers_rows, stating_cells

MAX_CELLS = 3
MAX_CELL_WORDS = 60
MAX_IDENTITY_WORDS = 8
MAX_ROW_WORDS = 40  # of a row that is shown whole
NAMED = 0.75  # the least score of a cell whose column or kind of value the question names


@dataclass(frozen=True, slots=True)
class _Cell:
    place: int
    header: str
    value: str
    score: float


def row_line(
    question: Question,
    record: Record,
    plain: Sequence[str],
    table: Table,
    beside: Sequence[Sequence[str]] = (),
) -> str:
    """What names the row, then the cells that the question asks for: "Group · A — n: 12; OS: 9".

    `plain` are the texts of the cells without the paper's citation marks, `beside` those of the
    other rows in the answer: one of the same name needs what tells the two apart.
    """
    naming = naming_cells(record, plain, table)
    names = [plain[place] for place in naming]
    twins = [texts for texts in beside if [texts[place] for place in naming] == names]
    if naming and numbers_rows(table, naming[-1]) and record.cells[naming[-1]][0]:
        names[-1] = f"{record.cells[naming[-1]][0]}: {names[-1]}"
    label = label_of(record, table)
    name = " · ".join(dict.fromkeys((label, *names) if label else names))
    places = stating_cells(record, plain, naming)
    scored = _scored(question, record, plain, places)
    chosen = {*_chosen(question, scored), *_apart(scored, twins)}
    cells = sorted(chosen, key=lambda cell: cell.place)
    shown = "; ".join(f"{cell.header}: {_shortened(cell.value)}" for cell in cells)
    return " — ".join(part for part in (name, shown) if part)


def shown_cells(
    question: Question, record: Record, plain: Sequence[str], table: Table
) -> list[Span]:
    """Where the cells are printed that `row_line` shows behind the name of a row standing alone."""
    naming = naming_cells(record, plain, table)
    scored = _scored(question, record, plain, stating_cells(record, plain, naming))
    first = max(naming, default=0)  # what stands before is the label of a group
    chosen = _chosen(question, scored)
    return [record.cell_spans[cell.place] for cell in chosen if cell.place > first]


def _scored(
    question: Question, record: Record, plain: Sequence[str], places: Sequence[int]
) -> list[_Cell]:
    """The cells at `places`; of one that spans several columns only that of its best column."""
    headers = [record.cells[place][0] for place in places]
    found: dict[object, _Cell] = {}
    for place, header, named in zip(places, headers, header_shares(question, headers), strict=True):
        score = named + _cell_score(question, header, plain[place])
        cell = _Cell(place, header, plain[place], score)
        printed = record.cell_spans[place]
        if printed not in found or found[printed].score < score:
            found[printed] = cell
    return list(found.values())


def _apart(scored: Sequence[_Cell], twins: Sequence[Sequence[str]]) -> list[_Cell]:
    """The first short cell that none of the `twins`, rows of the same name, has."""
    own = [
        cell
        for cell in scored
        if len(cell.value.split()) <= MAX_IDENTITY_WORDS
        and all(texts[cell.place] != cell.value for texts in twins)
    ]
    return own[:1] if twins else []


def _chosen(question: Question, scored: Sequence[_Cell]) -> list[_Cell]:
    """The cells that answer the question, not in order."""
    words = sum(len(cell.value.split()) for cell in scored)
    if _LISTED.match(question.text) and words <= MAX_ROW_WORDS:
        return list(scored)
    if len(scored) <= MAX_CELLS and any(_RANGE.search(cell.header) for cell in scored):
        return list(scored)  # a range is nothing without the value that it is for
    best = sorted(scored, key=lambda cell: (-cell.score, cell.place))[:MAX_CELLS]
    top = best[0].score if best else 0.0
    if top < NAMED and words <= MAX_ROW_WORDS // 2:
        return list(scored)  # no column is named: what is said of the row is in any of its cells
    kept = [cell for cell in best if cell.score > 0 and cell.score >= 0.4 * top]
    kept = kept or _results(scored)[:MAX_CELLS] or best[:2]
    kept += _of_parts(question, scored)
    kept += [cell for cell in scored if _tells_which(question, cell.value)]
    return kept


def _results(scored: Sequence[_Cell]) -> list[_Cell]:
    """The cells that state a percentage or a length of time: what a study found."""
    return [cell for cell in scored if any(holds(kind, cell.value) for kind in _FOUND)]


_FOUND = ("percent", "duration")

# "How many patients are listed, and what response is shown?": two things of one row.
_PARTS = re.compile(r",? \b(?:and|plus)\b|[,;:]\s", re.IGNORECASE)


def _of_parts(question: Question, scored: Sequence[_Cell]) -> list[_Cell]:
    """The best of the cells whose column each part of the question names, where it has several."""
    parts = _PARTS.split(question.text)
    named = ([cell for cell in scored if _names(part, cell.header)] for part in parts)
    best = [max(cells, key=lambda cell: cell.score) for cells in named if cells]
    return best if len(parts) > 1 else []


def _names(part: str, header: str) -> bool:
    """Whether a part of a question has the name of a column, or one of its other names."""
    asked = lexicon()["headers"].get(header.lower())
    said = asked.search(part) if asked else None
    return bool(said) or set(content_terms(header)) <= set(content_terms(part))


_RANGE = re.compile(r"\b(?:reference|normal) (?:range|value|limit|interval)s?\b", re.IGNORECASE)
# "Dose, route and days of ...": several columns are asked for, not all by their names.
# What the list is of follows: "with A, B and C" lists drugs.
_LISTED = re.compile(
    r"\W*(?:\w+ ){0,4}[\w-]+, (?:[\w-]+ ){0,2}[\w-]+,? and (?:[\w-]+ ){0,2}[\w-]+ (?:of|for)\b"
)


def _tells_which(question: Question, value: str) -> bool:
    """Whether a cell says what was given, where the question asks which it was, or sets several
    drugs side by side.
    """
    asks = _SUBJECT.search(question.text) and not (question.treatments or question.names)
    asks = asks or len(question.treatments) > 1
    short = len(value.split()) <= MAX_IDENTITY_WORDS
    return bool(asks) and short and any(is_drug(token) for token in tokens(value))


def asks_a_column(question: Question, headers: Sequence[str]) -> bool:
    """Whether what is asked for by its name ("what design") is the name of a column, or another
    name of it.
    """
    subject = _SUBJECT.search(question.text)
    asked = (lexicon()["headers"].get(header.lower()) for header in headers)
    return subject is not None and any(one and one.search(subject[1]) for one in asked)


def _shortened(value: str) -> str:
    """A cell of ordinary length as it is; of a longer one its beginning (the quote has it all)."""
    words = value.split(" ")
    return value if len(words) <= MAX_CELL_WORDS else f"{' '.join(words[:MAX_CELL_WORDS])} …"


# What is asked for by its name: "Which regimens had ..." wants the regimens.
_SUBJECT = re.compile(
    r"\b(?:which|what|list|name)\s+((?:(?!had|has|have|did|was|were|is)[\w+/-]+\s+){1,3})",
    re.IGNORECASE,
)


def header_shares(question: Question, headers: Sequence[str]) -> list[float]:
    """How much of each column's name the question says, the best of them 1; 0 where nothing.

    A word counts the more the fewer of the columns have it: of "Arm A" and "Arm B" the letter
    tells, not "arm". A 2-year value does not ask for the column "Year": words count whole.
    """
    held = _said(question, headers)
    count = len(headers)
    # Summed exactly: the order of a set changes with the hash seed.
    sums = [
        fsum((count - sum(word in other for other in held) + 1) / count for word in words)
        for words in held
    ]
    best = max(sums, default=0.0)
    return [total / best if best else 0.0 for total in sums]


_JOINING = frozenset("of the in and at for to with on by".split())  # "a" may be an arm
_NUMBERED = re.compile(r" \(\d+\)$")
_PERCENT = re.compile(r"(?<=\d)\s+%")  # "2.5 %" and "2.5%" are one word


def says_a_column(question: Question, headers: Sequence[str]) -> bool:
    """Whether the question says a word that one of several columns has in its name alone."""
    held = Counter(word for words in _said(question, headers) for word in words)
    return len(headers) > 1 and any(n == 1 for word, n in held.items() if word not in STOPWORDS)


def _said(question: Question, headers: Sequence[str]) -> list[set[str]]:
    """The words of each column's name that the question says.

    The number by which the parser tells columns of one name apart is no word of it: "Visit (2)".
    """
    asked = _PERCENT.sub("%", question.text)
    wanted = {stem(token) for token in tokens(asked)} - _JOINING | set(question.terms)
    bare = [_NUMBERED.sub("", header) for header in headers]
    names = [
        _PERCENT.sub("%", name if name in headers else header)
        for name, header in zip(bare, headers, strict=True)
    ]
    return [
        (set(content_terms(name)) | {stem(token) for token in tokens(name)}) & wanted
        for name in names
    ]


def _chosen_by(question: Question, value: str) -> bool:
    """Whether rows are asked for by `value`, words or a year; of a named study it is known."""
    told = bool(_YEAR.match(value)) or any(char.isalpha() for char in value)
    return told and not question.names and set(terms(value)) <= set(question.terms)


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _cell_score(question: Question, header: str, value: str) -> float:
    """What speaks for a cell beside the words of its header."""
    asked = lexicon()["headers"].get(header.lower())
    score = 1.0 if asked and asked.search(question.text) else 0.0
    subject = _SUBJECT.search(question.text)
    score += 1.0 * bool(asked and subject and asked.search(subject.group(1)))
    # A year is no count.
    types = [entry for entry in question.answer_types if entry == "year" or not _YEAR.match(value)]
    score += 0.75 * sum(holds(entry, value) for entry in types)
    score += 0.75 * sum(states(entry, value) for entry in question.quantities)
    score += 0.75 * _chosen_by(question, value)
    return score + 0.3 * len(set(terms(value)) & set(question.terms))
