"""Tumours, drugs and other things that a question names, also misspelt or spelt out."""

from __future__ import annotations

import pytest

from sarcoqa.answer.mentions import diseases, entities, percentages_in, spelt, topics

SHORT = {
    "LMS": ("leiomyosarcoma",),
    "RMS": ("rhabdomyosarcoma",),
    "GIST": ("gastrointestinal stromal tumor",),
    "TLS": ("tertiary lymphoid structure",),
    "CIK": ("cytokine-induced killer",),
}
LMS = ("LMS", "leiomyosarcoma")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How common is leiomyosarkoma?", (LMS,)),
        ("How common is leyomyosarcoma?", (LMS,)),
        ("Leiomyosarcomas of the leg", (LMS,)),
        ("LMS-specific response", (LMS,)),
        ("LMS, that is leiomyosarcoma", (LMS,)),  # once
        ("liposarcoma", (("liposarcoma",),)),  # another tumour, not a misspelt one
        ("myosarcoma", (("myosarcoma",),)),
        ("leiomyosarkoma or rhabdomyosarcoma", (("RMS", "rhabdomyosarcoma"), LMS)),
        ("sarcoma", ()),
        ("leiomyocytes", ()),
    ],
)
def test_tumours_also_where_they_are_misspelt(
    text: str, expected: tuple[tuple[str, ...], ...]
) -> None:
    assert diseases(text, SHORT) == expected


def test_a_topic_is_named_by_either_form_and_an_entity_by_the_short_one() -> None:
    tls = ("TLS", "tertiary lymphoid structure")
    assert topics("Share with Tertiary lymphoid structures?", SHORT) == (tls,)
    assert entities("Share with Tertiary lymphoid structures?", SHORT) == ()
    assert topics("Share with TLSs?", SHORT) == entities("Share with TLSs?", SHORT) == (tls,)
    assert topics("Share with tls?", SHORT) == ()  # small letters: another word, perhaps


def test_a_tumour_is_no_topic() -> None:
    assert topics("CIK cells in leiomyosarcoma, LMS", SHORT) == (
        ("CIK", "cytokine-induced killer"),
    )


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("ipilimumab", "with Ipilumumab", True),
        ("paclitaxel", "nab-paclitaxel weekly", True),
        ("nivolumab", "with atezolizumab", False),
        ("sunitinib", "with sorafenib", False),
    ],
)
def test_drugs_one_or_two_letters_aside(word: str, text: str, expected: bool) -> None:
    assert spelt(word, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a rate of 11–18% and 5 of 9 (56 %) [1]", {"11", "18", "56"}),
        ("14% and 5% of adults; 12 or 13 per cent", {"14", "5", "12", "13"}),
        ("12 patients at 24 months [30, 40]", set()),
        ("Response (%): 25; N: 40", {"25", "40"}),
    ],
)
def test_percentages_are_told_from_other_numbers(text: str, expected: set[str]) -> None:
    assert percentages_in(text) == expected
