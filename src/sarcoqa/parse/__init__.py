"""1. A paper's file → `Document`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..errors import CorpusError, EmptyFileError, NotTextError, ParseError, UnsupportedFileError
from ..schema import Document
from .files import (
    SIDECAR,
    TEXT_SUFFIXES,
    Chosen,
    choose_files,
    is_read,
    named,
    paper_files,
    unread_files,
)
from .limits import Limits
from .plain import parse_plain
from .sandbox import Reading, read_papers
from .sidecar import read_sidecar, sidecar_digest

# Raised when the same file would give another Document, so that old indexes are rebuilt.
PARSER_VERSION = 5

__all__ = [
    "PARSER_VERSION", "SIDECAR", "TEXT_SUFFIXES", "Chosen", "Limits", "Reading", "choose_files",
    "is_read", "named", "paper_files", "parse_file", "read_papers", "sidecar_digest",
    "unread_files",
]  # fmt: skip


def parse_file(path: Path) -> Document:
    """The `Document` of a paper's file; its id is the file's name without the suffix.

    ``paper.toml`` beside the file, where there is one, states what the text may leave out, and the
    sha256 that the file must have (`sidecar.read_sidecar` says of which file it speaks).

    Raises ParseError (EmptyFileError, NotTextError, UnsupportedFileError), or CorpusError when the
    file is not the one that ``paper.toml`` names.
    """
    if not is_read(path):
        raise UnsupportedFileError(
            f"{path} is a {path.suffix or 'suffixless'} file; this version reads "
            f"{', '.join(TEXT_SUFFIXES)}"
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ParseError(
            f"{path} cannot be read ({error.strerror}); check its permissions"
        ) from error
    digest = sha256(content).hexdigest()
    stated = read_sidecar(path)
    if stated.sha256 and stated.sha256 != digest:
        raise CorpusError(
            f"{path} has sha256 {digest[:12]}…, but {SIDECAR} beside it states "
            f"{stated.sha256[:12]}…; restore the file or correct {SIDECAR}"
        )
    text = _decoded(content, path)
    if not any(char.isalnum() for char in text):
        raise EmptyFileError(f"{path} holds no words; expected the text of a paper; remove it")
    return parse_plain(text, document_id=path.stem, sha256=digest, stated=stated)


def _decoded(content: bytes, path: Path) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"{path} is not {encoding.removesuffix('-sig')} text (byte {error.start}); "
            "save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise NotTextError(f"{path} is a binary file (it holds NUL bytes); save it as UTF-8 text")
    return text
