"""Values that an answer cites as dots on one axis, each row a link to the quote that states it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..schema import CitedValue
from .picture_parts import attribute, percent, quote_link, words
from .scales import Scale, scale_over

_RATIO = re.compile(r"(?:HR|OR|RR)\b")


@dataclass(frozen=True, slots=True)
class _Axis:
    """The scale of the values in `unit`, which alone have a dot."""

    scale: Scale
    unit: str

    def draws(self, value: CitedValue) -> bool:
        return value.reached and value.unit == self.unit


def dot_plot(values: Sequence[CitedValue], anchor: str) -> str:
    """The picture of `values`, all of one quantity, in the order given; "" without a number.

    Each row has the study and group, a dot with its interval, and the value as printed; it leads to
    the quote whose id is `anchor`, "-quote-" and the number of the citation. What is not reached or
    in another unit than most has no dot. The values follow as a table.
    """
    units = Counter(value.unit for value in values if value.reached)
    if not units:
        return ""
    unit = units.most_common(1)[0][0]
    drawn = [value for value in values if value.reached and value.unit == unit]
    ends = [end for v in drawn for end in (v.value, v.low, v.high) if end is not None]
    ratio = bool(_RATIO.match(drawn[0].quantity)) and not unit
    axis = _Axis(scale_over(ends, ratio=ratio), unit)
    groups = {value.group for value in values}
    group = groups.pop() if len(groups) == 1 else ""  # that of all is said once
    rows = "".join(
        _row(value, before, axis, anchor, names_group=not group)
        for before, value in pairwise((None, *values))
        if value
    )
    left = len(values) - len(drawn)
    note = (
        '<p class="sq-plot-note">Without a dot: not reached, or printed in another unit.</p>'
        if left
        else ""
    )
    return (
        f'<figure class="sq-plot">{_title(drawn[0].quantity, unit, group)}'
        f'<div class="sq-plot-body"><ol class="sq-plot-rows">{rows}</ol>'
        f"{_axis(axis, drawn[0].quantity, len(drawn))}</div>{note}{_table(values, anchor)}</figure>"
    )


def _title(quantity: str, unit: str, group: str) -> str:
    counted = f' <span class="sq-plot-unit">in {attribute(unit)}</span>' if unit else ""
    whose = f'<span class="sq-plot-whose">· {words(group)}</span>' if group else ""
    return (
        f'<figcaption class="sq-plot-title"><strong>{words(quantity)}</strong>{counted}{whose}'
        '<span class="sq-plot-how">as printed in the quotes</span></figcaption>'
    )


def _row(
    value: CitedValue, before: CitedValue | None, axis: _Axis, anchor: str, *, names_group: bool
) -> str:
    goes_on = before is not None and (before.study, before.citation) == (
        value.study,
        value.citation,
    )
    study = "sq-plot-study sq-plot-same" if goes_on else "sq-plot-study"
    group = f'<span class="sq-plot-group">{words(value.group)}</span>'
    group = group if names_group and value.group else ""
    shown = (
        f'<span class="sq-plot-label"><span class="{study}">{words(value.study)}</span>{group}'
        f'</span><span class="sq-plot-track">{_track(value, axis)}</span>'
        f'<span class="sq-plot-value">{_printed(value.printed)}</span>'
        f'<span class="sq-plot-number" aria-hidden="true">{value.citation}</span>'
        f'<span class="sq-plot-hidden">, quote {value.citation}</span>'
    )
    link = quote_link(value.citation, anchor, "sq-plot-row", shown)
    return f'<li class="sq-plot-goes-on">{link}</li>' if goes_on else f"<li>{link}</li>"


def _printed(printed: str) -> str:
    """The value as printed, what stands behind the number (its interval) set off."""
    number, bracket, rest = printed.partition(" (")
    behind = f' <span class="sq-plot-interval">{attribute(bracket + rest)}</span>'
    return f"<bdi>{attribute(number)}{behind if rest else ''}</bdi>"


def _track(value: CitedValue, axis: _Axis) -> str:
    """The lines of the ticks, the interval and the dot; a screen reader has the printed value."""
    drawn = "".join(
        f'<line class="{_line(tick, axis)}" x1="{x}" x2="{x}" y1="0" y2="100%"/>'
        for tick in axis.scale.ticks
        if (x := percent(axis.scale.place(tick)))
    )
    if axis.draws(value):
        x = percent(axis.scale.place(value.value))
        if value.low is not None and value.high is not None:
            low, high = (percent(axis.scale.place(end)) for end in (value.low, value.high))
            drawn += f'<line class="sq-plot-whisker" x1="{low}" x2="{high}" y1="50%" y2="50%"/>'
        drawn += f'<circle class="sq-plot-dot" cx="{x}" cy="50%" r="5"/>'
    return f'<svg aria-hidden="true" focusable="false" width="100%" height="100%">{drawn}</svg>'


def _line(tick: float, axis: _Axis) -> str:
    no_effect = tick == 1 if axis.scale.ratio else tick == 0
    return "sq-plot-zero" if no_effect else "sq-plot-tick"


def _axis(axis: _Axis, quantity: str, count: int) -> str:
    """The numbers below the rows; its title and description say what the picture shows."""
    ticks = axis.scale.ticks
    numbers = "".join(
        f'<text x="{percent(axis.scale.place(tick))}" y="1em" text-anchor="middle">{tick:g}</text>'
        for tick in ticks
    )
    unit = f" in {axis.unit}" if axis.unit else ""
    title = attribute(f"{quantity}{unit}, {count} values as dots on one axis")
    scale = " on a logarithmic scale" if axis.scale.ratio else ""
    description = f"The axis goes from {ticks[0]:g} to {ticks[-1]:g}{scale}. All values follow."
    return (
        '<div class="sq-plot-axis"><svg role="img" width="100%" height="1.4em">'
        f"<title>{title}</title><desc>{attribute(description)}</desc>{numbers}</svg>"
        f'<span class="sq-plot-axis-unit">{attribute(axis.unit)}</span></div>'
    )


def _table(values: Sequence[CitedValue], anchor: str) -> str:
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Study", "Group", "Quantity", "As printed", "Quote")
    )
    rows = "".join(
        f'<tr><th scope="row">{words(v.study)}</th><td>{words(v.group)}</td>'
        f"<td>{words(v.quantity)}</td><td>{words(v.printed)}</td>"
        f"<td>{quote_link(v.citation, anchor, 'sq-plot-quote', f'[{v.citation}]')}</td></tr>"
        for v in values
    )
    return (
        '<details class="sq-plot-data"><summary>The values behind it</summary>'
        '<div class="sq-plot-scroll" tabindex="0" role="region" aria-label="The values">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
