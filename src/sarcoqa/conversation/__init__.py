"""A conversation to take along: JSON that can be checked again, Markdown, a page to print."""

from __future__ import annotations

from .exchange import Conversation, Exchange
from .forms import SCHEMA, from_json, to_dict, to_json
from .markdown import to_markdown
from .page import to_html

__all__ = [
    "SCHEMA",
    "Conversation",
    "Exchange",
    "from_json",
    "to_dict",
    "to_html",
    "to_json",
    "to_markdown",
]
