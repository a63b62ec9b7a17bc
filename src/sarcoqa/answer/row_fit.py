"""How well a question fits a table row: how much it says of what names the row.

A sentence about a value repeats the words of a question; a row states the value under its name
alone, and would lose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import fsum, log

from ..row_groups import labels_above
from ..schema import Document, Record, Span, Table
from ..studies import tells_of_a_study
from ..text import content_terms
from .bounds import bounds
from .cells import asks_a_column, says_a_column
from .evidence import Judged
from .question import Question
from .row_names import naming_among, stating_cells, telling_columns
from .versions import version_fit

NAMED = 0.4  # what a row is worth more whose whole name the question says
COLUMN = 0.2  # beside that, where it says one of the row's columns too
CELL = 0.25  # the same for another cell in words
ASKED = 0.4  # what the row of a named study is worth more, one of whose columns is asked for
_WHY = re.compile(r"\W*(?:why|how come|for what reason)\b", re.IGNORECASE)
# A question of everybody need not say so.
_EVERYBODY = re.compile(r"\b(?:total|overall|all|whole)\b(?: patients\b)?", re.IGNORECASE)
_COUNTED = re.compile(r"\(\s*[nN]\s*=[^)]*\)")  # "(n = 14)" in the name of a group


def with_row_fit(
    question: Question, judged: Sequence[Judged], documents: Mapping[str, Document]
) -> list[Judged]:
    """`judged`, best first again, after rows have got what the question says of them.

    A row of a cited study is found by its study, as the sentences about it are: it gets something
    only where a question that names its study asks for one of its columns by name, or where it is
    the one that is meant of several (`versions.py`).
    A question why asks for no value.
    """
    if _WHY.match(question.text):
        return list(judged)
    rows = _rows(documents[name] for name in {item.evidence.passage.document_id for item in judged})
    words: dict[tuple[str, str], dict[Record, list[frozenset[str]]]] = {}
    found = []
    for item in judged:
        passage = item.evidence.passage
        row = rows.get((passage.document_id, passage.span)) if passage.kind == "record" else None
        if row is None:
            found.append(item)
            continue
        record, table = row
        if tells_of_a_study(documents[passage.document_id], record):
            asked = item.names == 1.0 and asks_a_column(question, table.header)
            version = version_fit(question, record, table, documents[passage.document_id])
            found.append(replace(item, score=item.score + ASKED * asked + version))
            continue
        home = (passage.document_id, table.id)
        if home not in words:
            words[home] = _cell_words(table)
        fit = row_fit(question, record, words[home])
        found.append(replace(item, score=item.score + fit, row_fit=fit))
    return sorted(found, key=lambda item: (-item.score, item.evidence.span.start))


def _rows(documents: Iterable[Document]) -> dict[tuple[str, Span], tuple[Record, Table]]:
    """(paper, place) → the row there with its table."""
    return {
        (document.id, record.span): (record, table)
        for document in documents
        for table in document.tables
        for record in table.records
    }


def row_fit(
    question: Question, record: Record, known: Mapping[Record, Sequence[frozenset[str]]]
) -> float:
    """What the question says of `record` among the rows of its table, 0 to NAMED + COLUMN.

    The share of the words of its name, or of another cell, that stand in the question; a word
    counts the more the fewer rows have it (its idf). `known` are the words of all rows.
    """
    counts = Counter(word for cells in known.values() for word in frozenset[str]().union(*cells))
    name, *others = known[record]
    wanted = set(question.terms) | bounds(question.text)
    shares = [_share(words, wanted, counts, len(known)) for words in others]
    named = _share(name, wanted, counts, len(known))
    worth = NAMED
    if named and says_a_column(question, [header for header, value in record.cells if value]):
        worth += COLUMN
    return max([worth * named, *(CELL * share for share in shares)])


def _share(words: frozenset[str], wanted: set[str], counts: Counter[str], rows: int) -> float:
    values = {word: log((rows + 1) / counts[word]) for word in words}
    # Summed exactly: the order of a set changes with the hash seed.
    total = fsum(values.values())
    held = fsum(value for word, value in values.items() if word in wanted)
    return held / total if total else 0.0


def _cell_words(table: Table) -> dict[Record, list[frozenset[str]]]:
    """For each row the words of its name, then those of each other cell that is in words.

    A row that only has a name states nothing: there are no words.
    """
    telling = telling_columns(table)
    labels = labels_above(table)
    return {
        record: _row_words(record, label, telling)
        for record, label in zip(table.records, labels, strict=True)
    }


def _row_words(record: Record, label: str, telling: Sequence[int]) -> list[frozenset[str]]:
    plain = [value for _, value in record.cells]
    naming = naming_among(record, plain, telling)
    others = [plain[place] for place in stating_cells(record, plain, naming)]
    if not others:
        return [frozenset()]
    name = _COUNTED.sub("", " ".join((label, *(plain[place] for place in naming))))
    name = _EVERYBODY.sub("", name) or name
    return [_words(text) for text in (name, *(v for v in others if not _has_digit(v)))]


def _has_digit(value: str) -> bool:
    return any(char.isdigit() for char in value)


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    """The content terms of a cell and the bounds that it sets; remembered, since each question
    meets the same tables."""
    return frozenset(content_terms(text)) | bounds(text)
