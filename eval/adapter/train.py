"""Questions and the sentences that answer them → a low-rank adapter of the embedding model.

    python eval/adapter/train.py sentences.jsonl questions.tsv --claims SCIFACT --out FILE

See README.md beside this file. Prints the loss every ten steps; a step takes about four seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from sarcoqa.search.embedding import ReferenceEmbedder
from sarcoqa.search.model import BUNDLED, find_model

SCALE = 2.0
TOO_CLOSE = 0.72  # a sentence this near to the right one may answer as well
SENTENCE_TOKENS, TEXT_TOKENS = 100, 220


class LowRank(nn.Module):
    """A linear layer with a trainable low-rank change: x W + scale · x A B."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.A = nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
        self.B = nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x) + SCALE * (x @ self.A.T @ self.B.T)


@dataclass(frozen=True)
class Pair:
    """A question, its right sentences and near wrong ones, each without and with context."""

    question: str
    right: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]


def forms(sentence: dict[str, str]) -> tuple[str, str]:
    """A sentence as the index embeds it: behind its heading; and with the sentence before it."""
    heading = f"{sentence['heading']}. " if sentence["heading"] else ""
    before = f"{sentence['before']} " if sentence["before"] else ""
    return f"{heading}{sentence['text']}", f"{heading}{before}{sentence['text']}"


def read_pairs(sentences: Path, questions: Path, reference: ReferenceEmbedder) -> list[Pair]:
    """Raises ValueError where a question points to another sentence than it was written for."""
    held = {
        paper["id"]: paper["sentences"]
        for paper in map(json.loads, sentences.read_text(encoding="utf-8").splitlines())
    }
    with questions.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    vectors: dict[str, np.ndarray] = {}
    pairs = []
    for row in rows:
        if row["paper"] not in held:
            raise ValueError(f"the sentences of {row['paper']} are missing; see README.md")
        paper, right = held[row["paper"]], [int(n) for n in row["sentences"].split(",")]
        if not paper[right[0]]["text"].startswith(row["first words"].split(" ")[0]):
            raise ValueError(f"{row['paper']} [{right[0]}] does not begin with its first words")
        if row["paper"] not in vectors:
            vectors[row["paper"]] = reference.encode([forms(one)[0] for one in paper])
        own = vectors[row["paper"]]
        order = np.argsort(-(own @ reference.encode([row["question"]])[0]))[:25]
        near = (own @ own[right].T).max(axis=1)
        wrong = [int(n) for n in order if n not in right and near[n] < TOO_CLOSE][:15]
        pairs.append(
            Pair(
                row["question"],
                tuple(forms(paper[n]) for n in right),
                tuple(forms(paper[n]) for n in wrong),
            )
        )
    return pairs


def read_claims(folder: Path) -> list[tuple[str, str]]:
    """(claim, abstract) of the training split of a folder in the BEIR layout."""

    def lines(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    texts = {
        str(entry["_id"]): f"{entry['title']} {entry['text']}".strip()
        for entry in map(json.loads, lines("corpus.jsonl"))
    }
    claims = {
        str(entry["_id"]): entry["text"]
        for entry in map(
            json.loads, (folder / "queries.train.jsonl").read_text("utf-8").splitlines()
        )
    }
    with (folder / "qrels" / "train.tsv").open(encoding="utf-8") as file:
        judged = list(csv.DictReader(file, delimiter="\t"))
    return [
        (claims[row["query-id"]], texts[row["corpus-id"]])
        for row in judged
        if int(row["score"]) > 0 and row["query-id"] in claims
    ]


class Trainer:
    """The model with its trainable layers, and one step of training."""

    def __init__(self, reference: ReferenceEmbedder, *, rank: int, rate: float, steps: int) -> None:
        transformer: Any = reference.transformer
        self.tokenizer, self.encoder = transformer.tokenizer, transformer[0].auto_model
        for parameter in transformer.parameters():
            parameter.requires_grad = False
        self.layers: dict[str, LowRank] = {}
        for name, layer in list(self.encoder.named_modules()):
            if isinstance(layer, nn.Linear) and "encoder.layer" in name:
                parent, _, own = name.rpartition(".")
                self.layers[name] = LowRank(layer, rank)
                setattr(self.encoder.get_submodule(parent), own, self.layers[name])
        parameters = [p for layer in self.layers.values() for p in (layer.A, layer.B)]
        self.optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min(1, (step + 1) / (0.1 * steps)) * max(0.05, 1 - step / steps),
        )
        self.parameters = parameters

    def encode(self, texts: Sequence[str], tokens: int) -> torch.Tensor:
        """(n, d) unit rows; similar lengths go together, so that little is padded."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows = []
        for start in range(0, len(order), 20):
            features = self.tokenizer(
                [texts[place] for place in order[start : start + 20]],
                padding=True, truncation=True, max_length=tokens, return_tensors="pt",
            )  # fmt: skip
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = self.encoder(**features).last_hidden_state
            mask = features["attention_mask"].unsqueeze(-1).float()
            rows.append((states.float() * mask).sum(1) / mask.sum(1))
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return nn.functional.normalize(torch.cat(rows)[back], dim=-1)

    def step(self, asked: Sequence[str], right: Sequence[str], wrong: Sequence[str], tokens: int,
             temperature: float) -> float:  # fmt: skip
        """One step: each question against all texts of the batch. Returns the loss."""
        cosines = self.encode(asked, SENTENCE_TOKENS) @ self.encode([*right, *wrong], tokens).T
        same = torch.tensor([[i != j and a == b for j, b in enumerate(right)]
                             for i, a in enumerate(right)])  # fmt: skip
        cosines[:, : len(right)].masked_fill_(same, -1e4)
        loss = nn.functional.cross_entropy(cosines / temperature, torch.arange(len(asked)))
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """The adapter as half-precision tensors."""
        tensors = {
            f"{name}.{part}": getattr(layer, part).detach().half().contiguous()
            for name, layer in self.layers.items()
            for part in "AB"
        }
        save_file(tensors, str(path), metadata={"scale": str(SCALE)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--claims", type=Path, help="a SciFact folder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--temperature", type=float, default=0.05)
    options = parser.parse_args()
    torch.manual_seed(0)
    draw = random.Random(0)
    reference = ReferenceEmbedder(find_model(BUNDLED), max_tokens=SENTENCE_TOKENS)
    pairs = read_pairs(options.sentences, options.questions, reference)
    claims = read_claims(options.claims) if options.claims else []
    steps = options.epochs * math.ceil(len(pairs) / options.batch)
    trainer = Trainer(reference, rank=options.rank, rate=options.rate, steps=steps)
    done = 0
    for _ in range(options.epochs):
        draw.shuffle(pairs)
        for start in range(0, len(pairs), options.batch):
            batch, form = pairs[start : start + options.batch], draw.randrange(2)
            right = [draw.choice(pair.right)[form] for pair in batch]
            wrong = [
                text[form]
                for pair in batch
                for text in draw.sample(pair.wrong, min(2, len(pair.wrong)))
            ]
            asked = [pair.question for pair in batch]
            loss = trainer.step(asked, right, wrong, SENTENCE_TOKENS, options.temperature)
            if claims and done % 4 == 3:
                chosen = draw.sample(claims, 12)
                asked, texts = [claim for claim, _ in chosen], [text for _, text in chosen]
                trainer.step(asked, texts, [], TEXT_TOKENS, options.temperature)
            trainer.schedule.step()
            done += 1
            if done % 10 == 0:
                print(f"step {done} of {steps}: loss {loss:.3f}", flush=True)
    trainer.save(options.out)


if __name__ == "__main__":
    main()
