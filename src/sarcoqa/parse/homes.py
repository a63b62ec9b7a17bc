"""How deep the collected sections stand, and with which of them a table goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .abbreviations import definitions
from .outline import Headed, levels
from .raw import RawSection, RawTable


def section_depths(raw_sections: Sequence[RawSection], title: str) -> tuple[int, ...]:
    """The depth of each section, from 1, as its source shows it or as `outline` reads it."""
    long_forms = {pair.short: pair.long for section in raw_sections for pair in section.pairs}
    long_forms |= dict(_defined_in_prose(raw_sections))
    return levels([_headed(section) for section in raw_sections], title, long_forms)


def _headed(section: RawSection) -> Headed:
    words = sum(len(paragraph.text.split()) for paragraph in section.paragraphs)
    # A section of list items or pairs holds them; it leads in to nothing.
    words += 1000 * bool(section.items or section.references or section.pairs)
    return Headed(section.title, section.level, words, len(section.paragraphs))


def _defined_in_prose(raw_sections: Sequence[RawSection]) -> Iterator[tuple[str, str]]:
    for section in raw_sections:
        for paragraph in section.paragraphs:
            for short, long, _ in definitions(paragraph.text):
                yield short, long


def table_homes(
    raw_sections: Sequence[RawSection], depths: Sequence[int]
) -> dict[int, list[RawTable]]:
    """For each table the last section of the first-level section that first speaks of it."""
    homes: dict[int, list[RawTable]] = {}
    for place, section in enumerate(raw_sections):
        for table in section.tables:
            home = _last_below(_first_mention(table.label, raw_sections, place), depths)
            homes.setdefault(home, []).append(table)
    return homes


def _first_mention(label: str, raw_sections: Sequence[RawSection], place: int) -> int:
    if label:
        pattern = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
        for found, section in enumerate(raw_sections):
            if any(pattern.search(paragraph.text) for paragraph in section.paragraphs):
                return found
    return place


def _last_below(place: int, depths: Sequence[int]) -> int:
    last = place
    while last + 1 < len(depths) and depths[last + 1] > 1:
        last += 1
    return last
