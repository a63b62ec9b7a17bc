"""Settings: frozen plain values, units in the names. No stage reads them; the assistant does."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

DEFAULT_MODEL = "all-MiniLM-L6-v2-evidence"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what an index holds and what an answer says.

    Two assistants with equal settings over equal papers give equal answers. `embedding_model` is
    "all-MiniLM-L6-v2-evidence" (the published model with this package's adapter),
    "all-MiniLM-L6-v2" (as published, carried by an installed package), or the path of a
    sentence-transformers model on this machine.
    """

    embedding_model: str = DEFAULT_MODEL
    max_tokens: int = 384
    passage_max_characters: int = 700
    passage_max_sentences: int = 4
    bm25_k1: float = 1.2
    bm25_b: float = 0.75
    dense_weight: float = 1.3
    lexical_weight: float = 0.4
    context_weight: float = 0.5
    passage_weight: float = 0.2
    question_max_characters: int = 2000

    def digest(self) -> str:
        """A short hexadecimal digest that is equal exactly when the settings are equal."""
        canonical = json.dumps(asdict(self), sort_keys=True)
        return sha256(canonical.encode()).hexdigest()[:16]
