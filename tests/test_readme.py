"""What the README promises is there, and what it shows is true."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sarcoqa import Assistant
from sarcoqa.cli import _parser

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)


def commands() -> set[str]:
    """The subcommands that the parser knows."""
    action = next(a for a in _parser()._actions if hasattr(a, "choices") and a.choices)
    return set(action.choices or ())


def test_every_command_stands_in_the_readme() -> None:
    assert commands() == set(re.findall(r"\| `sarcoqa (\w+)", README))


def test_every_command_of_the_readme_exists_and_has_help() -> None:
    shell = [body for language, body in BLOCKS if language in ("sh", "console")]
    named = set(re.findall(r"\bsarcoqa (\w+)", " ".join(shell)))
    assert named
    assert named <= commands()
    for name in sorted(commands()):
        done = subprocess.run(
            [sys.executable, "-m", "sarcoqa", name, "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert len(done.stdout.splitlines()) > 5


def test_ci_ends_with_the_readmes_test_command() -> None:
    command = re.search(r"python3 -m venv .*pytest", README)
    assert command
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]
    assert last == command.group()


def test_the_python_example_runs_and_prints_what_is_shown(
    index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = next(body for language, body in BLOCKS if language == "python")
    opened = f"Assistant.open({str(index_dir)!r})"
    exec(compile(code.replace("Assistant.open()", opened), "README.md", "exec"), {})
    shown = [line[2:] for line in code.splitlines() if line.startswith("# ")]
    assert shown
    assert capsys.readouterr().out.splitlines() == shown


def test_the_shell_example_prints_what_is_shown(index_dir: Path) -> None:
    example = next(body for language, body in BLOCKS if language == "console")
    prompt, _, shown = example.partition("\n")
    arguments = shlex.split(prompt.removeprefix("$ sarcoqa "))
    done = subprocess.run(
        [sys.executable, "-m", "sarcoqa", *arguments, "--index", str(index_dir)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == shown.strip()


def test_links_and_pictures_are_there() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_python_example_has_the_public_entry() -> None:
    assert Assistant.open.__doc__
