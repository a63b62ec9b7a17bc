"""The shipped review and the two papers that were written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoqa.parse import parse_file
from sarcoqa.schema import Document

ROOT = Path(__file__).parents[2]
REVIEW = ROOT / "corpus" / "wu-2025-ups-mfs-immunotherapy" / "wu-2025-ups-mfs-immunotherapy.txt"
DATA = ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def review_path() -> Path:
    return REVIEW


@pytest.fixture(scope="session")
def review_source() -> str:
    return REVIEW.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def review() -> Document:
    return parse_file(REVIEW)


@pytest.fixture(scope="session")
def second_path() -> Path:
    return DATA / "second-paper" / "second-paper.txt"


@pytest.fixture(scope="session")
def second(second_path: Path) -> Document:
    return parse_file(second_path)


@pytest.fixture(scope="session")
def markdown_path() -> Path:
    return DATA / "markdown-paper" / "markdown-paper.md"


@pytest.fixture(scope="session")
def markdown(markdown_path: Path) -> Document:
    return parse_file(markdown_path)
