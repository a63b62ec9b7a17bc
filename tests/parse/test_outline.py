"""Which lines are headings, and how deep they stand."""

from __future__ import annotations

import pytest

from sarcoqa.parse.outline import Headed, levels, looks_like_heading, numbered_level

TITLE = "Immunotherapy in Soft Tissue Sarcoma"
LONG = {"ICI": "immune checkpoint inhibition", "TME": "tumor microenvironment"}


def depths(
    *headings: tuple[str, int], title: str = TITLE, visible: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Levels of (title, words below) pairs; `visible` gives the levels that they show."""
    shown = visible or (0,) * len(headings)
    return levels(
        [
            Headed(name, level, words, 1 if words else 0)
            for (name, words), level in zip(headings, shown, strict=True)
        ],
        title,
        LONG,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Tertiary Lymphoid Structures (TLS)",
        "Tumor mutational burden (TMB) and copy number alteration (CNA)",
        "TME of UPS and MFS",
        "2.1 Study Design",
        "What is known?",
        "Immune Checkpoint Inhibition for UPS/MFS",
        "Pain",
    ],
)
def test_a_heading(line: str) -> None:
    assert looks_like_heading(line, "The text that follows it is long enough.")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Ends with a full stop.", "Text."),
        ("A lead-in to a list:", "Text."),
        ("It was “confirmed.”", "Text."),
        ("It was confirmed. [12]", "Text."),
        ("It was confirmed [12, 14–16]", "Text."),
        ("No specific regimen for", "UPS or MFS has been developed."),
        ("The sarcoma of the", "Soft parts."),
        ("small letters begin no heading", "Text."),
        ("Rest of a sentence whose end is cut", "off by the page."),
        ("Last line of the file", None),
        ("ada@example.org Department", "Text."),
        ("a\tb", "Text."),
        ("12 of them had", "Text."),
        ("A" + " word" * 16, "Text."),
        ("", "Text."),
        ("+ = 12", "Text."),
    ],
)
def test_no_heading(line: str, following: str | None) -> None:
    assert not looks_like_heading(line, following)


@pytest.mark.parametrize(
    ("title", "level"),
    [("2 Methods", 1), ("2.1 Design", 2), ("2.1.3. Arms", 3), ("Methods", 0), ("5 mg daily", 0)],
)
def test_the_level_of_a_number(title: str, level: int) -> None:
    assert numbered_level(title) == level


def test_visible_levels_count_from_one_without_gaps() -> None:
    headings = [("Introduction", 90), ("Design", 90), ("Arms", 90), ("Funding", 9)]
    assert depths(*headings, visible=(2, 3, 5, 0)) == (1, 2, 3, 1)


def test_numbers_show_levels_too() -> None:
    headings = [("1 Aims", 90), ("2 Methods", 0), ("2.1 Arms", 90), ("2.2 Doses", 9), ("3 End", 9)]
    assert depths(*headings) == (1, 1, 2, 2, 1)


def test_a_heading_straight_below_a_heading_is_inside_it() -> None:
    assert depths(("Cell Types", 0), ("Macrophages", 200), ("Lymphocytes", 200)) == (1, 2, 2)


def test_straight_below_counts_more_than_the_subject_of_the_title() -> None:
    assert depths(("Cell Types", 0), ("Targets of Immunotherapy", 200)) == (1, 2)
    assert depths(("Cell Types", 30), ("Targets of Immunotherapy", 200)) == (1, 1)


def test_a_short_lead_in_holds_what_follows() -> None:
    assert depths(("Cell Types", 60), ("Macrophages", 200), ("Lymphocytes", 9)) == (1, 2, 2)
    assert depths(("Cell Types", 61), ("Macrophages", 200), ("Lymphocytes", 9)) == (1, 1, 1)


def test_short_parts_of_parts_stand_side_by_side() -> None:
    headings = [("Methods", 0), ("Participants", 30), ("Device", 20), ("Statistics", 25)]
    assert depths(*headings, ("Results", 0), ("Harms", 12)) == (1, 2, 2, 2, 1, 2)


def test_names_that_papers_share_stand_at_the_first_level() -> None:
    headings = [("Cell Types", 0), ("Macrophages", 200), ("Conclusions", 90), ("Funding", 9)]
    assert depths(*headings) == (1, 2, 1, 1)


def test_declarations_hold_their_parts() -> None:
    headings = [("Declarations", 0), ("Competing interests", 6), ("Consent to Participate", 3)]
    assert depths(*headings, ("Open Access", 50), ("References", 1000)) == (1, 2, 2, 1, 1)


def test_a_heading_that_names_the_topic_of_its_holder_by_its_short_form() -> None:
    headings = [
        ("Immune Checkpoint Inhibition for Sarcoma", 120),
        ("ICI Monotherapy", 300),
        ("ICI Combined with Chemotherapy", 300),
        ("Other ICI Combinations", 300),
        ("Other Immunotherapy Strategies", 30),  # names the subject of the title
        ("Cell Therapies", 300),
    ]
    assert depths(*headings) == (1, 2, 2, 2, 1, 2)


def test_siblings_share_their_first_words() -> None:
    assert depths(("Pressure Sensors at Home", 20), ("Pressure Sensors in Clinics", 20)) == (1, 1)


def test_a_child_repeats_the_whole_of_its_parent() -> None:
    headings = [("Pressure Sensors", 20), ("Pressure Sensors at Home", 80), ("Scales", 80)]
    assert depths(*headings) == (1, 2, 2)
