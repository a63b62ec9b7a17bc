"""The quantities that a question asks for, of those that it has in its words."""

from __future__ import annotations

import re

from .lexicon import quantities

# "PD-L1 on which cells was linked to response?" asks for no response.
_LINKED = re.compile(
    r"\b(?:linked|tied|related|associated|correlated?|connected) (?:to|with)\b[^?]{0,40}\brespons?",
    re.IGNORECASE,
)
_LINKABLE = frozenset({"objective_response"})
# What must be so, and is not asked: "When is it stopped if a side effect shows up?"
_CONDITION = re.compile(
    r"(?<=[\w)] )(?:when(?:ever)?|if|in case of)\b[^?,;]*(?=\?|$)", re.IGNORECASE
)


def quantities_sought(text: str, *, in_table: bool) -> tuple[str, ...]:
    """The quantities that `text` asks for, but for what must be so, and, where it names a table,
    for an outcome: "the first outcome in Table 1" is the name of a row.
    """
    aside = _LINKABLE if _LINKED.search(text) else frozenset()
    if in_table:
        aside |= {"outcome"}
    found = quantities().asked(_CONDITION.sub("", text))
    return tuple(entry for entry in found if entry not in aside)
