"""Lines below the heading of the references → one text for each entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..raw import RawText, whole_on
from .joining import Vocabulary, running_text
from .lines import Line, Run
from .scripts import printed
from .segments import Segment

_LABEL = re.compile(r"^(?:\[(\d{1,3})\]|(\d{1,3})[.)]|(\d{1,3}))(?:\s*$|\s+(?=\S)|(?=[A-Z]))")
_HANGING_EM = 0.45
LEAST_NUMBERED = 3
_VOLUME_BEHIND = re.compile(r"[.,]?\s*(?:vol|\(?\d)", re.IGNORECASE)
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
    pieces = [(printed(line.runs, citing=False), line.page) for line in lines]
    match = _LABEL.match(pieces[0][0]) if labelled else None
    if match is None:
        return _with_journal(running_text(pieces, words), lines)
    label = next(filter(None, match.groups()))
    first, page = pieces[0]
    rest = [(first[match.end() :].lstrip(), page), *pieces[1:]]
    text = running_text([piece for piece in rest if piece[0]], words)
    return RawText(f"{label}.", pages=whole_on(page)).joined(_with_journal(text, lines))


def _with_journal(text: RawText, lines: Sequence[Line]) -> RawText:
    """`text` with the marks of emphasis around its journal, where a volume follows the italics.

    That is how a Markdown source shows it, and `parse_entry` reads it.
    """
    name = _last_emphasised([run for line in lines for run in line.runs])
    place = text.text.rfind(name) if len(name) > 2 else -1
    if place < 0 or not _VOLUME_BEHIND.match(text.text[place + len(name) :]):
        return text
    end = place + len(name)
    return replace(text, text=f"{text.text[:place]}*{name}*{text.text[end:]}")


def _last_emphasised(runs: Sequence[Run]) -> str:
    """The last words in another font than most of the entry, numbers and bold aside."""
    fonts: Counter[str] = Counter()
    for run in runs:
        fonts[run.style.font] += len(run.text)
    main = fonts.most_common(1)[0][0] if fonts else ""
    found = ""
    pieces: list[str] = []
    ends: list[Run | None] = [*runs, None]
    for end in ends:
        if end is not None and end.style.font != main and not end.style.bold:
            pieces.append(end.text.strip())
            continue
        name = " ".join(pieces).strip(" .,;:")
        if re.search(r"[^\W\d_]{2}", name):
            found = name
        pieces = []
    return found
