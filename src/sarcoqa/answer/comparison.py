"""Questions that compare the rows of a table: the highest value, no response, above 20 %."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isinf

from ..schema import Record, Span
from .blocks import Block, block_of
from .conditions import SIZE, Condition, condition
from .counts import PATIENTS, RESPONSE
from .measurement import ALL, Measurement, endpoints
from .question import Question
from .responders import RESPONDED

_RESPONSE = "objective_response"
FEWEST = 3  # rows; a comparison of two is a question about the two


# "In all patients or in ABC": either counts.
_EITHER = re.compile(
    r"\b(?:all(?: patients)?|everybody|everyone|overall|the whole \w+) or\b|"
    r"\bor (?:in |among |for )?(?:all(?: patients)?|everybody|everyone|overall|the whole \w+)\b",
    re.IGNORECASE,
)


_EVERYBODY = re.compile(
    r"\b(?:all (?:the )?(?:patients|participants)(?! with)|everybody|everyone|"
    r"the whole (?:cohort|group|population))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that fit, in the order of the tables, and how many were compared, by `what`.

    `sentences` are places in the running text that say the same of studies of which no row does;
    `naming` are the rows of these studies, which state another or no value.
    `whole`: whether they are the whole answer, whatever else is near to the question; `blank`:
    whether they are those without a value.
    """

    rows: tuple[Record, ...]
    compared: int
    what: str
    sentences: tuple[Span, ...] = ()
    naming: tuple[Record, ...] = ()
    whole: bool = True
    blank: bool = False

    @property
    def message(self) -> str:
        """The receipt: how many rows were looked at, and for what."""
        rows = "row" if len(self.rows) == 1 else "rows"
        beside = len(self.sentences)
        places = "place" if beside == 1 else "places"
        text = f", and {beside} {places} in the text on other studies" if beside else ""
        all_rows = f"all {self.compared} table rows that"
        compared = "the only table row to" if self.compared == 1 else all_rows
        left = "" if self.blank else " Rows without a value were not compared."
        return f"Compared {compared} {self.what}: {len(self.rows)} {rows} found{text}.{left}"


def compare_rows(question: Question, stated: Iterable[Measurement]) -> Comparison | None:
    """The rows whose value of the endpoint asked for meets the condition of the question.

    Only values for the group that the question fixes count; where it fixes none, an extreme is
    sought among those for everybody. None where the question compares nothing, names a study (it
    is about that), where fewer than three rows state a value, or where no row meets the condition.

    >>> # "Which regimens had no response in ABC?" over ABC: 0 %, 20 %, 8 % gives the first row
    """
    wanted = condition(question)
    if wanted is None or question.names or question.treatments:
        return None
    stated = tuple(stated)
    values = _values(question, [item for item in stated if item.home], wanted)
    if len({item.home for item in values}) < FEWEST:
        return None
    block = block_of(question, [item.home for item in values if item.home])
    everywhere, values = values, [i for i in values if i.home and block.holds(i.home)]
    meets = wanted.picks([item.value for item in values])
    rows = tuple(dict.fromkeys(item.home for item in values if item.home and meets(item.value)))
    said: list[Measurement] = []
    if wanted.whether and question.diseases:
        said = _values(question, [item for item in stated if item.home is None], wanted)
        done = {item.labels for item in everywhere if meets(item.value)}
        said = [item for item in said if meets(item.value) and item.labels not in done]
        said = _beside(said, stated, block)
    if not values or not (rows or said):
        return None
    compared = {item.home for item in values}
    naming = _rows_of(said, stated, {row.table_id for row in compared if row})
    what = _what(question, values[0], block)
    return Comparison(rows, len(compared), what, tuple(item.span for item in said), naming)


def _what(question: Question, value: Measurement, block: Block) -> str:
    endpoint = RESPONSE if value.endpoint == RESPONDED else value.endpoint
    quantity = PATIENTS if endpoint == PATIENTS else endpoints()[endpoint].quantity
    quantity = quantity.replace("_", " ")
    whose = f" for {question.diseases[0][0]}" if question.diseases else ""
    whose += " or everybody" if whose and _EITHER.search(question.text) else ""
    return f"state the {quantity}{whose}{block.place}"


def _values(
    question: Question, stated: Iterable[Measurement], wanted: Condition
) -> list[Measurement]:
    """The values of the one endpoint asked for, for the group asked for.

    Empty where several endpoints (or time points) would fit.
    """
    named = {form.lower() for forms in question.diseases for form in forms}
    everybody = ALL if wanted.extreme or _EVERYBODY.search(question.text) else frozenset[str]()
    groups = named or everybody
    if named and _EITHER.search(question.text):
        groups |= ALL
    asked = question.quantities or (wanted.quantity,)
    found = [
        item
        for item in stated
        if _is_asked(item, asked, wanted) and (not groups or item.group.lower() in groups)
    ]
    if wanted.extreme:
        found = [item for item in found if not isinf(item.value)]
    kinds = {(item.endpoint, item.months) for item in found if item.endpoint != RESPONDED}
    return found if len(kinds) <= 1 else []


def values_asked(question: Question, stated: Iterable[Measurement]) -> list[Measurement]:
    """The values of the quantities that a question asks for, for the group that it fixes."""
    groups = {form.lower() for forms in question.diseases for form in forms}
    anything = Condition(lambda values: lambda value: True, "", whether=True, quantity=_RESPONSE)
    return [
        item
        for item in stated
        if _is_asked(item, question.quantities, anything)
        and (not groups or item.group.lower() in groups)
    ]


def _is_asked(item: Measurement, asked: Sequence[str], wanted: Condition) -> bool:
    """Whether a value is of a quantity that is asked for, in the unit of the condition."""
    if item.endpoint == RESPONDED:
        return wanted.whether and wanted.quantity in asked
    if item.endpoint == PATIENTS:
        return wanted.quantity == SIZE and SIZE in asked
    endpoint = endpoints().get(item.endpoint)
    if endpoint is None or endpoint.quantity not in asked:
        return False
    return wanted.unit in ("", *endpoint.unit.split()[:1])


def _beside(
    said: Sequence[Measurement], stated: Sequence[Measurement], block: Block
) -> list[Measurement]:
    """What the running text says, of each study once: of those in the block that is asked about,
    or of all but those in the one left aside.
    """
    homes = [(item.labels, item.home) for item in stated if item.home]
    inside = {labels for labels, home in homes if block.holds(home)}
    outside = {labels for labels, home in homes if not block.holds(home)} - inside
    kept: dict[tuple[str, ...], Measurement] = {}
    for item in said:
        named = bool(block.label) and not block.aside
        if item.labels in inside if named else item.labels not in outside:
            kept.setdefault(item.labels, item)
    return list(kept.values())


def _rows_of(
    said: Sequence[Measurement], stated: Sequence[Measurement], tables: set[str]
) -> tuple[Record, ...]:
    """The row of each study that the text speaks of, where the compared tables have just one."""
    found = []
    for one in said:
        homes = {
            item.home.span: item.home
            for item in stated
            if item.home and item.labels == one.labels and item.home.table_id in tables
        }
        found += list(homes.values()) if len(homes) == 1 else []
    return tuple(found)
