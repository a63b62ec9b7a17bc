"""The sentences and rows that can be quoted alone, and what is said beside them."""

from __future__ import annotations

from sarcoqa.schema import Abbreviation, Kind, Passage, Span
from sarcoqa.search.abbreviations import Expander
from sarcoqa.search.units import around, search_texts, units


def passage(
    parts: tuple[str, ...],
    studies: tuple[str, ...] | None = None,
    *,
    start: int = 0,
    section: tuple[str, ...] = ("Results",),
    document: str = "paper",
    kind: Kind = "prose",
) -> Passage:
    """A passage of sentences that one space parts, the first of them at `start`."""
    spans, place = [], start
    for part in parts:
        spans.append(Span(place, place + len(part)))
        place += len(part) + 1
    text = " ".join(parts)
    whole = Span(start, start + len(text))
    given = studies or ("",) * len(parts)
    return Passage(f"{document}{start}", document, kind, section, whole, text, (), tuple(spans),
                   given)  # fmt: skip


TRIAL = passage(("Lee treated forty.", "The ORR was 23%.", "Roe saw none."), ("Lee", "Lee", "Roe"))
NEXT = passage(("Others differ.", "Lee agreed."), ("", "Lee"), start=100)
ROW = passage(("Drug: alpha. ORR: 23%",), ("Lee",), start=200, kind="record")
FAR = passage(("Lee wrote this, too.",), ("Lee",), start=300, section=("Discussion",))
OTHER = passage(("Lee again.",), ("Lee",), start=0, document="other", section=("Discussion",))
ALL = (TRIAL, NEXT, ROW, FAR, OTHER)
UNITS = units(ALL)


def test_prose_gives_its_sentences_and_anything_else_itself() -> None:
    assert [(unit.row, unit.text) for unit in UNITS] == [
        (0, "Lee treated forty."),
        (0, "The ORR was 23%."),
        (0, "Roe saw none."),
        (1, "Others differ."),
        (1, "Lee agreed."),
        (2, "Drug: alpha. ORR: 23%"),
        (3, "Lee wrote this, too."),
        (4, "Lee again."),
    ]
    assert [unit.studies for unit in UNITS] == ["Lee", "Lee", "Roe", "", "Lee", "Lee", "Lee", "Lee"]
    # "Lee treated forty." has 18 characters, so the second sentence begins at 19.
    assert UNITS[1].span == Span(19, 35)


def test_before_is_the_sentence_before_in_the_same_section() -> None:
    assert [unit.before for unit in UNITS] == [
        "",
        "Lee treated forty.",
        "The ORR was 23%.",
        "Roe saw none.",  # across passages of one section
        "Others differ.",
        "",  # a row
        "",  # behind a row, in another section
        "",  # another paper
    ]


def test_around_adds_the_sentences_on_the_same_studies() -> None:
    # 1: "Lee treated forty." is both the sentence before and the one on the same study: once.
    assert around(UNITS, ALL, 1) == "Lee treated forty."
    # 0: nothing before it; the next one speaks of Lee, the one after that of Roe.
    assert around(UNITS, ALL, 0) == "The ORR was 23%."
    # 2: the sentence before it; no neighbour speaks of Roe.
    assert around(UNITS, ALL, 2) == "The ORR was 23%."
    # 3: without studies there is only the sentence before.
    assert around(UNITS, ALL, 3) == "Roe saw none."
    # 5: a row has nothing beside it; 6 does not reach into another paper's section of that name.
    assert around(UNITS, ALL, 5) == ""
    assert around(UNITS, ALL, 6) == ""


def test_search_texts_have_headings_and_both_forms_of_abbreviations() -> None:
    orr = Expander.of([Abbreviation("ORR", "objective response rate", Span(0, 1), True)])
    expanders = {"paper": orr, "other": Expander.of([])}
    texts = search_texts(ALL, UNITS, expanders)
    assert (len(texts.passages), len(texts.own), len(texts.context)) == (5, 8, 8)
    assert texts.own[1] == "Results. The ORR (objective response rate) was 23%."
    assert texts.context[1] == (
        "Results. Lee Lee treated forty. The ORR (objective response rate) was 23%."
    )
    assert texts.passages[2] == "Results. Drug: alpha. ORR (objective response rate): 23%"
    assert texts.own[7] == "Discussion. Lee again."


def test_entries_of_lists_go_without_the_name_of_their_list() -> None:
    entry = passage(("Lee A. Alpha. 2019.",), kind="reference", section=("References",))
    texts = search_texts([entry], units([entry]), {"paper": Expander.of([])})
    assert texts.passages == texts.own == texts.context == ("Lee A. Alpha. 2019.",)


def test_a_row_is_not_the_sentence_before_a_paragraph() -> None:
    behind = passage(("Toxicity was mild.",), start=250)
    assert [unit.before for unit in units((TRIAL, ROW, behind))][-1] == ""
    assert [unit.before for unit in units((TRIAL, behind))][-1] == "Roe saw none."


def test_before_a_row_stands_the_caption_of_its_own_table() -> None:
    home = ("Results", "Table 1")
    caption = passage(("Table 1 Risk model.",), section=home, kind="caption")
    rows = [passage((f"Age: {n}",), start=50 * n, section=home, kind="record") for n in (1, 2)]
    other = passage(("Age: 3",), start=900, section=("Results", "Table 2"), kind="record")
    found = units((caption, *rows, other))
    assert [unit.before for unit in found] == [
        "",
        "Table 1 Risk model.",
        "Table 1 Risk model.",
        "",
    ]
    assert around(found, (caption, *rows, other), 2) == "Table 1 Risk model."


def test_a_sentence_on_two_studies_stands_beside_each_of_them() -> None:
    """Sentences that share one study of several belong together; those that share none do not."""
    told = passage(
        ("Lee saw 23%.", "Both agree.", "Roe saw none.", "Leeds is a town.", "No study here."),
        ("Lee 2019", "Lee 2019. Roe 2020", "Roe 2020", "Lee", ""),
    )
    found = units((told,))
    assert around(found, (told,), 0) == "Both agree."
    assert around(found, (told,), 1) == "Lee saw 23%. Roe saw none."
    # Two steps away stands a study that is not shared, or one whose name only begins alike.
    assert around(found, (told,), 2) == "Both agree."
    assert around(found, (told,), 3) == "Roe saw none."
    assert around(found, (told,), 4) == "Leeds is a town."
