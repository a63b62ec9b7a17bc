"""Where an index and its papers lie when nothing else is said, and which papers it is of."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from .disk import write_whole
from .errors import CorpusError

CORPUS = "CORPUS"  # the file in an index that names its corpus, if that is not the default one


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

    Raises CorpusError when the corpus that an index was built from is not there any more: another
    one must not silently take its place.
    """
    if corpus is None:
        root = Path(index) if index is not None else default_index()
        return root, _remembered(root) or default_corpus()
    source = Path(corpus)
    if index is not None:
        return Path(index), source
    if _is_default(source):
        return default_index(), source
    own = sha256(str(source.resolve()).encode()).hexdigest()[:12]
    return default_index() / "of" / own, source


def remember(root: Path, corpus: Path) -> None:
    """Note in the index at `root` from which corpus it is built. Raises OSError.

    The default corpus is not noted: it is where the package is, also after that has moved.
    """
    path, name = root / CORPUS, f"{corpus.resolve()}\n"
    if _is_default(corpus):
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != name.encode():
        write_whole(path, name)


def remember_move(root: Path, corpus: Path) -> None:
    """Note `corpus` where the one that the index remembers is gone: its papers have moved."""
    try:
        _remembered(root)
    except CorpusError:
        with suppress(OSError):  # an index that can only be read answers all the same
            remember(root, corpus)


def _is_default(corpus: Path) -> bool:
    return corpus.resolve() == default_corpus().resolve()


def _remembered(root: Path) -> Path | None:
    """The corpus that the index at `root` was built from; None for the default one."""
    path = root / CORPUS
    try:
        name = path.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); {_NAME_IT}") from error
    if not name:
        raise CorpusError(f"{path} is empty; {_NAME_IT}")
    if not Path(name).is_dir():
        raise CorpusError(
            f"the index at {root} was built from the papers in {name}, and there is no such folder "
            f"now; bring it back, or {_NAME_IT}"
        )
    return Path(name)


_NAME_IT = "say with --corpus DIR where its papers lie"
