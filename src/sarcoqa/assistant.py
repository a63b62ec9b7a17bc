"""The assistant: a collection of papers that is searched and asked."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

from .answer import (
    Disagreement,
    Field,
    Signs,
    Source,
    answer_question,
    cited_values,
    comparable_values,
    question_signs,
    understand,
)
from .building import Workplace
from .collection import Collection
from .embedders import question_embedder
from .errors import QuestionError
from .questions import check_question
from .schema import (
    Answer,
    CitedValue,
    Document,
    Hit,
    Understanding,
)
from .search.embedding import Vectors
from .search.filters import EVERYTHING
from .selection import Names, Selection, Years, check_names, select
from .shelf import Shelf
from .suggesting import near, opening

SEARCHED = 5  # passages from which questions near to a refused one are made


class Assistant(Collection):
    """Answers questions from the papers of one index.

    >>> qa = Assistant.open()  # doctest: +SKIP
    >>> qa.ask("What was the objective response rate?").citations[0].quote.text  # doctest: +SKIP
    """

    def __init__(self, workplace: Workplace, *, rebuild: bool = False) -> None:
        super().__init__(workplace, rebuild=rebuild)
        self._embedder = question_embedder(
            workplace.root, workplace.model, max_tokens=workplace.settings.max_tokens
        )
        # A question is embedded while its words are read; the model leaves Python's lock meanwhile.
        self._beside = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="sarcoqa-embed")

    def ask(self, question: str, *, document: Names = None, year: Years = None,
            section: Names = None, kind: Names = None) -> Answer:  # fmt: skip
        """What the papers say to `question`, or why they do not say it.

        The filters name document ids, years of publication (2019, or "2015-2020"), section headings
        (at any level) and kinds of passages. What is asked of some papers is answered as if the
        index held no other. Raises QuestionError for what is not text or too long, FilterError for
        a name that the index does not have.
        """
        check_question(question, most=self._settings.question_max_characters)
        shelf = self._shelf
        selection = _selected(shelf, document=document, year=year, section=section, kind=kind)
        glossed = shelf.view(selection.documents).engine.gloss(question)
        source = self._source(shelf, glossed, selection)
        answer = answer_question(glossed, source, stamp=shelf.stamp, calibration=self._calibration)
        return replace(answer, question=question)

    def understand(self, question: str, earlier: Sequence[Answer] = ()) -> Understanding:
        """`question` as it is meant after the `earlier` answers of a conversation, oldest first.

        "And in adults?" becomes a whole question; what stands alone is left as typed. Raises
        QuestionError as `ask` does.
        """
        check_question(question, most=self._settings.question_max_characters)
        whole = self._shelf.whole
        return understand(question, earlier, Field(whole.engine.abbreviations(), whole.surnames))

    def suggest(self, question: str = "", *, limit: int = 4, document: Names = None,
                year: Years = None, section: Names = None,
                kind: Names = None) -> tuple[str, ...]:  # fmt: skip
        """Questions that the papers answer: to begin with, or near a `question` that they refuse.

        Each is made from a place in a paper and has been asked: its answer quotes that place. The
        filters are those of `ask`; raises what `ask` raises. At most `limit`, and two near ones.
        """
        check_question(question, most=self._settings.question_max_characters)
        filters: dict[str, Any] = {
            "document": document, "year": year, "section": section, "kind": kind,
        }  # fmt: skip
        selection = _selected(self._shelf, **filters)
        view = self._shelf.view(selection.documents)
        papers = [(paper, self.passages(name)) for name, paper in view.documents.items()]
        ask: Callable[[str], Answer] = partial(self.ask, **filters)
        if not question.strip():
            return opening(papers, ask, limit=limit)
        hits = self.search(question, SEARCHED, **filters)
        return near(ask(question), papers, ask, [hit.passage for hit in hits])[:limit]

    def signs(self, question: str) -> Signs | None:
        """What the decision to answer `question` rests on; None for what is no question."""
        glossed = self._shelf.whole.engine.gloss(question)
        return question_signs(
            glossed, self._source(self._shelf, glossed, Selection(None, EVERYTHING))
        )

    def _source(self, shelf: Shelf, question: str, selection: Selection) -> Source:
        view, filters = shelf.view(selection.documents), selection.filters
        engine = view.engine
        expanded = engine.expand(question)
        vector = self._beside.submit(self._vector, expanded)
        time.sleep(0)  # hands over Python's lock: the embedding starts now, not at the first wait
        allowed = engine.passages
        if filters != EVERYTHING:
            allowed = tuple(passage for passage in allowed if filters.allow(passage))
        return Source(
            documents=view.documents,
            passages=allowed,
            search=lambda k: engine.evidence(expanded, vector.result(), k, filters),
            rarity=engine.rarity,
            expanded=expanded,
            abbreviations=engine.abbreviations(),
            surnames=view.surnames,
            disagreements=shelf.disagreements,
            measured=shelf.measured,
            reworded=lambda text: self._source(shelf, text, selection),
        )

    def search(self, query: str, k: int = 5, *, document: Names = None, year: Years = None,
               section: Names = None, kind: Names = None) -> tuple[Hit, ...]:  # fmt: skip
        """The `k` best passages for `query`, best first; filters as in `ask`.

        Raises QuestionError and FilterError as `ask` does, also for an empty query or k < 1.
        """
        check_question(query, most=self._settings.question_max_characters)
        if not query.strip():
            raise QuestionError("the query is empty; give at least one word")
        if not isinstance(k, int) or k < 1:
            raise QuestionError(f"k is {k!r}; give a whole number of passages from 1")
        shelf = self._shelf
        selection = _selected(shelf, document=document, year=year, section=section, kind=kind)
        engine = shelf.view(selection.documents).engine
        expanded = engine.expand(engine.gloss(query))
        return engine.search(expanded, self._vector(expanded), k, selection.filters)

    def values(self, answer: Answer) -> tuple[CitedValue, ...]:
        """The numbers inside the quotes of `answer`, each with its study, group and quantity.

        Raises FilterError where the index does not hold a paper that it cites.
        """
        return cited_values(answer, self._cited(answer))

    def comparable(self, answer: Answer) -> tuple[CitedValue, ...]:
        """Those of `values` that a picture can show side by side: of one quantity, or none.

        Raises FilterError as `values` does.
        """
        return comparable_values(answer, self._cited(answer))

    def _cited(self, answer: Answer) -> dict[str, Document]:
        return {one.document_id: self.document(one.document_id) for one in answer.citations}

    def check(self, document_id: str) -> tuple[Disagreement, ...]:
        """Where the paper disagrees with itself; found once, then remembered.

        Raises FilterError for a paper that the index does not hold.
        """
        shelf = self._shelf
        check_names("document", (document_id,), list(shelf.papers))
        return shelf.disagreements(document_id)

    def _vector(self, text: str) -> Vectors:
        row: Vectors = self._embedder.encode([text])[0]
        return row


def _selected(
    shelf: Shelf, *, document: Names, year: Years, section: Names, kind: Names
) -> Selection:
    whole = shelf.whole
    return select(
        whole.documents, whole.engine.passages, document=document, year=year, section=section,
        kind=kind,
    )  # fmt: skip
