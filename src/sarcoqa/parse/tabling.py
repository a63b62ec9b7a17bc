"""A collected table → its lines in the text, and records whose cells point to them."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Record, SourcePath, Span, Table
from .growing import GrowingText
from .raw import RawTable, RawText


def add_table(text: GrowingText, raw: RawTable, number: int) -> tuple[Table, tuple[Span, ...]]:
    """Put `raw` behind `text`: caption, header, one line for each row, footnotes.

    Returns the table, the `number`-th of its document, and the spans of its footnotes.
    """
    label = raw.label or f"Table {number}"
    caption_span = text.add_raw(_printed_caption(raw, label))
    has_header = any(raw.header)
    if has_header:
        text.add_raw(RawText("\t".join(raw.header), pages=raw.header_pages))
    # A row that names a group is its name alone.
    rows = [row[:1] if place in raw.groups else row for place, row in enumerate(raw.rows)]
    joints = ["\n" if place or has_header else "\n\n" for place in range(len(rows))]
    spans = [_add_row(text, row, joint) for row, joint in zip(rows, joints, strict=True)]
    foot = tuple(text.add_raw(note) for note in raw.foot)
    if raw.path:
        text.sources.append(SourcePath(Span(caption_span.start, text.length), raw.path))
    records = _records(raw, spans, f"table-{number}")
    table = Table(f"table-{number}", label, raw.caption.text, raw.header, records, caption_span)
    return table, foot


def _printed_caption(raw: RawTable, label: str) -> RawText:
    """Label and caption as one text, which keeps the caption's marks and pages."""
    if not raw.caption.text:
        return RawText(label, raw.caption.marks, raw.caption.path, raw.caption.pages)
    if not raw.label:
        return raw.caption
    page = raw.caption.pages[:1]
    before = page if page and page[0].offset == 0 else ()
    return RawText(raw.label, None, raw.caption.path, before).joined(raw.caption)


def _add_row(text: GrowingText, row: Sequence[RawText], joint: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    place = text.add("\t".join(cell.text for cell in row), separator=joint).start
    for cell in row:
        spans.append(Span(place, place + len(cell.text)))
        text.place(cell, spans[-1])
        place += len(cell.text) + 1
    return tuple(spans)


def _records(raw: RawTable, spans: Sequence[Sequence[Span]], table_id: str) -> tuple[Record, ...]:
    records = []
    for place, row in enumerate(raw.rows):
        if place in raw.groups:
            continue
        sources = [raw.printed_at(place, column) for column in range(len(row))]
        cells = tuple(
            (name, raw.rows[above][column].text)
            for name, (above, column) in zip(raw.header, sources, strict=True)
        )
        filled = [span for span in spans[place] if span.start < span.end]
        span = Span(filled[0].start, filled[-1].end) if filled else spans[place][0]
        cell_spans = tuple(spans[above][column] for above, column in sources)
        records.append(Record(table_id, place + 1, cells, cell_spans, span))
    return tuple(records)
