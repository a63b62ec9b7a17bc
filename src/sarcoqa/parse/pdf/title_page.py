"""The first page → title, authors, DOI."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..front import Metadata, author_names, read_front
from .lines import Line
from .segments import Segment

_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s<>\"]*[A-Za-z0-9)])")
LEAST_TITLE_LETTERS = 15
LEAST_TITLE_WORDS = 4
_LARGER = 1.1  # a title is set so many times larger than the body, or more
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def title_places(flow: Sequence[Segment], body_size: float) -> list[int]:
    """The places of the segments of the title: the largest print of the first page that has words.

    Empty where nothing is set larger than the body.
    """
    first = flow[0].page if flow else 1
    large = [
        place
        for place, segment in enumerate(flow)
        if segment.page == first
        and segment.size >= _LARGER * body_size
        and _letters(segment.text) >= LEAST_TITLE_LETTERS
    ]
    if not large:
        return []
    # A journal's name may be set larger than the title, but it is short.
    large = [
        place for place in large if len(flow[place].text.split()) >= LEAST_TITLE_WORDS
    ] or large
    largest = max(flow[place].size for place in large)
    alike = [place for place in large if flow[place].size > largest - 0.2]
    chosen = max(alike, key=lambda place: _letters(flow[place].text))
    if _goes_on(flow, chosen - 1, chosen) and chosen - 1 in large:
        chosen -= 1
    found = [chosen]
    while (following := found[-1] + 1) < len(flow) and _goes_on(flow, found[-1], following):
        found.append(following)
    return found


def _goes_on(flow: Sequence[Segment], place: int, following: int) -> bool:
    one, two = flow[place], flow[following]
    near = 0 < two.lines[0].baseline - one.lines[-1].baseline < 1.8 * one.size
    return (
        one.page == two.page
        and abs(one.size - two.size) < 0.2
        and near
        and _font(one) == _font(two)
    )


def _font(segment: Segment) -> str:
    return segment.lines[0].style.font


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def read_title_page(
    title: str, lines: Sequence[str], by_line: Sequence[str], margins: Iterable[str],
    stated: dict[str, str],
) -> Metadata:  # fmt: skip
    """What the first pages say of the paper.

    `lines` are the front matter, `by_line` what follows the title, `margins` every line of the
    first pages, heads and feet too; `stated` is what the file says of itself.
    """
    title = title or _credible(stated.get("Title", ""))
    found = read_front([title, *lines], "\n".join(lines))
    authors = next((names for line in by_line if (names := author_names(line))), ())
    if not authors:
        authors = author_names(stated.get("Author", "")) or ()
    return Metadata(
        title=title,
        authors=authors,
        year=found.year,
        doi=_doi(margins, " ".join(stated.values())) or found.doi,
        licence=found.licence,
        accepted=found.accepted,
        published=found.published,
    )


def _credible(title: str) -> str:
    """The file's own title, unless it is a file name or a production code."""
    is_name = re.search(r"\.\w{2,4}$|^[\w-]+$|^untitled|^microsoft", title, re.IGNORECASE)
    return "" if is_name else title


def _doi(lines: Iterable[str], stated: str) -> str | None:
    """The DOI that the first pages print most often, heads and feet included."""
    printed = list(lines)
    # A line's end may part a DOI behind its slash.
    pairs = [one + two for one, two in pairwise(printed) if one[-1:] == "/"]
    found: Counter[str] = Counter()
    for line in [*printed, *pairs]:
        for match in _DOI.findall(line):
            found[match.rstrip(".)") if match.count("(") < match.count(")") else match] += 1
    ranked = [doi for doi, _ in found.most_common()]
    if agreed := next((doi for doi in ranked if doi in stated), None):
        return agreed
    own = _DOI.search(stated)
    return own.group() if own else (ranked[0] if ranked else None)


def by_line_text(lines: Sequence[Line]) -> str:
    """An author line with its raised marks as raised characters, and a dot between the names."""
    line = " ".join(
        "".join(
            "" if run.raised and re.search(r"[^\W\d]", run.text)
            else run.text.translate(_RAISED) if run.raised else run.text
            for run in line.runs
        ).strip()
        for line in lines
    )  # fmt: skip
    return re.sub(r"\s+[|•–-](?:\s+|$)", " · ", line).strip(" ·")
