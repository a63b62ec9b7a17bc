"""Which heading segments are headings, and at which level: by style, place and what follows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import takewhile

from ..names import is_named
from ..outline import numbered_level
from .lines import Line, Run
from .segments import Segment, is_heading_text

StyleKey = tuple[str, float, bool]
RUN_IN_MOST_WORDS = 14
_BELOW_EM = 4.0  # a heading stands at most so far above its text
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")


def valid_headings(flow: Sequence[Segment], outline: Sequence[str] = ()) -> set[int]:
    """Places of the heading segments that head something: prose, or another such heading.

    A label in a drawing stands above other labels, or off the edge of what follows. What the
    `outline` of the file names is a heading wherever it stands.
    """
    outlined = {_bare(title) for title in outline}
    valid: set[int] = set()
    following: int | None = None
    for place in range(len(flow) - 1, -1, -1):
        segment = flow[place]
        if segment.kind == "heading":
            # Short entries look like debris, but the name of their list is sure.
            listed = is_named(segment.text, "references") and place + 1 < len(flow)
            heads = following is not None and _heads(segment, flow[following], following in valid)
            if listed or heads or _bare(segment.text) in outlined:
                valid.add(place)
            following = place
        elif segment.kind == "prose":
            following = place
    return valid


def _bare(title: str) -> str:
    """A title without its number, case and spaces, as the outline and the page may differ in."""
    return re.sub(r"^[\d.]+|[\W_]", "", title.casefold())


def _heads(heading: Segment, below: Segment, below_is_valid: bool) -> bool:
    if len(heading.lines) > 5 or (below.kind == "heading" and not below_is_valid):
        return False
    if any(is_named(heading.text, group) for group in ("top", "declarations")):
        return True
    if heading.page != below.page:
        return below.page == heading.page + 1
    first, last = below.lines[0], heading.lines[-1]
    size = max(heading.size, below.size)
    if first.baseline < last.baseline:  # the text begins at the top of the next column
        return first.box.left > last.box.left
    return first.baseline - last.baseline < _BELOW_EM * size and _aligned(heading, below)


def _aligned(heading: Segment, below: Segment) -> bool:
    left = min(line.box.left for line in heading.lines)
    right = max(line.box.right for line in heading.lines)
    lowest = min(line.box.left for line in below.lines)
    highest = max(line.box.right for line in below.lines)
    if abs(left - lowest) < 2.5 * below.size:
        return True
    return abs((left + right) - (lowest + highest)) < 2 * below.size  # centred


def style_key(line: Line) -> StyleKey:
    """What headings of one level have in common: font, size, and whether all is in capitals."""
    letters = re.sub(r"[\W\d_]", "", line.text)
    return line.style.font, line.style.size, len(letters) > 3 and letters.isupper()


def heading_levels(headings: Sequence[Segment]) -> list[int]:
    """The level that each heading shows, from 1: by its number, else by its style.

    Styles in which most headings have a name that stands at the first level are of that level; the
    others follow by size, then in the order of the paper.
    """
    numbered = [numbered_level(segment.text) for segment in headings]
    keys = [style_key(segment.lines[0]) for segment in headings]
    named: dict[StyleKey, list[bool]] = defaultdict(list)
    for segment, key in zip(headings, keys, strict=True):
        named[key].append(is_named(segment.text, "top"))
    top = {key for key, are in named.items() if sum(are) * 2 > len(are)}
    others = sorted((key for key in named if key not in top), key=lambda key: -key[1])
    rank = {key: place + (2 if top else 1) for place, key in enumerate(others)}
    found = []
    for segment, key, number in zip(headings, keys, numbered, strict=True):
        first = key in top or is_named(segment.text, "top")
        found.append(number or (1 if first else rank[key]))
    return found


def run_in_heading(
    lines: Sequence[Line], plain_fonts: frozenset[tuple[str, float]]
) -> list[str] | None:
    """The emphasised words that begin a paragraph and name it, by line, else None.

    They are bold, or numbered, and a full stop or colon ends them, unless what follows begins anew.
    """
    emphasised: list[Run] = []
    found: list[str] = []
    rest = ""
    for line in lines[:3]:
        led = list(takewhile(lambda run: not _is_plain(run, plain_fonts), line.runs))
        emphasised += led
        found.append("".join(run.text for run in led).strip())
        rest = "".join(run.text for run in line.runs[len(led) :]).strip()
        if rest:
            break
    found = [part for part in found if part]
    text = " ".join(found)
    if not rest or not text or len(text.split()) > RUN_IN_MOST_WORDS:
        return None
    bold = Counter(run.style.bold for run in emphasised for _ in run.text)
    bold_most = bold.most_common(1)[0][0]
    numbered = bool(_NUMBERED.match(text))
    closed = text[-1] == "." or numbered
    named = any(is_named(text, group) for group in ("top", "run_in"))
    # A bold word and a colon begin the items of a list.
    good = (bold_most and closed) or numbered or named
    if not good or not is_heading_text(text.rstrip(".:")) or rest[0] in ",;)":
        return None
    return found


def _is_plain(run: Run, plain_fonts: frozenset[tuple[str, float]]) -> bool:
    return (run.style.font, run.style.size) in plain_fonts and bool(run.text.strip())
