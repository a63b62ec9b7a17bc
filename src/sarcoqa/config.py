"""Settings: frozen plain values, units in the names. No stage reads them; the assistant does."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

DEFAULT_MODEL = "all-MiniLM-L6-v2-evidence"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what an index holds and what an answer says, and what may get in.

    Two assistants with equal settings over equal papers give equal answers. The settings that begin
    with ``paper_`` bound the reading of one added file: what is over them fails, named.
    `embedding_model` is "all-MiniLM-L6-v2-evidence" (the published model with this package's
    adapter), "all-MiniLM-L6-v2" (as published, carried by an installed package), or the path of a
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
    paper_max_seconds: float = 120.0
    paper_max_memory_megabytes: int = 600
    paper_max_file_megabytes: int = 200
    paper_max_pages: int = 2000
    paper_max_characters: int = 5_000_000
    paper_readers: int = 0  # processes that read papers at once; 0: one for each core

    def rules(self) -> dict[str, object]:
        """The settings that decide what an index holds and what it answers.

        How long, or in how much memory, a paper may be read decides only whether it gets in.
        """
        return {name: value for name, value in asdict(self).items() if not _is_limit(name)}

    def digest(self) -> str:
        """A short hexadecimal digest that is equal exactly when the `rules` are equal."""
        canonical = json.dumps(self.rules(), sort_keys=True)
        return sha256(canonical.encode()).hexdigest()[:16]


def _is_limit(name: str) -> bool:
    return name.startswith("paper_")
