"""Blocks → segments: headings, captions, prose and debris, told apart by how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..front import is_front_note
from ..names import is_named
from .lines import Line
from .reading import Block
from .typesetting import Setting

SegmentKind = Literal["heading", "caption", "prose", "debris"]
HEADING_MOST_WORDS = 30
_SAME_SIZE = 0.45  # points
_LARGE = 13.0  # points: lines of a large heading stand far apart
_CAPTION = re.compile(
    r"^(?:supp(?:lementary|l\.)?\s+|additional\s+|extended\s+data\s+)?"
    r"(?:(?:table|tab\.|figure|fig\.?|scheme|box|chart|algorithm)\s*S?[A-Z]?\.?\d{1,3}[a-z]?\b"
    r"|(?:TABLE|Table)\s+[IVX]{1,5}\b)",
    re.IGNORECASE,
)
# The end of a bibliography entry: its year and volume, or its pages.
_ENTRY = re.compile(r"\b(?:1[89]|20)\d\d\s*;|\d\s*[:–-]\s*e?\d+\.?$")
_STARTS_HEADING = re.compile(r"^(?:[A-Z0-9“\"‘(]|[IVX]+\.)")


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines of one kind, one below the other. `width` is that of the block they stand in."""

    kind: SegmentKind
    lines: tuple[Line, ...]
    left: float
    right: float

    @property
    def size(self) -> float:
        """The size of its first line, in points."""
        return self.lines[0].size

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its lines as one, as printed."""
        return " ".join(line.text for line in self.lines)


def segments(block: Block, how: Setting) -> Iterator[Segment]:
    """The segments of a block from the top."""
    group: list[Line] = []
    kind: SegmentKind = "prose"
    for place, line in enumerate(block.lines):
        before = block.lines[place - 1] if place else None
        after = block.lines[place + 1] if place + 1 < len(block.lines) else None
        found = _kind(line, before, kind if group else None, block, how)
        if found == "prose" and _stands_alone(before, line, after, block, how):
            found = "heading"
        if kind == "heading" and found == "prose" and group and _runs_on(group[-1], line):
            kind = "prose"  # the first line of a paragraph that begins with its heading
        if group and (found != kind or _parts(group[-1], line, kind)):
            yield _segment(kind, group, block, how)
            group = []
        kind = found
        group.append(line)
    if group:
        yield _segment(kind, group, block, how)


def _segment(kind: SegmentKind, lines: list[Line], block: Block, how: Setting) -> Segment:
    text = " ".join(line.text for line in lines)
    if kind == "heading" and not is_heading_text(text):
        kind = "prose"
    if kind == "prose" and _is_debris(lines, text, how):
        kind = "debris"
    return Segment(kind, tuple(lines), block.box.left, block.box.right)


def _kind(
    line: Line, before: Line | None, inside: SegmentKind | None, block: Block, how: Setting
) -> SegmentKind:
    if is_caption(line.text) and _begins(line, before, block, how):
        return "caption"
    if inside == "caption" and before is not None and not _far(before, line):
        return "caption" if abs(line.size - before.size) < 1.2 else "prose"
    if _is_emphasised(line, how) and (inside == "heading" or _begins(line, before, block, how)):
        return "heading"
    return "prose"


def is_caption(text: str) -> bool:
    """Whether a line begins as the caption of a figure or table does, not as a sentence."""
    match = _CAPTION.match(text)
    if match is None:
        return False
    rest = text[match.end() :].lstrip()
    return not rest[:1].islower() and not rest.startswith((",", ")", ";", "and ", "–"))


def _begins(line: Line, before: Line | None, block: Block, how: Setting) -> bool:
    """Whether something new may begin at `line`: the line above is over."""
    if before is None or not how.is_plain(before) or abs(before.size - line.size) > _SAME_SIZE:
        return True
    strong = line.style.bold or line.size > before.size + _SAME_SIZE
    ends_early = before.box.right < block.box.right - 2 * before.size and strong
    return _far(before, line) or ends_early or before.text.endswith((".", ":", "?", "]"))


def _far(before: Line, line: Line) -> bool:
    return line.baseline - before.baseline > 1.45 * max(line.size, before.size)


def _parts(before: Line, line: Line, kind: SegmentKind) -> bool:
    """Whether two lines of one kind belong to two segments."""
    if abs(before.size - line.size) > _SAME_SIZE and kind != "caption":
        return True
    if kind == "heading":
        capitals = _in_capitals(before) != _in_capitals(line)
        # Words in italics stand inside a heading; a heading of another font is another heading.
        fonts = {run.style.font for run in before.runs} & {run.style.font for run in line.runs}
        return (
            capitals
            or not fonts
            or before.style.bold != line.style.bold
            or (_far(before, line) and line.size < _LARGE)
        )
    return kind == "caption" and is_caption(line.text)


def _stands_alone(
    before: Line | None, line: Line, after: Line | None, block: Block, how: Setting
) -> bool:
    """Whether a short plain line has a gap above and below, as a heading without emphasis has."""
    if abs(line.size - how.size) > _SAME_SIZE or line.box.width > 0.8 * how.measure:
        return False
    if not is_heading_text(line.text) or line.text[-1] in ".:?!)" or len(line.text.split()) > 10:
        return False
    if before is not None and not (_far(before, line) and before.text[-1] in ".:?!])"):
        return False
    left = abs(line.box.left - block.box.left) < 2 or after is None
    return left and (after is None or _far(line, after))


def _runs_on(heading: Line, line: Line) -> bool:
    """Whether `line` begins as `heading` is set and goes on plainly."""
    first = next((run for run in line.runs if run.raised == 0 and run.text.strip()), None)
    same = first is not None and first.style.font == heading.style.font
    return same and not _far(heading, line) and abs(line.size - heading.size) <= _SAME_SIZE


def _in_capitals(line: Line) -> bool:
    letters = re.sub(r"[\W\d_]", "", line.text)
    return len(letters) > 3 and letters.isupper()


def _is_emphasised(line: Line, how: Setting) -> bool:
    if how.is_plain(line):
        return _in_capitals(line) and is_named(line.text, "top")
    if not re.search(r"[^\W\d_]{2}", line.text):
        return False
    return line.size > how.size - 3 and line.size >= 6


def is_heading_text(text: str) -> bool:
    """Whether the words can be a heading: few, with letters, no sentence, no address."""
    words = text.split()
    if not words or len(words) > HEADING_MOST_WORDS or "@" in text or "://" in text:
        return False
    if _ENTRY.search(text) or text[-1] in ",;-" or (text[-1] == "." and len(words) > 12):
        return False
    if is_front_note(text):
        return False
    return bool(_STARTS_HEADING.match(text)) and bool(re.search(r"[^\W\d_]{3}", text))


def _is_debris(lines: Sequence[Line], text: str, how: Setting) -> bool:
    """Whether the lines are pieces of a drawing, a table or a formula: short, few words."""
    if any(abs(line.size - how.size) <= _SAME_SIZE and how.is_plain(line) for line in lines):
        return not re.search(r"[^\W\d_]{2}", text) and len(text) < 12
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) < 4.2 * len(lines) and not re.search(r"@|doi|https?:|©", text)
