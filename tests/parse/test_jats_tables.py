"""Tables: spans, header paths, groups, footnotes, several in one wrap, pictures."""

from __future__ import annotations

import pytest
from jats_papers import article, cite, parsed, paths, refs, texts

from sarcoqa.parse.jats.grid import MAX_COLUMNS
from sarcoqa.schema import Document, Table


def wrap(inside: str, *, foot: str = "", caption: str = "Arms of the trial") -> str:
    return (
        f'<table-wrap id="T1"><label>Table 1.</label><caption><p>{caption}</p></caption>'
        f"{inside}<table-wrap-foot>{foot}</table-wrap-foot></table-wrap>"
    )


def rows(*lines: str, cell: str = "td") -> str:
    """Lines of cells parted by "|"; "2*x" spans two columns, "2^x" two rows."""
    return "".join("<tr>" + "".join(_cell(c, cell) for c in line.split("|")) + "</tr>"
                   for line in lines)  # fmt: skip


def _cell(source: str, name: str) -> str:
    for sign, attribute in (("*", "colspan"), ("^", "rowspan")):
        count, found, text = source.partition(sign)
        if found and count.isdigit():
            return f'<{name} {attribute}="{count}">{text}</{name}>'
    return f"<{name}>{source}</{name}>"


def read(inside: str, **others: str) -> tuple[Table, Document]:
    body = f"<sec><title>Results</title><p>See Table 1.</p>{wrap(inside, **others)}</sec>"
    document = parsed(article(body, back=refs(3)))
    return document.tables[0], document


def cells(table: Table) -> list[list[str]]:
    return [[value for _, value in record.cells] for record in table.records]


def test_a_plain_table() -> None:
    table, document = read(
        f"<table><thead>{rows('Arm|n', cell='th')}</thead>"
        f"<tbody>{rows('A|12', f'B [{cite(2)}]|<bold>13</bold>')}</tbody></table>",
        foot="<fn><label>a</label><p>n: patients.</p></fn><p>A note.</p>",
    )
    assert (table.label, table.caption, table.header) == (
        "Table 1", "Arms of the trial", ("Arm", "n"),
    )  # fmt: skip
    assert cells(table) == [["A", "12"], ["B [2]", "13"]]
    assert (
        "Table 1 Arms of the trial\n\nArm\tn\nA\t12\nB [2]\t13\n\na n: patients." in document.text
    )
    assert texts(document, "Results", "Table 1") == ["a n: patients.", "A note."]
    for record in table.records:
        for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
            assert span.of(document.text) == value
    assert [mark.labels for mark in document.marks] == [("2",)]
    (path,) = (s.path for s in document.sources if s.span.of(document.text).startswith("Table 1 A")
               and "13" in s.span.of(document.text))  # fmt: skip
    assert path == "/article/body/sec/table-wrap/table"


def test_spans_are_resolved_and_printed_once() -> None:
    table, document = read(
        f"<table><thead>{rows('2^Arm|2*Dose', 'low|high', cell='th')}</thead>"
        f"<tbody>{rows('2^A|1|2', '3|4', 'B|2*5')}</tbody></table>"
    )
    assert table.header == ("Arm", "Dose | low", "Dose | high")
    assert cells(table) == [["A", "1", "2"], ["A", "3", "4"], ["B", "5", "5"]]
    assert "A\t1\t2\n\t3\t4\nB\t5\t" in document.text
    spans = [record.cell_spans for record in table.records]
    assert spans[1][0] == spans[0][0]
    assert spans[2][1] == spans[2][2]


def test_a_span_over_rows_and_columns() -> None:
    block = '<tr><td colspan="2" rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr>'
    table, _ = read(f"<table><thead>{rows('a|b|c')}</thead><tbody>{block}</tbody></table>")
    assert cells(table) == [["x", "x", "1"], ["x", "x", "2"]]


def test_a_row_span_ends_with_its_part_of_the_table() -> None:
    table, _ = read(
        f"<table><thead>{rows('9^Arm|n', cell='th')}</thead>"
        f"<tbody>{rows('A|1')}</tbody><tbody>{rows('0^B|2', '3')}</tbody></table>"
    )
    assert table.header == ("Arm", "n")
    assert cells(table) == [["A", "1"], ["B", "2"], ["B", "3"]]


def test_header_names_are_unique() -> None:
    head = rows("|n|n|n|", cell="th")
    table, _ = read(f"<table><thead>{head}</thead><tbody>{rows('a|1|2|3|')}</tbody></table>")
    assert table.header == ("", "n", "n (2)", "n (3)", "")


def test_groups_are_carried_to_their_rows() -> None:
    table, document = read(
        f"<table><thead>{rows('Item|n|%', cell='th')}</thead>"
        f"<tbody>{rows('3*Age', 'young|1|10', 'old|2|20', 'Sex||', 'male|3|30', 'female|4|40')}"
        "</tbody></table>"
    )
    assert table.header == ("", "Item", "n", "%")
    assert cells(table) == [
        ["Age", "young", "1", "10"], ["Age", "old", "2", "20"],
        ["Sex", "male", "3", "30"], ["Sex", "female", "4", "40"],
    ]  # fmt: skip
    assert "\nAge\n\tyoung\t1\t10\n\told\t2\t20\nSex\n\tmale" in document.text
    assert table.records[1].cell_spans[0].of(document.text) == "Age"
    assert table.records[0].row == 2


def test_rows_before_the_first_group_have_none() -> None:
    table, _ = read(
        f"<table><thead>{rows('Item|n')}</thead><tbody>{rows('all|9', '2*Sex', 'male|3', 'x|1')}"
        "</tbody></table>"
    )
    assert cells(table) == [["", "all", "9"], ["Sex", "male", "3"], ["Sex", "x", "1"]]


def test_a_table_of_single_texts_has_no_groups() -> None:
    lines = rows("2*First rule", "2*Second rule", "2*Third rule", "a|b")
    table, _ = read(f"<table><thead>{rows('2*Rules')}</thead><tbody>{lines}</tbody></table>")
    assert table.header == ("Rules", "Rules (2)")
    assert cells(table)[0] == ["First rule", "First rule"]


@pytest.mark.parametrize(
    "lines", [rows("Arm|n", "A|1"), rows("Arm|n", cell="th") + rows("A|1")]
)  # fmt: skip
def test_without_a_head_the_first_row_names_the_columns(lines: str) -> None:
    table, _ = read(f"<table><tbody>{lines}</tbody></table>")
    assert (table.header, cells(table)) == (("Arm", "n"), [["A", "1"]])
    loose, _ = read(f"<table>{lines}</table>")
    assert (loose.header, cells(loose)) == (("Arm", "n"), [["A", "1"]])


def test_a_long_text_in_the_first_row_names_no_column() -> None:
    lines = rows(
        f"Aim|{'To see how tea gets cold in cups. ' * 4}", "Second aim|To see how it tastes."
    )
    table, document = read(f"<table><tbody>{lines}</tbody></table>")
    assert table.header == ("", "")
    assert [row[0] for row in cells(table)] == ["Aim", "Second aim"]
    assert "Table 1 Arms of the trial\n\nAim\tTo see" in document.text


def test_several_tables_in_one_wrap() -> None:
    one = f"<table><thead>{rows('a|b')}</thead><tbody>{rows('1|2')}</tbody></table>"
    two = f"<table><thead>{rows('c|d')}</thead><tbody>{rows('3|4')}</tbody></table>"
    _, document = read(one + two, foot="<p>Note.</p>")
    assert [(t.label, t.caption, t.header) for t in document.tables] == [
        ("Table 1", "Arms of the trial", ("a", "b")), ("Table 1", "", ("c", "d")),
    ]  # fmt: skip
    assert document.text.index("3\t4") < document.text.index("Note.")


def test_a_table_of_the_cals_kind() -> None:
    table, _ = read(
        "<table><tgroup cols='3'><colspec colname='a'/><colspec colname='b'/><colspec colname='c'/>"
        "<thead><row><entry morerows='1'>Arm</entry><entry namest='b' nameend='c'>Dose</entry>"
        "</row><row><entry>low</entry><entry>high</entry></row></thead><tbody><row><entry>A</entry>"
        "<entry namest='b' nameend='none'>1</entry><entry>2</entry></row></tbody></tgroup></table>"
    )
    assert table.header == ("Arm", "Dose | low", "Dose | high")
    assert cells(table) == [["A", "1", "2"]]


def test_ragged_rows_are_filled() -> None:
    lines = rows("1|2", "3|4|5|6")
    table, _ = read(f"<table><thead>{rows('a|b|c')}</thead><tbody>{lines}</tbody></table>")
    assert table.header == ("a", "b", "c", "")
    assert cells(table) == [["1", "2", "", ""], ["3", "4", "5", "6"]]


def test_blocks_in_a_cell_are_one_text() -> None:
    inside = "<p>one</p><p>two</p><list><list-item><p>three</p></list-item></list>four<break/>five"
    table, _ = read(f"<table><tbody>{rows('h', inside)}</tbody></table>")
    assert cells(table) == [["one two three four five"]]


def test_a_table_that_is_a_picture_keeps_its_caption_and_is_warned_of() -> None:
    body = f"<sec><title>Results</title><p>See.</p>{wrap('<graphic/>')}</sec>"
    document = parsed(article(body))
    assert document.tables == ()
    assert texts(document, "Results") == ["See.", "Table 1 Arms of the trial"]
    assert document.warnings == (
        "Table 1 is only a picture: its caption is kept, its cells not",
    )  # fmt: skip


def test_a_table_of_the_floats_group_goes_to_the_section_that_names_it() -> None:
    floats = wrap(f"<table><thead>{rows('a|b')}</thead><tbody>{rows('1|2')}</tbody></table>")
    body = (
        "<sec><title>Methods</title><p>Tea.</p></sec><sec><title>Results</title><p>As in "
        '<xref ref-type="table" rid="T1">Table 1</xref>.</p></sec>'
        "<sec><title>Discussion</title><p>Tea again.</p></sec>"
    )
    document = parsed(article(body, rest=f"<floats-group>{floats}</floats-group>"))
    assert ("Results", "Table 1") in paths(document)
    unnamed = parsed(article("<p>Tea.</p>", rest=f"<floats-group>{floats}</floats-group>"))
    assert [table.label for table in unnamed.tables] == ["Table 1"]


def test_spans_of_hostile_size_are_bounded() -> None:
    table, _ = read(
        '<table><tbody><tr><td colspan="999999" rowspan="999999">x</td><td>y</td></tr>'
        '<tr><td colspan="-3" rowspan="two">z</td></tr></tbody></table>'
    )
    assert len(table.header) == MAX_COLUMNS
