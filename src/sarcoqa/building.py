"""Papers → an index on disk, and the embedders that make and search it.

Together with `sarcoqa.assistant` the place where stages are joined.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tqdm import tqdm

from .config import Settings
from .embedders import passage_embedder, question_embedder
from .errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from .fingerprint import paper_hashes, sidecar_hash
from .parse import (
    PARSER_VERSION,
    READ_SUFFIXES,
    named,
    paper_files,
    parse_file,
    unread_files,
)
from .passages import passages
from .places import checkout, default_corpus, default_index, places, remember, remember_move
from .schema import Document, Passage
from .search import store
from .search.abbreviations import Expander
from .search.cache import CachedEmbedder
from .search.embedding import Embedder, HashingEmbedder
from .search.engine import Engine, Weights
from .search.model import Model, find_model
from .search.recipe import Recipe, difference

LOCK_WAIT_SECONDS = 600

__all__ = [
    "Workplace", "checkout", "default_corpus", "default_index", "expanders", "moving", "places",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where an index lies, from which papers, by which settings and model it is built."""

    root: Path
    corpus: Path
    files: tuple[Path, ...]
    settings: Settings
    model: Model
    quiet: bool

    @classmethod
    def at(cls, root: Path, corpus: Path, settings: Settings, *, quiet: bool) -> Workplace:
        """Raises CorpusError without papers, ModelError without the model.

        Says which files of the corpus no parser reads.
        """
        model = find_model(settings.embedding_model)
        workplace = cls(root, corpus, paper_files(corpus), settings, model, quiet)
        if skipped := unread_files(corpus):
            kinds = ", ".join(READ_SUFFIXES)
            workplace._say(f"Skipped, since only {kinds} are read: {named(skipped, corpus)}")
        return workplace

    def generation(self, *, rebuild: bool = False) -> store.Generation:
        """The generation of the index that fits, built when there is none or when `rebuild`.

        One process builds at a time; another waits, and then takes what was built.
        Raises CorpusError, ParseError, ModelError, IndexDamagedError.
        """
        recipe = self._recipe()
        found, _ = _current(self.root, recipe)
        if found and not rebuild:
            remember_move(self.root, self.corpus)
            return found
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / ".lock", timeout=LOCK_WAIT_SECONDS):
                found, why = _current(self.root, recipe)
                if found and not rebuild:
                    return found
                self._build(recipe, why or "asked for")
                return store.read(self.root)
        except Timeout as error:
            raise IndexDamagedError(
                f"another process has been building {self.root} for {LOCK_WAIT_SECONDS} s; "
                "wait for it to end, or end it"
            ) from error
        except OSError as error:
            raise IndexDamagedError(
                f"the index cannot be written to {self.root} ({error.strerror or error}); give "
                "another place with --index"
            ) from error

    def engine(self, generation: store.Generation) -> Engine:
        """The search engine over a generation."""
        return Engine.load(
            generation.folder, generation.passages, expanders(generation.documents), self.weights()
        )

    def question_embedder(self) -> Embedder:
        """The embedder for questions."""
        return question_embedder(self.root, self.model, max_tokens=self.settings.max_tokens)

    def passage_embedder(self) -> HashingEmbedder | CachedEmbedder:
        """The embedder for what is indexed, its vectors kept in the index."""
        return passage_embedder(self.root, self.model, max_tokens=self.settings.max_tokens)

    # --- building

    def _recipe(self) -> Recipe:
        return Recipe(
            documents=paper_hashes(self.files),
            parser=PARSER_VERSION,
            model=self.model.name,
            model_sha256=self.model.sha256,
            settings=asdict(self.settings),
            settings_digest=self.settings.digest(),
            metadata_sha256=sidecar_hash(self.files),
        )

    def _build(self, recipe: Recipe, why: str) -> None:
        documents = [parse_file(path) for path in self.files]
        self._say(f"Building the index at {self.root} ({why})")
        settings = self.settings
        found = passages_of(documents, settings)
        embedder = self.passage_embedder()
        # None: a bar on a terminal only, so that logs stay readable.
        with tqdm(desc="Embedding", unit="text", disable=self.quiet or None) as bar:
            engine = Engine.of(
                found,
                expanders(documents),
                embedder,
                weights=self.weights(),
                k1=settings.bm25_k1,
                b=settings.bm25_b,
                progress=moving(bar),
            )
        remember(self.root, self.corpus)  # first: a build cut short goes on with these papers
        identity = store.publish(
            self.root, recipe, documents, found, engine.save, dimension=engine.dimension
        )
        if isinstance(embedder, CachedEmbedder):
            embedder.keep(identity, store.kept(self.root))

    def weights(self) -> Weights:
        """How the engine mixes scores."""
        settings = self.settings
        return Weights(
            dense=settings.dense_weight,
            lexical=settings.lexical_weight,
            context=settings.context_weight,
            passage=settings.passage_weight,
        )

    def _say(self, message: str) -> None:
        if not self.quiet:
            sys.stderr.write(message + "\n")


def expanders(documents: Iterable[Document]) -> dict[str, Expander]:
    """The expander of each paper's abbreviations, by document id."""
    return {document.id: Expander.of(document.abbreviations) for document in documents}


def _current(root: Path, recipe: Recipe) -> tuple[store.Generation | None, str]:
    """The generation in force if it fits the recipe, else None and why not."""
    try:
        generation = store.read(root)
    except IndexMissingError:
        return None, "there is none yet"
    except (IndexDamagedError, IndexMismatchError) as error:
        return None, str(error).removesuffix(f"; {store.REBUILD}")
    differs = difference(generation.manifest, recipe)
    return (None, differs) if differs else (generation, "")


def moving(bar: tqdm[Any]) -> Callable[[int, int], None]:
    """A progress callback (done, total) that moves `bar`."""

    def move(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return move


def passages_of(documents: Iterable[Document], settings: Settings) -> list[Passage]:
    """The passages of all `documents`, in order, cut as `settings` say."""
    return [
        passage
        for document in documents
        for passage in passages(
            document,
            max_characters=settings.passage_max_characters,
            max_sentences=settings.passage_max_sentences,
        )
    ]
