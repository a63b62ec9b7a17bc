"""Papers read in child processes, so that no file can stop, slow or crash the run."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from ..errors import SarcoqaError
from ..schema import Document
from .limits import Limits
from .reader import WORKER, Reader

AHEAD = 2  # files that may wait for the caller, for each reader: a bound on memory
Reading = Document | SarcoqaError


def read_papers(
    paths: Sequence[Path], limits: Limits, *, readers: int, worker: str = WORKER
) -> Generator[Reading, None, None]:
    """What each file gives, in order: its `Document`, or the error that says why there is none.

    At most `readers` child processes (0: one for each core) read at once, each by the module
    `worker`.
    """
    count = min(readers or os.cpu_count() or 1, len(paths))
    held = [Reader(limits, worker) for _ in range(count)]
    idle: SimpleQueue[Reader] = SimpleQueue()
    for reader in held:
        idle.put(reader)
    pool = ThreadPoolExecutor(max(count, 1))
    waiting: list[Future[Reading]] = []
    try:
        for path in paths:
            waiting.append(pool.submit(_read, path, idle))
            if len(waiting) > AHEAD * count:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for reader in held:
            reader.close()
        pool.shutdown()


def _read(path: Path, idle: SimpleQueue[Reader]) -> Reading:
    reader = idle.get()
    try:
        return reader.read(path)
    except SarcoqaError as error:
        return error
    finally:
        idle.put(reader)
