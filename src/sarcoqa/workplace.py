"""Where an index lies and what should be in it: read, compared, and put in force."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from .answering import answering_rules
from .config import Settings
from .errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from .fingerprint import corpus_papers
from .parse import PARSER_VERSION, READ_SUFFIXES, Limits, named, paper_files, unread_files
from .schema import Paper
from .search import store
from .search.model import ADAPTED, Model, find_model
from .search.recipe import Recipe, difference
from .shelving import Shelver
from .sources import kept_papers, prune_sources

LOCK_WAIT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Standing:
    """What lies at the place of an index: `holdings` by id (none where it cannot be read), the ids
    of corpus papers that were `removed`, the `parser` that made it, and what is wrong with it."""

    holdings: Mapping[str, store.Holding]
    papers: tuple[Paper, ...]
    removed: tuple[str, ...]
    parser: int
    generation: store.Generation | None
    why: str


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
            workplace.say(f"Skipped, since only {kinds} are read: {named(skipped, corpus)}")
        return workplace

    # --- what stands there, and what should

    def standing(self) -> Standing:
        """What lies on disk, with its generation where that is what it should be.

        The papers that were added are known from the manifest or, where that is damaged or of
        another version, from the files of them that are kept.
        """
        try:
            generation = store.read(self.root)
        except IndexMissingError:
            return Standing({}, kept_papers(self.root), (), 0, None, "there is none yet")
        except (IndexDamagedError, IndexMismatchError) as error:
            return Standing({}, kept_papers(self.root), (), 0, None, reason(error))
        holdings = {held.paper.id: held for held in generation.holdings}
        own = tuple(held.paper for held in generation.holdings if not held.paper.shipped)
        parser = int(generation.manifest["parser"])
        found = Standing(holdings, own, generation.removed, parser, generation, "")
        differs = difference(generation.manifest, self.recipe(self.wanted(found)))
        return replace(found, generation=None, why=differs) if differs else found

    def wanted(self, standing: Standing) -> tuple[Paper, ...]:
        """The papers that the index should hold, by id: those added, then those of the corpus."""
        papers = {paper.id: paper for paper in standing.papers}
        held = {paper.sha256 for paper in standing.papers}
        for paper in corpus_papers(self.corpus, self.files):
            if paper.id in standing.removed or paper.sha256 in held:
                continue
            name = paper.id if paper.id not in papers else f"{paper.id}-{paper.sha256[:8]}"
            papers[name] = replace(paper, id=name)
        return tuple(papers[name] for name in sorted(papers))

    def recipe(self, papers: Sequence[Paper]) -> Recipe:
        """What decides what an index of `papers` holds."""
        return Recipe(
            papers=tuple(papers),
            parser=PARSER_VERSION,
            model=self.model.name,
            model_sha256=self.model.sha256,
            settings=self.settings.rules(),
            settings_digest=self.settings.digest(),
            answering=answering_rules(fitted=self.model.name == ADAPTED),
        )

    def limits(self) -> Limits:
        """What the reading of one file may take."""
        settings = self.settings
        return Limits(
            seconds=settings.paper_max_seconds,
            memory_megabytes=settings.paper_max_memory_megabytes,
            file_megabytes=settings.paper_max_file_megabytes,
            pages=settings.paper_max_pages,
            characters=settings.paper_max_characters,
        )

    def shelver(self) -> Shelver:
        """What makes papers searchable here."""
        return Shelver(self.root, self.recipe(()), self.settings, self.model)

    # --- writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write to the index: one process has it at a time.

        Raises IndexDamagedError where another process keeps it, or nothing can be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / ".lock", timeout=LOCK_WAIT_SECONDS):
                yield
        except Timeout as error:
            raise IndexDamagedError(
                f"another process has been writing to {self.root} for {LOCK_WAIT_SECONDS} s; "
                "wait for it to end, or end it"
            ) from error
        except OSError as error:
            raise store.unwritable(self.root, error) from error

    def publish(
        self,
        holdings: Mapping[str, store.Holding],
        shelver: Shelver,
        *,
        removed: Sequence[str],
    ) -> store.Generation:
        """Put these holdings in force; only whoever is `writing` may. Raises IndexDamagedError."""
        held = [holdings[name] for name in sorted(holdings)]
        papers = [holding.paper for holding in held]
        store.publish(
            self.root, self.recipe(papers), held, removed=removed, dimension=shelver.dimension(held)
        )
        shelver.drop_unused()
        prune_sources(self.root, papers)
        return store.read(self.root)

    def say(self, message: str) -> None:
        """Tell the user, on stderr, unless this is quiet."""
        if not self.quiet:
            sys.stderr.write(message + "\n")


def reason(error: IndexDamagedError | IndexMismatchError) -> str:
    """What is wrong with an index, without the advice to build it: that is done."""
    return str(error).removesuffix(f"; {store.REBUILD}")
