"""Speed and memory of the main job, each part in a process of its own.

    python benchmarks/answering.py [QUESTIONS] [--first N]

Prints the time to build the review's index from nothing, the time to open it, the median and the
95th percentile of a warm ``qa.ask``, the peak memory while answering, and how the exact and the
eight-bit ONNX copy of the embedding model compare for a question, with each other and with the
sentence-transformers reference: ratios of medians, measured side by side in one process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


def build(index: str) -> dict[str, float]:
    """Seconds to build the index from nothing, models included; peak memory in MB."""
    started = perf_counter()
    from sarcoqa import Assistant

    Assistant.open(index, rebuild=True, quiet=True)
    return {"build_s": perf_counter() - started, "build_peak_mb": peak_mb()}


def answer(index: str, questions: list[str]) -> dict[str, float]:
    """Seconds to open, milliseconds of warm answers, peak memory in MB, torch not loaded."""
    started = perf_counter()
    from sarcoqa import Assistant

    assistant = Assistant.open(index, quiet=True)
    opened = perf_counter() - started
    assistant.ask(questions[0])
    times = []
    for question in questions:
        begun = perf_counter()
        assistant.ask(question)
        times.append(1000 * (perf_counter() - begun))
    return {
        "open_s": opened,
        "ask_median_ms": median(times),
        "ask_p95_ms": quantiles(times, n=20)[-1],
        "ask_peak_mb": peak_mb(),
        "torch_loaded": float("torch" in sys.modules),
    }


def embedders(index: str, questions: list[str]) -> dict[str, float]:
    """Median milliseconds to embed a question with each copy of the model, taken in turn."""
    from sarcoqa.config import Settings
    from sarcoqa.search.embedding import QUESTION_COPY, OnnxEmbedder, ReferenceEmbedder
    from sarcoqa.search.model import find_model

    tokens = Settings().max_tokens
    folder = next(Path(index, "models").glob("*/model.onnx")).parent
    exact = OnnxEmbedder(folder, max_tokens=tokens)
    eight_bit = OnnxEmbedder(folder, max_tokens=tokens, file=QUESTION_COPY)
    reference = ReferenceEmbedder(find_model(Settings().embedding_model), max_tokens=tokens)
    taken = {"exact": exact, "eight_bit": eight_bit, "reference": reference}
    times: dict[str, list[float]] = {name: [] for name in taken}
    for question in [questions[0], *questions]:
        for name, embedder in taken.items():
            begun = perf_counter()
            embedder.encode([question])
            times[name].append(1000 * (perf_counter() - begun))
    medians = {name: median(values[1:]) for name, values in times.items()}
    return {
        **{f"{name}_ms": value for name, value in medians.items()},
        "reference_over_exact": medians["reference"] / medians["exact"],
        "eight_bit_over_exact": medians["eight_bit"] / medians["exact"],
    }


def peak_mb() -> float:
    """Largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(part: str, index: str, questions: list[str]) -> dict[str, float]:
    """One part in a fresh process."""
    command = [sys.executable, __file__, "--part", part, "--index", index]
    done = subprocess.run(
        command, input=json.dumps(questions), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="?", type=Path, default=ROOT / "eval" / "review.jsonl")
    parser.add_argument("--first", type=int, help="how many of the questions (default: all)")
    parser.add_argument("--part", choices=("build", "answer", "embedders"), help=argparse.SUPPRESS)
    parser.add_argument("--index", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        given = json.loads(sys.stdin.read())
        parts = {
            "build": lambda: build(options.index),
            "answer": lambda: answer(options.index, given),
            "embedders": lambda: embedders(options.index, given),
        }
        print(json.dumps(parts[options.part]()))
        return
    lines = options.questions.read_text(encoding="utf-8").splitlines()[: options.first]
    questions = [json.loads(line)["question"] for line in lines]
    print(f"{len(questions)} questions, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as index:
        for part in ("build", "answer", "embedders"):
            for name, value in run(part, index, questions).items():
                print(f"{name:22} {value:9.2f}")


if __name__ == "__main__":
    main()
