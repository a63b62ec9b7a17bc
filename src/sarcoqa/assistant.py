"""Joins the stages: open an index (building it where it is absent or stale), search it, ask it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from tqdm import tqdm

from .answer import Calibration, Source, answer_question
from .config import Settings
from .errors import CorpusError, FilterError, IndexDamagedError, IndexMissingError, QuestionError
from .parse import PARSER_VERSION, paper_files, parse_file
from .passages import passages
from .schema import KINDS, Answer, Document, Hit, IndexStamp, Kind
from .search import store
from .search.abbreviations import Expander
from .search.cache import CachedEmbedder
from .search.embedding import (
    HASHING,
    Embedder,
    HashingEmbedder,
    Model,
    OnnxEmbedder,
    ReferenceEmbedder,
    Vectors,
    export_onnx,
    find_model,
    is_exported,
)
from .search.engine import Engine, Filters, Weights

LOCK_WAIT_SECONDS = 600
Filter = str | Iterable[str] | None


def checkout() -> Path | None:
    """The root of the source checkout that this package runs from; None when installed."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").is_file() and (root / "corpus").is_dir() else None


def default_index() -> Path:
    """``index/`` of the checkout, or a folder in the user's data folder when installed."""
    root = checkout()
    return root / "index" if root else user_data_path("sarcoqa", appauthor=False) / "index"


def default_corpus() -> Path:
    """``corpus/`` of the checkout, or the papers that the installed package carries."""
    root = checkout()
    return root / "corpus" if root else Path(__file__).resolve().parent / "_corpus"


class Assistant:
    """Answers questions from the papers of one index.

    >>> qa = Assistant.open()  # doctest: +SKIP
    >>> qa.ask("What was the objective response rate?").citations[0].quote.text  # doctest: +SKIP
    """

    def __init__(self, generation: store.Generation, engine: Engine, embedder: Embedder,
                 settings: Settings) -> None:  # fmt: skip
        self._generation = generation
        self._engine = engine
        self._embedder = embedder
        self._settings = settings
        self._documents = {document.id: document for document in generation.documents}
        self._stamp = IndexStamp(generation.id, settings.digest())

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

        Both default to the folders of the checkout, or else of the installation. What is built is
        said on stderr unless `quiet`, with a progress bar on a terminal.

        Raises CorpusError, ParseError, ModelError, IndexDamagedError (when it cannot be written).
        """
        root = Path(index) if index is not None else default_index()
        source = Path(corpus) if corpus is not None else default_corpus()
        wanted = settings or Settings()
        model = find_model(wanted.embedding_model)
        files = paper_files(source)
        recipe = _recipe(files, model, wanted)
        say = _silent if quiet else _say
        generation, why = _current(root, recipe)
        if generation is None or rebuild:
            generation = _build(root, files, recipe, model, wanted, say, why or "asked for")
        weights = _weights(wanted)
        engine = Engine.load(
            generation.folder, generation.passages, _expanders(generation.documents), weights
        )
        return cls(generation, engine, _query_embedder(root, model, wanted), wanted)

    def ask(self, question: str, *, document: Filter = None, section: Filter = None,
            kind: Filter = None) -> Answer:  # fmt: skip
        """What the papers say to `question`, or why they do not say it.

        The filters name document ids, section headings (at any level) and kinds of passages.
        Raises QuestionError for what is not text or too long, FilterError for an unknown name.
        """
        self._check_question(question)
        filters = self._filters(document, section, kind)
        expanded = self._engine.expand(question, filters)
        source = Source(
            documents=self._documents,
            passages=[p for p in self._engine.passages if filters.allow(p)],
            search=lambda k: self._engine.evidence(expanded, self._vector(expanded), k, filters),
            rarity=self._engine.rarity,
            expanded=expanded,
            short_forms=self._engine.short_forms(filters),
        )
        return answer_question(
            question, source, stamp=self._stamp, calibration=Calibration()
        )

    def search(self, query: str, k: int = 5, *, document: Filter = None, section: Filter = None,
               kind: Filter = None) -> tuple[Hit, ...]:  # fmt: skip
        """The `k` best passages for `query`, best first; filters as in `ask`.

        Raises QuestionError and FilterError as `ask` does, also for an empty query or k < 1.
        """
        self._check_question(query)
        if not query.strip():
            raise QuestionError("the query is empty; give at least one word")
        if k < 1:
            raise QuestionError(f"k is {k}; give a number of passages from 1")
        filters = self._filters(document, section, kind)
        expanded = self._engine.expand(query, filters)
        return self._engine.search(expanded, self._vector(expanded), k, filters)

    def documents(self) -> tuple[Document, ...]:
        """The papers of the index, by id."""
        return tuple(self._documents[name] for name in sorted(self._documents))

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
                f"the question has {len(question):,} characters, at most {limit:,} are read; shorten it"
            )

    def _filters(self, document: Filter, section: Filter, kind: Filter) -> Filters:
        documents, sections, kinds = _names(document), _names(section), _names(kind)
        held = {name.casefold(): name for passage in self._engine.passages for name in passage.section}
        _check_names("document", documents, sorted(self._documents))
        _check_names("kind", kinds, KINDS)
        _check_names("section", tuple(name.casefold() for name in sections), list(held))
        return Filters(documents, sections, tuple(kind for kind in KINDS if kind in kinds))


def _recipe(files: Sequence[Path], model: Model, settings: Settings) -> store.Recipe:
    papers = tuple((path.stem, sha256(path.read_bytes()).hexdigest()) for path in files)
    _check_unique(files)
    return store.Recipe(
        papers, PARSER_VERSION, model.name, model.sha256, asdict(settings), settings.digest()
    )


def _check_unique(files: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        if other := seen.get(path.stem):
            raise CorpusError(f"{other} and {path} would both have the id {path.stem!r}; rename one")
        seen[path.stem] = path


def _current(root: Path, recipe: store.Recipe) -> tuple[store.Generation | None, str]:
    """The generation in force if it fits the recipe, else None and why not."""
    try:
        generation = store.read(root)
    except IndexMissingError:
        return None, "there is none yet"
    except IndexDamagedError as error:
        return None, str(error).removesuffix(f"; {store.REBUILD}")
    differs = store.difference(generation.manifest, recipe)
    return (None, differs) if differs else (generation, "")


def _build(root: Path, files: Sequence[Path], recipe: store.Recipe, model: Model,
           settings: Settings, say: Callable[[str], None], why: str) -> store.Generation:  # fmt: skip
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=LOCK_WAIT_SECONDS):
            say(f"Building the index at {root} ({why})")
            documents = [parse_file(path) for path in files]
            found = [
                passage
                for document in documents
                for passage in passages(
                    document,
                    max_characters=settings.passage_max_characters,
                    max_sentences=settings.passage_max_sentences,
                )
            ]
            embedder = _passage_embedder(root, model, settings)
            with tqdm(desc="Embedding", unit="text", disable=say is _silent or None) as bar:
                engine = Engine.of(
                    found, _expanders(documents), embedder, weights=_weights(settings),
                    k1=settings.bm25_k1, b=settings.bm25_b, progress=_on(bar),
                )  # fmt: skip
            store.publish(root, recipe, documents, found, engine.save, dimension=engine.dimension)
            return store.read(root)
    except Timeout as error:
        raise IndexDamagedError(
            f"another process has been building {root} for {LOCK_WAIT_SECONDS} s; wait for it to end"
        ) from error
    except OSError as error:
        raise IndexDamagedError(
            f"the index cannot be written to {root} ({error.strerror or error}); give another place "
            "with --index"
        ) from error


def _passage_embedder(root: Path, model: Model, settings: Settings) -> Embedder:
    if model.name == HASHING:
        return HashingEmbedder()
    space = f"{model.sha256}:{settings.max_tokens}"
    return CachedEmbedder(
        lambda: _onnx_embedder(root, model, settings, threads=min(8, os.cpu_count() or 1)),
        root / "embeddings.sqlite",
        space=space,
    )


def _query_embedder(root: Path, model: Model, settings: Settings) -> Embedder:
    if model.name == HASHING:
        return HashingEmbedder()
    return _onnx_embedder(root, model, settings, threads=1)


def _onnx_embedder(root: Path, model: Model, settings: Settings, *, threads: int) -> Embedder:
    folder = root / "models" / f"{model.sha256[:16]}-{settings.max_tokens}"
    if not is_exported(folder):
        export_onnx(ReferenceEmbedder(model, max_tokens=settings.max_tokens), folder)
    return OnnxEmbedder(folder, max_tokens=settings.max_tokens, threads=threads)


def _weights(settings: Settings) -> Weights:
    return Weights(
        dense=settings.dense_weight,
        lexical=settings.lexical_weight,
        context=settings.context_weight,
        passage=settings.passage_weight,
        rank_constant=settings.rank_constant,
    )


def _expanders(documents: Iterable[Document]) -> dict[str, Expander]:
    return {document.id: Expander.of(document.abbreviations) for document in documents}


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


def _on(bar: tqdm) -> Callable[[int, int], None]:
    def update(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return update


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


def _silent(message: str) -> None:
    del message


__all__ = ["Assistant", "Kind", "default_corpus", "default_index"]
