"""5. Questions with expected answers → a report of how often the assistant is right."""

from .harness import evaluate, with_determinism
from .outcome import Figure, Outcome, Report
from .sets import EvaluationQuestion, read_set
from .table import as_text

__all__ = [
    "EvaluationQuestion",
    "Figure",
    "Outcome",
    "Report",
    "as_text",
    "evaluate",
    "read_set",
    "with_determinism",
]
