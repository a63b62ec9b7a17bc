"""Fit the abstention model on the tune half of question sets, and print what it gives.

    python eval/calibrate.py eval/review.jsonl eval/tuning.jsonl

Fits a logistic model with L2 regularisation to the signs of `sarcoqa.answer.abstain`, chooses the
floor that refuses best (F1, by tenfold cross-validation) on the same questions, and prints both as
the fields of `Calibration`, with the figures on the check half that the fit has not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from sarcoqa import Assistant
from sarcoqa.answer.abstain import Signs
from sarcoqa.evaluation import read_set

FIXED = "remote"  # a rule, not a weight: see `Calibration`
NAMES = tuple(field.name for field in fields(Signs) if field.name != FIXED)
INVERSE_REGULARISATION = 3.0


def table(assistant: Assistant, paths: Sequence[Path], split: str) -> tuple[np.ndarray, np.ndarray]:
    """(n, signs) float and (n,) bool: the signs of each question, and whether it has an answer.

    Questions that are refused by the fixed rule are left out.
    """
    rows, answerable = [], []
    for path in paths:
        for question in read_set(path, assistant.documents()):
            found = assistant.signs(question.question)
            if question.split == split and found is not None and not found.remote:
                rows.append([getattr(found, name) for name in NAMES])
                answerable.append(question.answerable)
    return np.array(rows), np.array(answerable)


def refusal(probability: np.ndarray, answerable: np.ndarray, floor: float) -> tuple[float, ...]:
    """(precision, recall, F1) of refusing what lies under `floor`."""
    refused = probability < floor
    right = float((refused & ~answerable).sum())
    precision = right / max(refused.sum(), 1)
    recall = right / max((~answerable).sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:]] or [Path("eval/review.jsonl")]
    assistant = Assistant.open()
    rows, answerable = table(assistant, paths, "tune")
    model = LogisticRegression(C=INVERSE_REGULARISATION)
    crossed = cross_val_predict(model, rows, answerable, cv=10, method="predict_proba")[:, 1]
    model.fit(rows, answerable)
    floors = np.linspace(0.02, 0.95, 94)
    floor = max(floors, key=lambda one: (round(refusal(crossed, answerable, one)[2], 6), -one))
    print(f"bias: float = {model.intercept_[0]:.3f}")
    for name, value in zip(NAMES, model.coef_[0], strict=True):
        print(f"{name}: float = {value:.3f}")
    print(f"floor: float = {floor:.2f}")
    show("tune, crossed", crossed, answerable, floor)
    if len(other := table(assistant, paths, "check")[0]):
        truth = table(assistant, paths, "check")[1]
        show("check", model.predict_proba(other)[:, 1], truth, floor)


def show(name: str, probability: np.ndarray, answerable: np.ndarray, floor: float) -> None:
    figures = " ".join(f"{value:.2f}" for value in refusal(probability, answerable, floor))
    auc = roc_auc_score(answerable, probability)
    print(f"{name}: n {len(answerable)}, refusal P R F1 {figures}, AUC {auc:.2f}")


if __name__ == "__main__":
    main()
