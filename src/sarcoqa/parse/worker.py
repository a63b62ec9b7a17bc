"""The child process that reads papers, one after another, for `sarcoqa.parse.reader`.

    python -m sarcoqa.parse.worker LIMITS

Takes one JSON value on each line of standard input: the path of a file to read, or a `PageRequest`
for a page to draw. Answers each by a line ``document N``, ``picture N`` or ``error N`` and N bytes
of JSON: the Document, the PageImage, or [name of the error, message]. What a paper can do to this
process it does to nothing else: it may not write files, and has only so much memory and processor
time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter

from ..errors import DamagedPaperError, ParseError, SarcoqaError, TooLargeError
from ..schema import Document, PageImage
from . import parse_file
from .limits import Limits
from .wanted import PageRequest

if sys.platform != "win32":
    import resource

_DOCUMENT = TypeAdapter(Document)
_REQUEST = TypeAdapter(PageRequest)
_PICTURE = TypeAdapter(PageImage)


def read_paper(path: Path, limits: Limits) -> bytes:
    """The Document of a file, as JSON.

    Raises ParseError (DamagedPaperError also for whatever a library trips over, TooLargeError also
    where memory runs out), or CorpusError as `parse_file` does.
    """
    with _typed_errors(path, limits):
        document = parse_file(path, most_pages=limits.pages)
        limits.check(path, document)
        return _DOCUMENT.dump_json(document)


def draw(request: PageRequest, limits: Limits) -> bytes:
    """The PageImage that is asked for, as JSON.

    Raises PageError for a page that is not there, ParseError as `read_paper` does.
    """
    path = Path(request.path)
    with _typed_errors(path, limits):
        from .pdf.picture import draw_page  # loads pdfium

        limits.check_size(path)
        image = draw_page(path.read_bytes(), request, most_pages=limits.pages)
        return _PICTURE.dump_json(image)


@contextmanager
def _typed_errors(path: Path, limits: Limits) -> Iterator[None]:
    try:
        yield
    except ParseError as error:
        if str(path) in str(error):
            raise
        raise type(error)(f"{path}: {error}") from error
    except SarcoqaError:
        raise
    except MemoryError as error:
        raise TooLargeError(
            f"{path} needs more than {limits.memory_megabytes} MB of memory to read; split it, or "
            "raise paper_max_memory_megabytes in the settings"
        ) from error
    except Exception as error:  # a hostile file can trip any library in any way
        raise DamagedPaperError(
            f"{path} cannot be read as a paper ({type(error).__name__}: {error}); open it in "
            "another program and save it again"
        ) from error


def _answer(line: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """(kind, content) of the answer to a line of the requests."""
    try:
        asked = json.loads(line)
        if isinstance(asked, str):
            return b"document", read_paper(Path(asked), limits)
        return b"picture", draw(_REQUEST.validate_python(asked), limits)
    except SarcoqaError as error:
        return b"error", json.dumps([type(error).__name__, str(error)]).encode()


def main() -> None:
    """Read papers until standard input ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # no library talks into the replies, or reads the requests
        os.dup2(nothing, stream)
    if sys.platform != "win32":
        _confine(limits)
    _reply(replies, b"ready", b"")
    for request in requests:
        if sys.platform != "win32":
            _bound_processor_time(limits)
        _reply(replies, *_answer(request, limits))


def _reply(replies: BinaryIO, kind: bytes, content: bytes) -> None:
    replies.write(b"%s %d\n%s" % (kind, len(content), content))
    replies.flush()


if sys.platform != "win32":

    def _confine(limits: Limits) -> None:
        size = limits.memory_megabytes * 1024 * 1024
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            size = min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (size, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _bound_processor_time(limits: Limits) -> None:
        """The parent ends what takes too long; this ends it also where the parent is gone."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = used.ru_utime + used.ru_stime
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + limits.seconds) + 2, most))


if __name__ == "__main__":
    main()
