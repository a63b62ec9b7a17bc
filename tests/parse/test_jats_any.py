"""Whatever stands in an article, it is read or refused with a reason."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jats_papers import article, parsed

from sarcoqa.errors import ParseError

NAMES = (
    "p sec title label list list-item def-list def-item term def fig caption table-wrap table "
    "thead tbody tr td th table-wrap-foot fn fn-group boxed-text disp-quote disp-formula "
    "inline-formula "
    "alternatives math mfrac msup mi tex-math xref sup sub italic break ext-link graphic media ack "
    "app-group app glossary notes supplementary-material statement preformat ref-list ref "
    "element-citation mixed-citation person-group name surname given-names collab etal source year "
    "article-title pub-id tgroup row entry unknown-tag"
).split()
ATTRIBUTES = {
    "xref": st.sampled_from(["ref-type='bibr' rid='B1'", "ref-type='bibr' rid='B1 B9'", "rid='x'"]),
    "td": st.sampled_from(["", "colspan='2'", "rowspan='3'", "rowspan='0' colspan='x'"]),
    "ref": st.sampled_from(["id='B1'", "id='B9'", ""]),
}
TEXTS = st.text("aB1 ,–.[]()\u00a0é", max_size=6)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    name = draw(st.sampled_from(NAMES))
    attributes = draw(ATTRIBUTES.get(name, st.just("")))
    inside = draw(TEXTS)
    if depth:
        for _ in range(draw(st.integers(0, 3))):
            inside += draw(elements(depth - 1)) + draw(TEXTS)
    return f"<{name} {attributes}>{inside}</{name}>"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(elements(), min_size=1, max_size=4), st.lists(elements(), max_size=2), elements())
def test_any_article(body: list[str], back: list[str], rest: str) -> None:
    source = article("".join(body), back="".join(back), rest=f"<floats-group>{rest}</floats-group>")
    try:
        document = parsed(source)
    except ParseError:
        return
    assert "  " not in document.text
    for table in document.tables:
        for record in table.records:
            assert [name for name, _ in record.cells] == list(table.header)
            for (_, value), span in zip(record.cells, record.cell_spans, strict=True):
                assert span.of(document.text) == value
    labels = {reference.label for reference in document.references}
    assert {label for mark in document.marks for label in mark.labels} <= labels
    for spans in (document.paragraphs, tuple(mark.span for mark in document.marks)):
        assert list(spans) == sorted(spans)
    for reference in document.references:
        assert reference.span.of(document.text) == reference.raw
