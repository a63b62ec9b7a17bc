"""Plain text or Markdown → `Document`.

The text may have been made from a typeset PDF: a page break or a table may stand in the middle of
a paragraph, headings may be bare lines, tables tab-separated rows, maths LaTeX. Nothing here knows
a particular paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import EmptyFileError
from ..schema import Document
from .assemble import assemble
from .blocks import Block, read_blocks, without_bullet
from .front import Metadata, author_names, is_front_note, merged, read_front
from .inline import clean_inline
from .names import is_named, split_run_in
from .outline import looks_like_heading
from .raw import RawPair, RawSection, RawTable, RawText, plain_texts
from .references import is_reference_like
from .tables import add_rows, caption_parts, figure_caption

FRONT_PARAGRAPH_MIN_WORDS = 25
_TERMINAL = (".", "!", "?", ":", "…")


def parse_plain(text: str, *, document_id: str, sha256: str, stated: Metadata) -> Document:
    """The `Document` of a plain or Markdown text.

    `sha256` is of the file's bytes; `stated` (from ``paper.toml``) goes before what the text says.
    Raises EmptyFileError when the text has no words.
    """
    blocks = [block for block in read_blocks(text) if any(char.isalnum() for char in block.text)]
    if not blocks:
        raise EmptyFileError("the file holds no words; give a paper as text")
    front_end = _front_end(blocks)
    # Affiliations may stand between the abstract and the first section: they are front matter too.
    notes = [block for block in blocks[front_end:] if _is_front_note(block)]
    body = [block for block in blocks[front_end:] if not _is_front_note(block)]
    front = [clean_inline(line) for block in [*blocks[:front_end], *notes] for line in block.lines]
    metadata = merged(stated, read_front(front, text))
    sections = _collect(body)
    return assemble(plain_texts(front), sections, metadata, document_id=document_id, sha256=sha256)


def _is_front_note(block: Block) -> bool:
    return block.kind == "paragraph" and is_front_note(clean_inline(block.text))


def _front_end(blocks: Sequence[Block]) -> int:
    """How many blocks are front matter: all before the first heading that has a text to head.

    A text without any heading has one block of front matter, its title, if that is no sentence.
    """
    place = 1  # the first block is the title
    while place < len(blocks):
        end = _end_of_headings(blocks, place)
        leads_long = _is_long(blocks[end]) if end < len(blocks) else False
        for heading in range(place, end):
            if leads_long or is_named(clean_inline(blocks[heading].text), "top"):
                return heading
        place = end + 1  # the block at the end is no heading
    has_title = blocks[0].kind == "heading" or not blocks[0].text.endswith(_TERMINAL)
    return 1 if has_title else 0


def _end_of_headings(blocks: Sequence[Block], place: int) -> int:
    """The first place from `place` on where no heading stands."""
    while place < len(blocks) and _is_heading(blocks, place, in_front=True):
        place += 1
    return place


def _is_long(block: Block) -> bool:
    return block.kind != "rows" and len(block.text.split()) >= FRONT_PARAGRAPH_MIN_WORDS


def _is_heading(blocks: Sequence[Block], place: int, *, in_front: bool = False) -> bool:
    block = blocks[place]
    if block.kind == "heading":
        return True
    line = clean_inline(block.text)
    if block.kind == "rows" or len(block.lines) > 1 or caption_parts(line):
        return False
    if (in_front and author_names(line)) or is_front_note(line):
        return False
    if figure_caption(block.text) is not None:
        return False
    if block.kind == "items" and not line[:1].isdigit():
        return False
    if is_named(line, "top") or is_named(line, "declarations"):
        return True
    if split_run_in(line):
        return False
    following = blocks[place + 1].text if place + 1 < len(blocks) else None
    return looks_like_heading(line, following)


def _collect(blocks: Sequence[Block]) -> list[RawSection]:
    """The sections in order, with the paragraphs joined that a page break or a table cut."""
    sections: list[RawSection] = []
    tables: dict[str, RawTable] = {}
    caption: RawTable | None = None
    for place, block in enumerate(blocks):
        line = clean_inline(block.text) if block.kind != "rows" else ""
        if _is_heading(blocks, place):
            sections.append(RawSection(line, block.level))
            caption = None
            continue
        if not sections:
            sections.append(RawSection("", 0))
        if parts := caption_parts(line):
            caption = _table(*parts, tables, sections[-1])
        elif block.kind == "rows":
            _add_rows(block, sections[-1], caption)
        elif block.kind == "items":
            _add_items(block, sections[-1])
        else:
            sections = _add_paragraph(block.text, sections)
    return sections


def _table(label: str, caption: str, tables: dict[str, RawTable], section: RawSection) -> RawTable:
    """The table of that label: the one begun before, or a new one in `section`."""
    if label not in tables:
        tables[label] = RawTable(label, RawText(caption))
        section.tables.append(tables[label])
    return tables[label]


def _add_rows(block: Block, section: RawSection, caption: RawTable | None) -> None:
    if is_named(section.title, "abbreviations"):
        for line in block.lines:
            short, _, long = (clean_inline(part) for part in line.partition("\t"))
            section.pairs.append(RawPair(short, long))
        return
    if caption is None:
        caption = RawTable("")
        section.tables.append(caption)
    add_rows(caption, block.lines)


def _add_items(block: Block, section: RawSection) -> None:
    if is_named(section.title, "references"):
        section.items += plain_texts(block.lines)
        return
    section.paragraphs += [RawText(clean_inline(without_bullet(line))) for line in block.lines]


def _add_paragraph(source: str, sections: list[RawSection]) -> list[RawSection]:
    section = sections[-1]
    if (figure := figure_caption(source)) is not None:
        # Kept behind the paragraphs: it may stand in the middle of one.
        section.figures += [RawText(figure)] if figure else []
        return sections
    line = clean_inline(source)
    if run_in := split_run_in(line):
        return [*sections, RawSection(run_in[0], 0, [RawText(run_in[1])])]
    last = section.paragraphs[-1].text if section.paragraphs else ""
    if is_named(section.title, "references") and section.items:
        section.items[-1] = section.items[-1].joined(RawText(line))
    elif last and _is_cut(last, line):
        section.paragraphs[-1] = section.paragraphs[-1].joined(RawText(line))
    elif last and is_reference_like(last):
        # An annotation stays with its entry.
        section.paragraphs[-1] = section.paragraphs[-1].joined(RawText(line), separator="\n")
    else:
        section.paragraphs.append(RawText(line))
    return sections


def _is_cut(paragraph: str, following: str) -> bool:
    """Whether `following` goes on with the sentence in which `paragraph` breaks off."""
    if following[:1].islower():
        return True
    last = paragraph.rsplit("\n", 1)[-1]
    if is_reference_like(last):
        return False
    while last.endswith("]") and "[" in last:
        last = last[: last.rindex("[")].rstrip()
    return not last.rstrip('"”’»)').endswith(_TERMINAL)
