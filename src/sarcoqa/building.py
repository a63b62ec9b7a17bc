"""Papers → an index on disk that fits them, the settings and the model.

Together with `library.py` and `assistant.py` the place where stages are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

from tqdm import tqdm

from .errors import IndexDamagedError, SarcoqaError
from .parse import PARSER_VERSION, kind_of, parse_file, read_papers
from .places import checkout, default_corpus, default_index, places, remember, remember_move
from .schema import Document, Paper
from .search.segments import check_segment, read_document
from .search.store import Generation, Holding
from .shelving import Shelved
from .sources import kept_source
from .workplace import Standing, Workplace, reason

__all__ = [
    "Workplace", "checkout", "default_corpus", "default_index", "fitting", "fitting_here", "moving",
    "opened", "places", "rebuilt",
]  # fmt: skip


def opened(
    workplace: Workplace, *, rebuild: bool = False, known: Mapping[str, Shelved] | None = None
) -> tuple[Generation, dict[str, Shelved]]:
    """The generation that fits and its papers by id, built or mended where it must be.

    Papers `known` by the names of their segments are not read again. Raises CorpusError,
    ParseError, ModelError, IndexDamagedError.
    """
    generation = fitting(workplace, rebuild=rebuild)
    try:
        return generation, _shelved(workplace, generation, known or {})
    except IndexDamagedError as error:
        generation = _built(workplace, reason(error), anew=False)
        return generation, _shelved(workplace, generation, {})


def fitting(workplace: Workplace, *, rebuild: bool = False) -> Generation:
    """The generation of the index that fits, built when there is none or when `rebuild`.

    One process builds at a time; another waits, and then takes what was built. Raises as `opened`
    does.
    """
    found = workplace.standing()
    if found.generation and not rebuild:
        remember_move(workplace.root, workplace.corpus)
        return found.generation
    return _built(workplace, "asked for" if rebuild else "", anew=rebuild)


def fitting_here(workplace: Workplace) -> Generation:
    """The generation that fits, for whoever is `Workplace.writing`. Raises as `opened` does."""
    found = workplace.standing()
    return found.generation or rebuilt(workplace, found, found.why)


def _shelved(
    workplace: Workplace, generation: Generation, known: Mapping[str, Shelved]
) -> dict[str, Shelved]:
    return {
        held.paper.id: replace(known[held.segment], paper=held.paper)
        if held.segment in known
        else Shelved.load(workplace.root, held)
        for held in generation.holdings
    }


def _built(workplace: Workplace, why: str, *, anew: bool) -> Generation:
    """The generation that fits, made under the lock: another process may have made it before.

    `why` it must be made anew even if it fits, or empty.
    """
    with workplace.writing():
        found = workplace.standing()
        if found.generation and not why:
            return found.generation
        return rebuilt(workplace, found, found.why or why, anew=anew)


def rebuilt(workplace: Workplace, found: Standing, why: str, *, anew: bool = False) -> Generation:
    """Make what is wanted beside what is `found`: what is whole stays, unless all is made `anew`.

    Only for whoever is `Workplace.writing`.
    """
    papers = workplace.wanted(found)
    shelver = workplace.shelver()
    standing = {} if anew else {paper.id: shelver.standing(paper) for paper in papers}
    holdings = {name: held for name, held in standing.items() if held is not None}
    missing = [paper for paper in papers if paper.id not in holdings]
    corpus = _of_corpus(workplace, [paper for paper in missing if paper.shipped])
    workplace.say(f"Building the index at {workplace.root} ({why})")
    # None: a bar on a terminal only, so that logs stay readable.
    with tqdm(desc="Embedding", unit="text", disable=workplace.quiet or None) as bar:
        for paper in missing:
            document = corpus.pop(paper.id, None) or _document(workplace, paper, found)
            holdings[paper.id] = shelver.shelve(paper, document, moving(bar))
    # First: a build cut short goes on with these papers.
    remember(workplace.root, workplace.corpus)
    generation = workplace.publish(holdings, shelver, removed=found.removed)
    shelver.sweep()
    return generation


def _of_corpus(workplace: Workplace, papers: Sequence[Paper]) -> dict[str, Document]:
    """The documents of papers of the corpus, by id. PDF and JATS are read in child processes, as
    added files are; plain text can do no harm. Raises ParseError and CorpusError.
    """
    files = {paper.id: workplace.corpus / paper.origin for paper in papers}
    apart = [file for file in files.values() if kind_of(file) != "text"]
    readers = workplace.settings.paper_readers
    documents: dict[str, Document] = {}
    with closing(read_papers(apart, workplace.limits(), readers=readers)) as readings:
        for name, file in files.items():
            read = next(readings) if kind_of(file) != "text" else parse_file(file)
            if isinstance(read, SarcoqaError):
                raise read
            documents[name] = replace(read, id=name)
    return documents


def _document(workplace: Workplace, paper: Paper, found: Standing) -> Document:
    """The document of an added paper, from its file, or from what an older index made of it.

    Raises IndexDamagedError where nothing of it is left.
    """
    held = found.holdings.get(paper.id)
    older = _held_document(workplace, held) if held else None
    if older and found.parser == PARSER_VERSION:
        return older
    read = _read_again(workplace, paper)
    if isinstance(read, Document):
        return replace(read, id=paper.id)
    if older:  # a paper is never lost to a newer parser
        said = f"kept as an earlier version read it; this one could not: {read}"
        return replace(older, warnings=(*older.warnings, said))
    raise IndexDamagedError(
        f"the paper {paper.id!r} is damaged in the index, and so is the copy of its file "
        f"({read}); bring {paper.origin} back, or run: sarcoqa remove {paper.id}"
    )


def _held_document(workplace: Workplace, held: Holding) -> Document | None:
    with suppress(IndexDamagedError):
        return read_document(check_segment(workplace.root, held))
    return None


def _read_again(workplace: Workplace, paper: Paper) -> Document | SarcoqaError | str:
    file = kept_source(workplace.root, paper)
    if file is None:
        return "it is gone"
    (read,) = read_papers([file], workplace.limits(), readers=1)
    return read


def moving(bar: tqdm[Any]) -> Callable[[int, int], None]:
    """A progress callback (done, total) that moves `bar` on from where it is."""
    before = bar.n

    def move(done: int, total: int) -> None:
        bar.total = before + total
        bar.update(before + done - bar.n)

    return move
