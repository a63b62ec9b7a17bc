"""5. Questions with expected answers → a report of how often the assistant is right."""

from .harness import Figure, Outcome, Report, as_text, evaluate
from .sets import EvaluationQuestion, read_set

__all__ = [
    "EvaluationQuestion",
    "Figure",
    "Outcome",
    "Report",
    "as_text",
    "evaluate",
    "read_set",
]
