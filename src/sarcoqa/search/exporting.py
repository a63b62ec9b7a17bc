"""The ONNX copy of a model made in a child process, so that torch never fills the caller's memory.

    python -m sarcoqa.search.exporting MODEL FOLDER TOKENS

Says nothing and ends with 0, or prints the message of the error and ends with `FAILED`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ..errors import ModelError
from .model import find_model

FAILED = 3
TELLING_LINES = 3


def export_apart(model: str, folder: Path, *, max_tokens: int) -> None:
    """Write the ONNX copy of the model of that name into `folder`, in a child process.

    Raises ModelError when the model cannot be exported, or the process ends early (no memory).
    """
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", __name__, model, str(folder), str(max_tokens)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
        errors="replace", env=os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )  # fmt: skip
    if done.returncode == FAILED:
        raise ModelError(done.stdout.strip())
    if done.returncode:
        last = " ".join(done.stderr.split("\n")[-TELLING_LINES:]).strip()
        raise ModelError(
            f"the process that exports the model {model} ended with status {done.returncode} "
            f"({last}); free memory (about 1 GB is needed once), or reinstall the package"
        )


def main() -> None:
    from .embedding import ReferenceEmbedder
    from .export import export_onnx

    name, folder, max_tokens = sys.argv[1:]
    try:
        model = find_model(name)
        export_onnx(ReferenceEmbedder(model, max_tokens=int(max_tokens)), Path(folder))
    except (ModelError, OSError) as error:
        sys.stdout.write(str(error))
        raise SystemExit(FAILED) from error


if __name__ == "__main__":
    main()
