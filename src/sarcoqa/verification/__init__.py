"""Checking an answer again, by anyone: no model, no network, only the papers.

JSON ──forms──▶ citations, text ──papers──▶ Check … ──▶ Verification
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..contract.forms import AnswerForm, CitationForm
from ..contract.reading import fitted, parsed_json
from ..conversation import SCHEMA, Conversation, to_dict
from ..conversation.forms import ConversationForm
from ..schema import Answer, Document
from .papers import Documents, by_id, documents_of
from .quotes import Found, checked_quote
from .result import TEXT, Check, Verification
from .texts import checked_note, checked_text


def verify(
    answer: str | bytes | Mapping[str, object] | Answer | Conversation,
    *,
    index: str | Path | None = None,
    corpus: str | Path | None = None,
    documents: Documents | None = None,
) -> Verification:
    """Whether everything that an answer, or an exported conversation, states of papers is so.

    `answer` is JSON text, what it holds, or the noun itself. Checked is against the papers of an
    index, its place found as in `Assistant.open`, or against `documents` alone where given. For
    each quote of the answers, their notes and nearest passages: the paper and its content, the
    characters, the hash, section, page and references. For each text: its [n], and that each of its
    numbers stands in a quote or in the question. Not checked: whether the quotes answer the
    question, and whether the papers are right.

    Raises AnswerFormatError for what is no answer, IndexMissingError where there is no index.
    """
    forms = _forms(answer)
    wanted = {quote.document_id for form in forms for quote in form.quotes()}
    papers = documents_of(index, corpus, wanted) if documents is None else by_id(documents)
    found = (
        check
        for number, form in enumerate(forms, start=1)
        for check in _checks(number, form, papers)
    )
    return Verification(tuple(found))


def _forms(answer: object) -> tuple[AnswerForm, ...]:
    value = parsed_json(answer) if isinstance(answer, str | bytes) else answer
    if isinstance(value, Answer):
        value = value.to_dict()
    elif isinstance(value, Conversation):
        value = to_dict(value)
    if isinstance(value, Mapping) and value.get("schema") == SCHEMA:
        return tuple(entry.answer for entry in fitted(ConversationForm, value).exchanges)
    return (fitted(AnswerForm, value),)


def _checks(number: int, form: AnswerForm, papers: Mapping[str, Document]) -> Iterator[Check]:
    noun = form.noun()
    yield from _told(checked_text(noun, papers), number, TEXT)
    yield from _quotes(form.citations, papers, number, "citation")
    for place, (note, held) in enumerate(zip(noun.notes, form.notes, strict=True), start=1):
        yield from _told(checked_note(note, noun), number, f"note {place}")
        yield from _quotes(held.citations, papers, number, f"note {place}, citation")
    yield from _quotes(form.nearest, papers, number, "nearest")


def _quotes(
    citations: Iterable[CitationForm], papers: Mapping[str, Document], number: int, where: str
) -> Iterator[Check]:
    for place, quote in enumerate(citations, start=1):
        found = checked_quote(quote, papers.get(quote.document_id))
        yield from _told(found, number, f"{where} {place}", quote.number)


def _told(
    found: Iterable[Found], answer: int, where: str, number: int | None = None
) -> Iterator[Check]:
    for what, wrong in found:
        yield Check(what, not wrong, wrong, answer, where, number)


__all__ = ["Check", "Verification", "verify"]
