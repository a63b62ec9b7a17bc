"""The chat over the shipped papers, served on this machine alone, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served

from sarcoqa import Assistant, Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chat_url(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        if os.environ.get("SARCOQA_REQUIRE_BROWSER"):
            pytest.fail("there is no Chromium here, but this run requires the browser tests")
        pytest.skip("there is no Chromium here; get it with: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def own(
    tmp_path: Path, write_papers: Callable[[Path], Path], small_settings: Settings
) -> Assistant:
    """Two tiny papers in an index of this test's own."""
    corpus = write_papers(tmp_path / "corpus")
    return Assistant.open(tmp_path / "index", corpus=corpus, settings=small_settings, quiet=True)


@pytest.fixture
def own_url(own: Assistant) -> Iterator[str]:
    with served(own) as url:
        yield url
