"""Changes of a question's text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema import Span

Edit = tuple[Span, str]
Understood = tuple[str, tuple[str, ...]]  # the question, and what it has of the one before


def applied(text: str, edits: Sequence[Edit]) -> str:
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return re.sub(r"\s+([,?.])", r"\1", " ".join(text.split()))
