"""Papers → an index on disk, and the embedders that make and search it.

Together with `sarcoqa.assistant` the place where stages are joined.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from tqdm import tqdm

from .config import Settings
from .digests import file_sha256
from .errors import (
    CorpusError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ParseError,
)
from .parse import PARSER_VERSION, SIDECAR, paper_files, parse_file
from .passages import passages
from .schema import Document
from .search import store
from .search.abbreviations import Expander
from .search.cache import CachedEmbedder
from .search.embedding import (
    Embedder,
    HashingEmbedder,
    OnnxEmbedder,
    ReferenceEmbedder,
    export_onnx,
    is_exported,
)
from .search.engine import Engine, Weights
from .search.model import HASHING, Model, find_model

LOCK_WAIT_SECONDS = 600
MAX_THREADS = 8
CORPUS = "CORPUS"  # the file in an index that names its corpus


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


def places(index: str | Path | None, corpus: str | Path | None) -> tuple[Path, Path]:
    """(where the index lies, where its papers lie), each with its default.

    Without a corpus, an index keeps to the one that it was built from. Without an index, a corpus
    other than the default one gets its own, so that two corpora never take turns in one place.
    """
    if corpus is None:
        root = Path(index) if index is not None else default_index()
        return root, _remembered(root) or default_corpus()
    source = Path(corpus)
    if index is not None:
        return Path(index), source
    if source.resolve() == default_corpus().resolve():
        return default_index(), source
    own = sha256(str(source.resolve()).encode()).hexdigest()[:12]
    return default_index() / "of" / own, source


def _remembered(root: Path) -> Path | None:
    """The corpus that the index at `root` was built from, while it is still there."""
    try:
        corpus = Path((root / CORPUS).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return corpus if corpus.is_dir() else None


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
        """Raises CorpusError without papers, ModelError without the model."""
        model = find_model(settings.embedding_model)
        return cls(root, corpus, paper_files(corpus), settings, model, quiet)

    def generation(self, *, rebuild: bool = False) -> store.Generation:
        """The generation of the index that fits, built when there is none or when `rebuild`.

        One process builds at a time; another waits, and then takes what was built.
        Raises CorpusError, ParseError, ModelError, IndexDamagedError.
        """
        recipe = self._recipe()
        found, _ = _current(self.root, recipe)
        if found and not rebuild:
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
            generation.folder, generation.passages, expanders(generation.documents), self._weights()
        )

    def question_embedder(self) -> Embedder:
        """The embedder for questions."""
        if self.model.name == HASHING:
            return HashingEmbedder()
        return self._onnx(threads=1)

    # --- building

    def _recipe(self) -> store.Recipe:
        _check_unique(self.files)
        papers = tuple((path.stem, _file_digest(path)) for path in self.files)
        folders = dict.fromkeys(path.parent for path in self.files)
        sidecars = [folder / SIDECAR for folder in folders if (folder / SIDECAR).is_file()]
        return store.Recipe(
            documents=papers,
            parser=PARSER_VERSION,
            model=self.model.name,
            model_sha256=self.model.sha256,
            settings=asdict(self.settings),
            settings_digest=self.settings.digest(),
            metadata_sha256=sha256("".join(map(_file_digest, sidecars)).encode()).hexdigest(),
        )

    def _build(self, recipe: store.Recipe, why: str) -> None:
        documents = [parse_file(path) for path in self.files]
        self._say(f"Building the index at {self.root} ({why})")
        settings = self.settings
        found = [
            passage
            for document in documents
            for passage in passages(
                document,
                max_characters=settings.passage_max_characters,
                max_sentences=settings.passage_max_sentences,
            )
        ]
        # None: a bar on a terminal only, so that logs stay readable.
        with tqdm(desc="Embedding", unit="text", disable=self.quiet or None) as bar:
            engine = Engine.of(
                found,
                expanders(documents),
                self._passage_embedder(),
                weights=self._weights(),
                k1=settings.bm25_k1,
                b=settings.bm25_b,
                progress=moving(bar),
            )
        store.publish(self.root, recipe, documents, found, engine.save, dimension=engine.dimension)
        (self.root / CORPUS).write_text(f"{self.corpus.resolve()}\n", encoding="utf-8")

    def _passage_embedder(self) -> Embedder:
        if self.model.name == HASHING:
            return HashingEmbedder()
        threads = min(MAX_THREADS, os.cpu_count() or 1)
        space = f"{self.model.sha256}:{self.settings.max_tokens}"
        path = self.root / "embeddings.sqlite"
        return CachedEmbedder(lambda: self._onnx(threads=threads), path, space=space)

    def _onnx(self, *, threads: int) -> Embedder:
        tokens = self.settings.max_tokens
        folder = self.root / "models" / f"{self.model.sha256[:16]}-{tokens}"
        if not is_exported(folder):
            self._export(folder)
        return OnnxEmbedder(folder, max_tokens=tokens, threads=threads)

    def _export(self, folder: Path) -> None:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(folder.parent / ".lock", timeout=LOCK_WAIT_SECONDS):
                if not is_exported(folder):  # another process may have made it meanwhile
                    tokens = self.settings.max_tokens
                    export_onnx(ReferenceEmbedder(self.model, max_tokens=tokens), folder)
        except (OSError, Timeout) as error:
            raise IndexDamagedError(
                f"the query model cannot be written to {folder} ({error}); give another place "
                "with --index"
            ) from error

    def _weights(self) -> Weights:
        settings = self.settings
        return Weights(
            dense=settings.dense_weight,
            lexical=settings.lexical_weight,
            context=settings.context_weight,
            passage=settings.passage_weight,
            rank_constant=settings.rank_constant,
        )

    def _say(self, message: str) -> None:
        if not self.quiet:
            sys.stderr.write(message + "\n")


def expanders(documents: Iterable[Document]) -> dict[str, Expander]:
    """The expander of each paper's abbreviations, by document id."""
    return {document.id: Expander.of(document.abbreviations) for document in documents}


def _current(root: Path, recipe: store.Recipe) -> tuple[store.Generation | None, str]:
    """The generation in force if it fits the recipe, else None and why not."""
    try:
        generation = store.read(root)
    except IndexMissingError:
        return None, "there is none yet"
    except (IndexDamagedError, IndexMismatchError) as error:
        return None, str(error).removesuffix(f"; {store.REBUILD}")
    differs = store.difference(generation.manifest, recipe)
    return (None, differs) if differs else (generation, "")


def _file_digest(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError as error:
        raise ParseError(
            f"{path} cannot be read ({error.strerror}); check its permissions, or remove it"
        ) from error


def _check_unique(files: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        if other := seen.get(path.stem):
            raise CorpusError(
                f"{other} and {path} would both have the id {path.stem!r}; rename one"
            )
        seen[path.stem] = path


def moving(bar: tqdm[Any]) -> Callable[[int, int], None]:
    """A progress callback (done, total) that moves `bar`."""

    def move(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return move
