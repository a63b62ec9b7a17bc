"""Entries → CSL-JSON, the form that citation processors and most reference managers read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .entries import Entry
from .people import Person


def to_csl_json(entries: Sequence[Entry]) -> str:
    """The entries as a CSL-JSON list; keys that hold nothing are left out."""
    return json.dumps([_item(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.key,
        "type": "article-journal" if entry.is_taken_apart else "document",
        "title": entry.title,
        "author": [_name(author) for author in entry.authors],
        "container-title": entry.journal,
        "issued": {"date-parts": [[entry.year]]} if entry.year else {},
        "DOI": entry.doi,
        "note": "\n".join(entry.remarks),
    }
    return {key: value for key, value in item.items() if value}


def _name(author: Person) -> dict[str, str]:
    if author.whole:
        return {"literal": author.family}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {key: value for key, value in parts.items() if value}
