"""Question and judged evidence → the passages and spans that an answer is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..schema import Document, Passage, Span
from ..studies import labels_behind
from .across import row_across
from .alternatives import rows_side_by_side
from .beside import beside
from .beyond import rows_beyond
from .cited_for import labels_meant
from .columns import NEAR, compare_column
from .comparison import Comparison, compare_rows
from .directions import rows_with_finding
from .evidence import Judged
from .headcount import studies_of_size
from .listing import rows_of_a_name, rows_with_value
from .lookup import definition_passages, front_matter, reference_passage, unspelt
from .marked import rows_marked
from .measuring import studies_measuring
from .narrow import narrowed
from .notes import around, other_sides
from .of_drugs import studies_of_drugs
from .printed import printing_rows
from .question import Question
from .select import Limits, answering, completed, select
from .sizes import studies_by_size
from .solely import studies_of_one
from .source import Source
from .specifics import unspecified
from .telling import told_on
from .unstated import rows_unstated
from .years import studies_by_year

MOST_SIDES = 2
AS_GOOD = 0.35  # how far behind the best the next best for one of several questions may be
OF_EACH = Limits(most=2, margin=0.1, margin_several=0.1)  # for one of several questions
MOST_BESIDE = 2  # what is near to the question, beside rows that are compared by one column
MOST_EXACT = 5  # definitions or entries of several papers

if TYPE_CHECKING:
    from .reading import Reading

Part = tuple[Passage, Span]


def looked_up(question: Question, source: Source) -> list[Part]:
    own = [
        (passage, span)
        for document in source.documents.values()
        for span in front_matter(question, document)
        for passage in source.passages
        if passage.kind in ("prose", "caption")
        and passage.document_id == document.id
        and passage.span.holds(span)
    ]
    if own:
        return own[:MOST_EXACT]
    found = reference_passage(question, source.passages)
    definitions = definition_passages(question, source.documents.values(), source.passages)
    if definitions and "spelling" not in question.wants:
        return []  # "What is X?" wants to hear what it is, not only how it is spelt
    return [(passage, passage.span) for passage in (found or definitions)[:MOST_EXACT]]


def compared(question: Question, judged: Sequence[Judged], source: Source) -> Comparison | None:
    """The table rows that a question compares, in the paper of the best evidence."""
    document_id = judged[0].evidence.passage.document_id
    document, stated = source.documents[document_id], source.measured(document_id)
    near = {item.evidence.span for item in judged[:NEAR]}
    return (
        rows_unstated(question, document)
        or compare_rows(question, stated)
        or studies_measuring(question, stated)
        or rows_with_finding(question, document)
        or rows_side_by_side(question, stated)
        or studies_of_one(question, document, source.abbreviations)
        or studies_by_size(question, document)
        or studies_of_size(question, document)
        or studies_by_year(question, document)
        or compare_column(question, document, near)
        or row_across(question, document, near)
        or rows_marked(question, document)
        or rows_beyond(question, document, near)
        or rows_with_value(question, document, near)
        or studies_of_drugs(question, document)
        or rows_of_a_name(question, document)
    )


def gathered(
    question: Question, judged: Sequence[Judged], rows: Comparison | None, source: Source
) -> list[Part]:
    """What the answer is made of, the most important first: the compared `rows` where there are."""
    parts = _of_rows(rows, judged, source)
    if rows is None or not rows.whole:
        chosen = [_place(item) for item in select(question, judged)]
        parts += [part for part in chosen if part not in parts][: MOST_BESIDE if parts else None]
        parts = _spelling(question, parts, source) + parts
    texts = {name: document.text for name, document in source.documents.items()}
    parts = told_on(question, parts, source.passages, texts)
    parts = [_readable(question, part, source) for part in parts]
    document = source.documents[judged[0].evidence.passage.document_id]
    parts += dict.fromkeys(printing_rows(question, parts, document, source.passages))
    if rows is not None and len(rows.rows) > 1:
        return parts  # a list: no one paper is asked for, and a note tells what is disputed
    entries = _entries(question, parts, source)
    # What is asked for is not what is left out of a long answer.
    place = 1 if "source" in question.wants else len(parts)
    parts[place:place] = entries
    return parts + _contradicting(question, parts, source)


def _spelling(question: Question, parts: Sequence[Part], source: Source) -> list[Part]:
    """What a short form stands for that a question asks about and that `parts` do not spell out."""
    quoted = " ".join(span.of(source.documents[p.document_id].text) for p, span in parts)
    found = unspelt(question, quoted, source.documents.values(), source.passages)
    return [(passage, passage.span) for passage in found[:1]]


def joined(whole: Reading, pieces: Sequence[Reading], source: Source) -> list[Part]:
    """What answers a question, led by the best evidence for each of the questions in it."""
    led = [part for piece in told_apart(pieces) for part in _led(piece, source)]
    if whole.answers:
        rest = gathered(whole.question, whole.judged, whole.rows, source)
    else:
        rest = [part for piece in pieces for part in _few(piece, source)]
    return list(dict.fromkeys([*led, *rest]))


def told_apart(pieces: Sequence[Reading]) -> list[Reading]:
    """`pieces`; one whose best evidence is also that of another, which it fits better, without it.

    Only where the next best is about as good: one sentence may well answer two questions.
    """
    bests = [answering(piece.question, piece.judged)[:2] for piece in pieces]
    found = []
    for piece, (best, *others) in zip(pieces, bests, strict=True):
        taken = any(_place(one[0]) == _place(best) and one[0].score > best.score for one in bests)
        next_best = bool(others) and best.score - others[0].score <= AS_GOOD
        rest = [item for item in piece.judged if _place(item) != _place(best)]
        if taken and next_best:
            piece = replace(piece, judged=_stating_first(piece.question, rest, best))
        found.append(piece)
    return found


def _stating_first(question: Question, rest: Sequence[Judged], best: Judged) -> list[Judged]:
    """`rest`, led by the first that is about as good as `best` and of the kind asked for: the name
    of a drug for "which antibiotic?".
    """
    for item in rest:
        if best.score - item.score > AS_GOOD:
            break
        if not unspecified(question, [item.evidence]):
            return [item, *(other for other in rest if other is not item)]
    return list(rest)


def _place(item: Judged) -> Part:
    return item.evidence.passage, item.evidence.span


def _led(reading: Reading, source: Source) -> list[Part]:
    """The best evidence, of what else the question asks for the best that states it, and what
    stands beside these and completes them.
    """
    question = reading.question
    chosen = completed(question, answering(question, reading.judged), most=1)
    chosen += beside(question, chosen, reading.judged)
    return [_readable(question, _place(item), source) for item in chosen]


def _few(reading: Reading, source: Source) -> list[Part]:
    chosen = select(reading.question, reading.judged, limits=OF_EACH)
    parts = [_readable(reading.question, _place(item), source) for item in chosen]
    parts += _entries(reading.question, parts, source)
    return parts + _contradicting(reading.question, parts, source)


def _entries(question: Question, parts: Sequence[Part], source: Source) -> list[Part]:
    """The bibliography entry behind the best evidence, when the question asks for a paper."""
    given = any(passage.kind == "reference" for passage, _ in parts)
    if "reference" not in question.wants or (given and "source" not in question.wants):
        return []
    passage, span = parts[0]
    document = source.documents[passage.document_id]
    labels = {(label,) for label in labels_meant(question, document, span, source.rarity)}
    return [
        (entry, entry.span)
        for entry in source.passages
        if entry.kind == "reference"
        and entry.document_id == passage.document_id
        and entry.labels in labels
        and (entry, entry.span) not in parts
    ]


def _readable(question: Question, part: Part, source: Source) -> Part:
    passage, span = part
    if passage.kind != "prose":
        return part
    text = source.documents[passage.document_id].text
    return passage, narrowed(span, text, question.terms, source.rarity)


def _of_rows(rows: Comparison | None, judged: Sequence[Judged], source: Source) -> list[Part]:
    """The compared rows, then what the text says of other studies, each with its study's row."""
    if rows is None:
        return []
    document = source.documents[judged[0].evidence.passage.document_id]
    places = [*(row.span for row in rows.rows), *rows.sentences, *(row.span for row in rows.naming)]
    found = (around(document, place, source.passages) for place in places)
    return list(dict.fromkeys(part for part in found if part is not None))


def _contradicting(question: Question, parts: Sequence[Part], source: Source) -> list[Part]:
    """Where the paper states otherwise what the evidence states: the reader gets both sides.

    Of the best evidence first. What is stated beside it counts only for the same studies.
    """
    document = source.documents[parts[0][0].document_id]
    found = source.disagreements(document.id)
    studies = set(labels_behind(document, parts[0][1])[0])
    sides = [
        side
        for place, part in enumerate(parts)
        if place == 0
        or (part[0].document_id == document.id and _of_same(studies, document, part[1]))
        for side in other_sides(question, part, found, document, source.passages)
    ]
    return [side for side in dict.fromkeys(sides) if side not in parts][:MOST_SIDES]


def _of_same(studies: set[str], document: Document, span: Span) -> bool:
    """Whether what stands at `span` is about one of the `studies`, or both about none but this."""
    others = set(labels_behind(document, span)[0])
    return bool(studies & others) or not (studies or others)
