"""What a page prints around its text: running heads, feet, page and line numbers, watermarks.

They are known by where they stand and by coming again on other pages, never by their wording.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .glyphs import Box
from .lines import Line

ZONE = 0.12  # heads and feet stand in this share of the page's height, at its top and bottom
_SAME_PLACE = 6.0  # points
_CAPTION = re.compile(r"^(?:supplementary)?(?:table|fig|figure|scheme|box)#", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,6}|[ivxlc]{1,6}")
_LINE_NUMBERS = 8  # so many numbers that count up along the margin of a page are line numbers


@dataclass(frozen=True, slots=True)
class PageOfLines:
    """The lines of a page in the order of the file, its size in points, the rules drawn on it."""

    number: int
    label: str
    width: float
    height: float
    lines: list[Line]
    rules: list[Box] = field(default_factory=list)


def without_margins(pages: Sequence[PageOfLines]) -> list[PageOfLines]:
    """The pages without running heads, feet, page numbers, line numbers and watermarks."""
    repeated = _repeated(pages)
    ends = _alternating(pages)
    kept = []
    for page in pages:
        dropped = {id(line) for line in page.lines if id(line) in repeated}
        dropped |= _beside_page_number(page)
        dropped |= _line_numbers(page)
        dropped |= {id(line) for line in ends.get(page.number, ())}
        rest = [line for line in page.lines if id(line) not in dropped]
        kept.append(replace(page, lines=rest))
    return kept


def _repeated(pages: Sequence[PageOfLines]) -> set[int]:
    """Lines that stand at one height, in the head or foot, on two pages, numbers apart.

    Anywhere on the page the same line at the same place counts, on most pages and at least three.
    """
    in_zone: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    anywhere: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _zone(line, page) and (key := _key(line.text)) and not _CAPTION.match(key):
                in_zone[key].append((page.number, line))
            anywhere[line.text, round(line.box.left / 8)].append((page.number, line))
    found: set[int] = set()
    for same in in_zone.values():
        found |= {id(line) for number, line in same if _has_twin(number, line, same)}
    for same in anywhere.values():
        holders = {number for number, line in same}
        level = max(line.baseline for _, line in same) - min(line.baseline for _, line in same)
        if len(holders) >= max(3, 0.6 * len(pages)) and level <= _SAME_PLACE:
            found |= {id(line) for _, line in same}
    return found


def _alternating(pages: Sequence[PageOfLines]) -> dict[int, list[Line]]:
    """Lone first and last lines on one height, in the same style, that is not that of the text.

    Left and right pages may have heads of their own, each printed once in a short paper.
    """
    sizes = Counter(line.size for page in pages for line in page.lines for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found: dict[int, list[Line]] = {}
    for pick in (min, max):
        lone = []
        for page in pages[1:]:
            end = pick((line.baseline for line in page.lines), default=0.0)
            row = [line for line in page.lines if abs(line.baseline - end) <= 3]
            if len(row) == 1 and _zone(row[0], page) and not _CAPTION.match(_key(row[0].text)):
                lone.append(row[0])
        for line in lone:
            twins = [other for other in lone if abs(other.baseline - line.baseline) < 1.5
                     and other.style == line.style]  # fmt: skip
            odd = line.style.italic or line.style.bold or abs(line.size - usual) > 0.4
            if len(twins) > 1 and odd:
                found.setdefault(line.page, []).append(line)
    return found


def _has_twin(number: int, line: Line, same: Iterable[tuple[int, Line]]) -> bool:
    return any(
        other != number and abs(twin.baseline - line.baseline) <= _SAME_PLACE
        for other, twin in same
    )


def _zone(line: Line, page: PageOfLines) -> bool:
    return line.box.bottom < ZONE * page.height or line.box.top > (1 - ZONE) * page.height


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split())).lower()


def _beside_page_number(page: PageOfLines) -> set[int]:
    """The first or last line of a page, if a part of it is the page's number and nothing else."""
    found: set[int] = set()
    if not page.lines:
        return found
    ends = (min(line.baseline for line in page.lines), max(line.baseline for line in page.lines))
    for end in ends:
        row = [line for line in page.lines if abs(line.baseline - end) <= 3]
        numbers = {page.label, str(page.number)} - {""}
        if any(_zone(line, page) and line.text in numbers for line in row):
            found |= {id(line) for line in row if _zone(line, page)}
    return found


def _line_numbers(page: PageOfLines) -> set[int]:
    """Numbers that count up along the left or right edge, as manuscripts print them."""
    found: set[int] = set()
    numbers = [line for line in page.lines if re.fullmatch(r"\d{1,4}", line.text)]
    if len(numbers) < _LINE_NUMBERS:
        return found
    text = [line for line in page.lines if line not in numbers and len(line.text) > 20]
    if not text:
        return found
    left, right = min(line.box.left for line in text), max(line.box.right for line in text)
    for column in ([n for n in numbers if n.box.right < left],
                   [n for n in numbers if n.box.left > right]):  # fmt: skip
        column.sort(key=lambda line: line.baseline)
        values = [int(line.text) for line in column]
        rising = all(second > first for first, second in itertools.pairwise(values))
        if len(column) >= _LINE_NUMBERS and rising:
            found |= {id(line) for line in column}
    return found
