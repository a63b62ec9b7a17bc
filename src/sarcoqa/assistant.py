"""The assistant: open an index (built where it is absent or stale), search it, ask it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from .answer import (
    UNCALIBRATED,
    Calibration,
    Disagreement,
    Measurement,
    Signs,
    Source,
    answer_question,
    disagreements,
    measured,
    question_signs,
)
from .building import Workplace, places
from .config import Settings
from .errors import FilterError, QuestionError
from .schema import KINDS, Answer, Document, Hit, IndexStamp
from .search import store
from .search.embedding import Vectors
from .search.engine import Filters
from .search.model import ADAPTED
from .studies import surnames

Filter = str | Iterable[str] | None


class Assistant:
    """Answers questions from the papers of one index.

    >>> qa = Assistant.open()  # doctest: +SKIP
    >>> qa.ask("What was the objective response rate?").citations[0].quote.text  # doctest: +SKIP
    """

    def __init__(self, workplace: Workplace, generation: store.Generation) -> None:
        self._engine = workplace.engine(generation)
        self._embedder = workplace.question_embedder()
        self._settings = workplace.settings
        self._documents = {document.id: document for document in generation.documents}
        self._disagreements: dict[str, tuple[Disagreement, ...]] = {}
        self._measured: dict[str, tuple[Measurement, ...]] = {}
        # Fitted with the adapted model; another model's similarities mean something else.
        fitted = workplace.model.name == ADAPTED
        self._calibration = Calibration() if fitted else UNCALIBRATED
        self._surnames = surnames(generation.documents)
        self._stamp = IndexStamp(generation.id, workplace.settings.digest())

    @classmethod
    def open(
        cls,
        index: str | Path | None = None,
        *,
        corpus: str | Path | None = None,
        settings: Settings | None = None,
        rebuild: bool = False,
        quiet: bool = False,
    ) -> Self:
        """The assistant over `index`, built from `corpus` when absent, stale, damaged or `rebuild`.

        Both default to the folders of the checkout, or else of the installation; an index
        remembers the corpus that it was built from, and a corpus given without an index has one of
        its own. What is built is said on stderr unless `quiet`, with a progress bar on a terminal.

        Raises CorpusError, ParseError, ModelError, IndexDamagedError (when it cannot be written).
        """
        workplace = Workplace.at(*places(index, corpus), settings or Settings(), quiet=quiet)
        return cls(workplace, workplace.generation(rebuild=rebuild))

    def ask(self, question: str, *, document: Filter = None, section: Filter = None,
            kind: Filter = None) -> Answer:  # fmt: skip
        """What the papers say to `question`, or why they do not say it.

        The filters name document ids, section headings (at any level) and kinds of passages.
        Raises QuestionError for what is not text or too long, FilterError for an unknown name.
        """
        self._check_question(question)
        source = self._source(question, self._filters(document, section, kind))
        return answer_question(question, source, stamp=self._stamp, calibration=self._calibration)

    def signs(self, question: str) -> Signs | None:
        """What the decision to answer `question` rests on; None for what is no question."""
        return question_signs(question, self._source(question, Filters()))

    def _source(self, question: str, filters: Filters) -> Source:
        expanded = self._engine.expand(question, filters)
        return Source(
            documents=self._documents,
            passages=[p for p in self._engine.passages if filters.allow(p)],
            search=lambda k: self._engine.evidence(expanded, self._vector(expanded), k, filters),
            rarity=self._engine.rarity,
            expanded=expanded,
            abbreviations=self._engine.abbreviations(filters),
            surnames=self._surnames,
            disagreements=self.check,
            measured=self._measurements,
        )

    def search(self, query: str, k: int = 5, *, document: Filter = None, section: Filter = None,
               kind: Filter = None) -> tuple[Hit, ...]:  # fmt: skip
        """The `k` best passages for `query`, best first; filters as in `ask`.

        Raises QuestionError and FilterError as `ask` does, also for an empty query or k < 1.
        """
        self._check_question(query)
        if not query.strip():
            raise QuestionError("the query is empty; give at least one word")
        if not isinstance(k, int) or k < 1:
            raise QuestionError(f"k is {k!r}; give a whole number of passages from 1")
        filters = self._filters(document, section, kind)
        expanded = self._engine.expand(query, filters)
        return self._engine.search(expanded, self._vector(expanded), k, filters)

    def check(self, document_id: str) -> tuple[Disagreement, ...]:
        """Where the paper disagrees with itself; found once, then remembered.

        Raises FilterError for a paper that the index does not hold.
        """
        document = self.document(document_id)
        if document_id not in self._disagreements:
            self._disagreements[document_id] = disagreements(document)
        return self._disagreements[document_id]

    def _measurements(self, document_id: str) -> tuple[Measurement, ...]:
        if document_id not in self._measured:
            self._measured[document_id] = measured(self._documents[document_id])
        return self._measured[document_id]

    def documents(self) -> tuple[Document, ...]:
        """The papers of the index, by id."""
        return tuple(self._documents[name] for name in sorted(self._documents))

    def document(self, document_id: str) -> Document:
        """The paper with that id. Raises FilterError for one that the index does not hold."""
        _check_names("document", (document_id,), sorted(self._documents))
        return self._documents[document_id]

    @property
    def index_id(self) -> str:
        """The id of the index generation that answers."""
        return self._stamp.id

    def _vector(self, text: str) -> Vectors:
        row: Vectors = self._embedder.encode([text])[0]
        return row

    def _check_question(self, question: str) -> None:
        limit = self._settings.question_max_characters
        if not isinstance(question, str):
            raise QuestionError(f"a question is text, found {type(question).__name__}")
        if len(question) > limit:
            raise QuestionError(
                f"the question has {len(question):,} characters, at most {limit:,} are read; "
                "shorten it"
            )
        broken = next((char for char in question if "\ud800" <= char <= "\udfff"), None)
        if broken is not None:
            raise QuestionError(
                f"the question holds {broken!r} at character {question.index(broken) + 1}, which "
                "is no character of Unicode; give the question as UTF-8 text"
            )

    def _filters(self, document: Filter, section: Filter, kind: Filter) -> Filters:
        documents, sections, kinds = _names(document), _names(section), _names(kind)
        held = {
            name.casefold(): name for passage in self._engine.passages for name in passage.section
        }
        _check_names("document", documents, sorted(self._documents))
        _check_names("kind", kinds, KINDS)
        _check_names("section", tuple(name.casefold() for name in sections), list(held))
        return Filters(documents, sections, tuple(kind for kind in KINDS if kind in kinds))


def _names(value: Filter) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _check_names(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            shown = ", ".join(repr(entry) for entry in known[:8])
            more = f" and {len(known) - 8} more" if len(known) > 8 else ""
            raise FilterError(f"there is no {what} {name!r} in the index; known: {shown}{more}")
