"""An index of many papers: what one more costs, and how fast it answers.

    python benchmarks/scale.py [--passages 100000] [--keep DIR]

Fills an index with synthetic papers (a seeded sampler of words; random vectors in the place of the
model's, since only their number matters), then measures, each part in a process of its own and
beside the same part on an index of one paper: adding a paper with the real model (seconds beside
reading it, and what embedding its texts alone takes at that moment), opening the index, the median
``qa.ask``, and peak memory. It also checks that an answer from one paper is the same before and
after the add.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from zlib import crc32

import numpy as np

DIMENSION = 384
SEED = 20
PASSAGES_OF_A_PAPER = 250
QUESTIONS = 30
TOPICS = (
    "response survival toxicity dose tumor patients therapy trial rate months cells antibody "
    "surgery radiation relapse marker biopsy cohort arm placebo"
).split()


class Sampler:
    """Papers of invented words, their frequencies falling as 1 / rank, as in a language."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [a + b for a in "bdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
        words = {"".join(self._random.choices(syllables, k=3)) for _ in range(40_000)}
        self._words = TOPICS + sorted(words)
        ranks = range(1, len(self._words) + 1)
        self._totals = list(np.cumsum([1 / rank for rank in ranks]))

    def sentence(self) -> str:
        words = self._random.choices(self._words, cum_weights=self._totals, k=18)
        return f"{words[0].capitalize()} {' '.join(words[1:])} in {self._random.randint(1, 99)}%."

    def paper(self, title: str, passages: int) -> str:
        parts = [f"# {title}", "Ada Byron · Max Born"]
        for number in range(passages):
            if number % 10 == 0:
                parts.append(f"## {self._random.choice(TOPICS).capitalize()} {number // 10}")
            parts.append(" ".join(self.sentence() for _ in range(3)))
        return "\n\n".join(parts) + "\n"

    def question(self) -> str:
        return f"What was the {' '.join(self._random.sample(TOPICS, 3))} in {self.sentence()}?"


class RandomVectors:
    """Unit vectors that depend on the text alone: as many and as long as a model's, at no cost."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [
            np.random.default_rng(crc32(text.encode())).standard_normal(DIMENSION) for text in texts
        ]
        found = np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSION)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def place(folder: Path):
    from sarcoqa import Settings
    from sarcoqa.workplace import Workplace

    return Workplace.at(folder / "index", folder / "corpus", Settings(), quiet=True)


def fill(folder: Path, passages: int) -> dict[str, float]:
    """An index of about `passages` passages: the corpus of one paper, and added ones."""
    from dataclasses import replace

    from sarcoqa.parse import parse_file
    from sarcoqa.schema import Paper
    from sarcoqa.sources import keep_source

    sampler, started = Sampler(SEED), perf_counter()
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "first.md").write_text(sampler.paper("First", 20), encoding="utf-8")
    workplace = place(folder)
    from sarcoqa.building import fitting

    fitting(workplace)  # exports the model too
    with workplace.writing():
        found = workplace.standing()
        holdings, shelver = dict(found.holdings), workplace.shelver()
        shelver._embedder = RandomVectors()
        held = 0
        while held < passages:
            name = f"paper{len(holdings):04}"
            file = folder / f"{name}.md"
            file.write_text(sampler.paper(name, PASSAGES_OF_A_PAPER), encoding="utf-8")
            document = replace(parse_file(file), id=name)
            paper = Paper(name, document.sha256, origin=str(file))
            holdings[name] = shelver.shelve(paper, document)
            keep_source(workplace.root, file, paper)
            held += holdings[name].passages
            file.unlink()
        workplace.publish(holdings, shelver, removed=())
    return {"passages": held, "papers": len(holdings), "fill_s": perf_counter() - started}


def add(folder: Path, passages: int) -> dict[str, float]:
    """Seconds to add one paper by the real model, to read it, and what is left of the first."""
    from sarcoqa import library
    from sarcoqa.parse.reader import Reader
    from sarcoqa.passages import passages as cut
    from sarcoqa.search.abbreviations import Expander
    from sarcoqa.search.embedding import OnnxEmbedder
    from sarcoqa.search.units import search_texts, units

    workplace = place(folder)
    # Some 300 texts to embed: 20 passages of 3 sentences, 7 texts each at most, and headings.
    path = folder / "one-more.md"
    path.write_text(Sampler(SEED + 1).paper("One more", 45), encoding="utf-8")
    reader = Reader(workplace.limits())
    started = perf_counter()
    document = reader.read(path)
    read = perf_counter() - started
    reader.close()
    held = cut(document)
    texts = search_texts(held, units(held), {document.id: Expander.of(document.abbreviations)})
    started = perf_counter()
    changes = library.add(workplace, [path])
    took = perf_counter() - started
    assert changes.counts()["added"] == 1, changes
    peaks = peak_mb(), peak_mb(resource.RUSAGE_CHILDREN)
    unique = list({*texts.passages, *texts.own, *texts.context})
    model = next((workplace.root / "models").glob("*/model.onnx")).parent
    embedder = OnnxEmbedder(
        model, max_tokens=workplace.settings.max_tokens, threads=os.cpu_count() or 1
    )
    started = perf_counter()
    embedder.encode(unique)
    embedding = perf_counter() - started
    return {
        "texts": len(unique),
        "add_s": took,
        "read_s": read,
        "add_beside_reading_s": took - read,
        "embed_alone_s": embedding,
        "add_peak_mb": peaks[0],
        "add_worker_peak_mb": peaks[1],
    }


def ask(folder: Path, passages: int) -> dict[str, float]:
    """Seconds to open the index, milliseconds of a warm question, to all papers and to one."""
    from sarcoqa import Assistant

    started = perf_counter()
    qa = Assistant.open(folder / "index", corpus=folder / "corpus", quiet=True)
    opened = perf_counter() - started
    sampler = Sampler(SEED + 2)
    questions = [sampler.question() for _ in range(QUESTIONS)]
    started = perf_counter()
    qa.ask(questions[0])
    first = perf_counter() - started
    times: dict[str, list[float]] = {"all": [], "one": []}
    answers = []
    for question in questions[1:]:
        for name, only in (("all", None), ("one", "first")):
            begun = perf_counter()
            answer = qa.ask(question, document=only)
            times[name].append(1000 * (perf_counter() - begun))
        answers.append(answer.to_dict() | {"index": None})
    return {
        "open_s": opened,
        "first_ask_s": first,
        "ask_median_ms": median(times["all"]),
        "ask_one_paper_median_ms": median(times["one"]),
        "ask_peak_mb": peak_mb(),
        "answers_of_one_paper": float(crc32(json.dumps(answers).encode())),
    }


def peak_mb(who: int = resource.RUSAGE_SELF) -> float:
    """Largest resident size so far, in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


PARTS = {"fill": fill, "add": add, "ask": ask}


def run(part: str, folder: Path, passages: int) -> dict[str, float]:
    """One part in a fresh process."""
    command = [sys.executable, __file__, "--part", part, "--keep", str(folder)]
    done = subprocess.run(
        [*command, "--passages", str(passages)], stdout=subprocess.PIPE, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(folder: Path, passages: int) -> dict[str, float]:
    """All parts on one index: filled, asked, added to, asked again."""
    found = run("fill", folder, passages)
    before = run("ask", folder, passages)
    found |= run("add", folder, passages)
    after = run("ask", folder, passages)
    same = before.pop("answers_of_one_paper") == after.pop("answers_of_one_paper")
    return found | before | {"same_answers_of_one_paper": float(same)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="build here, and leave it there")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.keep, options.passages)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary)
        small = measure(root / "small", 1)
        large = measure(root / "large", options.passages)
    print(f"{'':28}{'one paper':>12}{'many':>12}{'ratio':>8}")
    for name, value in large.items():
        ratio = value / small[name] if small[name] else float("nan")
        print(f"{name:28}{small[name]:12.2f}{value:12.2f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
