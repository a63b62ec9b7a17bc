"""1. A paper's file → `Document`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..errors import CorpusError, EmptyFileError, ParseError, UnsupportedFileError
from ..schema import Document
from .encoding import decoded
from .files import (
    READ_SUFFIXES,
    SIDECAR,
    Chosen,
    choose_files,
    is_read,
    kind_of,
    named,
    paper_files,
    print_beside,
    unread_files,
)
from .front import Metadata
from .limits import Limits
from .plain import parse_plain
from .prints import with_print
from .reader import Reader
from .sandbox import Reading, read_papers
from .sidecar import beside_digest, read_sidecar, read_with
from .wanted import PageRequest, wanted_on

# Raised when the same file would give another Document, so that old indexes are rebuilt.
PARSER_VERSION = 6

__all__ = [
    "PARSER_VERSION",
    "READ_SUFFIXES",
    "SIDECAR",
    "Chosen",
    "Limits",
    "PageRequest",
    "Reader",
    "Reading",
    "beside_digest",
    "choose_files",
    "is_read",
    "kind_of",
    "named",
    "paper_files",
    "parse_file",
    "print_beside",
    "read_papers",
    "read_with",
    "unread_files",
    "wanted_on",
]  # fmt: skip


def parse_file(path: Path, *, most_pages: int = Limits().pages) -> Document:
    """The `Document` of a paper's file; its id is the file's name without the suffix.

    A JATS file gets the pages of its text from the PDF of its name beside it, where there is one.
    A PDF may have `most_pages`.

    ``paper.toml`` beside the file, where there is one, states what the text may leave out, and the
    sha256 that the file must have (`sidecar.read_sidecar` says of which file it speaks).

    Raises ParseError (EmptyFileError, NotTextError, UnsupportedFileError, DamagedPaperError,
    NotAPaperError, EncryptedPaperError, NoTextLayerError, TooLargeError), or CorpusError when the
    file is not the one that ``paper.toml`` names.
    """
    if not is_read(path):
        raise UnsupportedFileError(
            f"{path} is a {path.suffix or 'suffixless'} file; this version reads "
            f"{', '.join(READ_SUFFIXES)}"
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
    try:
        return _parsed(path, content, digest, stated, most_pages)
    except ParseError as error:
        if str(path) in str(error):
            raise
        raise type(error)(f"{path}: {error}") from error


def _parsed(path: Path, content: bytes, digest: str, stated: Metadata, most_pages: int) -> Document:
    kind = kind_of(path)
    if kind == "jats":
        from .jats import parse_jats  # loads lxml, which most papers do not need

        document = parse_jats(content, document_id=path.stem, sha256=digest, stated=stated)
        pdf = print_beside(path)
        return with_print(document, pdf) if pdf else document
    if kind == "pdf":
        from .pdf import parse_pdf  # loads pdfium, which no other kind of file needs

        return parse_pdf(
            content, document_id=path.stem, sha256=digest, stated=stated, most_pages=most_pages
        )
    text = decoded(content, path)
    if not any(char.isalnum() for char in text):
        raise EmptyFileError(f"{path} holds no words; expected the text of a paper; remove it")
    return parse_plain(text, document_id=path.stem, sha256=digest, stated=stated)
