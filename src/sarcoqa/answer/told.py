"""Questions that are answered by where something stands in a paper, not by a search for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..schema import Answer, Passage, Reason, Span
from .own_study import own_names
from .question import Question
from .shown import captions, shown_asked, table_in_words
from .source import Source
from .whole_paper import MOST_PAPERS, better_searched, told_as_a_whole, unsaid, whole_paper_asked


@dataclass(frozen=True, slots=True)
class Told:
    """What answers such a question, the most important first, or a sentence on what is lacking,
    with the reason of an abstention. An answer by search is better where it has what is `wanted`.
    `counts` says how many rows were counted, in a sentence, where any were.
    """

    parts: tuple[tuple[Passage, Span], ...] = ()
    lacking: str = ""
    reason: Reason = "not_covered"
    wanted: re.Pattern[str] | None = None
    counts: str = ""

    def is_met_by(self, answer: Answer) -> bool:
        """Whether an answer by search has what is wanted."""
        quotes = [citation.quote.text for citation in answer.citations]
        return self.wanted is not None and any(map(self.wanted.search, quotes))


def told(question: Question, source: Source) -> Told | None:
    """What a question on a paper as a whole, or on a table or figure as a whole, is answered by.

    None where it is none, or where it is better searched for.
    """
    if named := shown_asked(question):
        kind, number = named
        parts = captions(kind, number, source.passages)[:MOST_PAPERS]
        if not parts:
            return Told((), f"There is no caption of {kind} {number}.")
        held = [source.documents[passage.document_id] for passage, _ in parts]
        return Told(tuple(parts), counts=table_in_words(f"{kind} {number}", held))
    titles = [document.title for document in source.documents.values()]
    own = own_names(titles[0]) if len(titles) == 1 else frozenset[str]()
    if (entry := whole_paper_asked(question, own)) is None:
        return None
    if (count := len(source.documents)) > MOST_PAPERS:
        return Told(
            (), f"This is asked of one paper, and there are {count}: choose one.", "unclear"
        )
    parts = told_as_a_whole(entry, source.passages, source.documents)
    lacking = unsaid(entry) if count == 1 else None
    if not parts and not lacking:
        return None
    return Told(tuple(parts), lacking or "", wanted=better_searched(entry))
