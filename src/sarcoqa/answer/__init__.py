from dataclasses import dataclass
from typing import Any
@dataclass
class Source:
    documents: Any
    search: Any
    knows: Any
    expanded: str
    searched: Any
def answer_question(question, source, *, stamp): ...
