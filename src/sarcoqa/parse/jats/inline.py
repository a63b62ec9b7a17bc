"""Pieces of a paragraph → its text, with a mark wherever it cites.

Numbers that cite stand in brackets, as they are read aloud: raised ones would melt into the word or
number before them ("3.5" and a raised 12 is "3.5 [12]").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..inline import plain_characters, raised_number
from ..raw import RawMark, RawText
from .labels import Labels
from .pieces import Piece, pieces
from .tree import Element

_JOINS = re.compile(r"[\s,;–‒—−-]*")
_DASH = re.compile(r"[–‒—−-]")
_NAMED_BEFORE = re.compile(r"\b(?:refs?|references?|nos?|numbers?)\.?\s*$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,·]\d+)*$")
_MARKING = re.compile(r"st|nd|rd|th|\W*", re.IGNORECASE)
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOW_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NO_LABELS = Labels((), {})


def text_of(node: Element | None) -> str:
    """The plain text of an element on one line, its citations as printed; empty for None."""
    if node is None:
        return ""
    return rendered(whole_pieces(node), _NO_LABELS).text


def whole_pieces(node: Element) -> list[Piece]:
    """All pieces of an element, those of the blocks in it too."""
    return [piece for piece in pieces(node, whole=True) if isinstance(piece, Piece)]


def rendered(parts: Sequence[Piece], labels: Labels, *, path: str = "") -> RawText:
    """The text of `parts` on one line, with its marks; `labels` notes the ids it does not know."""
    line = _Line()
    place = 0
    while place < len(parts):
        part = parts[place]
        if not part.cites:
            line.add(_scripted(part, line.text))
            place += 1
        elif _stands_apart(part, labels):
            end = _group_end(parts, place, labels)
            _add_numbers(line, parts[place:end], _following(parts[end:]), labels)
            place = end
        else:
            line.add_mark(part.text, labels.of(part.rids, part.text))
            place += 1
    marks = tuple(line.marks) if labels.marked_up else None
    return RawText(line.text.rstrip(), marks, path)


def _stands_apart(part: Piece, labels: Labels) -> bool:
    """Whether a citation is no word of its sentence: a number, or anything raised ("S1")."""
    return part.script == "sup" or labels.is_numeric(part.rids, part.text)


class _Line:
    """A line that grows, its spaces single, and the marks on it."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[RawMark] = []

    def add(self, source: str) -> None:
        plain = re.sub(r"\s+", " ", plain_characters(source))
        self.text += plain.lstrip() if not self.text or self.text[-1] == " " else plain

    def add_mark(self, source: str, labels: tuple[str, ...]) -> None:
        before = len(self.text)
        self.add(source)
        start = len(self.text) - len(self.text[before:].lstrip())
        end = len(self.text.rstrip())
        if labels and start < end:
            self.marks.append(RawMark(start, end, labels))


def _scripted(part: Piece, before: str) -> str:
    """Raised numbers and single letters as such characters; CO2 and CD8+ on the line."""
    body = part.text.strip()
    if part.script == "sup":
        if number := raised_number(body):
            return number
        # A letter behind a number is a note's: on the line it would change the number's unit.
        if re.fullmatch(r"[a-z](?:\s*,\s*[a-z])*", body) and before[-1:].isalnum():
            return body.translate(_LETTERS)
        if _BARE_NUMBER.search(before) and not _MARKING.fullmatch(body):
            return f"^{body}"
    if part.script == "sub" and body.isdigit() and before[-1:].isdigit():
        return body.translate(_LOW_DIGITS)
    return part.text


def _group_end(parts: Sequence[Piece], start: int, labels: Labels) -> int:
    """Behind the last of the numbers that stand together with that at `start`: "2, 4–6"."""
    end = start + 1
    for place in range(start + 1, len(parts)):
        part = parts[place]
        if part.cites:
            if not _stands_apart(part, labels):
                break
            end = place + 1
        elif not _JOINS.fullmatch(part.text):
            break
    return end


def _following(parts: Iterable[Piece]) -> str:
    """The first character behind a group."""
    return next((part.text[0] for part in parts if part.text), "")


def _add_numbers(line: _Line, group: Sequence[Piece], following: str, labels: Labels) -> None:
    cited = _cited(group, labels)
    inside = "".join(part.text for part in group).strip()
    if not inside:
        # Nothing is printed: what is cited belongs to the mark before it, if one ends here.
        if line.marks and line.marks[-1].end >= len(line.text.rstrip()):
            last = line.marks.pop()
            both = labels.sorted({*last.labels, *cited})
            line.marks.append(RawMark(last.start, last.end, both))
        else:
            labels.lost += [rid for part in group for rid in part.rids]
        return
    if _in_brackets(line.text, inside):
        line.add_mark(inside, cited)
        _take_brackets(line, following)
        return
    if line.text and line.text[-1] not in " ([“‘\"'/":
        line.add(" ")
    line.add_mark(f"[{inside}]", cited)
    if following.isalnum():
        line.add(" ")


def _in_brackets(before: str, inside: str) -> bool:
    """Whether the print already sets the numbers off from the text."""
    if inside[0] in "[(":
        return True
    if before.rfind("[") > before.rfind("]") or before.endswith("("):
        return True
    return bool(_NAMED_BEFORE.search(before))


def _take_brackets(line: _Line, following: str) -> None:
    """Let the last mark cover the brackets around it, when nothing else stands in them."""
    if not line.marks:
        return
    last = line.marks[-1]
    opening = line.text[last.start - 1 : last.start]
    if last.end == len(line.text) and opening + following in ("[]", "()"):
        line.marks[-1] = RawMark(last.start - 1, last.end + 1, last.labels)


def _cited(group: Sequence[Piece], labels: Labels) -> tuple[str, ...]:
    """All labels of a group; two numbers joined by a dash cite what lies between them too."""
    found: set[str] = set()
    previous: tuple[str, ...] = ()
    dashed = False
    for part in group:
        if not part.cites:
            dashed = dashed or bool(_DASH.search(part.text))
            continue
        own = labels.of(part.rids, part.text)
        if dashed and previous and own:
            found |= set(labels.between(previous[-1], own[0]))
        found |= set(own)
        previous, dashed = own, False
    return labels.sorted(found)
