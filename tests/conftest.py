"""Indexes to test on: the shipped review with the real model, and two tiny papers without one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoqa import Assistant, Settings

ROOT = Path(__file__).resolve().parents[1]
REVIEW = "wu-2025-ups-mfs-immunotherapy"

ALPHA = """# Alpha Antibody in Spindle Cell Sarcoma

Ada B. Lovelace · Charles Babbage

## Abstract

Spindle cell sarcoma is rare, and few drugs have been tested against it in prospective trials\
 so far.

## Results

### Response

The objective response rate (ORR) of alpha was 23% in forty patients [1]. Median progression-free \
survival was 4.5 months. Two patients had a complete response after surgery [2].

### Toxicity

Grade 3 colitis occurred in 7% of the patients. No patient died of toxicity.

Table 1 Responses by dose

Dose\tPatients\tORR
1 mg/kg\t20\t15%
3 mg/kg\t20\t31%

## Abbreviations

ORR\tObjective response rate
PFS\tProgression-free survival

## References

1. Smith J, Doe A. Alpha for sarcoma. J Oncol. 2019;12:34-40. https://doi.org/10.1000/alpha.1
2. Roe R. Surgery after alpha. Ann Surg. 2020;3:5-9.
"""

BETA = """# Beta Virus for Melanoma of the Foot

Grace Hopper · Mary Somerville

## Abstract

Melanoma of the foot is often found late, and a virus that is injected into it may help the\
 patients.

## Results

Beta virus was injected weekly for twelve weeks. The tumor shrank in nine of sixty patients. \
Fever was the most common adverse event.

## Toxicity

Fever occurred in 55% of the patients and lasted two days.
"""


@pytest.fixture(scope="session")
def write_papers() -> Callable[[Path], Path]:
    """Writes the two tiny papers into a folder, one by folder and one by file."""

    def write(folder: Path) -> Path:
        (folder / "alpha").mkdir(parents=True)
        (folder / "alpha" / "alpha.md").write_text(ALPHA, encoding="utf-8")
        (folder / "beta.md").write_text(BETA, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def small_settings() -> Settings:
    return Settings(embedding_model="hashing")


@pytest.fixture(scope="session")
def small_corpus(
    tmp_path_factory: pytest.TempPathFactory, write_papers: Callable[[Path], Path]
) -> Path:
    return write_papers(tmp_path_factory.mktemp("small") / "corpus")


@pytest.fixture(scope="session")
def small_index_dir(
    tmp_path_factory: pytest.TempPathFactory, small_corpus: Path, small_settings: Settings
) -> Path:
    folder = tmp_path_factory.mktemp("small-index")
    Assistant.open(folder, corpus=small_corpus, settings=small_settings, quiet=True)
    return folder


@pytest.fixture(scope="session")
def small_assistant(
    small_index_dir: Path, small_corpus: Path, small_settings: Settings
) -> Assistant:
    """Two tiny papers, vectors of hashed words: opens in milliseconds."""
    return Assistant.open(small_index_dir, corpus=small_corpus, settings=small_settings, quiet=True)


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the shipped papers, built with the bundled model once per test session."""
    folder = tmp_path_factory.mktemp("review") / "index"
    Assistant.open(folder, corpus=ROOT / "corpus", quiet=True)
    return folder


@pytest.fixture(scope="session")
def assistant(index_dir: Path) -> Assistant:
    """The assistant over the shipped papers."""
    return Assistant.open(index_dir, corpus=ROOT / "corpus", quiet=True)


Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def python() -> Shell:
    """Runs Python code in a new process, with `arguments` as sys.argv[1:]."""

    def run(
        code: str, *arguments: object, standard_input: str | bytes = "", seed: str = "random"
    ) -> subprocess.CompletedProcess[str]:
        given = standard_input.encode() if isinstance(standard_input, str) else standard_input
        done = subprocess.run(
            [sys.executable, "-c", code, *(os.fsencode(str(value)) for value in arguments)],
            input=given,
            capture_output=True,
            timeout=300,
            check=False,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture(scope="session")
def shell(python: Shell) -> Shell:
    """Runs `sarcoqa` with the given arguments in a new process."""

    def run(
        *arguments: object, standard_input: str | bytes = "", seed: str = "random"
    ) -> subprocess.CompletedProcess[str]:
        code = "import sys; from sarcoqa.cli import main; sys.exit(main())"
        return python(code, *arguments, standard_input=standard_input, seed=seed)

    return run


@pytest.fixture(scope="session")
def small_shell(shell: Shell, small_index_dir: Path, small_corpus: Path) -> Shell:
    """Runs a command of `sarcoqa` on the index of the two tiny papers."""
    place = ("--index", small_index_dir, "--corpus", small_corpus, "--model", "hashing")

    def run(
        command: str, *arguments: object, standard_input: str | bytes = ""
    ) -> subprocess.CompletedProcess[str]:
        return shell(command, *place, *arguments, standard_input=standard_input)

    return run
