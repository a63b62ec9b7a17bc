"""One child process that reads papers, and what becomes of it.

A child is used again for the next file, since starting one costs more than reading a paper; after
a crash, a hang or too large a file it is replaced. Only JSON comes back from it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from typing import IO

from pydantic import TypeAdapter, ValidationError

from .. import errors
from ..errors import DamagedPaperError, ParseError, SarcoqaError, TooLargeError, TooSlowError
from ..schema import Document, PageImage
from .limits import MEGABYTE, Limits
from .wanted import PageRequest

WORKER = f"{__package__}.worker"
START_SECONDS = 120.0
END_SECONDS = 2.0
MAX_REPLY_MEGABYTES = 64  # of JSON; what is read is held to be a paper
_DOCUMENT = TypeAdapter(Document)
_PICTURE = TypeAdapter(PageImage)


class Reader:
    """One child process that reads papers; started when first needed, and again after it ended."""

    def __init__(self, limits: Limits, worker: str = WORKER) -> None:
        self._limits = limits
        self._worker = worker
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Document:
        """The `Document` of a file. Raises ParseError or CorpusError, whatever the file does."""
        content = self._asked(path, str(path), "document")
        try:
            return _DOCUMENT.validate_json(content)
        except ValidationError as error:
            raise DamagedPaperError(f"{path} gave no document ({error.title})") from error

    def draw(self, request: PageRequest) -> PageImage:
        """The picture of a page. Raises PageError or ParseError, whatever the file does."""
        content = self._asked(Path(request.path), asdict(request), "picture")
        try:
            return _PICTURE.validate_json(content)
        except ValidationError as error:
            raise DamagedPaperError(f"{request.path} gave no picture ({error.title})") from error

    def _asked(self, path: Path, request: object, expected: str) -> bytes:
        """What the child answers to a request that concerns the file at `path`."""
        child = self._started()
        line = json.dumps(request).encode() + b"\n"
        kind, content, late = self._reply(child, self._limits.seconds, line)
        if late and kind:  # it answered while it was being ended
            self.close()
        if kind == expected:
            return content
        if kind == "error":
            raise self._stated(content)
        if not kind:  # it is ending by itself: let it, so that its status is its own
            with suppress(subprocess.TimeoutExpired):
                child.wait(END_SECONDS)
        self.close()
        raise self._ended(path, kind, child.returncode, late)

    def close(self) -> None:
        """End the child, and whatever it started."""
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            _end(child)
        child.wait()
        for stream in (child.stdin, child.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None:
            return self._child
        home = str(Path(__file__).resolve().parents[2])
        child = subprocess.Popen(
            [sys.executable, "-m", self._worker, json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))},
            start_new_session=True,
        )
        self._child = child
        if self._reply(child, START_SECONDS)[0] != "ready":
            self.close()
            raise ParseError(
                f"the process that reads papers does not start (exit status {child.returncode}); "
                "raise paper_max_memory_megabytes in the settings, or reinstall the package"
            )
        return child

    def _reply(
        self, child: subprocess.Popen[bytes], seconds: float, line: bytes = b""
    ) -> tuple[str, bytes, bool]:
        """(kind, content, whether time ran out) of the answer to `line`; the kind is empty where
        the child ended.
        """
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            with suppress(ProcessLookupError, PermissionError):
                _end(child)

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            with suppress(BrokenPipeError):
                _inward(child).write(line)
                _inward(child).flush()
            kind, _, length = _outward(child).readline(64).decode("ascii", "replace").partition(" ")
            size = int(length) if length.strip().isdigit() else 0
            if size > MAX_REPLY_MEGABYTES * MEGABYTE:
                return "too large", b"", False
            content = _outward(child).read(size)
            return (kind if len(content) == size else ""), content, bool(late)
        finally:
            timer.cancel()

    def _stated(self, content: bytes) -> SarcoqaError:
        name, message = json.loads(content)
        kind: type[SarcoqaError] = getattr(errors, str(name), ParseError)
        if kind is TooLargeError:  # memory that was taken may not come back
            self.close()
        return kind(str(message))

    def _ended(self, path: Path, kind: str, status: int, late: bool) -> ParseError:
        if kind == "too large":
            return TooLargeError(
                f"{path} gives more than {MAX_REPLY_MEGABYTES} MB of text and structure; split it"
            )
        if late or -status == getattr(signal, "SIGXCPU", None):
            return TooSlowError(
                f"reading {path} took more than {self._limits.seconds:g} s; split it, or raise "
                "paper_max_seconds in the settings"
            )
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return DamagedPaperError(
            f"reading {path} ended its process ({how}); open it in another program and save it "
            "again"
        )


def _inward(child: subprocess.Popen[bytes]) -> IO[bytes]:
    if child.stdin is None:
        raise ParseError("the process that reads papers has no input")
    return child.stdin


def _outward(child: subprocess.Popen[bytes]) -> IO[bytes]:
    if child.stdout is None:
        raise ParseError("the process that reads papers has no output")
    return child.stdout


def _end(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
