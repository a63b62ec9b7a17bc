"""What stands below a heading of a JATS file → paragraphs, figures, tables and definitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..abbreviations import is_headed_list, listed_pairs
from ..names import is_named
from ..raw import RawPair, RawSection, RawText
from .formulas import formula_text
from .inline import rendered, text_of, whole_pieces
from .pieces import FLOATS, Piece, pieces
from .reading import Reading
from .tables import caption_of, read_tables, table_label
from .tree import Element, attribute, child, children, local_name, path_of

MAX_SHORT_FORM = 15
_SKIPPED = frozenset(
    "title label sec-meta object-id alt-title ref-list abstract kwd-group graphic x "
    "alternatives custom-meta-group permissions target".split()
)


def add_blocks(
    parent: Element,
    section: RawSection,
    reading: Reading,
    *,
    but: frozenset[str] = frozenset(),
) -> None:
    """Put all that stands in `parent` into `section`, except what is named in `but`."""
    for block in children(parent):
        if local_name(block) not in _SKIPPED | but:
            add_block(block, section, reading)


def add_block(block: Element, section: RawSection, reading: Reading) -> None:
    """Put one block into `section`."""
    rule = _RULES.get(local_name(block))
    if rule is not None:
        rule(block, section, reading)
    elif any(local_name(inner) in _RULES for inner in children(block)):
        add_blocks(block, section, reading)
    else:
        _paragraph(block, section, reading)


def _paragraph(node: Element, section: RawSection, reading: Reading) -> None:
    """A paragraph; a figure in it stands beside its sentence, a list parts it."""
    beside: list[Element] = []
    run: list[Piece] = []
    for part in pieces(node):
        if isinstance(part, Piece):
            run.append(part)
        elif local_name(part) in FLOATS:
            beside.append(part)
            run.append(Piece(" "))
        else:
            _add_text(run, node, section, reading)
            run = []
            add_block(part, section, reading)
    _add_text(run, node, section, reading)
    for block in [*beside, *reading.called(node)]:
        add_block(block, section, reading)


def _add_text(run: list[Piece], node: Element, section: RawSection, reading: Reading) -> None:
    text = rendered(run, reading.labels, path=path_of(node))
    lists = is_named(section.title, "abbreviations") or is_headed_list(text.text)
    if lists and (pairs := listed_pairs(text.text)):
        section.pairs += [RawPair(short, long) for short, long in pairs]
    elif any(char.isalnum() for char in text.text):
        section.paragraphs.append(text)


def _list(node: Element, section: RawSection, reading: Reading) -> None:
    """Each item is a paragraph; those of an ordered list keep their number."""
    if title := text_of(child(node, "title")):
        section.paragraphs.append(RawText(title, (), path_of(node)))
    numbered = attribute(node, "list-type") == "order"
    for number, item in enumerate(children(node, "list-item"), start=1):
        before = len(section.paragraphs)
        add_blocks(item, section, reading)
        label = text_of(child(item, "label")) or (f"{number}." if numbered else "")
        if label and len(section.paragraphs) > before and any(c.isalnum() for c in label):
            first = section.paragraphs[before]
            section.paragraphs[before] = RawText(label, None, first.path).joined(first)


def _definitions(node: Element, section: RawSection, reading: Reading) -> None:
    """A list of short forms is the paper's list of abbreviations; another stays text."""
    items = [(child(i, "term"), child(i, "def")) for i in node.iter("def-item")]
    pairs = [(text_of(term), text_of(meaning)) for term, meaning in items]
    pairs = [(term, meaning) for term, meaning in pairs if term.rstrip(": ") and meaning]
    if all(len(term) <= MAX_SHORT_FORM for term, _ in pairs):
        section.pairs += [RawPair(term.rstrip(": "), meaning) for term, meaning in pairs]
        return
    for term, meaning in pairs:
        section.paragraphs.append(RawText(f"{term}: {meaning}", (), path_of(node)))


def _figure(node: Element, section: RawSection, reading: Reading) -> None:
    label, caption = table_label(node), caption_of(node, reading.labels)
    if not (label or caption.text):
        return
    figure = RawText(label, None, path_of(node)).joined(caption) if label else caption
    section.figures.append(replace(figure, text=figure.text.strip(), path=path_of(node)))


def _group(node: Element, section: RawSection, reading: Reading) -> None:
    if caption_of(node, reading.labels).text:
        _figure(node, section, reading)
    for inner in children(node, "fig", "table-wrap"):
        add_block(inner, section, reading)


def _tables(node: Element, section: RawSection, reading: Reading) -> None:
    found = [table for table in read_tables(node, reading.labels) if table.header]
    section.tables += found
    if found:
        return
    reading.warnings.append(
        f"{table_label(node) or 'a table'} is only a picture: its caption is kept, its cells not"
    )
    _figure(node, section, reading)


def _box(node: Element, section: RawSection, reading: Reading) -> None:
    reading.boxed.append(node)


def _formula(node: Element, section: RawSection, reading: Reading) -> None:
    if text := formula_text(node):
        section.paragraphs.append(RawText(text, (), path_of(node)))


def _note(node: Element, section: RawSection, reading: Reading) -> None:
    """A footnote: its mark and its first paragraph are one text."""
    before = len(section.paragraphs)
    add_blocks(node, section, reading)
    label = text_of(child(node, "label"))
    if label and len(section.paragraphs) > before:
        first = section.paragraphs[before]
        section.paragraphs[before] = RawText(label, None, first.path).joined(first)


def _supplement(node: Element, section: RawSection, reading: Reading) -> None:
    """What is said of a supplementary file; the file itself is not here."""
    texts = [child(node, "label"), *node.iter("caption"), *children(node, "p")]
    joined = " ".join(text for part in texts if (text := text_of(part)))
    if any(char.isalnum() for char in joined):
        section.paragraphs.append(RawText(joined, (), path_of(node)))


def _titled(node: Element, section: RawSection, reading: Reading) -> None:
    """A part that is no section; its name, where it has one, is a line of its own."""
    name = " ".join(text for n in ("label", "title") if (text := text_of(child(node, n))))
    if any(char.isalnum() for char in name):
        section.paragraphs.append(RawText(name, (), path_of(node)))
    add_blocks(node, section, reading)


def _preformatted(node: Element, section: RawSection, reading: Reading) -> None:
    _add_text(whole_pieces(node), node, section, reading)


_RULES: dict[str, Callable[[Element, RawSection, Reading], None]] = {
    "p": _paragraph,
    "list": _list,
    "def-list": _definitions,
    "fig": _figure,
    "fig-group": _group,
    "table-wrap": _tables,
    "table-wrap-group": _group,
    "boxed-text": _box,
    "disp-formula": _formula,
    "fn": _note,
    "supplementary-material": _supplement,
    "media": _supplement,
    "caption": add_blocks,  # of a box, whose title is a heading
    "statement": _titled,
    "disp-quote": _titled,
    "speech": _titled,
    "fn-group": _titled,
    "preformat": _preformatted,
    "verse-group": _preformatted,
}
