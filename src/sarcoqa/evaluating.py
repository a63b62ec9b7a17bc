"""The command `sarcoqa eval`: what is measured, printed, kept and compared.

Results on stdout, nothing else; what it cannot do it says by a `SarcoqaError`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from .config import Settings
from .errors import EvaluationError, QuestionError

if TYPE_CHECKING:
    from .answer import Disagreement
    from .assistant import Assistant
    from .evaluation import EvaluationQuestion, Report
    from .schema import Document

SETS = ("review.jsonl", "tuning.jsonl")  # the shipped sets that the shipped papers answer


def evaluate(options: argparse.Namespace) -> None:
    """Measure the answers over question sets, or the ranking over a public collection."""
    if options.beir or options.evidence:
        _measure_ranking(options)
    else:
        _measure_answers(options)


def _measure_ranking(options: argparse.Namespace) -> None:
    from tqdm import tqdm

    from . import rankings
    from .building import places
    from .evaluation.table import methods_as_text

    if options.sets or (options.beir and options.evidence):
        options.wrong_usage("give question sets, or --beir DIR, or --evidence DIR")
    folder = options.beir or options.evidence
    if not folder.is_dir():
        raise EvaluationError(f"there is no folder {folder}")
    settings = Settings(embedding_model=options.model)
    root, _ = places(options.index, None if options.index else folder)
    place = rankings.workplace(root, settings)
    measure = rankings.measure_beir if options.beir else rankings.measure_evidence
    split = options.split or ("test" if options.beir else "validation")
    found = measure(folder, split, place, lambda name: tqdm(desc=name, disable=None))
    _print(f"{split} of {folder.name}, embedding model {options.model}")
    _print(methods_as_text(found))
    held = {m: {f.name: asdict(f) for f in figures} for m, figures in found.items()}
    _write(
        options.json,
        lambda: json.dumps({"split": split, "model": options.model, "methods": held}, indent=1),
    )


def _measure_answers(options: argparse.Namespace) -> None:
    from .evaluation import as_text, compare
    from .evaluation import report as reports

    report = _measured(options)
    _print(as_text(report, failures=options.failures))
    baseline = options.baseline or _folder() / "baseline.json"
    compared = None
    if not options.keep and (options.baseline or baseline.is_file()):
        compared = compare.compare(compare.read_baseline(baseline), compare.outcomes_by_id(report))
        # One's own questions have nothing to do with the shipped baseline.
        compared = compared if compared.n or options.baseline else None
    if compared:
        _print(compare.as_text(compared))
    _write(options.json, lambda: reports.to_json(report, compared))
    _write(options.html, lambda: reports.to_html(report, compared))
    if options.keep:
        compare.write_baseline(baseline, report)
    if compared and compared.fell:
        raise EvaluationError(
            f"significantly fewer questions are right than in {baseline}: {len(compared.lost)} "
            f"lost, {len(compared.won)} won (p = {compared.p_fall:.3f})"
        )


def _measured(options: argparse.Namespace) -> Report:
    from tqdm import tqdm

    from .assistant import Assistant
    from .building import moving
    from .evaluation import evaluate as measured
    from .evaluation import with_determinism
    from .shelving import passages_of

    settings = Settings(embedding_model=options.model)
    assistant = Assistant.open(options.index, corpus=options.corpus, settings=settings)
    questions = _questions(options, assistant)
    documents = assistant.documents()
    every = [passage for document in documents for passage in passages_of(document, settings)]
    with tqdm(total=len(questions), desc="Asking", unit="question", disable=None) as bar:
        report = measured(
            questions, assistant.ask, documents,
            search=lambda query, k, **filters: (
                assistant.search(query, k, **filters) if query.strip() else ()
            ),
            passages=every, progress=moving(bar),
        )  # fmt: skip
    if not options.twice or not report.outcomes:
        return report
    return with_determinism(
        report, _asked_again(options, [outcome.question for outcome in report.outcomes])
    )


def _questions(options: argparse.Namespace, assistant: Assistant) -> list[EvaluationQuestion]:
    from .evaluation import read_set

    documents = assistant.documents()
    sets = options.sets or _default_sets()
    questions = [question for path in sets for question in read_set(path, documents)]
    if options.split:
        questions = [question for question in questions if question.split == options.split]
        if not questions:
            raise EvaluationError(f"no question of the sets is in the split {options.split!r}")
    return questions[: options.first]


def _asked_again(options: argparse.Namespace, questions: Sequence[EvaluationQuestion]) -> list[str]:
    """The answer JSON of a second process to each question."""
    if filtered := next((question for question in questions if question.filters), None):
        raise EvaluationError(
            f"--twice asks without filters, and {filtered.id} has some; leave it out"
        )
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "questions.jsonl"
        lines = [json.dumps({"id": n, "question": q.question}) for n, q in enumerate(questions)]
        batch.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "sarcoqa", "ask", "--batch", str(batch)]
        for name in ("index", "corpus", "model"):
            value = getattr(options, name)
            command += [f"--{name}", str(value)] if value is not None else []
        done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise EvaluationError(f"the second process could not answer: {said}")
    # The line as it was printed, without the id around it: bytes are compared, not values.
    answers = [line.partition(', "answer": ')[2] for line in done.stdout.decode().split("\n")]
    return [answer.removesuffix("}") for answer in answers if answer]


def check_against(path: Path, document: Document, found: Sequence[Disagreement]) -> None:
    """Measure the disagreements found in a paper against the list at `path`."""
    from .evaluation.disagreements import agreement, read_list
    from .evaluation.table import figure_lines

    result = agreement([(entry.first, entry.second) for entry in found], read_list(path, document))
    for line in figure_lines([result.precision, result.recall]):
        _print(line)
    if result.unsure:
        _print(f"{result.unsure} reported ones are listed as not sure, and count neither way")
    for entry in result.missed:
        _print(f"missed: {entry.id} {entry.about}: {entry.why}")
    for place in result.wrong:
        _print(f"not listed: {found[place].message}")


def _write(path: Path | None, text: Callable[[], str]) -> None:
    if path is None:
        return
    try:
        path.write_text(text(), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(
            f"the report cannot be written to {path} ({error.strerror})"
        ) from error


def _folder() -> Path:
    from .building import checkout

    return (checkout() or Path.cwd()) / "eval"


def _default_sets() -> list[Path]:
    found = [path for path in (_folder() / name for name in SETS) if path.is_file()]
    if not found:
        raise QuestionError(f"there is no question set in {_folder()}; name one")
    return found


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
