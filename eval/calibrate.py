"""Fit the abstention model on the tune half of question sets, and print what it gives.

    python eval/calibrate.py eval/review.jsonl eval/tuning.jsonl --elsewhere INDEX

INDEX is an index of other papers: an answerable question asked there has no answer, which is what a
question looks like that no paper of an index covers. Fits a logistic model with L2 regularisation
to the signs of `sarcoqa.answer.abstain`, takes the highest floor that refuses at most 1 % of the
answerable questions that no rule decides (over five folds of questions), and prints both as fields
of `Calibration`, with the figures on the check half that the fit has not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from sarcoqa import Assistant
from sarcoqa.answer import Calibration
from sarcoqa.answer.abstain import Signs
from sarcoqa.evaluation import read_set

RULES = ("remote", "unmet")  # they decide alone: see `Calibration`
NAMES = tuple(field.name for field in fields(Signs))
FITTED = [place for place, name in enumerate(NAMES) if name not in RULES]
INVERSE_REGULARISATION = 1.0
ELSEWHERE = 0.35  # the weight of a question asked of other papers: there are as many as all others
MOST_LOST = 0.01
FOLDS = 5


@dataclass(frozen=True)
class Table:
    """(n, signs) signs, (n,) whether it has an answer, (n,) the weight, (n,) the fold."""

    signs: np.ndarray
    answerable: np.ndarray
    weight: np.ndarray
    fold: np.ndarray

    def free(self) -> np.ndarray:
        """Which of the questions no rule decides."""
        ruled = [place for place, name in enumerate(NAMES) if name in RULES]
        return ~self.signs[:, ruled].any(axis=1)

    def part(self, chosen: np.ndarray) -> Table:
        """The chosen rows."""
        return Table(*(column[chosen] for column in (
            self.signs, self.answerable, self.weight, self.fold)))  # fmt: skip


def table(
    assistant: Assistant, paths: Sequence[Path], split: str, other: Assistant | None
) -> Table:
    """The questions of a split, and the answerable ones once more as asked of `other` papers."""
    rows, answerable, weight, fold = [], [], [], []
    questions = [
        question
        for path in paths
        for question in read_set(path, assistant.documents())
        if question.split == split
    ]
    asked = [(assistant, question, question.answerable, 1.0) for question in questions]
    if other is not None:
        asked += [(other, one, False, ELSEWHERE) for one in questions if one.answerable]
    for papers, question, has_answer, worth in asked:
        if (found := papers.signs(question.question)) is not None:
            rows.append(astuple(found))
            answerable.append(has_answer)
            weight.append(worth)
            fold.append(sum(map(ord, question.id)) % FOLDS)
    return Table(np.array(rows), np.array(answerable), np.array(weight), np.array(fold))


def fitted(data: Table) -> LogisticRegression:
    """The model of the questions that no rule decides."""
    free = data.part(data.free())
    model = LogisticRegression(C=INVERSE_REGULARISATION)
    return model.fit(free.signs[:, FITTED], free.answerable, sample_weight=free.weight)


def probability(model: LogisticRegression, signs: np.ndarray) -> np.ndarray:
    """(n,) P(answerable) with the rules."""
    rules = Calibration()
    logit = model.decision_function(signs[:, FITTED])
    for name in RULES:
        logit = logit + getattr(rules, name) * signs[:, NAMES.index(name)]
    return 1 / (1 + np.exp(-logit))


def crossed(data: Table) -> np.ndarray:
    """(n,) the probability of each question by the model of the other folds."""
    found = np.zeros(len(data.fold))
    for fold in range(FOLDS):
        own = data.fold == fold
        found[own] = probability(fitted(data.part(~own)), data.signs[own])
    return found


def refusal(found: np.ndarray, answerable: np.ndarray, floor: float) -> tuple[float, ...]:
    """(precision, recall, F1) of refusing what lies under `floor`."""
    refused = found < floor
    right = float((refused & ~answerable).sum())
    precision = right / max(refused.sum(), 1)
    recall = right / max((~answerable).sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="*", default=[Path("eval/review.jsonl")])
    parser.add_argument("--elsewhere", type=Path, help="an index of other papers")
    options = parser.parse_args()
    assistant = Assistant.open()
    other = Assistant.open(options.elsewhere) if options.elsewhere else None
    data = table(assistant, options.sets, "tune", other)
    found, model = crossed(data), fitted(data)
    floors = np.linspace(0.02, 0.95, 94)
    open_to_it = data.answerable & data.free()  # what a rule refuses, no floor can save
    lost = [float((found[open_to_it] < floor).mean()) for floor in floors]
    floor = max(one for one, share in zip(floors, lost, strict=True) if share <= MOST_LOST)
    print(f"bias: float = {model.intercept_[0]:.3f}")
    for place, value in zip(FITTED, model.coef_[0], strict=True):
        print(f"{NAMES[place]}: float = {value:.3f}")
    print(f"floor: float = {floor:.2f}")
    here = data.weight == 1.0
    show("tune, crossed", found[here], data.answerable[here], floor)
    if other is not None:
        print(f"refused of {(~here).sum()} asked elsewhere: {(found[~here] < floor).mean():.2f}")
    check = table(assistant, options.sets, "check", None)
    if len(check.fold):
        show("check", probability(model, check.signs), check.answerable, floor)


def show(name: str, probability: np.ndarray, answerable: np.ndarray, floor: float) -> None:
    figures = " ".join(f"{value:.2f}" for value in refusal(probability, answerable, floor))
    auc = roc_auc_score(answerable, probability)
    print(f"{name}: n {len(answerable)}, refusal P R F1 {figures}, AUC {auc:.2f}")


if __name__ == "__main__":
    main()
