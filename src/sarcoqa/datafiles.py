"""The data files that stand beside the modules: vocabularies, style sheets, scripts."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_data(package: str, name: str) -> str:
    """The text of the file `name` in `package`, as ``read_data(__package__, "page.html")``."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def read_toml(package: str, name: str) -> dict[str, Any]:
    """The content of the TOML file `name` in `package`."""
    return tomllib.loads(read_data(package, name))
