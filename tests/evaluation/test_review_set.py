"""The gate of a release: the review set must not fall significantly below the kept baseline."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SET, BASELINE = ROOT / "eval" / "review.jsonl", ROOT / "eval" / "baseline.json"


def test_the_review_set_has_not_fallen(
    shell: Callable[..., subprocess.CompletedProcess[str]], index_dir: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    done = shell("eval", SET, "--index", index_dir, "--baseline", BASELINE, "--json", report)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    asked = sum(1 for line in SET.read_text(encoding="utf-8").splitlines() if line.strip())
    compared = re.search(r"over (\d+) questions", done.stdout)
    assert compared
    assert int(compared.group(1)) == asked  # the baseline knows every question of the set
    figures = {f["name"]: f for f in json.loads(report.read_text(encoding="utf-8"))["figures"]}
    assert (figures["verbatim"]["value"], figures["verbatim"]["n"]) == (1.0, asked)
