"""Files that a reader has sent."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from gradio.utils import get_upload_folder

from ..errors import ParseError


@contextmanager
def taken_in(stored: str, name: str) -> Iterator[Path]:
    """The file at `stored` under the `name` that its owner gave it, for as long as it is read.

    Both come from the page: only what gradio has stored as an upload is taken, and of the name only
    its last part. The upload is deleted at the end. Raises ParseError for any other file.
    """
    path = Path(stored).resolve()
    if not path.is_relative_to(Path(get_upload_folder()).resolve()) or not path.is_file():
        raise ParseError(f"{name!r} has not arrived; send it again")
    last = PurePath(name.replace("\\", "/")).name
    plain = path.name if last in ("", "..") else last
    with tempfile.TemporaryDirectory(prefix="sarcoqa-") as folder:
        taken = Path(folder) / plain
        try:
            shutil.move(path, taken)
        except (OSError, ValueError) as error:
            raise ParseError(f"{name!r} cannot be kept ({error}); give it a plain name") from error
        yield taken
