"""Lines below the heading of the references → one text for each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..raw import RawText
from .joining import Vocabulary, running_text
from .lines import Line, Run
from .scripts import printed
from .segments import Segment

_LABEL = re.compile(r"^(?:\[(\d{1,3})\]|(\d{1,3})[.)]|(\d{1,3}))(?:\s*$|\s+(?=\S)|(?=[A-Z]))")
_HANGING_EM = 0.45
LEAST_NUMBERED = 3
_STARTS_ENTRY = re.compile(r"^[^\W\d_][\w’'.-]+(?:\s[\w’'.-]+){0,3},?\s")


def entry_texts(segments: Sequence[Segment], words: Vocabulary) -> list[RawText]:
    """The entries of a reference list, each led by its number ("12. …") where it prints one."""
    rows = [(line, segment.left) for segment in segments for line in segment.lines]
    numbered = _by_number([line for line, _ in rows])
    groups = numbered if len(numbered) >= LEAST_NUMBERED else _by_indent(rows)
    return [_entry(lines, words, labelled=groups is numbered) for lines in groups if lines]


def _by_number(lines: Sequence[Line]) -> list[list[Line]]:
    """Entries that begin with 1, 2, 3 … in this order; what stands before the first is left out."""
    found: list[list[Line]] = []
    for line in lines:
        match = _LABEL.match(line.text)
        number = int(next(filter(None, match.groups()))) if match else 0
        # A number may be missing where a line was not read: the next but one goes as well.
        if match and len(found) < number <= len(found) + (1 if not found else 2):
            found += [[] for _ in range(number - len(found) - 1)]
            found.append([])
        if found:
            found[-1].append(line)
    return found


def _by_indent(rows: Sequence[tuple[Line, float]]) -> list[list[Line]]:
    """Entries whose first line stands further left than the others."""
    indented = sum(line.box.left > left + _HANGING_EM * line.size for line, left in rows)
    hanging = indented >= 0.25 * len(rows)
    found: list[list[Line]] = []
    for line, left in rows:
        outside = line.box.left <= left + _HANGING_EM * line.size
        begins = outside if hanging else _begins_plainly(line, found)
        if begins or not found:
            found.append([])
        found[-1].append(line)
    return found


def _begins_plainly(line: Line, found: Sequence[Sequence[Line]]) -> bool:
    """Whether an entry begins at `line` where no indent shows it: after a short last line."""
    if not found:
        return True
    before = found[-1][-1]
    far = line.baseline - before.baseline > 1.3 * line.size or line.page != before.page
    ended = before.text.endswith((".", ")")) or bool(re.search(r"\d$", before.text))
    short = before.box.width < 0.9 * line.box.width
    return ended and (short or far) and bool(_STARTS_ENTRY.match(line.text))


def _entry(lines: Sequence[Line], words: Vocabulary, *, labelled: bool) -> RawText:
    pieces = [(_with_emphasis(line.runs), line.page) for line in lines]
    text = running_text(pieces, words)
    match = _LABEL.match(text.text) if labelled else None
    if match is None:
        return text
    label = next(filter(None, match.groups()))
    lead = RawText(f"{label}.", pages=text.pages[:1])
    rest = pieces
    first = pieces[0][0][match.end() :].lstrip()
    rest = [(first, pieces[0][1]), *pieces[1:]] if first else pieces[1:]
    return lead.joined(running_text(rest, words)) if rest else lead


def _with_emphasis(runs: Sequence[Run]) -> str:
    """The characters of a line of an entry."""
    return printed(runs, citing=False)
