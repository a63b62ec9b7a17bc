"""The names that papers share for their parts."""

from __future__ import annotations

import pytest

from sarcoqa.parse.names import is_named, split_run_in


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("References", "references"),
        ("7. REFERENCES", "references"),
        ("IV. Results:", "holders"),
        ("2 Materials and Methods", "top"),
        ("Publisher’s Note", "top"),
        ("Key Words", "keywords"),
        ("Competing interests", "declarations"),
        ("List of Abbreviations", "abbreviations"),
    ],
)
def test_a_name(heading: str, group: str) -> None:
    assert is_named(heading, group)


@pytest.mark.parametrize(
    ("heading", "group"),
    [("Key References", "references"), ("Results of Trials", "holders"), ("", "top")],
)
def test_no_name(heading: str, group: str) -> None:
    assert not is_named(heading, group)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Funding This research received none.", ("Funding", "This research received none.")),
        ("Open Access This article is", ("Open Access", "This article is")),
        ("Competing interests: None", ("Competing interests", "None")),
        ("Keywords: sarcoma, immunotherapy", ("Keywords", "sarcoma, immunotherapy")),
        ("Data Availability — On request", ("Data Availability", "On request")),
        # The longest name counts: not "Data Availability" with "Statement On request".
        ("Data Availability Statement On request", ("Data Availability Statement", "On request")),
        ("Publisher’s Note Springer", ("Publisher’s Note", "Springer")),
    ],
)
def test_a_run_in_heading(line: str, parts: tuple[str, str]) -> None:
    assert split_run_in(line) == parts


@pytest.mark.parametrize(
    "line",
    ["Funding was given by none.", "Funding", "Fundings This", "The Funding This", "Keywords:"],
)
def test_no_run_in_heading(line: str) -> None:
    assert split_run_in(line) is None
