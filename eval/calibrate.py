"""Fit the abstention model on the tune half of a question set, and print what it gives.

    python eval/calibrate.py eval/review.jsonl

Fits a logistic model with L2 regularisation to the signs of `sarcoqa.answer.abstain`, chooses the
floor that refuses best (F1) on the same half, and prints both as the fields of `Calibration`, with
the figures on the other half that the fit has not seen.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from sarcoqa import Assistant
from sarcoqa.answer.abstain import Signs
from sarcoqa.evaluation import read_set

NAMES = tuple(field.name for field in fields(Signs))


def table(assistant: Assistant, path: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    """(n, signs) float and (n,) bool: the signs of each question, and whether it has an answer."""
    rows, answerable = [], []
    for question in read_set(path, assistant.documents()):
        found = assistant.signs(question.question)
        if question.split == split and found is not None:
            rows.append(astuple(found))
            answerable.append(question.answerable)
    return np.array(rows), np.array(answerable)


def refusal_f1(probability: np.ndarray, answerable: np.ndarray, floor: float) -> tuple[float, ...]:
    """(precision, recall, F1) of refusing what lies under `floor`."""
    refused = probability < floor
    right = float((refused & ~answerable).sum())
    precision = right / max(refused.sum(), 1)
    recall = right / max((~answerable).sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    assistant = Assistant.open()
    path = Path(sys.argv[1])
    signs, answerable = table(assistant, path, "tune")
    model = LogisticRegression(
        C=float(sys.argv[2]) if len(sys.argv) > 2 else 1.0, class_weight="balanced"
    )
    model.fit(signs, answerable)
    print(f"bias: float = {model.intercept_[0]:.3f}")
    for name, value in zip(NAMES, model.coef_[0], strict=True):
        print(f"{name}: float = {value:.3f}")
    tuned = model.predict_proba(signs)[:, 1]
    floors = np.linspace(0.02, 0.9, 89)
    best = max(
        floors, key=lambda floor: (round(refusal_f1(tuned, answerable, floor)[2], 6), -floor)
    )
    print(f"floor: float = {best:.2f}")
    print("tune  P, R, F1:", *(f"{v:.2f}" for v in refusal_f1(tuned, answerable, best)))
    other, truth = table(assistant, path, "check")
    checked = model.predict_proba(other)[:, 1]
    print("check P, R, F1:", *(f"{v:.2f}" for v in refusal_f1(checked, truth, best)))


if __name__ == "__main__":
    main()
