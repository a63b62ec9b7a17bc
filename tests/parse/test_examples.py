"""The worked examples in the docstrings are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = {
    "sarcoqa.text": 3,
    "sarcoqa.parse.abbreviations": 1,
    "sarcoqa.parse.front": 1,
    "sarcoqa.parse.inline": 1,
    "sarcoqa.parse.marks": 1,
    "sarcoqa.parse.names": 1,
    "sarcoqa.parse.tables": 3,
}


@pytest.mark.parametrize(("name", "at_least"), MODULES.items())
def test_examples(name: str, at_least: int) -> None:
    failed, attempted = doctest.testmod(import_module(name))
    assert attempted >= at_least
    assert failed == 0
