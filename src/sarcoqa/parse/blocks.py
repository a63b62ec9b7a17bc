"""Lines → blocks: paragraphs, headings with a visible level, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

BlockKind = Literal["paragraph", "heading", "items", "rows"]
HEADING_LINE_MAX_WORDS = 4

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
# A year is no item's number: "2021. Accessed" is the rest of a wrapped entry.
_ITEM = re.compile(r"\s*(?:[-*•]|\[?(?!(?:1[89]|20)\d\d)\d{1,4}[.)\]])\s+\S")
_FIRST_ITEM = re.compile(r"\s*(?:[-*•]|1[.)])\s+\S")
_BULLET = re.compile(r"\s*(?:[-*•])\s+")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind; `level` is set for headings that show it, else 0.

    A paragraph has one line, an items block one line per item, a rows block one per row, its cells
    separated by tabs.
    """

    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The block's lines as one."""
        return " ".join(self.lines)


def read_blocks(text: str) -> list[Block]:
    """The blocks of a plain text or Markdown file, in order.

    Blank lines separate blocks; lines with tabs or Markdown pipes are table rows; lines that begin
    with a bullet or a number are items, and take the wrapped lines that follow them.
    """
    blocks: list[Block] = []
    for blank, group in groupby(text.splitlines(), key=lambda line: not line.strip()):
        if not blank:
            blocks += _split_group(list(group))
    return blocks


def _split_group(lines: list[str]) -> Iterator[Block]:
    pending: list[str] = []
    kind: BlockKind = "paragraph"
    for line in lines:
        found = _kind(line, inside=kind if pending else None, before=pending)
        if heading := _HEADING.match(line) if found == "heading" else None:
            yield from _flush(kind, pending)
            pending, kind = [], "paragraph"
            yield Block("heading", (heading.group(2),), len(heading.group(1)))
            continue
        if pending and found != kind:
            yield from _flush(kind, pending)
            pending = []
        kind = found
        if kind == "items" and pending and not _ITEM.match(line):
            pending[-1] += " " + line.strip()
        else:
            pending.append(line)
    yield from _flush(kind, pending)


def _kind(line: str, *, inside: BlockKind | None, before: Sequence[str]) -> BlockKind:
    stripped = line.strip()
    if _HEADING.match(line):
        return "heading"
    if "\t" in line.rstrip() or (stripped.startswith("|") and stripped.endswith("|")):
        return "rows"
    if inside == "items" or _begins_items(line, before if inside == "paragraph" else ()):
        return "items"
    return "paragraph"


def _begins_items(line: str, paragraph: Sequence[str]) -> bool:
    """Whether a list begins at `line`, straight below the lines of a `paragraph` if there are any.

    Below a sentence "[12] showed" is its wrapped rest; below a heading it is the entry 12.
    """
    below_sentence = len(" ".join(paragraph).split()) > HEADING_LINE_MAX_WORDS
    return bool((_FIRST_ITEM if below_sentence else _ITEM).match(line))


def _flush(kind: BlockKind, lines: list[str]) -> Iterator[Block]:
    if not lines:
        return
    if kind == "rows":
        rows = tuple(_tabbed(line) for line in lines if not _PIPE_RULE.match(line.strip()))
        yield Block("rows", rows)
    elif kind == "items":
        yield Block("items", tuple(line.strip() for line in lines))
    else:
        yield Block("paragraph", (" ".join(line.strip() for line in lines),))


def _tabbed(line: str) -> str:
    stripped = line.strip()
    if "\t" in line or not stripped.startswith("|"):
        return line
    return "\t".join(cell.strip() for cell in stripped.strip("|").split("|"))


def without_bullet(item: str) -> str:
    """An item's text without its bullet; a number stays, since it may be a label."""
    return _BULLET.sub("", item, count=1)
