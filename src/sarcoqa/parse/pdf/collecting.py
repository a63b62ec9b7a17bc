"""Segments in reading order → front matter and raw sections, paragraphs joined over columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..names import is_named
from ..outline import numbered_level
from ..raw import RawSection, RawTable, RawText
from .headings import heading_levels, run_in_heading, valid_headings
from .joining import Vocabulary, running_text
from .lines import Line
from .paragraphs import ends_sentence, split_paragraphs
from .scripts import printed
from .segments import Segment
from .typesetting import Setting

Piece = tuple[str, int]  # (a line as printed, its page)
_SAME_SIZE = 0.45
_BOX_PARTS = 6  # sections that a box in the middle of another section may have


@dataclass(slots=True)
class Paragraph:
    """The lines of a paragraph, and the size they are set in."""

    pieces: list[Piece]
    size: float


@dataclass(slots=True)
class Part:
    """A section as collected: its heading's lines, level, paragraphs, captions, list of entries."""

    heading: list[Piece] = field(default_factory=list)
    level: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    captions: list[list[Piece]] = field(default_factory=list)
    entries: list[Segment] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    size: float = 0.0

    @property
    def title(self) -> str:
        """Its heading's lines as one, hyphens as printed."""
        return " ".join(text for text, _ in self.heading)


class Collector:
    """Takes segments one by one; `front` and `parts` are what it has collected."""

    def __init__(self, how: Setting, outline: Sequence[str] = ()) -> None:
        self.how = how
        self.outline = outline
        self.front: list[list[Piece]] = []
        self.parts: list[Part] = []
        self.current = Part()  # the one that is read, mostly the last

    def collect(self, flow: Sequence[Segment]) -> None:
        """Take all segments of a paper, those of the title left out."""
        valid = valid_headings(flow, self.outline)
        start = _start(flow, valid)
        places = [place for place in sorted(valid) if place >= start]
        levels = dict(zip(places, heading_levels([flow[p] for p in places]), strict=True))
        for place, segment in enumerate(flow):
            if place < start:
                self._add_front(segment)
            elif place in levels:
                heading = [piece for line in segment.lines for piece in self._pieces([line])]
                self._begin(Part(heading, levels[place]))
            else:
                self._add(segment)

    def _begin(self, part: Part) -> None:
        self.parts.append(part)
        self.current = part

    def _pieces(self, lines: Sequence[Line], *, citing: bool = True) -> list[Piece]:
        cites = citing and self.how.citing
        return [(printed(line.runs, citing=cites), line.page) for line in lines]

    def _add_front(self, segment: Segment) -> None:
        if segment.kind != "debris":
            for lines in split_paragraphs(segment):
                self.front.append(self._pieces(lines, citing=False))

    def _add(self, segment: Segment) -> None:
        if not self.parts:
            self._begin(Part())
        part = self.current
        if segment.kind == "caption":
            part.captions.append(self._pieces(segment.lines))
        elif is_named(part.title, "references"):
            part.entries.append(segment)
        elif segment.kind != "debris":
            if not part.size:
                part.size = segment.size
            if segment.page == 1 and segment.size < part.size - _SAME_SIZE:
                self._add_front(segment)  # notes at the foot or side of the first page
                return
            self._add_prose(segment)

    def _add_prose(self, segment: Segment) -> None:
        for place, lines in enumerate(split_paragraphs(segment)):
            pieces = self._pieces(lines)
            part = self.current
            if place == 0 and (before := self._open(segment, pieces)):
                before.pieces += pieces
                continue
            heading = run_in_heading(lines, self.how.plain)
            if heading and not _is_summary(part, " ".join(heading)):
                pieces = self._parted(heading, pieces, segment)
            self.current.paragraphs.append(Paragraph(pieces, segment.size))

    def _parted(self, heading: Sequence[str], pieces: list[Piece], segment: Segment) -> list[Piece]:
        """Begin the section of a run-in heading; returns the pieces of its first paragraph."""
        title = [(part, page) for part, (_, page) in zip(heading, pieces, strict=False)]
        title[-1] = (title[-1][0].rstrip(".: "), title[-1][1])
        self._begin(Part(title, numbered_level(" ".join(heading)), size=segment.size))
        last, page = pieces[len(heading) - 1]
        rest = last[len(" ".join(heading[-1].split())) :].lstrip(" .:—–")
        return [(rest, page), *pieces[len(heading) :]] if rest else pieces[len(heading) :]

    def _open(self, segment: Segment, pieces: Sequence[Piece]) -> Paragraph | None:
        """The last paragraph of this size, if it breaks off and `pieces` go on with it."""
        begun = pieces[0][0]
        last = _last(self.current, segment.size) if begun else None
        if last and (not ends_sentence(last.pieces[-1][0]) or begun[0].islower()):
            return last
        if begun[:1].islower() and abs(segment.size - self.current.size) > _SAME_SIZE:
            # A box with headings of its own stood between: the section around it goes on.
            for part in reversed(self.parts[-_BOX_PARTS:]):
                outside = _last(part, segment.size)
                if outside and not ends_sentence(outside.pieces[-1][0]):
                    self.current = part
                    return outside
        return None


def _last(part: Part, size: float) -> Paragraph | None:
    """The last paragraph of `part` that is set in this size."""
    alike = [one for one in part.paragraphs if abs(one.size - size) <= _SAME_SIZE]
    return alike[-1] if alike else None


def _is_summary(part: Part, heading: str) -> bool:
    """Whether `heading` is a part of a structured abstract, which stays one section."""
    ends = is_named(heading.rstrip(".: "), "keywords")
    return not ends and any(is_named(part.title, name) for name in ("abstracts", "keywords"))


def _start(flow: Sequence[Segment], valid: set[int]) -> int:
    """The place of the heading with which the front matter ends."""
    named = [place for place in sorted(valid) if is_named(flow[place].text, "top")]
    if named and flow[named[0]].page <= 2:
        return named[0]
    numbered = (place for place in sorted(valid) if flow[place].text[:1] == "1")
    return next(numbered, min(valid, default=1))


def raw_section(part: Part, words: Vocabulary, items: list[RawText]) -> RawSection:
    """`part` as a raw section; `items` are its bibliography entries."""
    heading = running_text(part.heading, words)
    captions = [running_text(pieces, words) for pieces in part.captions]
    return RawSection(
        heading.text,
        part.level,
        paragraphs=[running_text(one.pieces, words) for one in part.paragraphs],
        figures=captions,
        tables=part.tables,
        items=items,
        title_pages=heading.pages,
    )
